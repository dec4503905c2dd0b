"""Calls of the vendors of engines."""
