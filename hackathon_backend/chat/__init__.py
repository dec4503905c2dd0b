"""A chat about a lesson: it answers in text, or has Model 7 make a video."""
