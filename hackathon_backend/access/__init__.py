"""Who asks, what is theirs, and what they may do."""
