"""What is pointed at in a plot: as writers give it, and as the voice tells it."""
