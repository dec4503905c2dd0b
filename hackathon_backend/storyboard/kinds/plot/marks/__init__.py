"""What is drawn between the axes of a plot."""
