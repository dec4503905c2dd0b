"""What to remember, at the end."""
