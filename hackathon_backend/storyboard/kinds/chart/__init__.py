"""Numbers as bars, lines or parts of a whole."""
