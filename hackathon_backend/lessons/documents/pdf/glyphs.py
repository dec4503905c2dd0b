"""The letters of a page: what each is, where it stands, and in which font."""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pypdfium2.raw as pdfium

_BOLD = (
    "bold", "black", "heavy", "demi", "-medi", "medium", "-bd", "cmbx", "cmb1", "sfbx", "ecbx", "ssbx", "sfsx", "ptmb",
    "phvb", "pplb",
)  # fmt: skip
_MONO = (
    "mono", "nimbusmon", "courier", "cmtt", "cmsltt", "cmitt", "sftt", "sfst", "sfit", "ectt", "ecst", "ecit", "txtt",
    "pcrr", "consol", "menlo", "typewriter", "sourcecode", "inconsolata", "lettergothic", "cousine",
)  # fmt: skip
_MATHS = (
    "cmmi", "cmsy", "cmex", "msam", "msbm", "math", "stixsize", "stixvar", "stixnonuni", "stixintegrals", "lmmi",
    "lmsy", "lmex", "rsfs", "eufm", "symbolmt", "mtmi", "mtsy", "mtex", "txmi", "txsy", "txex", "pxmi", "pxsy", "pxex",
)  # fmt: skip
_FIRST_HALVES, _SECOND_HALVES = range(0xD800, 0xDC00), range(0xDC00, 0xE000)
_MATHS_LETTERS = range(0x1D400, 0x1D800)
"""The alphabets of formulas: an italic f there is an f that is set in italics."""
_LIGATURES = {11: "ff", 12: "fi", 13: "fl", 14: "ffi", 15: "ffl", 27: "ff", 28: "fi", 29: "fl", 30: "ffi", 31: "ffl"}
"""Where the fonts of TeX have their ligatures; no text has anything there that can be seen."""
_SYMBOLS = {
    "h": "⟨",
    "i": "⟩",
    "f": "{",
    "g": "}",
    "j": "|",
    "k": "‖",
    "n": "\\",
    "0": "′",
    "2": "∈",
    "8": "∀",
    "9": "∃",
}
"""What the letters of TeX's font of symbols stand for, where a file does not say it."""
_MOST_GLYPHS = 40_000
"""Letters of a page that are read, at most: a full page has four thousand."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One letter. Coordinates are points from the upper left corner of the page as it is shown; `base` is the line
    that it stands on. A space that only the distance of letters tells of has no size
    and no place, and nor has a line feed, where the reader of the file takes a line to end.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float
    font: str
    turned: int = 0
    is_unknown: bool = False

    @property
    def is_space(self) -> bool:
        """Whether there is nothing to be seen."""
        return self.text.isspace()

    @property
    def is_bold(self) -> bool:
        """Whether its font is a bold one."""
        return any(mark in self.font for mark in _BOLD)

    @property
    def is_mono(self) -> bool:
        """Whether all letters of its font have one width, as those of programs do."""
        return any(mark in self.font for mark in _MONO)

    @property
    def is_maths(self) -> bool:
        """Whether its font is one for formulas."""
        return _is_formula_font(self.font)


def _is_formula_font(font: str) -> bool:
    return any(mark in font for mark in _MATHS)


@dataclass(frozen=True)
class PageFrame:
    """The page as it is shown: its size in points, and how a point of the file is found on it."""

    width: float
    height: float
    left: float
    bottom: float
    turned: int

    def point(self, x: float, y: float) -> tuple[float, float]:
        """The place of a point of the file, from the upper left corner."""
        across, up = x - self.left, y - self.bottom
        match self.turned:
            case 90:
                return up, across
            case 180:
                return self.width - across, up
            case 270:
                return self.width - up, self.height - across
            case _:
                return across, self.height - up

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of a rectangle of the file."""
        (one, two), (three, four) = self.point(left, bottom), self.point(right, top)
        return min(one, three), min(two, four), max(one, three), max(two, four)


def frame_of(page: Any) -> PageFrame:
    """The frame of a page."""
    left, bottom, *_ = page.get_cropbox()
    return PageFrame(page.get_width(), page.get_height(), left, bottom, page.get_rotation() % 360)


def glyphs_of(page: Any, frame: PageFrame) -> list[Glyph]:
    """The letters of a page, those of a line in the order in which they are read, turned upright if most are not."""
    text_page = page.get_textpage()
    try:
        found = list(_read(text_page.raw, frame))
    finally:
        text_page.close()
    turns = Counter(glyph.turned for glyph in found if not glyph.is_space)
    most = turns.most_common(1)[0][0] if turns else 0
    return [_upright(glyph, most, frame) for glyph in found] if most else found


def _read(raw: Any, frame: PageFrame) -> Iterator[Glyph]:
    fonts: dict[int, tuple[str, float]] = {}
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    turned = frame.turned
    count = min(max(0, pdfium.FPDFText_CountChars(raw)), _MOST_GLYPHS)
    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        if code in _SECOND_HALVES and index and pdfium.FPDFText_GetUnicode(raw, index - 1) in _FIRST_HALVES:
            continue
        text = _letter(code, pdfium.FPDFText_GetUnicode(raw, index + 1) if code in _FIRST_HALVES else 0)
        font, size = _font(raw, index, fonts)
        unmapped = pdfium.FPDFText_HasUnicodeMapError(raw, index) == 1
        if unmapped and code in _LIGATURES and not _is_formula_font(font):
            text, unmapped = _LIGATURES[code], False
        if "cmsy" in font:
            text = _SYMBOLS.get(text, text)
        if text in "\r\n" or (text.isspace() and pdfium.FPDFText_IsGenerated(raw, index) == 1):
            yield Glyph("\n" if text in "\r\n" else " ", 0, 0, 0, 0, 0, 0, "")
            continue
        text = " " if text.isspace() else text
        if pdfium.FPDFText_IsHyphen(raw, index) == 1 or code in (2, 0xFFFE):
            text = "-"
        pdfium.FPDFText_GetLooseCharBox(raw, index, box)
        pdfium.FPDFText_GetCharOrigin(raw, index, x, y)
        left, top, right, bottom = frame.box(box.left, box.bottom, box.right, box.top)
        own = round(math.degrees(pdfium.FPDFText_GetCharAngle(raw, index)) / 90) * 90
        angle = (own + turned) % 360
        at = frame.point(x.value, y.value)
        unknown = text == "\ufffd" or unmapped
        base = at[1] if angle in (0, 180) else at[0]
        yield Glyph(text, left, top, right, bottom, base, size, font, angle, unknown)


def _letter(code: int, next_code: int) -> str:
    """What a code of UTF-16 stands for, with the one after it if it is the first half of two."""
    if code in _FIRST_HALVES and next_code in _SECOND_HALVES:
        code = 0x10000 + ((code - 0xD800) << 10) + next_code - 0xDC00
    if not 0 < code < 0x110000 or 0xD800 <= code < 0xE000:
        return "\ufffd"
    return unicodedata.normalize("NFKC", chr(code)) if code in _MATHS_LETTERS or code == 0x210E else chr(code)


def _font(raw: Any, index: int, known: dict[int, tuple[str, float]]) -> tuple[str, float]:
    """The name of a letter's font in small letters, and its size in points as it is shown."""
    drawn = pdfium.FPDFText_GetTextObject(raw, index)
    key = ctypes.addressof(drawn.contents) if drawn else -1
    if key not in known:
        size, name, matrix = ctypes.c_float(), "", pdfium.FS_MATRIX()
        if drawn:
            pdfium.FPDFTextObj_GetFontSize(drawn, size)
            name = _font_name(pdfium.FPDFTextObj_GetFont(drawn))
        scale = 1.0
        if pdfium.FPDFText_GetMatrix(raw, index, matrix):
            scale = math.hypot(matrix.c, matrix.d) or 1.0
        known[key] = name, round(min(max(abs(size.value) * scale, 1.0), 400.0), 1)
    return known[key]


def _font_name(font: Any) -> str:
    if not font:
        return ""
    length = pdfium.FPDFFont_GetBaseFontName(font, None, 0)
    buffer = ctypes.create_string_buffer(max(1, min(length, 500)))
    pdfium.FPDFFont_GetBaseFontName(font, buffer, len(buffer))
    return _plain_name(buffer.value)


@cache
def _plain_name(name: bytes) -> str:
    return name.decode("latin-1").rpartition("+")[2].lower()


def _upright(glyph: Glyph, most: int, frame: PageFrame) -> Glyph:
    """The letter on a page that is turned so that most letters are upright."""
    if glyph.is_space:
        return glyph
    box = glyph.left, glyph.top, glyph.right, glyph.bottom
    left, top, right, bottom = turned_box(box, most, frame)
    return replace(
        glyph,
        left=left,
        top=top,
        right=right,
        bottom=bottom,
        base=bottom - 0.2 * glyph.size,
        turned=(glyph.turned - most) % 360,
    )


def turned_box(
    box: tuple[float, float, float, float], turned: int, frame: PageFrame
) -> tuple[float, float, float, float]:
    """A rectangle of a page after the page is turned by so many degrees against what letters are turned by."""
    left, top, right, bottom = box
    if turned == 90:
        return top, frame.width - right, bottom, frame.width - left
    if turned == 270:
        return frame.height - bottom, left, frame.height - top, right
    return frame.width - right, frame.height - bottom, frame.width - left, frame.height - top
