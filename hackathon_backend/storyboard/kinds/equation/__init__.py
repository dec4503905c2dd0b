"""Equations that follow from one another."""
