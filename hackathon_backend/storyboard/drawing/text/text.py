"""Text that is measured before it is placed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import skia

from ...theme import Colour
from .breaks import formulas_whole, has_phrases, words_kept
from .direction import ordered
from .scripts import Level, scripts
from .typefaces import REGULAR, TEXT, is_high, typefaces

Align = Literal["left", "centre", "right"]
_ALIGN = {"left": "kLeft", "centre": "kCenter", "right": "kRight"}
_ISOLATE_RTL, _END_ISOLATE = "\u2067", "\u2069"
ELLIPSIS = "…"
_ENDLESS = 1e5
"""Pixels in which every text is one line."""
_EXPONENT = 0.68
"""Size of what stands high or low, as a part of the size of the text."""
_RISE: dict[Level, float] = {"": 0.0, "high": 0.36, "low": -0.16}
"""How far it is raised, as a part of that size."""


@dataclass(frozen=True)
class Type:
    """How text is set: `size` in pixels, `leading` as a multiple of it, `spacing` in pixels between letters.

    Letters that are spaced are never drawn as one, so that a printed "ft" is found as two letters.
    """

    size: float
    colour: Colour
    weight: int = REGULAR
    family: str = TEXT
    align: Align = "left"
    leading: float = 1.25
    rtl: bool = False
    language: str = "en"
    spacing: float = 0.0


@dataclass(frozen=True)
class TextRun:
    """A part of a text in a colour and weight of its own; `raised` as exponents are."""

    text: str
    colour: Colour
    weight: int = REGULAR
    raised: bool = False


@dataclass(frozen=True)
class TextBlock:
    """A measured text. `width` is that of its longest line, `height` of all lines, `room` the width it was set for."""

    text: str
    type: Type
    room: float
    width: float
    height: float
    longest_word: float
    lines: int
    colours: frozenset[Colour]
    paragraph: Any
    parts_formula: bool = False
    """Whether a short formula takes two lines, which it need not in smaller type."""

    @property
    def breaks_words(self) -> bool:
        """Whether a word was too long for its line and had to be broken."""
        return self.longest_word > self.room + 0.5

    @property
    def inset(self) -> float:
        """Where the lines begin, from the left edge of the room."""
        spare = max(0.0, self.room - self.width)
        return {"left": 0.0, "centre": spare / 2, "right": spare}[self.type.align]

    @property
    def indent(self) -> float:
        """Where the lines begin in a layout from left to right, which is turned around later for other scripts."""
        return max(0.0, self.room - self.width) - self.inset if self.type.rtl else self.inset


def measure(text: str | Sequence[TextRun], type_: Type, room: float, *, balance: bool = False) -> TextBlock:
    """`text` set in lines of at most `room` pixels. A word that is longer than that is broken.

    With `balance`, the lines get about the same length, so that no word is left alone on the last one.
    """
    runs = [TextRun(text, type_.colour, type_.weight)] if isinstance(text, str) else list(text)
    if not typefaces().draws_all(text if isinstance(text, str) else "".join(run.text for run in runs)):
        runs = [replace(run, text=typefaces().drawable(run.text)) for run in runs]
    plain = "".join(run.text for run in runs)
    leading = max(type_.leading, 1.5) if is_high(plain) else type_.leading
    families = typefaces().families(plain, type_.family, type_.weight, type_.language)
    paragraph = _paragraph(runs, type_, leading, families)
    # In a narrower room, the longest word would be counted by the parts that it is broken into.
    paragraph.layout(_ENDLESS)
    longest = paragraph.MinIntrinsicWidth
    parts_formula = False
    if longest > room + 0.5 and (has_phrases(plain) or formulas_whole(plain) != plain):
        # What has to be broken is broken as its script has it, and the rest is kept whole.
        paragraph = _paragraph(runs, type_, leading, families, room / type_.size)
        if not has_phrases(plain):
            paragraph.layout(_ENDLESS)
            parts_formula, longest = paragraph.MinIntrinsicWidth < longest, paragraph.MinIntrinsicWidth
    paragraph.layout(max(room, 1.0))
    room = _balanced(paragraph, room) if balance else room
    lines = round(paragraph.Height / (type_.size * leading)) if plain else 0
    return TextBlock(
        plain,
        type_,
        room,
        width=min(max(paragraph.LongestLine, 0.0), room) if plain else 0.0,
        height=paragraph.Height if plain else 0.0,
        longest_word=longest,
        lines=lines,
        colours=frozenset(run.colour for run in runs if run.text.strip()),
        paragraph=paragraph,
        parts_formula=parts_formula,
    )


def _paragraph(
    runs: Sequence[TextRun], type_: Type, leading: float, families: list[str], most: float | None = None
) -> Any:
    """The paragraph, not yet laid out. Phrases of East Asian scripts that are wider than `most` sizes may be broken."""
    builder = _builder(type_, leading, families)
    if type_.rtl:
        builder.addText(_ISOLATE_RTL)
    for run in runs:
        for text, level in _levels(run, type_, most):
            style = _style(type_.size * (_EXPONENT if level else 1.0), run.colour, run.weight, families)
            style.setBaselineShift(-_RISE[level] * type_.size)
            style.setLetterSpacing(type_.spacing)
            builder.pushStyle(style)
            builder.addText(text)
            builder.pop()
    if type_.rtl:
        builder.addText(_END_ISOLATE)
    # Without a space behind it, the last letter is not counted in where it stands alone in a line.
    builder.addText(" ")
    return builder.Build()


def _levels(run: TextRun, type_: Type, most: float | None) -> Sequence[tuple[str, Level]]:
    """The pieces of a run, each with where it stands."""
    text = words_kept(run.text, type_.language, most) if type_.family == TEXT else run.text
    text = ordered(text, rtl=type_.rtl)
    if run.raised or type_.family != TEXT:
        return [(text, "high" if run.raised else "")]
    return scripts(text)


def _balanced(paragraph: Any, room: float) -> float:
    """The narrowest room, down to 60 %, in which the text takes no more lines; the paragraph is left set in it."""
    height: float = paragraph.Height
    wide = min(room, float(paragraph.LongestLine) + 1)
    if height <= 0 or paragraph.MaxIntrinsicWidth <= room:
        return room
    narrow = max(room * 0.6, min(paragraph.MinIntrinsicWidth, room))
    while wide - narrow > 2:
        middle = (wide + narrow) / 2
        paragraph.layout(middle)
        if paragraph.Height > height:
            narrow = middle
        else:
            wide = middle
    paragraph.layout(wide)
    return wide


def _builder(type_: Type, leading: float, families: list[str]) -> Any:
    layout = skia.textlayout
    strut = layout.StrutStyle()
    strut.setStrutEnabled(True)
    # The strut is that of our own face, forced, so that a line keeps its height whatever other faces are in it.
    strut.setFontFamilies([type_.family])
    strut.setFontSize(type_.size)
    strut.setHeight(leading)
    strut.setHeightOverride(True)
    strut.setHalfLeading(True)
    strut.setForceStrutHeight(True)
    style = layout.ParagraphStyle()
    style.setStrutStyle(strut)
    style.setTextAlign(getattr(layout.TextAlign, _ALIGN[type_.align]))
    style.setTextStyle(_style(type_.size, type_.colour, type_.weight, families))
    return layout.ParagraphBuilder.make(style, typefaces().collection, typefaces().unicode)


def _style(size: float, colour: Colour, weight: int, families: list[str]) -> Any:
    style = skia.textlayout.TextStyle()
    style.setFontSize(size)
    style.setFontFamilies(families)
    style.setColor(colour.argb)
    style.setFontStyle(skia.FontStyle(weight, skia.FontStyle.kNormal_Width, skia.FontStyle.kUpright_Slant))
    return style


def shortened(text: str, type_: Type, room: float, height: float) -> TextBlock:
    """`text` cut so that it fits `room` x `height` pixels, with an ellipsis where words are left out."""
    whole = measure(text, type_, room)
    if whole.height <= height:
        return whole
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle].rstrip() + ELLIPSIS, type_, room).height <= height:
            low = middle
        else:
            high = middle - 1
    return measure(text[:low].rstrip() + ELLIPSIS, type_, room)
