"""Parts of a lesson as scenes of a storyboard."""
