"""What of a lesson a film does not say, and the note that names it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pydantic import BaseModel

from ...lessons import Block, Lesson
from ...lessons.search.words import is_paired
from ...lessons.sentences import sentences
from ...speech import LONGEST_WORD
from ...speech.words import unspaced
from ...storyboard import Storyboard
from ...storyboard.kinds import Scene
from ...storyboard.kinds.graph.scene import GraphScene
from ...storyboard.kinds.quiz.scene import QuizScene
from ...storyboard.kinds.source import CITED
from ..cutting import cut_at_word
from .beats import is_sayable
from .phrases import phrase
from .scenes.graphs import relations_of

_NAMED = 24
"""Sentences that a note names, at most."""
_LONG = 90
_CODE = 2000
"""Characters of code by which it is known again."""
_NAMES = re.compile(r"[:,;()、，：（）]")


def notes_on(lesson: Lesson, board: Storyboard, language: str) -> tuple[str, ...]:
    """Notes on what of `lesson` a film neither says nor shows, in `language`."""
    told = " ".join(text for scene in board.scenes for text in _said(scene))
    shown = list(_strings(board.scenes))
    heard, seen = _plain(told), "|".join(map(_plain, shown))
    missing = [
        text
        for text in dict.fromkeys(_texts(lesson))
        if (_plain(text) or text) not in (heard if _plain(text) else told) and not _is_drawn(text, board)
    ]
    unseen = [name for block in lesson.blocks for name in _unseen(block, heard + "|" + seen, shown)]
    kinds = {
        "left_out": [*(text for text in missing if is_sayable(text)), *unseen],
        "unspoken": [*(text for text in missing if not is_sayable(text)), *_half_said(told)],
    }
    return tuple(phrase(kind, language, names=_named(texts, language)) for kind, texts in kinds.items() if texts)


def notes_beside(texts: Sequence[str], language: str) -> tuple[str, ...]:
    """A note on what of a document was passed over because it is no matter of a lesson; () if nothing was."""
    return (phrase("beside", language, names=_named(texts, language)),) if texts else ()


def _said(scene: Scene) -> tuple[str, ...]:
    more = (scene.answer_narration, *scene.options) if isinstance(scene, QuizScene) else ()
    return (scene.narration, *more)


def _strings(part: object) -> Iterator[str]:
    """All texts of a part of a storyboard."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, tuple):
        for each in part:
            yield from _strings(each)
    elif isinstance(part, BaseModel):
        for name, value in part:
            if name != CITED:
                yield from _strings(value)


def _texts(lesson: Lesson) -> Iterator[str]:
    for block in lesson.blocks:
        if block.kind in ("paragraph", "quote", "bullets", "steps"):
            for text in block.items or (block.text,):
                yield from sentences(text)


def _is_drawn(text: str, board: Storyboard) -> bool:
    """Whether a graph shows all things that an item of a list within a list names, as "Fruit: apple, pear"."""
    names = {_plain(part) for part in _NAMES.split(text)} - {""}
    graphs = [{_plain(node.label) for node in scene.nodes} for scene in board.scenes if isinstance(scene, GraphScene)]
    return len(names) > 1 and any(names <= graph for graph in graphs)


def _unseen(block: Block, told: str, shown: Sequence[str]) -> Iterator[str]:
    """What of a table, a formula or a piece of code is not there to be seen."""
    if block.kind == "table":
        for row in block.rows[1:]:
            words = [cell for cell in row if any(map(str.isalpha, cell))]
            if any(_plain(cell) not in told for cell in words):
                yield " – ".join(filter(None, row))
    elif block.kind == "formula" and not any(" ".join(block.text.split()) in text for text in shown):
        yield block.text
    elif block.kind == "code" and not relations_of(block) and not any(block.text[:_CODE] in text for text in shown):
        yield block.text.strip().partition("\n")[0]


def _half_said(told: str) -> list[str]:
    """Words that nobody reads out to their end: keys and noise, but no address, of which only the host is said."""
    return [
        word
        for word in dict.fromkeys(told.split())
        if len(word) > LONGEST_WORD and not is_paired(word) and "://" not in word and not unspaced(word)
    ]


def _plain(text: str) -> str:
    """A text as it is compared: its letters and numbers."""
    return re.sub(r"[\W_]+", "", text.casefold())


def _named(texts: Sequence[str], language: str) -> str:
    names = ", ".join(f"“{cut_at_word(text, _LONG)}{'…' if len(text) > _LONG else ''}”" for text in texts[:_NAMED])
    more = len(texts) - _NAMED
    return phrase("and_more", language, names=names, count=str(more)) if more > 0 else names
