"""Storyboards of any quality into valid ones, with a list of what was changed."""
