"""One document into one lesson."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path, PurePath

from ...errors import (
    DocumentBroken,
    DocumentEmpty,
    DocumentTooLarge,
    Model7Error,
)
from ..markdown.blocks import plain_line
from ..markdown.dialects import without_emoji
from .conversion import MOST_BYTES, Conversion, Report
from .escaping import tidy
from .headings import is_part_number
from .kinds import DocumentKind, kind_of
from .language import document_language
from .sheet import LessonSheet

Reader = Callable[[bytes, LessonSheet, Report], None]
_READERS = {
    DocumentKind.PDF: "pdf.document",
    DocumentKind.PPTX: "office.slides",
    DocumentKind.DOCX: "office.word",
    DocumentKind.ODP: "office.open_document",
    DocumentKind.ODT: "office.open_document",
    DocumentKind.EPUB: "web.book",
    DocumentKind.HTML: "web.page",
    DocumentKind.MARKDOWN: "texts.written",
    DocumentKind.TEXT: "texts.plain",
    DocumentKind.TRANSCRIPT: "texts.transcript",
    DocumentKind.IMAGE: "pdf.photo",
}
_NO_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint)\s*-.*|untitled.*|power ?point[ -].*|document ?\d*|slide ?\d*|presentation ?\d*"
    r"|title|.*\.(?:docx?|pptx?|pdf|tex|dvi|odt|odp|indd|qxd|html?))",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\A\s*(?:\d+(?:\.\d+)*[.)]?|[IVX]+[.)])\s+")
_FIELD = re.compile(
    r"\A(?:lesson (?:name|title|topic)|(?:lesson |unit )?title|topic|thema|titel|tema|título|titulo|titre|sujet|titolo"
    r"|temat|tytuł|тема|название|onderwerp|konu|主题|題目|题目)\s*[:：]\s*(?=\S)",
    re.IGNORECASE,
)
"""What a title is called in a form that somebody has filled in."""
_TEX = (("``", "“"), ("''", "”"))
_LONGEST_TITLE = 120
_FIRST_HEADINGS = 4


def convert_document(file: Path, name: str, folder: Path, report: Report | None = None) -> Conversion:
    """Read the document `file`, which its owner calls `name`, and write its pictures into `folder`.

    It is told by its content what it is. `report` is called with the pages, slides or chapters done, and with how
    many there are. It is a function of a module that takes and returns what can be pickled (without `report`), for
    processes with limits: parsers of strangers' files need memory and time that only their sender knows.

    Raises `DocumentRefused`, one of whose kinds says why no lesson can be made of it.
    """
    if file.stat().st_size > MOST_BYTES:
        raise DocumentTooLarge(
            f"The document has {file.stat().st_size / 1e6:,.0f} MB; at most {MOST_BYTES // 10**6} MB are read."
        )
    data = file.read_bytes()
    if not data.strip(b"\0 \r\n\t"):
        raise DocumentEmpty("The document is empty.")
    kind = kind_of(data, name)
    sheet = LessonSheet(folder)
    reader: Reader = import_module(f".{_READERS[kind]}", __package__).read
    try:
        reader(data, sheet, report or _unheard)
    except (Model7Error, MemoryError):
        raise
    except Exception as error:
        # Whatever a parser stumbles over is a fault of the document: none of them has one kind of error for all.
        raise DocumentBroken(
            "The document is damaged and can't be read. Save or print it anew, and try again."
        ) from error
    if not sheet.has_text:
        raise DocumentEmpty("There is no text in the document that can be read.")
    return _finished(sheet, name)


def _finished(sheet: LessonSheet, name: str) -> Conversion:
    markdown = sheet.written()
    stem = _in_words(tidy(PurePath(name.replace("\\", "/")).stem).strip())
    named = tidy(sheet.title).strip(" -–—:;,")
    for typed, sign in _TEX:
        named = named.replace(typed, sign)
    title = named if named and not _NO_TITLE.fullmatch(named) else _headline(sheet.headings) or stem
    title = _FIELD.sub("", title, count=1) or title
    prose = re.sub(r"<!--.*?-->|\$\$.*?\$\$|```.*?```|!\[.*?\]\(.*?\)|[#|*>-]", " ", markdown, flags=re.DOTALL)
    language = document_language(f"{title}\n{prose}", sheet.language or "en")
    return Conversion(
        _shortened(title or "Lesson"),
        language,
        markdown,
        sheet.losses.told(),
        sheet.pictures.names,
        sheet.unit,
        0 if sheet.unit == "time" else sheet.count,
        sheet.front,
    )


def _in_words(stem: str) -> str:
    """The name of a file as a title, with a capital: hyphens stand for spaces where there are none."""
    words = stem.replace("_", " ")
    words = words if " " in words.strip() else words.replace("-", " ")
    return words[:1].upper() + words[1:]


def _headline(headings: Sequence[str]) -> str:
    """The first heading that says what a document is about, without its number; the first of all if none does."""
    plain = [without_emoji(plain_line(heading)) for heading in headings[:_FIRST_HEADINGS]]
    telling = (text for text in plain if not is_part_number(text) and sum(map(str.isalpha, text)) > 1)
    first = next(telling, plain[0] if plain else "")
    return _NUMBER.sub("", first, count=1) or first


def _shortened(title: str) -> str:
    if len(title) <= _LONGEST_TITLE:
        return title
    return title[: _LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"


def _unheard(_done: int, _total: int) -> None:
    """Nobody asks how far it is."""
