"""Model 7: the steps of one lesson video, in order, and the reply that comes of it."""

from .service import Model7

__all__ = ["Model7"]
