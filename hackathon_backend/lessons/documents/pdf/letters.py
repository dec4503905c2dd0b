"""Letters that fonts draw in pieces, call what they are not, or do not name at all."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from .fragments import Fragment
from .glyphs import Glyph

_ACCENTS = {
    "´": "\u0301",
    "`": "\u0300",
    "¨": "\u0308",
    "ˆ": "\u0302",
    "^": "\u0302",
    "˜": "\u0303",
    "~": "\u0303",
    "¯": "\u0304",
    "˘": "\u0306",
    "˙": "\u0307",
    "˚": "\u030a",
    "˝": "\u030b",
    "ˇ": "\u030c",
    "¸": "\u0327",
    "˛": "\u0328",
}
_PLAIN = {"ı": "i", "ȷ": "j"}
_NEAR = 60
"""Letters between an accent and its own, at most, in the order in which they are drawn."""
_OVER = 0.6
"""Part of an accent or of a letter, whichever is narrower, that stands over the other."""
_ODD_ONES, _RIDDLE = 0.1, 4
"""Part of a page's letters up to which those of unknown fonts are the odd ones out, and letters of a piece of these."""
_MIXED_SCRIPTS = """
LATIN GREEK CJK HIRAGANA KATAKANA KATAKANA-HIRAGANA HALFWIDTH FULLWIDTH MATHEMATICAL MODIFIER SUPERSCRIPT SUBSCRIPT
IDEOGRAPHIC PROLONGED DOUBLE-STRUCK SCRIPT BLACK-LETTER
"""
_MIXED = frozenset([*_MIXED_SCRIPTS.split(), ""])
"""What stands beside letters of any other script, or of one another."""


def with_accents(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The letters of a page; an accent that was drawn over a letter by itself is one with it."""
    found: list[Glyph | None] = list(glyphs)
    for place, glyph in enumerate(glyphs):
        if glyph.text in _ACCENTS and (home := _home(found, place, glyph)) is not None:
            found[home[0]], found[place] = home[1], None
            # What parts the letters beside it in the file is the accent, not their distance.
            for beside in (place - 1, place + 1):
                if 0 <= beside < len(found) and _is_only_reckoned(found[beside]):
                    found[beside] = None
    return [glyph for glyph in found if glyph is not None]


def _is_only_reckoned(glyph: Glyph | None) -> bool:
    """Whether it is a space that the reader of the file has reckoned, and that is found again if there is room."""
    return glyph is not None and glyph.text == " " and not glyph.size


def _home(found: Sequence[Glyph | None], place: int, accent: Glyph) -> tuple[int, Glyph] | None:
    """Where the letter of an accent is, and the two as one; they need not have been drawn one after the other."""
    near = range(max(0, place - _NEAR), min(len(found), place + _NEAR + 1))
    for other in sorted(near, key=lambda each: abs(each - place)):
        letter = found[other]
        if letter is not None and other != place and (whole := _whole(letter, accent)):
            return other, whole
    return None


def _whole(letter: Glyph, accent: Glyph) -> Glyph | None:
    """The letter with its accent, if it is one that is known and the accent stands over or under it."""
    if not letter.text.isalpha() or not _is_over(accent, letter):
        return None
    plain = _PLAIN.get(letter.text, letter.text)
    text = unicodedata.normalize("NFC", plain + _ACCENTS[accent.text])
    return replace(letter, text=text) if len(text) == 1 else None


def _is_over(accent: Glyph, letter: Glyph) -> bool:
    width = min(accent.right - accent.left, letter.right - letter.left)
    shared = min(accent.right, letter.right) - max(accent.left, letter.left)
    return (
        accent.turned == letter.turned and abs(accent.base - letter.base) < letter.size and shared > _OVER * width > 0
    )


def riddles_among(fragments: Sequence[Fragment], unknown: int, letters: int) -> list[Fragment]:
    """The pieces of lines of which nobody can say which letters they have: those with letters of several scripts, and
    on a page where they are exceptions those of fonts without names.
    """
    are_odd = unknown < _ODD_ONES * letters
    return [each for each in fragments if _is_mixed(each) or (are_odd and _is_riddle(each))]


def _is_riddle(each: Fragment) -> bool:
    """Whether its letters are of a font that does not name them; a sign alone may be one of a formula."""
    letters = sum(glyph.text.isalpha() for glyph in each.seen)
    return letters >= _RIDDLE and sum(glyph.is_unknown for glyph in each.seen) * 2 > len(each.seen)


def _is_mixed(each: Fragment) -> bool:
    """Whether most of its letters are in words of several scripts: its font calls them what they are not."""
    return len(each.seen) >= _RIDDLE and garbled([each]) * 2 > len(each.seen)


def garbled(fragments: Sequence[Fragment]) -> int:
    """Letters of words of several scripts, which nobody writes: the font calls some letters what they are not."""
    words = (word for each in fragments for word in each.text.split() if not word.isascii())
    return sum(len(word) for word in words if len(_scripts(word)) > 1)


def _scripts(word: str) -> set[str]:
    found = {unicodedata.name(char, "").split(" ")[0] for char in word if char.isalpha() and ord(char) > 0x2FF}
    odd = {"?"} if found - _MIXED and any("\u0338" <= char <= "\u036f" for char in word) else set()
    return (found - _MIXED) | odd
