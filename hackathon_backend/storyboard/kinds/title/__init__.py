"""The opening of a video, or of a part of it."""
