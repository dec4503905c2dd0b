"""Passages of a lesson as quotations in Markdown: what answers, and what belongs to it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ....lessons import Block, Lesson, Library
from ....lessons.languages import base
from ....lessons.search.finding import Statement
from ....lessons.sentences import sentences
from ..beats import refers_back
from ..phrases import name_of, phrase

_PARAGRAPH, _LIST, _FIGURE = 420, 500, 900
"""Characters up to which a paragraph, a list and what belongs to them are quoted whole."""
_INTRODUCTION = 200
"""Characters of a paragraph that may be no more than the introduction of the list below it."""
_MOST = 1600
_ROWS = 8
_FENCE = re.compile(r"`{3,}")
_HTML = re.compile(r"<(?=[A-Za-z/!?])")
_FIGURES = ("formula", "code")
_LISTS = ("bullets", "steps", "table")
_LED_UP_TO = (*_LISTS, *_FIGURES)


def answer_blocks(lesson: Lesson, statement: Statement) -> list[str]:
    """The Markdown of what a statement says, each block a string: its sentence in its paragraph, its row in its table,
    with the formulas or the code that the paragraph leads up to.
    """
    blocks, place = lesson.blocks, statement.place
    block = blocks[place]
    found = [_around(statement)]
    before = blocks[place - 1] if place else None
    if before is not None and block.kind in _LED_UP_TO and _leads_up(before, block):
        found.insert(0, safe(before))
    if block.kind in ("paragraph", "quote", "formula"):
        found += figures_after(blocks, place)
    after = blocks[place + 1] if place + 1 < len(blocks) else None
    is_last = block.text.endswith(statement.text) and len(block.text) <= _INTRODUCTION
    if after is not None and is_last and _leads_up(block, after) and after.kind in _LISTS:
        found += [safe(after)] if len(after.source) <= _FIGURE else []
    return found


def _leads_up(before: Block, block: Block) -> bool:
    return before.kind == "paragraph" and before.section == block.section and len(before.text) <= _PARAGRAPH


def figures_after(blocks: Sequence[Block], place: int) -> list[str]:
    """The Markdown of the formulas or the code that stand directly after a block."""
    found: list[str] = []
    for block in blocks[place + 1 :]:
        if block.kind not in _FIGURES or sum(map(len, found)) + len(block.source) > _FIGURE:
            break
        found.append(safe(block))
    return found


def quotation(head: str, blocks: Sequence[str]) -> str:
    """A head line and a quotation below it, up to _MOST characters in whole blocks, and at least some of one."""
    kept: list[str] = []
    for source in blocks:
        if kept and sum(map(len, kept)) + len(source) > _MOST:
            break
        kept.append(source if len(source) <= 2 * _MOST else _cut(source))
    lines = "\n\n".join(kept).split("\n")
    return f"{head}\n\n" + "\n".join(f"> {line}".rstrip() for line in lines)


def _cut(source: str) -> str:
    """The beginning of a long block: what opens in it and is closed no more must not run on."""
    if fence := _FENCE.match(source):
        return f"{source[:_MOST].rstrip('`')}\n…\n{fence[0]}"
    return f"{_escaped(source[:_MOST])} …"


def source_head(lesson: Lesson, section: str, language: str) -> str:
    """The line that names where a quotation comes from."""
    if section and section != lesson.title:
        return phrase("from_section", language, title=plain(lesson.title), section=plain(section))
    return phrase("from_lesson", language, title=plain(lesson.title))


def source_of(library: Library, lesson: Lesson, section: str) -> dict[str, str]:
    """The lesson as the source of an answer; one that is not in the library has no id to be found by."""
    return {"lessonId": library.id_of(lesson) or "", "title": lesson.title, "section": section}


def with_language_note(content: str, lesson: Lesson, language: str) -> str:
    """`content`, followed by a note on the lesson's language if it is not `language`."""
    if base(lesson.language) == base(language):
        return content
    return f"{content}\n\n{phrase('other_language', language, name=name_of(lesson.language))}"


def plain(text: str) -> str:
    """A title within Markdown: nothing in it is markup."""
    return re.sub(r"([\\*_`\[\]<>])", r"\\\1", text)


def bullets(texts: Sequence[str]) -> str:
    """A list of titles."""
    return "\n".join(f"- {plain(text)}" for text in texts)


def safe(block: Block) -> str:
    """The Markdown of a block with its raw HTML as text: a lesson may come from anyone."""
    if block.kind == "code":
        fence = "`" * (3 + max((len(run) for run in re.findall("`{3,}", block.text)), default=0))
        return f"{fence}{block.info}\n{block.text}\n{fence}"
    if block.kind == "formula":
        return f"$$\n{block.text}\n$$"
    return without_html(block.source)


def without_html(source: str) -> str:
    """Markdown with its raw HTML as text; what stands in code spans is text already."""
    parts = re.split(r"(`+[^`]*`+)", source)
    return "".join(part if part.startswith("`") else _HTML.sub("&lt;", part) for part in parts)


def _around(statement: Statement) -> str:
    block = statement.block
    if block.kind in ("bullets", "steps") and len(block.source) > _LIST:
        return f"- {_escaped(statement.text)}"
    if block.kind == "table" and len(block.rows) > _ROWS:
        return _row(block, statement.number)
    if block.kind in ("paragraph", "quote") and len(block.source) > _PARAGRAPH:
        return _escaped(" ".join(_window(block, statement.number)))
    return safe(block)


def _window(block: Block, number: int) -> list[str]:
    """The sentence with the one that it goes back to, and those after it as far as there is room."""
    said = sentences(" ".join(block.text.split()))
    first = number - 1 if number and refers_back(said[number]) else number
    kept = said[first : number + 1]
    for sentence in said[number + 1 :]:
        if sum(map(len, kept)) + len(sentence) > _PARAGRAPH:
            break
        kept.append(sentence)
    return kept


def _row(block: Block, number: int) -> str:
    header = block.rows[0]
    lines = (header, ["---"] * len(header), block.rows[number + 1])
    return "\n".join("| " + " | ".join(_escaped(cell).replace("|", "\\|") for cell in line) + " |" for line in lines)


def _escaped(text: str) -> str:
    return _HTML.sub("&lt;", text)
