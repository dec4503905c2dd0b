"""Documents that are archives of XML, opened with bounds on what they unpack to."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Sequence
from urllib.parse import unquote

from lxml import etree

from ...errors import DocumentBroken, DocumentEncrypted, DocumentTooLarge

MOST_ENTRIES = 10_000
MOST_UNPACKED = 400_000_000
"""Bytes of all files in an archive."""
MOST_OF_ONE = 80_000_000
_MOST_RATIO = 300
"""How many times as large a file of some size may be as what it is packed in: text is seldom more than twenty."""
_SUSPICIOUS = 20_000_000
_STRICT = (
    (b"wordprocessingml/main", b"wordprocessingml/2006/main"),
    (b"drawingml/main", b"drawingml/2006/main"),
    (b"officeDocument/math", b"officeDocument/2006/math"),
    (b"officeDocument/relationships", b"officeDocument/2006/relationships"),
)


class DocumentArchive:
    """The files of a document. Raises `DocumentTooLarge`, `DocumentEncrypted` and `DocumentBroken`."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise _broken() from error
        entries = self._zip.infolist()
        _check(entries)
        top = folder_around([entry.filename for entry in entries])
        self._names = {entry.filename.removeprefix(top): entry for entry in entries}

    def names(self) -> list[str]:
        """The files in it."""
        return list(self._names)

    def get(self, name: str) -> bytes | None:
        """A file's content; None if there is none of that name."""
        entry = self._names.get(name) or self._names.get(unquote(name))
        if entry is None:
            return None
        if entry.file_size > MOST_OF_ONE:
            raise _bomb()
        try:
            return self._zip.read(entry)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError):
            return None

    def xml(self, name: str) -> etree._Element | None:
        """A file's elements; None if it is not there. Raises `DocumentBroken` if it is no XML."""
        data = self.get(name)
        if data is None:
            return None
        tree = xml_of(_transitional(data))
        if tree is None:
            raise _broken()
        return tree

    def needed(self, name: str) -> etree._Element:
        """The elements of a file without which there is no document."""
        tree = self.xml(name)
        if tree is None:
            raise _broken()
        return tree


def folder_around(names: Sequence[str]) -> str:
    """The folder that all files of a book lie in, where somebody has packed that instead of what is in it, with its
    slash; else "".
    """
    top = names[0].partition("/")[0] + "/" if names else ""
    is_whole = f"{top}META-INF/container.xml" in names and all(name.startswith(top) for name in names)
    return top if is_whole else ""


def xml_of(data: bytes) -> etree._Element | None:
    """The elements of XML, without entities and network; None if there are none."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _transitional(data: bytes) -> bytes:
    """Office XML of the strict kind with the names that nearly all files have."""
    if b"http://purl.oclc.org/ooxml/" not in data[:8000]:
        return data
    for strict, usual in _STRICT:
        data = data.replace(b"http://purl.oclc.org/ooxml/" + strict, b"http://schemas.openxmlformats.org/" + usual)
    return data


def beside(name: str, target: str) -> str:
    """The name of a file that another one names in its own folder's terms."""
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), target))


def _check(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise _bomb()
    for entry in entries:
        if entry.file_size > _SUSPICIOUS and entry.file_size > _MOST_RATIO * max(1, entry.compress_size):
            raise _bomb()
        if entry.flag_bits & 1:
            raise DocumentEncrypted("The document opens with a password only. Save it without one, and try again.")


def _bomb() -> DocumentTooLarge:
    return DocumentTooLarge("The document unpacks to more than is read. Make it smaller, or choose a part of it.")


def _broken() -> DocumentBroken:
    return DocumentBroken("The document is damaged and can't be opened. Save it anew, and try again.")
