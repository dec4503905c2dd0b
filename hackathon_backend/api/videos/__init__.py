"""The Videos protocol, served: any program written for Sora works here by changing its base URL."""

from .routes import videos_at
from .socket_routes import sockets

__all__ = ["sockets", "videos_at"]
