"""Things and how they hang together."""
