"""Populations: how many there are, and who eats whom."""
