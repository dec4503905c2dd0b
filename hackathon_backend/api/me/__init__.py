"""Whoever asks: what is known of them, all that is theirs as one file, and an end of it."""
