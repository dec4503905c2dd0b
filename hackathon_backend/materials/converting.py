"""A document as the text of a lesson, read where its parsers can do no harm."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..files import replaced
from ..lessons.documents import Conversion, convert_document
from ..lessons.lesson import INLINE_LIMIT

PROGRESS = "progress"
"""The file in an import's folder that says how far the conversion is: pages done, and of how many."""
_ROOM = 1_000
"""Characters that are left for the front matter."""
_PLACE = re.compile(r"^<!-- (?:page|slide|section) (\d+) -->$", re.MULTILINE)
_MARKS_ALONE = re.compile(r"(?:\s*<!-- [\w: ]+ -->)+\s*\Z")
"""Marks of places at the end of a text, of which nothing is left."""


@dataclass(frozen=True)
class LessonOfDocument:
    """What is to become of a conversion: the text with its front matter, and what of the document is not in it."""

    text: str
    losses: tuple[str, ...]


def convert_here(file: Path, name: str, folder: Path) -> Conversion:
    """Convert a document in this process, which has to be one with limits, and write into `folder` how far it is."""

    def report(done: int, total: int) -> None:
        with replaced(folder / PROGRESS) as part:
            part.write_text(f"{done} {total}", "ascii")

    return convert_document(file, name, folder, report)


def progress_in(folder: Path) -> tuple[int, int]:
    """How many pages are done, of how many; 0 of 0 before anything is known."""
    try:
        done, total = map(int, (folder / PROGRESS).read_text("ascii").split())
    except (OSError, ValueError):
        return 0, 0
    return max(0, min(done, total)), total


def lesson_of(made: Conversion, name: str, title: str, language: str) -> LessonOfDocument:
    """The text of the lesson; what does not fit into one is left out at the end of a block, and said."""
    body, losses = cut_to_fit(made.markdown), made.losses
    if len(body) < len(made.markdown):
        losses = (_cut(made, body), *losses)
    fields = {"title": title or made.title, "language": language or made.language, "document": name}
    return LessonOfDocument(f"{front_matter_of(fields)}\n{body}", losses)


def front_matter_of(fields: Mapping[str, str]) -> str:
    """What stands above the text of a lesson, as text of any kind."""
    head = "\n".join(f'{field}: "{_quoted(value)}"' for field, value in fields.items())
    return f"---\n{head}\n---\n"


def cut_to_fit(body: str) -> str:
    """As much of a text as a lesson holds, to the end of a block."""
    most = INLINE_LIMIT - _ROOM
    if len(body) <= most:
        return body
    cut = body.rfind("\n\n", 0, most)
    return _MARKS_ALONE.sub("", body[: cut if cut > most // 2 else most])


def left_out(what: str, before: int, after: int) -> str:
    """What is said of a text that is longer than a lesson: characters that it has, and those that are kept."""
    told = f"The {what} has {before:,} characters and a lesson at most {INLINE_LIMIT:,}: "
    return f"{told}the last {before - after:,} of them were left out."


def _cut(made: Conversion, body: str) -> str:
    """What is said of a document that goes on where its lesson ends."""
    told = left_out("document", len(made.markdown), len(body))
    places = _PLACE.findall(body)
    if not places or not made.count:
        return told
    return (
        f"{told} The lesson ends on {made.unit} {places[-1]} of {made.count}: save the rest, from there "
        "on, as a document of its own, and send that for a second lesson."
    )


def _quoted(value: str) -> str:
    return " ".join(value.replace("\\", "\\\\").replace('"', '\\"').split())[:300]
