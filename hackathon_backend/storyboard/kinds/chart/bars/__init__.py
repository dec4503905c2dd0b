"""Bars, upright or lying."""
