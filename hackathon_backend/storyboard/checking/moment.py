"""What a viewer could stumble over at one moment: things in each other's way, faint, small, or far from their names."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from ..drawing.brushes import ShapeBrush
from ..drawing.context import DrawContext
from ..drawing.marks import Mark
from ..drawing.stage import Box
from ..drawing.text.text import TextBlock
from ..kinds.graph.pages import OVERVIEW
from ..theme import READABLE, Colour, contrast
from .fault import Finding
from .looking import TOUCH, Looked
from .shapes import Points, runs_through, touching

_SPACE = 0.18
"""Part of the size by which texts on one line are apart at least; a space is a little wider."""
_SMALLEST = 30
"""The smallest type is the shorter side divided by this."""
_RISE = 14
"""Units that a thing may be away from its place without being on its way."""

MomentRule = Callable[[Sequence[Looked], DrawContext, float], Iterator[Finding]]


def _outside(looks: Sequence[Looked], context: DrawContext, _at: float) -> Iterator[Finding]:
    for look in looks:
        if look.kind != "glow" and not context.stage.safe.contains(look.box, 1.0):
            yield "outside", _name(look), f"{_name(look)} reaches out of the safe frame: {_shown(look.box)}"


def _overlaps(looks: Sequence[Looked], context: DrawContext, _at: float) -> Iterator[Finding]:
    """Texts on texts, texts over the edges of shapes, and shapes over one another's edges."""
    solid = [look for look in looks if look.kind in {"text", "shape"}]
    for first, second in touching([look.box for look in solid]):
        below, above = solid[first], solid[second]
        if below.mark.path and below.mark.path == above.mark.path:
            continue
        if not (below.travels or above.travels):
            found = _collide(below, above)
        else:
            found = _passes(below, above, context) and not _is_on_ground(above, solid[first + 1 : second])
        if found:
            yield "overlap", _name(above), f"{_name(above)} lies over {_name(below)}"


def _passes(below: Looked, above: Looked, context: DrawContext) -> bool:
    """Whether letters that are on their way run through others; what only rises as it appears does not count."""
    if not (below.block and above.block):
        return False
    ways = [look.state.dx - look.mark.state(math.inf).dx for look in (below, above)]
    return max(map(abs, ways)) > context.u(_RISE) and below.letters.overlap(above.letters) > 1.0


def _is_on_ground(text: Looked, between: Sequence[Looked]) -> bool:
    """Whether one of the shapes `between` it and what lies below carries a text: that hides what is below."""
    return any(look.kind == "shape" and look.box.contains(text.letters, 1.0) for look in between)


def _collide(below: Looked, above: Looked) -> bool:
    if below.block and above.block:
        return below.letters.overlap(above.letters) > 1.0
    if above.block:
        box = above.letters
        return below.box.overlap(box) > 1.0 and not below.box.contains(box, 1.0)
    if below.block:
        return above.box.overlap(below.letters) > 1.0
    one, other = below.box.grown(-1.5), above.box.grown(-1.5)
    return one.overlap(other) > 1.0 and not (below.box.contains(above.box, 2.0) or above.box.contains(below.box, 2.0))


def _run_together(looks: Sequence[Looked], _context: DrawContext, _at: float) -> Iterator[Finding]:
    """Texts of different things that are read as one, since less than a space is between them: 80 and 76 as 8076."""
    texts = [(look, look.letters) for look in looks if look.block and not look.travels]
    grounds = [look.box for look in looks if look.kind == "shape"]
    wide = [Box(box.x - _space(look) / 2, box.y, box.width + _space(look), box.height) for look, box in texts]
    for first, second in touching(wide):
        (one, left), (other, right) = sorted((texts[first], texts[second]), key=lambda pair: pair[1].x)
        shared = min(left.bottom, right.bottom) - max(left.y, right.y)
        together = shared > 0.5 * min(left.height, right.height) and left.right <= right.x + 1.0
        apart = any(ground.contains(left, 1.0) != ground.contains(right, 1.0) for ground in grounds)
        if together and not apart and _joins(one, other):
            yield "close", _name(other), f"{_name(one)} and {_name(other)} stand so close that they are read as one"


def _space(look: Looked) -> float:
    """The width of a space beside a text, whose box is that of its letters: narrower by `TOUCH` at each side."""
    assert look.block is not None
    return look.block.type.size * (_SPACE + 2 * TOUCH)


def _joins(one: Looked, other: Looked) -> bool:
    """Whether the end of a text and the beginning of another can be parts of one word or number."""
    assert one.block and other.block
    is_part = one.mark.path and one.mark.path == other.mark.path
    return not is_part and one.block.text[-1:].isalnum() and other.block.text[:1].isalnum()


def _crossings(looks: Sequence[Looked], _context: DrawContext, _at: float) -> Iterator[Finding]:
    """Lines through texts. A line behind the ground that a text stands on is not in its way; what travels passes."""
    texts = [(index, look, look.letters) for index, look in enumerate(looks) if look.block and not look.travels]
    for position, line in enumerate(looks):
        if line.line is None:
            continue
        for index, text, box in texts:
            if not runs_through(line.line, box):
                continue
            covered = any(look.kind == "shape" and look.box.contains(box, 1.0) for look in looks[position + 1 : index])
            if not covered:
                yield "overlap", _name(text), f"a line runs through {_name(text)}"


def _too_faint(looks: Sequence[Looked], context: DrawContext, at: float) -> Iterator[Finding]:
    for index, look in enumerate(looks):
        block = look.block
        if block is None or look.mark.state(at + 0.04) != look.state:
            continue
        ground = _ground(looks[:index], look, context.theme.paper)
        for colour in block.colours:
            ratio = contrast(ground.mixed(colour, look.state.opacity), ground)
            if ratio < READABLE:
                yield "contrast", _name(look), f"{_name(look)} has a contrast of {ratio:.2f} to what is behind it"


def _ground(below: Sequence[Looked], text: Looked, paper: Colour) -> Colour:
    """The colour behind the middle of a text."""
    colour = paper
    for look in below:
        brush = look.brush
        middle = Box(*text.box.centre, 0, 0)
        if isinstance(brush, ShapeBrush) and brush.filling and look.box.contains(middle):
            colour = colour.mixed(brush.filling, look.state.opacity * look.state.grow)
    return colour


def _too_small(looks: Sequence[Looked], context: DrawContext, _at: float) -> Iterator[Finding]:
    smallest = context.stage.shorter / _SMALLEST
    for look in looks:
        block = None if look.mark.path.startswith(OVERVIEW) else block_of(look.mark)
        if block and block.type.size < smallest - 0.01:
            size = block.type.size
            yield "size", _name(look), f"{_name(look)} is {size:.0f} pixels large, less than {smallest:.0f}"


def _strayed(looks: Sequence[Looked], _context: DrawContext, _at: float) -> Iterator[Finding]:
    """Labels that are nearer to another thing of the same kind than to their own."""
    labels = [look for look in looks if look.mark.names]
    things = [(look.mark.thing, _outline(look)) for look in looks if look.mark.thing] if labels else []
    for label in labels:
        own = [_gap(label.box, outline) for name, outline in things if name == label.mark.names]
        others = [_gap(label.box, outline) for name, outline in things if name != label.mark.names]
        if own and others and min(others) < min(own) - 1.0:
            yield "distance", _name(label), f"{_name(label)} is nearer to another thing than to its own"


def _outline(look: Looked) -> Points:
    """What a thing takes of the frame, as rows of left, top, right and bottom: points of a line, or one box."""
    if look.line is not None:
        return np.tile(look.line, 2)
    return np.array([(look.box.x, look.box.y, look.box.right, look.box.bottom)])


def _gap(label: Box, outline: Points) -> float:
    """The distance of a label from a thing."""
    dx = np.maximum(np.maximum(outline[:, 0] - label.right, label.x - outline[:, 2]), 0)
    dy = np.maximum(np.maximum(outline[:, 1] - label.bottom, label.y - outline[:, 3]), 0)
    return float(np.hypot(dx, dy).min())


def block_of(mark: Mark) -> TextBlock | None:
    """The text of a mark, whichever way it runs."""
    block = getattr(mark.brush, "block", None)
    return block if isinstance(block, TextBlock) else None


def _name(look: Looked) -> str:
    text = look.block.text if look.block else ""
    return look.mark.path or (f"“{text[:24]}”" if text else look.kind)


def _shown(box: Box) -> str:
    return f"{box.x:.0f}, {box.y:.0f} to {box.right:.0f}, {box.bottom:.0f}"


MOMENT_RULES: tuple[MomentRule, ...] = (
    _outside, _overlaps, _run_together, _crossings, _too_faint, _too_small, _strayed,
)  # fmt: skip
