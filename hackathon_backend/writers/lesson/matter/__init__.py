"""What of a document is told by a film of it, and what only stands around that."""

from .apparatus import is_apparatus
from .matter import heading_in, matter_of

__all__ = ["heading_in", "is_apparatus", "matter_of"]
