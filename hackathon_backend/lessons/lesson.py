"""What a lesson is, and how one comes out of Markdown."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from pathlib import Path

from ..errors import RequestError, TooLarge
from ..storyboard.reading.figure import read_figure
from .documents.headings import are_numbered
from .languages import guess_language
from .markdown.block import Block
from .markdown.blocks import plain_line, read_blocks
from .markdown.front_matter import read_front_matter
from .markdown.inline import clean
from .sentences import sentences
from .summary import key_points, key_words

INLINE_LIMIT = 200_000
"""Characters of a lesson that a caller sends, at most."""
TITLE_LIMIT = 120
"""Characters of a title, at most; a longer one is cut at a word."""

_INLINE = "inline-"
_COMMENT = re.compile("<!--.*?-->", re.DOTALL)
_OWN = re.compile(r"own-[0-9a-z]{16}")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class Lesson:
    """A Markdown document that a student reads. `text` is its Markdown without front matter, `blocks` the same, parsed;
    `keywords` are other names of its topic, in any language; `question` is the one that it answers; `things` are drawn
    beside its title, `remember` beside its key points, in their order; `folder` is where its pictures are, if it has
    any; `notes` say what of it was not understood; `document` is the name of the file that it was made of, "" if it was
    written as it is; `takeaways` are what its front matter wants to be remembered; it `is_counted` if the numbers in
    front of its headings count them.
    """

    id: str
    title: str
    language: str
    summary: str
    keywords: tuple[str, ...]
    text: str = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False, compare=False)
    things: tuple[str, ...] = field(default=(), repr=False, compare=False)
    remember: tuple[str, ...] = field(default=(), repr=False, compare=False)
    question: str = field(default="", repr=False, compare=False)
    folder: Path | None = field(default=None, repr=False, compare=False)
    notes: tuple[str, ...] = field(default=(), repr=False, compare=False)
    document: str = field(default="", compare=False)
    takeaways: tuple[str, ...] = field(default=(), repr=False)
    is_counted: bool = field(default=False, repr=False, compare=False)

    @classmethod
    def from_markdown(cls, id: str, text: str) -> Lesson:
        """Read a lesson file: Markdown, with front matter above it if it has any (`title`, `language`, `summary`,
        `question`, `keywords`, `things`, `remember`). Without a title there it is named after its first heading.

        Raises `RequestError`, with the reason in one line, if it is not such a file, and `TooLarge`.
        """
        if not _ID.fullmatch(id):
            raise RequestError(f"'{id}' can't be a lesson's id: use a-z, 0-9 and single hyphens, as in 'water-cycle'.")
        lesson = cls._read(text, "the lesson")
        if not lesson.blocks:
            raise RequestError("it has no text below its front matter")
        if not lesson.title:
            why = "; ".join(
                ["it has no title: write 'title: ...' between two lines of '---' at its top", *lesson.notes]
            )
            raise RequestError(why)
        return replace(lesson, id=id)

    @classmethod
    def inline(cls, title: str, text: str, language: str | None = None, *, default: str = "en") -> Lesson:
        """Make a lesson of text that a caller sent: any text, Markdown or not, with front matter or not. Its id names
        its content. What is not given is what its front matter says; else its language is guessed, and `default` if
        nothing tells.

        Raises `RequestError` if there is nothing to read in it and `TooLarge` beyond INLINE_LIMIT characters.
        """
        return _inline(title, text, language, default)

    @classmethod
    def kept(cls, id: str, text: str, title: str = "", language: str | None = None, *, default: str = "en") -> Lesson:
        """Make a lesson of text that somebody keeps here under an id of their own (`is_own_id`), read as `inline` is.

        Raises `RequestError` if there is nothing to read in it and `TooLarge` beyond INLINE_LIMIT characters.
        """
        return replace(cls._sent(title, text, language, default), id=id)

    @classmethod
    def _sent(cls, title: str, text: str, language: str | None, default: str) -> Lesson:
        lesson = cls._read(text, "The lesson", " ".join(clean(title).split()), language, default)
        if not any(block.text for block in lesson.blocks):
            raise RequestError("The lesson has no text to read.", param="lesson.text")
        name = lesson.title or _shortened(_first_words(lesson.blocks))
        digest = hashlib.sha256(f"{name}\0{lesson.language}\0{lesson.text}".encode()).hexdigest()[:12]
        return replace(lesson, id=f"{_INLINE}{digest}", title=name)

    @classmethod
    def _read(cls, text: str, what: str, title: str = "", language: str | None = None, default: str = "en") -> Lesson:
        """What `text` says, with an empty id, and an empty title if it has neither a title nor a heading."""
        if len(text) > INLINE_LIMIT:
            raise TooLarge(
                f"{what} has {len(text):,} characters; at most {INLINE_LIMIT:,} are accepted.", param="lesson.text"
            )
        front, body = read_front_matter(clean(text))
        body = clean(body)
        blocks = _read_elsewhere.get(body) or read_blocks(body)
        name = _shortened(plain_line(title or front.title) or _first_heading(blocks))
        prose = (block.text for block in blocks if block.kind not in ("code", "figure"))
        language = language or front.language or guess_language("\n".join([name, *prose]), default)
        return cls(
            "",
            name,
            language,
            plain_line(front.summary),
            front.keywords,
            body,
            blocks,
            things=front.things,
            remember=front.remember,
            question=plain_line(front.question),
            notes=(*front.notes, *_figure_notes(blocks)),
            document=front.document,
            takeaways=tuple(filter(None, map(plain_line, front.takeaways))),
            is_counted=are_numbered(block.text for block in blocks if block.kind == "heading"),
        )

    @property
    def is_inline(self) -> bool:
        """Whether a caller sent it along."""
        return self.id.startswith(_INLINE)

    @property
    def is_own(self) -> bool:
        """Whether somebody has made it here, and keeps it."""
        return is_own_id(self.id)

    @cached_property
    def words(self) -> str:
        """Its text without the fields of its figures and without comments, which nobody reads."""
        text = self.text
        for block in self.blocks:
            text = text.replace(block.source, "") if block.kind == "figure" and block.source else text
        return _COMMENT.sub("", text)

    @property
    def sections(self) -> tuple[str, ...]:
        """The headings, in order, each once; text above the first one belongs to the section ""."""
        return tuple(dict.fromkeys(block.section for block in self.blocks))

    @property
    def key_points(self) -> tuple[str, ...]:
        """What the lesson itself names as its key points, in order; () if it names none."""
        return self.takeaways or key_points(self.blocks)

    @cached_property
    def key_words(self) -> dict[str, str]:
        """What the lesson emphasises of its key points, by the point; nothing of those without emphasis."""
        return key_words(self.blocks)

    @cached_property
    def key_things(self) -> dict[str, str]:
        """What is drawn beside each key point, by the point; nothing if that is not said of each."""
        points = self.key_points
        return dict(zip(points, self.remember, strict=True)) if len(points) == len(self.remember) else {}


def is_own_id(id: str) -> bool:
    """Whether a lesson of this id is one that somebody has made here, rather than one of the server's library."""
    return _OWN.fullmatch(id) is not None


_MOST_REMEMBERED = 16
_read_elsewhere: dict[str, tuple[Block, ...]] = {}
"""By their Markdown: what another process has read."""


def remember(lesson: Lesson) -> None:
    """Take what another process has read in the lesson for what is read in it here, for the next few."""
    while len(_read_elsewhere) >= _MOST_REMEMBERED:
        _read_elsewhere.pop(next(iter(list(_read_elsewhere))), None)
    _read_elsewhere[lesson.text] = lesson.blocks


@lru_cache(maxsize=16)
def _inline(title: str, text: str, language: str | None, default: str) -> Lesson:
    # One message has its lesson read several times, and the next one brings the same again.
    return Lesson._sent(title, text, language, default)


def _first_heading(blocks: tuple[Block, ...]) -> str:
    return next((block.text for block in blocks if block.kind == "heading" and block.text), "")


def _first_words(blocks: tuple[Block, ...]) -> str:
    text = next(block.text for block in blocks if block.text)
    first = next(iter(sentences(text)), text)
    return " ".join(first.split()[:8]).rstrip(".") or first


def _shortened(title: str) -> str:
    if len(title) <= TITLE_LIMIT:
        return title
    cut = title[: TITLE_LIMIT - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut) + "…"


def _figure_notes(blocks: Sequence[Block]) -> Iterator[str]:
    """What had to be changed in figures, and what keeps others from being drawn, which are shown as listings then."""
    for block in blocks:
        figure = read_figure(block.info, block.text) if block.kind in ("code", "figure") else None
        if figure and figure.changes:
            what = "was mended" if figure.drawable else "can't be drawn"
            yield f"its {block.info} in “{block.section}” {what}: {'; '.join(figure.changes)}"
