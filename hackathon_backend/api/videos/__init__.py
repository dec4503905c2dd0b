"""The Videos protocol, served: any program written for Sora works here by changing its base URL."""

from .routes import videos_at

__all__ = ["videos_at"]
