"""Two or three things side by side."""
