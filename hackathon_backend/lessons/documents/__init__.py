"""Documents into lessons: a PDF, slides, a text document, a book or a web page becomes Markdown with its pictures."""

from .conversion import MOST_BYTES, MOST_PAGES, MOST_PICTURES, Conversion
from .convert import convert_document
from .kinds import DOCUMENT_TYPES, DocumentKind, kind_of

__all__ = [
    "DOCUMENT_TYPES",
    "MOST_BYTES",
    "MOST_PAGES",
    "MOST_PICTURES",
    "Conversion",
    "DocumentKind",
    "convert_document",
    "kind_of",
]
