"""A few statements, one after the other."""
