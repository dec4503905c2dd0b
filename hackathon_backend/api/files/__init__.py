"""/videos/<name>: the finished files."""
