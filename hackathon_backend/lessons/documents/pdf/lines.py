"""Lines as Markdown, light enough to keep those of three hundred pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ..escaping import escaped, tidy
from .columns import Line
from .fragments import Box, Fragment
from .glyphs import Glyph

_DINGBATS = ("wingding", "zapfdingbats", "webding", "dingbat", "symbolmt", "fontawesome")
_COMPATIBLE = re.compile("[\ufb00-\ufdff\ufe70-\ufeff\uff61-\uff9f\u2f00-\u2fdf]")

_LOGO = re.compile(r"\bL(?:<sup>A</sup>|A)\s?T(?:<sub>E</sub>|E)X(?![A-Z])")
"""How TeX sets the name of its kind of documents, whose letters are anywhere but on the line."""

_FEWEST_STEPS = 3


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page as Markdown, and what has to be known of it to tell paragraphs, headings and lists."""

    markdown: str
    plain: str
    box: Box
    base: float
    size: float
    left: float
    right: float
    is_bold: bool
    is_rtl: bool
    is_maths: bool
    has_bullet: bool
    code: str = ""
    """It as it was typed, if it is a line of a program."""
    letter: float = 1.0
    """The width of a letter of a program."""

    @property
    def start(self) -> float:
        """By how much it is indented, in points."""
        return self.right - self.box[2] if self.is_rtl else self.box[0] - self.left

    @property
    def rest(self) -> float:
        """How much is free at its end, in points."""
        return self.box[0] - self.left if self.is_rtl else self.right - self.box[2]


def page_line(line: Line) -> PageLine:
    """A line, read."""
    plain = tidy(_plain(" ".join(each.text for each in line.fragments))).strip()
    seen = [glyph for each in line.fragments for glyph in each.seen]
    bold = line.is_bold
    markdown = " ".join(fragment_markdown(each, bold=not bold) for each in line.fragments)
    code, letter = _code(seen)
    return PageLine(
        _LOGO.sub("LaTeX", " ".join(markdown.split())),
        plain,
        line.box,
        line.base,
        line.size,
        line.left,
        line.right,
        bold,
        line.is_rtl,
        sum(glyph.is_maths for glyph in seen) * 3 > len(seen),
        any(mark in seen[0].font for mark in _DINGBATS) or "\ue000" <= seen[0].text[:1] <= "\uf8ff",
        code,
        letter,
    )


def _code(glyphs: Sequence[Glyph]) -> tuple[str, float]:
    """A line of letters of one width as it was typed, and that width; ("", 0.0) if it is none."""
    seen = sorted((glyph for glyph in glyphs if not glyph.is_space), key=lambda glyph: glyph.left)
    if sum(glyph.is_mono for glyph in seen) < 0.9 * len(seen):
        return "", 0.0
    width = max(1.0, _step(seen))
    line = seen[0].text if seen else ""
    for before, glyph in pairwise(seen):
        # From letter to letter: over a whole line, what a step is off by would add up.
        line += " " * min(60, max(0, round((glyph.left - before.left) / width) - len(before.text))) + glyph.text
    return line, width


def _step(glyphs: Sequence[Glyph]) -> float:
    """From one letter to the next: by more than their width, where a listing is set wide."""
    width = median(glyph.right - glyph.left for glyph in glyphs)
    steps = [two.left - one.left for one, two in pairwise(glyphs) if 0.8 < (two.left - one.left) / max(1, width) < 1.6]
    return median(steps) if len(steps) >= _FEWEST_STEPS else width


def fragment_markdown(fragment: Fragment, *, bold: bool = True) -> str:
    """A fragment as Markdown: bold words, and letters above and below the line."""
    out = ""
    for style, glyphs in _styled(fragment, bold):
        text = escaped(tidy(_plain("".join(glyph.text for glyph in glyphs))))
        inner = text.strip()
        if style and inner:
            opening, closing = _MARKS[style]
            before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
            text = f"{before}{opening}{inner}{closing}{after}"
        out += text
    return out


_SMALL = 0.87
_OFF_LINE, _FAR_OFF_LINE = (0.12, 0.08), (0.25, 0.2)
"""Sizes by which a small letter is raised and lowered, and one that is hardly smaller than the others."""
_MARKS = {"sup": ("<sup>", "</sup>"), "sub": ("<sub>", "</sub>"), "bold": ("**", "**")}


def _styled(fragment: Fragment, bold: bool) -> Iterator[tuple[str, list[Glyph]]]:
    """Runs of letters of the same style; a bold one begins and ends with a letter or a figure."""
    run: list[Glyph] = []
    style = ""
    for glyph in fragment.glyphs:
        own = style if glyph.is_space else _style(glyph, fragment, bold)
        if own != style and run:
            yield from _checked(style, run)
            run = []
        style = own
        run.append(glyph)
    if run:
        yield from _checked(style, run)


def _checked(style: str, run: list[Glyph]) -> Iterator[tuple[str, list[Glyph]]]:
    seen = [glyph for glyph in run if not glyph.is_space]
    if style == "bold" and not (len(seen) > 1 and seen[0].text.isalnum() and seen[-1].text.isalnum()):
        style = ""
    yield style, run


def _style(glyph: Glyph, fragment: Fragment, bold: bool) -> str:
    if glyph.size < fragment.size and not fragment.turned:
        above = (fragment.base - glyph.base) / fragment.size
        up, down = _OFF_LINE if glyph.size < _SMALL * fragment.size else _FAR_OFF_LINE
        if above > up:
            return "sup"
        if above < -down:
            return "sub"
    return "bold" if bold and glyph.is_bold and not glyph.is_maths else ""


def _plain(text: str) -> str:
    """Letters instead of the forms that fonts have for them, alone or together."""
    return _COMPATIBLE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


def joined(one: str, two: str, words: frozenset[str]) -> str:
    """Two lines of Markdown as one. A word parted at the end of a line is whole again; `words` are those of the
    document, by which a hyphen of a word is told from one of a line.
    """
    if not one or not two:
        return one or two
    hyphenated = re.search(r"([^\W\d_]+)[-\u2010]$", one)
    following = re.match(r"([^\W\d_]+)", two)
    if hyphenated and following and following[1][0].islower():
        kept = f"{hyphenated[1]}-{following[1]}".casefold() in words
        whole = (hyphenated[1] + following[1]).casefold() in words
        return one + two if kept and not whole else one[:-1] + two
    return one + ("" if _is_spaceless(one[-1]) and _is_spaceless(two[0]) else " ") + two


def _is_spaceless(char: str) -> bool:
    """Whether the script of `char` has no spaces between words."""
    return "\u3000" <= char <= "\u9fff" or "\uff00" <= char <= "\uffef" or "\u0e00" <= char <= "\u0e7f"


def words_of(lines: Sequence[str]) -> frozenset[str]:
    """The words of a document, with those that have hyphens, but without those at the end of a line."""
    return frozenset(
        word.casefold() for line in lines for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*(?![\w-])", line)
    )
