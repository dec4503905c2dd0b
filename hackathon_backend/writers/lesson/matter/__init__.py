"""What of a document is told by a film of it, and what only stands around that."""

from .matter import matter_of

__all__ = ["matter_of"]
