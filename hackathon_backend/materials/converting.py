"""A document as the text of a lesson or of several, read where its parsers can do no harm."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..files import replaced
from ..lessons.documents import Conversion, convert_document
from ..lessons.documents.parting import TextPart, parted
from ..lessons.lesson import INLINE_LIMIT, TITLE_LIMIT
from ..lessons.markdown.blocks import plain_line
from ..lessons.markdown.front_matter import front_matter
from ..lessons.markdown.places import part_label
from ..writers.cutting import cut_at_word

PROGRESS = "progress"
"""The file in an import's folder that says how far the conversion is: pages done, and of how many."""
MOST_PARTS = 30
"""Lessons that are made of one document, at most."""
_TITLE = 60
"""Characters of a document's title in those of its parts."""
_ROOM = 1_000
"""Characters that are left for the names in the front matter."""
_NAMES = 300
"""Characters of a title or of the name of a file that stand there, at most."""
_PLACE = re.compile(r"^<!-- (?:page|slide|section) (\d+) -->$", re.MULTILINE)
_MARKS_ALONE = re.compile(r"(?:\s*<!-- [\w: ]+ -->)+\s*\Z")
"""Marks of places at the end of a text, of which nothing is left."""


@dataclass(frozen=True)
class LessonsOfDocument:
    """What is to become of a conversion: the texts of its lessons, each with its front matter, in order; the title of
    the whole, and what of the document is not in them.
    """

    texts: tuple[str, ...]
    title: str
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


def lessons_of(made: Conversion, name: str, title: str, language: str) -> LessonsOfDocument:
    """The texts of the lessons: one, or the parts of what is too long for one. What is too long for `MOST_PARTS` of
    them is left out, and said.
    """
    title, language = title or made.title, language or made.language
    more = made.front.more
    parts = parted(made.markdown, INLINE_LIMIT - _ROOM - len(front_matter(more)))
    kept, losses = parts[:MOST_PARTS], made.losses
    if len(parts) > MOST_PARTS:
        losses = (_cut(made, parts), *losses)
    texts = []
    for number, part in enumerate(kept, 1):
        named = _part_title(title, number, part, language) if len(kept) > 1 else title
        fields = {"title": named[:_NAMES], "language": language, "document": name[:_NAMES]}
        texts.append(front_matter({**fields, **(more if number == 1 else {})}) + part.markdown)
    return LessonsOfDocument(tuple(texts), title, losses)


def _part_title(title: str, number: int, part: TextPart, language: str) -> str:
    """What a part is called: "Cells — part 2: Mitosis", and "… Mitosis" if it goes on in the middle of that."""
    head = f"{cut_at_word(title, _TITLE)} — {part_label(number, language)}"
    chapter = plain_line(part.heading)
    if not chapter or plain_line(title) == chapter:
        return head
    return f"{head}: {'… ' if part.goes_on else ''}{cut_at_word(chapter, TITLE_LIMIT - len(head) - 4)}"


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


def _cut(made: Conversion, parts: Sequence[TextPart]) -> str:
    """What is said of a document that is longer than all the lessons that are made of one."""
    left = sum(len(part.markdown) for part in parts[MOST_PARTS:])
    told = (
        f"The document has {len(made.markdown):,} characters, and {MOST_PARTS} lessons are made of one at most: the "
        f"last {left:,} of them were left out."
    )
    places = _PLACE.findall("".join(part.markdown for part in parts[:MOST_PARTS]))
    if not places or not made.count:
        return told
    return (
        f"{told} The last lesson ends on {made.unit} {places[-1]} of {made.count}: save the rest, from there on, as a "
        "document of its own, and send that."
    )
