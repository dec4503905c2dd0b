"""Lines and curves, with the numbers at their points."""
