"""Colours as data. Every theme keeps text at a contrast of 4.5:1 or more, which the tests hold it to."""

from __future__ import annotations

import colorsys
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ..errors import StoryboardError

READABLE = 4.5
"""The contrast that text needs at least (WCAG 2.2, 1.4.3)."""

_SEEN = 3.0
"""The contrast of what is seen but not read (WCAG 2.2, 1.4.11)."""
_PALE = 0.22
"""How much of a colour is in the ground of a card that is called by it."""
_GREY, _NEAR = 0.15, 0.09
"""Chroma below which a colour is grey, and the part of the circle of hues within which two are like."""

_BRIGHT, _DARK = 0.5, 0.02
"""Luminance above and below which a colour is another one when it is made darker or lighter."""

STRONGEST_TINT = 0.12
"""How much of an accent is in a ground that text stands on, at most."""


@dataclass(frozen=True)
class Colour:
    """A colour in sRGB, each part 0-255."""

    red: int
    green: int
    blue: int

    @classmethod
    def parse(cls, text: str) -> Colour:
        """The colour written as "#2457D6". Raises `StoryboardError` for anything else."""
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", text):
            raise StoryboardError(f"colour: must be written like #2457D6, not {text[:20]!r}", param="colour")
        return cls(*bytes.fromhex(text[1:]))

    @property
    def argb(self) -> int:
        return 0xFF000000 | self.red << 16 | self.green << 8 | self.blue

    def mixed(self, other: Colour, part: float) -> Colour:
        """This colour with `part` (0-1) of `other` laid over it."""
        pairs = zip((self.red, self.green, self.blue), (other.red, other.green, other.blue), strict=True)
        return Colour(*(round(mine + (theirs - mine) * part) for mine, theirs in pairs))

    @cached_property
    def luminance(self) -> float:
        """Relative luminance, as WCAG 2.2 defines it."""
        parts = [value / 255 for value in (self.red, self.green, self.blue)]
        linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def is_like(self, other: Colour) -> bool:
        """Whether both would be called by the same name, roughly: their hues are close, or both are grey."""
        if min(self.chroma, other.chroma) < _GREY:
            return max(self.chroma, other.chroma) < 2 * _GREY
        apart = abs(self.hue - other.hue)
        return min(apart, 1 - apart) < _NEAR

    @property
    def hue(self) -> float:
        """The place on the circle of hues, from 0 to 1."""
        return colorsys.rgb_to_hsv(self.red / 255, self.green / 255, self.blue / 255)[0]

    @property
    def chroma(self) -> float:
        """How far from grey, from 0 to 1."""
        parts = (self.red, self.green, self.blue)
        return (max(parts) - min(parts)) / 255


def contrast(one: Colour, other: Colour) -> float:
    """The contrast of two colours, 1 to 21, as WCAG 2.2 defines it."""
    high, low = sorted((one.luminance, other.luminance), reverse=True)
    return (high + 0.05) / (low + 0.05)


@dataclass(frozen=True)
class Tone:
    """A colour as things wear it: for lines and letters, for the ground of a card, and for a bar or a slice."""

    line: Colour
    ground: Colour
    fill: Colour
    edge: Colour | None = None
    """The outline that a bar needs to be seen on its paper, if it does."""


@dataclass(frozen=True)
class CodeColours:
    """What the parts of a listing are painted with."""

    plain: Colour
    keyword: Colour
    name: Colour
    string: Colour
    number: Colour
    comment: Colour


@dataclass(frozen=True)
class Theme:
    """A look. `accents` come in the order of use, `card` is the ground of boxes, `grid` lines the paper."""

    name: str
    paper: Colour
    ink: Colour
    muted: Colour
    line: Colour
    card: Colour
    accents: tuple[Colour, ...]
    code: CodeColours
    grid: Colour | None = None

    def accent(self, index: int) -> Colour:
        return self.accents[index % len(self.accents)]

    def tint(self, colour: Colour, part: float = 0.1) -> Colour:
        """The fill that goes with `colour`."""
        return self.paper.mixed(colour, part)

    def legible(self, colour: Colour, least: float = READABLE) -> Colour:
        """`colour`, made darker or lighter until its contrast to the paper and to cards is `least`."""
        end = Colour(0, 0, 0) if self.paper.luminance > 0.4 else Colour(255, 255, 255)
        steps = (colour.mixed(end, part / 40) for part in range(41))
        grounds = (self.paper, self.card)
        return next(each for each in steps if min(contrast(each, ground) for ground in grounds) >= least + 0.1)

    def tone(self, colour: Colour) -> Tone:
        """`colour` as a thing has it that is called by it."""
        line, edge = self.legible(colour), self.legible(colour, _SEEN)
        pale = self.paper.mixed(colour, _PALE)
        ground = pale if contrast(self.ink, pale) >= READABLE + 0.1 else self.tint(line)
        # Darker yellow would be olive, and darker white grey: such things have an edge instead.
        own = colour.luminance > _BRIGHT or colour.luminance < _DARK
        return Tone(line, ground, colour, edge) if own and edge != colour else Tone(line, ground, edge)

    def own(self, index: int) -> Tone:
        """The accent at `index` with what goes with it."""
        accent = self.accent(index)
        return Tone(accent, self.tint(accent), accent)

    def tones(self, colours: Sequence[Colour | None], groups: Sequence[int] | None = None) -> list[Tone]:
        """A tone for each of `colours`; the accents of those without one keep away from the colours that are named.

        `groups` number the accents; those of one group share theirs.
        """
        named = [colour for colour in colours if colour]
        kept = [n for n, accent in enumerate(self.accents) if not any(accent.is_like(colour) for colour in named)]
        free = [self.own(number) for number in kept]
        free = free or [Tone(self.muted, self.tint(self.muted), self.muted)]
        numbers = list(range(len(colours))) if groups is None else groups
        order = list(dict.fromkeys(number for number, colour in zip(numbers, colours, strict=True) if not colour))
        if not named:
            return [free[number % len(free)] for number in numbers]
        return [
            self.tone(colour) if colour else free[order.index(number) % len(free)]
            for number, colour in zip(numbers, colours, strict=True)
        ]

    @cached_property
    def dim(self) -> float:
        """The opacity of ink that is not spoken of: as faint as it may be on any ground here and still be read."""
        grounds = [self.paper, self.card, *(self.tint(accent, STRONGEST_TINT) for accent in self.accents)]
        for part in (step / 100 for step in range(35, 100)):
            if min(contrast(ground.mixed(self.ink, part), ground) for ground in grounds) > READABLE + 0.1:
                return part
        return 1.0

    def branded(self, colour: str) -> Theme:
        """This theme with `colour` ("#2457D6") as its first accent, made darker or lighter until it can be read."""
        wanted = Colour.parse(colour)
        steps = (wanted.mixed(self.ink, part / 20) for part in range(20))
        readable = next(filter(self._fits, steps), self.ink)
        return replace(self, name=f"{self.name} {colour}", accents=(readable, *self.accents[1:]))

    def _fits(self, accent: Colour) -> bool:
        """Whether `accent` can be read here, and text can be read on its tints."""
        band, tint = self.card.mixed(accent, 0.1), self.tint(accent, STRONGEST_TINT)
        pairs = [(accent, self.paper), (accent, self.card), (self.code.comment, band), (self.ink, tint)]
        return min(contrast(colour, ground) for colour, ground in pairs) >= READABLE + 0.1


def _theme(name: str, colours: str, accents: str, code: str, grid: str = "") -> Theme:
    """A theme from its colours, written one after the other in the order of the fields."""
    paper, ink, muted, line, card = map(Colour.parse, colours.split())
    palette = tuple(map(Colour.parse, accents.split()))
    listing = CodeColours(*map(Colour.parse, code.split()))
    return Theme(name, paper, ink, muted, line, card, palette, listing, Colour.parse(grid) if grid else None)


#: In each line: paper, ink, muted, line, card; blue, teal, amber, plum, green, red; and of code plain, keyword, name,
#: string, number, comment.
THEMES: dict[str, Theme] = {
    theme.name: theme
    for theme in (
        _theme(
            "clean",
            "#FBFAF7 #14213D #5C6784 #D9DCE3 #F1F2F4",
            "#2457D6 #0B7A75 #B45309 #8E3B8F #2F7D32 #C62828",
            "#14213D #2457D6 #8E3B8F #0B6E69 #A34A08 #515B77",
        ),
        _theme(
            "whiteboard",
            "#FFFFFF #1A1C1E #5A6068 #DCDFE3 #F4F5F7",
            "#0B57D0 #00696D #A94A08 #7B1FA2 #137333 #C5221F",
            "#1A1C1E #0B57D0 #7B1FA2 #00696D #A04508 #50565E",
        ),
        _theme(
            "chalkboard",
            "#1F332B #F5F2E7 #B9C9BE #466054 #2A4137",
            "#9CCBFF #7FE3C6 #FFD37A #E7B6FF #A9EA8C #FFA59C",
            "#F5F2E7 #9CCBFF #E7B6FF #7FE3C6 #FFD37A #B9C9BE",
        ),
        _theme(
            "blueprint",
            "#10305F #F3F7FF #B3C6E6 #47699E #193C70",
            "#94CAFF #80E6D6 #FFD386 #E6BBFF #9FE89E #FFADA4",
            "#F3F7FF #94CAFF #E6BBFF #80E6D6 #FFD386 #B3C6E6",
            grid="#1B4079",
        ),
        _theme(
            "paper",
            "#F7F1E3 #2B2118 #675645 #DCCFB8 #EFE6D3",
            "#1F4E8C #0E625C #8F3E0A #7A2E74 #2A632A #A42820",
            "#2B2118 #1F4E8C #7A2E74 #0E5C56 #87390A #5C4D3D",
        ),
    )
}
"""The themes by name; `clean` is the one to begin with."""
