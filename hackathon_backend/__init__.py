"""Model 7: the video maker behind a lesson chat."""

__version__ = "0.2.0"
