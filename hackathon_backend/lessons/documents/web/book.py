"""EPUB: the chapters of a book, in their order."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from ....errors import DocumentBroken, DocumentEncrypted, DocumentTooLong
from ..archives import DocumentArchive, beside
from ..conversion import MOST_PAGES, Report
from ..decoding import decoded
from ..escaping import tidy
from ..sheet import LessonSheet
from .content import main_content
from .page import embedded_picture, tree_of
from .reader import ElementReader


def read(data: bytes, sheet: LessonSheet, report: Report) -> None:
    """Read a book."""
    archive = DocumentArchive(data)
    package = _package(archive)
    root = archive.needed(package)
    sheet.title = _said(root, "title")
    sheet.language = _said(root, "language").split("-")[0].lower()
    chapters = [beside(package, address) for address in _spine(root)]
    _check(archive, chapters)
    for done, name in enumerate(chapters, 1):
        chapter = archive.get(name)
        if chapter is None:
            sheet.losses.count("1 chapter is missing in the file.", "{} chapters are missing in the file.")
        else:
            _chapter(sheet, chapter, _pictures(archive, name))
        report(done, len(chapters))


def _package(archive: DocumentArchive) -> str:
    container = archive.needed("META-INF/container.xml")
    for element in container.iter():
        if _local(element) == "rootfile" and element.get("full-path"):
            return str(element.get("full-path"))
    raise DocumentBroken("The book is damaged: it does not say where its chapters are.")


def _said(root: etree._Element, name: str) -> str:
    return next((tidy(each.text or "").strip() for each in root.iter() if _local(each) == name and each.text), "")


def _spine(root: etree._Element) -> list[str]:
    """The addresses of the chapters, in order; the table of contents is none."""
    items = {each.get("id"): each for each in root.iter() if _local(each) == "item"}
    order = [items.get(each.get("idref")) for each in root.iter() if _local(each) == "itemref"]
    kept = [item for item in order if item is not None and "nav" not in (item.get("properties") or "").split()]
    return [str(item.get("href")) for item in kept if "html" in (item.get("media-type") or "") and item.get("href")]


def _check(archive: DocumentArchive, chapters: list[str]) -> None:
    if len(chapters) > MOST_PAGES:
        raise DocumentTooLong(f"The book has {len(chapters):,} parts; at most {MOST_PAGES} are read.")
    locked = archive.xml("META-INF/encryption.xml")
    names = (
        {str(each.get("URI")) for each in locked.iter() if _local(each) == "CipherReference"}
        if locked is not None
        else set()
    )
    if names & set(chapters):
        raise DocumentEncrypted("The book is protected against copying, so it can't be read.")


def _chapter(sheet: LessonSheet, data: bytes, pictures: Callable[[str], bytes | None]) -> None:
    content = main_content(tree_of(decoded(data) or ""), sheet.losses)
    if not "".join(content.itertext()).strip() and next(content.iter("img", "image"), None) is None:
        return
    sheet.count += 1
    sheet.place(f"section {sheet.count}")
    ElementReader(sheet, pictures, sections=False).read(content)


def _pictures(archive: DocumentArchive, chapter: str) -> Callable[[str], bytes | None]:
    def picture(address: str) -> bytes | None:
        if address.startswith("data:"):
            return embedded_picture(address)
        return archive.get(beside(chapter, address.partition("#")[0]))

    return picture


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
