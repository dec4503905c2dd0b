"""Text answers out of the lessons."""
