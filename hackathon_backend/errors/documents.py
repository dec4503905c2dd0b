"""A document that no lesson can be made of; `param` is always "file"."""

from __future__ import annotations

from .requests import RequestError


class DocumentRefused(RequestError, code="document_refused"):
    """No lesson can be made of a document; the message says why, and what would help."""

    def __init__(self, message: str, *, param: str | None = "file") -> None:
        super().__init__(message, param=param)


class DocumentEncrypted(DocumentRefused, code="document_encrypted", status=422):
    """It opens with a password only."""


class DocumentBroken(DocumentRefused, code="document_broken", status=422):
    """It is of a kind that is read here, and so damaged that it can't be."""


class DocumentTooLarge(DocumentRefused, code="document_too_large", status=413):
    """It has more bytes than are read, or unpacks to more."""


class DocumentTooLong(DocumentRefused, code="document_too_long", status=413):
    """It has more pages, slides or chapters than are read."""


class DocumentUnknown(DocumentRefused, code="document_unknown", status=415):
    """It is of a kind that is not read here."""


class DocumentEmpty(DocumentRefused, code="document_empty", status=422):
    """There is nothing in it that can be read, as in pictures of pages where no OCR is installed."""
