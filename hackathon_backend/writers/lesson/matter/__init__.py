"""What of a document is told by a film of it, and what only stands around that."""

from .apparatus import is_apparatus
from .matter import heading_in, matter_of
from .task_lines import are_tasks

__all__ = ["are_tasks", "heading_in", "is_apparatus", "matter_of"]
