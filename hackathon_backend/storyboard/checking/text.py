"""What the checker finds in texts: letters that no font has, words that are broken, formulas that are turned around."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..drawing.context import DrawContext
from ..drawing.marks import Mark
from ..drawing.parts.icons import IconArtBrush
from ..drawing.text.breaks import has_phrases, phrases
from ..drawing.text.direction import END, LEFT_TO_RIGHT, has_right_to_left, ordered
from ..drawing.text.missing_letters import lacking
from ..drawing.text.text import TextBlock, measure
from ..drawing.text.typefaces import TEXT, missing_scripts
from .fault import Finding

_ENDLESS = 1e5
_LONG_WORD = 0.4
"""The part of the frame's width from which a word, set at the floor, may be broken."""
_DIGITS = "0-9\u06f0-\u06f9"
"""Those whose formulas run from left to right in every script; with Arabic's own digits they run as its words do."""
_TERMS = re.compile(rf"(?<![\w.])[{_DIGITS}][{_DIGITS}.]*(?:\s?[+\-−–×÷*/=<>≤≥:]\s?[{_DIGITS}][{_DIGITS}.]*)+(?![\w:])")
"""Numbers with signs between them: whatever else a formula is, these are."""
_ARROW = re.compile(r"[^\W\d_]\s*[→⇒⟶]\s*[^\W\d_]")


def text_findings(marks: Sequence[Mark], context: DrawContext) -> Iterator[Finding]:
    """The faults of the texts of a scene, wherever they stand and whenever they are seen."""
    for mark in marks:
        block = getattr(mark.brush, "block", None)
        if isinstance(block, TextBlock) and block.text:
            name = mark.path or f"“{block.text[:24]}”"
            for script in missing_scripts(block.text):
                yield "letters", name, f"{name}: {lacking(script)}"
            if is_broken(block, context):
                yield "word", name, f"{name} has a word that is broken"
            if turned := turned_around(block):
                yield "order", name, f"{name} shows {turned!r} in the wrong order"
        elif isinstance(mark.brush, IconArtBrush) and mark.brush.art.directed and context.rtl and not mark.brush.turned:
            yield "order", "icon", "an arrow points against the direction in which is read"


def is_broken(block: TextBlock, context: DrawContext) -> bool:
    """Whether a word is broken, or may be, although it would have room in a narrower frame than this."""
    if block.type.family != TEXT:
        return False
    longest = block.longest_word
    if block.lines > 1 and has_phrases(block.text):
        each = [measure(part.strip(), block.type, _ENDLESS).width for part in phrases(block.text, block.type.language)]
        if max(each) > longest + 1.0:
            return True
    fits = longest * context.stage.floor / block.type.size < context.stage.safe.width * _LONG_WORD
    return block.breaks_words and fits


def turned_around(block: TextBlock) -> str:
    """A formula or an arrow between words that is shown from right to left, or nothing."""
    if not (block.type.rtl or has_right_to_left(block.text)):
        return ""
    shown = ordered(block.text, rtl=block.type.rtl)
    kept = "".join(re.findall(f"{LEFT_TO_RIGHT}([^{END}]*){END}", shown))
    if block.type.rtl:
        for found in _TERMS.finditer(block.text):
            if found[0] not in kept:
                return found[0]
    arrow = _ARROW.search(shown)
    return arrow[0] if arrow and has_right_to_left(arrow[0]) else ""
