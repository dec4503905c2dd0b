"""What the checker finds in colours: things that are drawn in another colour than they are called by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from ..drawing.brushes import ShapeBrush, StrokeBrush
from ..drawing.colours import colour_of, said_by
from ..drawing.marks import Mark
from ..drawing.stage import Box
from ..theme import Colour
from .fault import Finding


def colour_findings(
    names: Iterable[tuple[str, str, str]], seen: Callable[[str], Sequence[Colour]], language: str
) -> Iterator[Finding]:
    """The things whose colour contradicts their own words.

    `names` are the path of each name, the colour that is given for it or "", and the name itself; `seen` gives the
    colours in which what goes by the name at a path is drawn.
    """
    for path, color, label in names:
        expected = colour_of(color, language) or said_by(label, language)
        drawn = seen(path) if expected else ()
        if expected and drawn and not any(colour.is_like(expected) for colour in drawn):
            yield "colour", path, f"{path} names a colour, and is drawn in another one"


def card_colours(marks: Sequence[Mark], path: str) -> list[Colour]:
    """The colours of what surrounds a name, and of the lines in it."""
    name = next((mark.box for mark in marks if mark.path == path), None)
    grounds = [mark for mark in marks if name and isinstance(mark.brush, ShapeBrush) and mark.box.contains(name)]
    if not grounds:
        return []
    card: Box = min((mark.box for mark in grounds), key=lambda box: box.width * box.height)
    outlines = [mark.brush.outline for mark in grounds if isinstance(mark.brush, ShapeBrush)]
    lines = [mark.brush.colour for mark in marks if isinstance(mark.brush, StrokeBrush) and card.contains(mark.box)]
    return [colour for colour in (*outlines, *lines) if colour]
