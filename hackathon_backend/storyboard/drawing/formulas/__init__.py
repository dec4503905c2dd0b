"""LaTeX as shapes that can be measured and painted."""
