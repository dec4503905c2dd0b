"""Formulas that stand by themselves between the lines of a text: no letters tell them, so they become pictures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .drawn import heaps
from .fragments import Box, Fragment, around

_WORD = re.compile(r"[^\W\d_]{3,}")
_FUNCTIONS = """
sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh log exp lim limsup liminf sup inf max min arg argmax argmin
det dim ker deg gcd mod rank sgn diag var cov and for all with where such that otherwise subject when else then sinon
pour avec wenn sonst und für mit para con otro
"""
_NO_WORDS = frozenset(_FUNCTIONS.split())
_SIGN = re.compile(r"[=<>≤≥≈∼≃≅≡≠→←↔⇒⇔↦∈⊂⊆∪∩+±∑∏∫∂∇√∞⟨]|lim")
_NUMBER = re.compile(r"[\[(]\s*[A-Z]?\d{1,3}(?:\.\d{1,3})*[a-z]?\s*[\])]")
_MATHS_SHARE = 3
"""One of so many letters of a formula is of a font for formulas, at least."""
_FEWEST, _PROSE = 3, 3
"""Letters of a formula, and words of what is none."""
_INDENT, _NEAR_BY, _BESIDE = 0.9, 8.0, 40.0
"""Sizes by which it stands further in than the text above or below it and within which that is looked for, and points
within which what stands beside it belongs to it."""
_ROOM = 5.0
"""Points of white around it."""
_TALL = 1.9
"""Sizes: what is higher has several lines."""


def formulas(fragments: Sequence[Fragment]) -> tuple[list[Box], list[Fragment]]:
    """Where the formulas of a page are that stand by themselves, and the fragments that are in none of them."""
    seeds = {id(each): each for each in fragments if _is_formula(each)}
    by_box = {each.box: each for each in seeds.values()}
    left, found = list(fragments), list[Box]()
    for heap in heaps(list(by_box)):
        # What another formula has taken in is no formula of its own.
        free = [by_box[box] for box in heap if by_box[box] in left]
        if not free or (parts := _whole(free, left)) is None:
            continue
        box = around([each.box for each in parts])
        left = [each for each in left if each not in parts and not _is_number_of(each, box)]
        found.append(_with_room(parts, left))
    return found, left


def _words(each: Fragment) -> int:
    return sum(word.lower() not in _NO_WORDS for word in _WORD.findall(each.text))


def _is_formula(each: Fragment) -> bool:
    maths = sum(glyph.is_maths for glyph in each.seen)
    return maths * _MATHS_SHARE >= len(each.seen) and _words(each) < 2 and not each.turned


def _whole(parts: list[Fragment], fragments: Sequence[Fragment]) -> list[Fragment] | None:
    """The formula with what belongs to it; None if it is a part of a line of text, or too little."""
    more = parts
    while more:
        box = around([each.box for each in parts])
        more = [each for each in fragments if each not in parts and _is_beside(each, box)]
        more = [each for each in more if not _NUMBER.fullmatch(each.text.strip())]
        if any(map(_words, more)):
            return None
        parts = parts + more
    text = " ".join(each.text for each in parts)
    if sum(len(each.seen) for each in parts) < _FEWEST or not _SIGN.search(text):
        return None
    return parts if _stands_alone(parts, fragments) else None


def _is_beside(each: Fragment, box: Box) -> bool:
    """Whether a fragment is on the same lines as a formula, and near it."""
    shared = min(each.box[3], box[3]) - max(each.box[1], box[1])
    gap = max(each.box[0] - box[2], box[0] - each.box[2])
    return shared > 0.3 * (each.box[3] - each.box[1]) and gap < _BESIDE


def _stands_alone(parts: Sequence[Fragment], fragments: Sequence[Fragment]) -> bool:
    """Whether it is set apart from the text: further in than the lines above and below, or on several levels."""
    box, size = around([each.box for each in parts]), max(each.size for each in parts)
    lines = [each for each in fragments if each not in parts and _words(each) >= _PROSE and _is_in_column(each, box)]
    above = [each for each in lines if 0 <= box[1] - each.box[1] < _NEAR_BY * size]
    below = [each for each in lines if 0 <= each.box[3] - box[3] < _NEAR_BY * size]
    nearest = [max(above, key=lambda each: each.base)] if above else []
    nearest += [min(below, key=lambda each: each.base)] if below else []
    is_further_in = all(box[0] - each.box[0] > _INDENT * size for each in nearest)
    return bool(nearest and is_further_in) or box[3] - box[1] > _TALL * size


def _is_in_column(each: Fragment, box: Box) -> bool:
    return min(each.box[2], box[2]) > max(each.box[0], box[0])


def _is_number_of(each: Fragment, box: Box) -> bool:
    """Whether it is the number of a formula, at the edge of the page."""
    return bool(_NUMBER.fullmatch(each.text.strip())) and box[1] - 2 < each.base < box[3] + 2


def _with_room(parts: Sequence[Fragment], others: Sequence[Fragment]) -> Box:
    """The formula with some white around it, as far as nothing else stands there. What the fonts of large signs say of
    their height is more than they have.
    """
    box = around([each.box for each in parts])
    beside = [each for each in others if _is_in_column(each, box)]
    plain = [each for each in parts if not all("ex" in glyph.font for glyph in each.seen)] or list(parts)
    highest, lowest = min(each.base - each.size for each in plain), max(each.base for each in plain)
    top = max([box[1] - _ROOM, *(each.box[3] for each in beside if each.base <= highest + each.size / 2)])
    bottom = min([box[3] + _ROOM, *(each.box[1] for each in beside if each.box[1] + each.size / 2 >= lowest)])
    return max(0.0, box[0] - _ROOM), max(0.0, min(top, highest)), box[2] + _ROOM, max(bottom, lowest)
