"""Letters of a line in the order in which they are read: files have those of lines from right to left in any order."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .glyphs import Glyph

SPACE = Glyph(" ", 0, 0, 0, 0, 0, 0, "")
_JOINS_NOTHING = frozenset("اأإآٱدذرزو")
"""Letters of Arabic that are the last ones of what is drawn in one stroke, as the alef of lam and alef is."""
_WORD_GAP = 0.17
"""Sizes of a letter between two letters, above which they belong to different words."""


def in_reading_direction(run: Sequence[Glyph]) -> list[Glyph]:
    """The letters as they are read; in lines from right to left they are drawn in any order."""
    if not any(_is_rtl(glyph.text) for glyph in run):
        return list(run)
    seen = [glyph for glyph in run if glyph.size]
    clusters = sorted(_clusters(seen), key=lambda cluster: -(cluster[0].left + cluster[0].right))
    if not leans_left(seen):
        clusters.reverse()
    parts = _turned_runs(clusters, rtl=leans_left(seen))
    return _bracketed(spaced([glyph for part in parts for glyph in part]))


def _clusters(seen: Sequence[Glyph]) -> list[list[Glyph]]:
    """Each letter with the marks that stand above or below it, and those that one sign draws together."""
    clusters: list[list[Glyph]] = []
    letters: list[list[Glyph]] = []
    waiting: list[Glyph] = []
    for glyph in seen:
        last = letters[-1][0] if letters else None
        if _is_mark(glyph):
            waiting.append(glyph)
        elif glyph.is_space:
            clusters.append([glyph])
        elif last and (last.left, last.right, last.base) == (glyph.left, glyph.right, glyph.base):
            letters[-1].append(glyph)
        else:
            letters.append([glyph])
            clusters.append(letters[-1])
            for mark in waiting:
                (letters[-2] if last is not None and _belongs(mark, last, glyph) else letters[-1]).append(mark)
            waiting = []
    if letters:
        letters[-1].extend(waiting)
    return [cluster[::-1] if _is_drawn_backwards(cluster) else cluster for cluster in clusters]


def _is_drawn_backwards(cluster: Sequence[Glyph]) -> bool:
    """Whether letters that one sign draws together come in the wrong order: some letters never join the next one."""
    return len(cluster) > 1 and cluster[0].text in _JOINS_NOTHING and cluster[-1].text not in _JOINS_NOTHING


def _belongs(mark: Glyph, last: Glyph, glyph: Glyph) -> bool:
    """Whether a mark is that of the letter drawn before it rather than of the one after."""
    middle = (mark.left + mark.right) / 2
    before, after = (abs((each.left + each.right) / 2 - middle) for each in (last, glyph))
    if abs(before - after) > 0.12 * mark.size:
        return before < after
    # Drawn from right to left marks follow their letter, and the other way they come before it.
    return glyph.left < last.left


def _turned_runs(clusters: list[list[Glyph]], *, rtl: bool) -> Iterator[list[Glyph]]:
    """The clusters with those turned around that run against the line: words and numbers of the other direction."""
    against: list[list[Glyph]] = []
    for cluster in clusters:
        text = cluster[0].text
        other = _is_ltr(text) if rtl else _is_rtl(text)
        if other or (against and not (_is_rtl(text) if rtl else _is_ltr(text)) and not _parts(text)):
            against.append(cluster)
            continue
        yield from _flushed(against)
        against = []
        yield cluster
    yield from _flushed(against)


def _flushed(against: list[list[Glyph]]) -> Iterator[list[Glyph]]:
    """What runs against the line, turned around; signs at its end belong to the line again."""
    tail: list[list[Glyph]] = []
    while against and not (_is_ltr(against[-1][0].text) or _is_rtl(against[-1][0].text)):
        tail.insert(0, against.pop())
    yield from reversed(against)
    yield from tail


def _parts(text: str) -> bool:
    return text in "،؛؟.:"


def _bracketed(glyphs: list[Glyph]) -> list[Glyph]:
    """Brackets as pairs that open before they close: files have either side of them in lines from right to left."""
    depth = wrong = right = 0
    for glyph in glyphs:
        if glyph.text in _OPENING:
            depth += 1
            right += 1
        elif glyph.text in _CLOSING:
            wrong += depth <= 0
            right += depth > 0
            depth -= 1
    return [_mirrored(glyph) for glyph in glyphs] if wrong * 2 > right and wrong else glyphs


_OPENING, _CLOSING = "([{«", ")]}»"
_MIRROR = str.maketrans(_OPENING + _CLOSING, _CLOSING + _OPENING)


def _mirrored(glyph: Glyph) -> Glyph:
    return replace(glyph, text=glyph.text.translate(_MIRROR))


def _is_rtl(text: str) -> bool:
    return unicodedata.bidirectional(text[:1]) in ("R", "AL")


def _is_ltr(text: str) -> bool:
    return unicodedata.bidirectional(text[:1]) in ("L", "EN", "AN")


def _is_mark(glyph: Glyph) -> bool:
    return unicodedata.combining(glyph.text[:1]) > 0


def leans_left(seen: Sequence[Glyph]) -> bool:
    """Whether letters are mostly of a script that is read from right to left."""
    rtl = sum(_is_rtl(glyph.text) for glyph in seen)
    return rtl > 0 and rtl * 2 > sum(unicodedata.bidirectional(glyph.text[:1]) == "L" for glyph in seen)


def spaced(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Letters with spaces where they are apart; marks stand where their letter does."""
    found: list[Glyph] = []
    before: Glyph | None = None
    for glyph in glyphs:
        if not _is_mark(glyph):
            if before is not None and not before.is_space and not glyph.is_space and is_word_apart(before, glyph):
                found.append(SPACE)
            before = glyph
        found.append(glyph)
    return found


def is_word_apart(before: Glyph, glyph: Glyph) -> bool:
    """Whether there is room for a space between two letters."""
    return apart(before.left, before.right, glyph.left, glyph.right) > _WORD_GAP * max(glyph.size, before.size)


def apart(one: float, two: float, three: float, four: float) -> float:
    """The distance of two stretches, 0 if they overlap."""
    return max(0.0, three - two, one - four)
