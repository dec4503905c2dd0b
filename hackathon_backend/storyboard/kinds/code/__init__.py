"""A listing, read with the voice."""
