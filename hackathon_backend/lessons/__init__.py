"""The lesson library: reads Markdown lessons, finds what answers a question, and says which lesson covers it."""

from .lesson import Lesson
from .library import Library
from .markdown.block import Block
from .search.passages import Passage

__all__ = ["Block", "Lesson", "Library", "Passage"]
