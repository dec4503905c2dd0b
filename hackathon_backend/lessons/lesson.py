"""What a lesson is, and how one comes out of Markdown."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import frontmatter
import yaml
from pydantic import BaseModel, StringConstraints, ValidationError

from ..errors import RequestError, TooLarge
from .markdown import Block, clean, read_blocks
from .summary import key_points
from .words import guess_language

INLINE_LIMIT = 200_000
"""Characters of a lesson that a caller sends, at most."""
TITLE_LIMIT = 120
"""Characters of a title, at most; a longer one is cut at a word."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _FrontMatter(BaseModel):
    title: _Line
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")] = "en"
    summary: str = ""
    keywords: tuple[_Line, ...] = ()


@dataclass(frozen=True)
class Lesson:
    """A Markdown document that a student reads. `text` is its Markdown without front matter, `blocks` the same, parsed;
    `keywords` are other names of its topic, in any language; `folder` is where its pictures are, if it has any.
    """

    id: str
    title: str
    language: str
    summary: str
    keywords: tuple[str, ...]
    text: str = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False, compare=False)
    folder: Path | None = field(default=None, repr=False, compare=False)

    @classmethod
    def from_markdown(cls, id: str, text: str) -> Lesson:
        """Read a lesson file: YAML front matter (`title`; `language`, `summary` and `keywords` if they
        are wanted), then Markdown.

        Raises `RequestError`, with the reason in one line, if it is not such a file.
        """
        if not _ID.fullmatch(id):
            raise RequestError(f"'{id}' can't be a lesson's id: use a-z, 0-9 and single hyphens, as in 'water-cycle'.")
        try:
            head, body = frontmatter.parse(text)
            front = _FrontMatter.model_validate(head)
        except yaml.YAMLError as fault:
            raise RequestError(f"its front matter is not YAML: {' '.join(str(fault).split())}") from fault
        except ValidationError as fault:
            first = fault.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise RequestError(f"its front matter has a fault at '{where}': {first['msg']}") from fault
        body = clean(body)
        blocks = read_blocks(body)
        if not blocks:
            raise RequestError("it has no text below its front matter")
        return cls(id, front.title, front.language, front.summary.strip(), front.keywords, body, blocks)

    @classmethod
    def inline(cls, title: str, text: str, language: str | None = None) -> Lesson:
        """Make a lesson of text that a caller sent: any text, Markdown or not. Its id names its content; its language
        is guessed if it is not given.

        Raises `RequestError` if there is nothing to read in it and `TooLarge` beyond INLINE_LIMIT characters.
        """
        if len(text) > INLINE_LIMIT:
            raise TooLarge(
                f"The lesson has {len(text):,} characters; at most {INLINE_LIMIT:,} are accepted.", param="lesson.text"
            )
        body = clean(text)
        blocks = read_blocks(body)
        if not any(block.text for block in blocks):
            raise RequestError("The lesson has no text to read.", param="lesson.text")
        name = _shortened(" ".join(clean(title).split()) or _first_words(blocks))
        language = language or guess_language(" ".join(block.text for block in blocks if block.kind != "code"))
        digest = hashlib.sha256(f"{name}\0{language}\0{body}".encode()).hexdigest()[:12]
        return cls(f"inline-{digest}", name, language, "", (), body, blocks)

    @property
    def sections(self) -> tuple[str, ...]:
        """The headings, in order, each once; text above the first one belongs to the section ""."""
        return tuple(dict.fromkeys(block.section for block in self.blocks))

    @property
    def key_points(self) -> tuple[str, ...]:
        """What the lesson itself names as its key points, in order; () if it has no such section."""
        return key_points(self.blocks)


def _first_words(blocks: tuple[Block, ...]) -> str:
    headings = (block.text for block in blocks if block.kind == "heading" and block.text)
    texts = (block.text for block in blocks if block.text)
    return next(headings, "") or " ".join(next(texts).split()[:8])


def _shortened(title: str) -> str:
    if len(title) <= TITLE_LIMIT:
        return title
    cut = title[: TITLE_LIMIT - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut) + "…"
