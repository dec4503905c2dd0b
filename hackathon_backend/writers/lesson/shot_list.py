"""A shot list without a language model: the same look in every shot, and a part of what there is to show in each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ..base import PROMPT_LIMIT, Brief
from ..cutting import cut_at_word, sentences_of

_LOOK = re.compile(r"\bStyle:", re.IGNORECASE)
_VIEWS = (
    "Wide view, everything at once",
    "Closer, on what matters most",
    "Seen from another side",
    "One detail, very close",
    "Drawing back until all is in view",
)
_SUBJECT, _STYLE = 160, 160


def cut_shots(brief: Brief, count: int) -> tuple[str, ...]:
    """`count` visual prompts of at most PROMPT_LIMIT characters, in order."""
    head, look = _parted(brief.visual_prompt)
    told = sentences_of(brief.narration) or sentences_of(head)
    subject = cut_at_word((sentences_of(head) or [brief.title])[0], _SUBJECT)
    return tuple(_prompt(subject, part, look, number, count) for number, part in enumerate(_parts(told, count)))


def _parts(told: Sequence[str], count: int) -> list[str]:
    """The sentences in `count` runs of about the same number; empty ones where there are too few."""
    edges = [round(len(told) * number / count) for number in range(count + 1)]
    return [" ".join(told[first:beyond]) for first, beyond in pairwise(edges)]


def _prompt(subject: str, part: str, look: str, number: int, count: int) -> str:
    begin = f"{subject.rstrip('. ')}. Shot {number + 1} of {count}: "
    view = _VIEWS[number % len(_VIEWS)]
    end = f"{view}. {look}".strip()
    room = PROMPT_LIMIT - len(begin) - len(end) - 2
    shown = "" if part.rstrip(". ") == subject.rstrip(". ") else cut_at_word(part, room).rstrip(". ")
    return f"{begin}{shown}. {end}" if shown else begin + end


def _parted(prompt: str) -> tuple[str, str]:
    """What is shown, and the words on style, which belong to every shot."""
    found = _LOOK.search(prompt)
    if found is None:
        return prompt, ""
    return prompt[: found.start()], cut_at_word(prompt[found.start() :], _STYLE)
