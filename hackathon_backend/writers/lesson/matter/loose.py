"""The words of a drawing on a slide, which stand in boxes of their own: without the drawing they say nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from ....lessons import Block
from ....lessons.search.words import is_paired
from .lines import is_finished, is_running

_FEWEST = 3
"""Such words on a slide that make a drawing."""
_A_LIST = 6
"""Lines at most that stand alone below a heading and may be a list without bullets."""
_WORDS, _WIDE = 3, 6
"""Words, or letters of a script without spaces, of a label at most."""
_CODE = re.compile(r"[{}]$|[=(].*;$")
"""A line of a program that is drawn in a box and has not been kept as a listing."""


def without_loose_words(blocks: Sequence[Block]) -> tuple[list[Block], list[str]]:
    """The blocks without labels of drawings on slides, and on pages with a picture that no sentence stands on; and
    those labels. A few short lines that are all there is on a slide stay.
    """
    kept, gone = list[Block](), list[str]()
    for _, group in groupby(blocks, key=lambda block: block.place):
        place = list(group)
        loose = {number for number in range(len(place)) if _is_loose(place, number)}
        if not _is_drawing(place, loose):
            loose = set()
        kept += [block for number, block in enumerate(place) if number not in loose]
        gone += [place[number].text for number in sorted(loose)]
    return kept, gone


def _is_drawing(place: Sequence[Block], loose: set[int]) -> bool:
    rest = [block for number, block in enumerate(place) if number not in loose and block.kind != "heading"]
    if len(loose) < _FEWEST:
        return False
    if place[0].place.startswith("slide"):
        return bool(rest) or len(loose) > _A_LIST
    is_prose = any(block.kind == "paragraph" and is_running(block.text) for block in rest)
    return place[0].place.startswith("page") and not is_prose and any(block.kind == "image" for block in rest)


def _is_loose(place: Sequence[Block], number: int) -> bool:
    """Whether a block is a word or a few, and no heading of what follows it."""
    block, after = place[number], place[number + 1] if number + 1 < len(place) else None
    if block.kind != "paragraph" or not _is_label(block.text):
        return False
    return after is None or not (after.items or (after.kind == "paragraph" and is_running(after.text)))


def _is_label(text: str) -> bool:
    if _CODE.search(text):
        return True
    is_short = len(text) <= _WIDE if is_paired(text) else len(text.split()) <= _WORDS
    is_sentence = is_finished(text) and not text.endswith(";")
    return is_short and not is_sentence and not any(sign in text for sign in "$=:：")
