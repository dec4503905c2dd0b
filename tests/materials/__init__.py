"""Tests of lessons that people have made themselves."""
