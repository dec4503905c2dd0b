"""Looks at a storyboard as it will be drawn, and names what a viewer could stumble over."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np

from ..drawing.brushes import Brush, ShapeBrush, TextBrush
from ..drawing.context import DrawContext
from ..drawing.marks import Mark, MarkState
from ..drawing.parts.chrome import chrome
from ..drawing.stage import Box
from ..drawing.text.text import ELLIPSIS, TextBlock
from ..kinds import KINDS
from ..kinds.graph.pages import OVERVIEW
from ..scene_frames import marks_of
from ..shot import Shot
from ..theme import READABLE, Colour, contrast
from .fault import Fault, FaultKind, Finding
from .pace import pace_findings
from .shapes import Points, along, drawn, posed, runs_through, touching
from .stage import stage_findings
from .text import text_findings
from .words import word_findings

_SEEN = 0.3
"""Opacity from which a thing counts as being there."""
_TOUCH = 0.14
"""Part of a line's height that boxes of text may share: it is the space between lines, not letters."""
_SPACE = 0.18
"""Part of the size by which texts on one line are apart at least; a space is a little wider."""
_SMALLEST = 30
"""The smallest type is the shorter side divided by this."""
_RISE = 14
"""Units that a thing may be away from its place without being on its way."""
_STEP = 0.12
"""Seconds between looks at what is on its way."""
_FLASHES = 3
_FLASHING_PART = 0.25
"""Flashes a second that are safe, and the part of the frame from which they count (WCAG 2.2, 2.3.1)."""


@dataclass(frozen=True)
class _Looked:
    """One mark at one moment."""

    mark: Mark
    state: MarkState
    box: Box
    travels: bool
    """Whether it is on its way from one place to another, and so may pass over what lies between."""
    line: Points | None
    """Points of the part that is drawn, if it is a line."""

    @cached_property
    def brush(self) -> Brush:
        """What draws it at that moment."""
        return self.mark.brush_in(self.state)

    @property
    def kind(self) -> str:
        return self.brush.kind

    @property
    def block(self) -> TextBlock | None:
        return self.brush.block if isinstance(self.brush, TextBrush) else None

    @property
    def letters(self) -> Box:
        """The box of a text without the space between lines that surrounds it."""
        assert self.block is not None
        return self.box.grown(-self.block.type.size * _TOUCH)


def faults_of(shot: Shot, scene: int) -> list[Fault]:
    """The faults of one shot, the `scene`-th of its storyboard, each named once, at the first moment it is seen."""
    context = shot.context()
    marks = marks_of(shot.scene, shot.timing, shot.place, context, shot.neighbours)
    content = marks[len(chrome(context, shot.place)) :]
    lines = _lines(content)
    found: dict[tuple[FaultKind, str], Fault] = {}
    for at in _moments(content, shot.timing.duration):
        looks = list(_visible(content, lines, at))
        for rule in (_outside, _overlaps, _run_together, _crossings, _too_faint, _too_small, _strayed):
            for kind, path, message in rule(looks, context, at):
                found.setdefault((kind, path), Fault(scene, round(at, 2), kind, path, message))
    moving = not shot.format.reduced_motion
    whole = (
        *_cut(content, shot),
        *text_findings(content, context),
        *KINDS[shot.scene.type].check(shot.scene, content, context, shot.timing.duration),
        *_flashing(content, context),
        *pace_findings(shot.scene, content, shot.timing, moving=moving),
        *word_findings(shot.scene, content, shot.timing),
        *stage_findings(shot.scene, content, context),
    )
    for kind, path, message in whole:
        found.setdefault((kind, path), Fault(scene, 0.0, kind, path, message))
    return list(found.values())


Rule = Callable[[Sequence[_Looked], DrawContext, float], Iterator[Finding]]


def _moments(marks: Sequence[Mark], duration: float) -> list[float]:
    """The moments at which something has come to rest, and some while something is on its way from place to place.

    The last ones, in which all fades away, are left out.
    """
    last = duration - 0.21
    ends = {round(end, 2) for mark in marks for _, end in mark.busy() if end < last}
    ways = {span for mark in marks for span in mark.ways() if span[1] > span[0]}
    steps = {round(start + _STEP * step, 2) for start, end in ways for step in range(1, int((end - start) / _STEP) + 1)}
    return sorted(ends | {step for step in steps if step < last} | {max(0.0, duration - 0.22)})


def _lines(marks: Sequence[Mark]) -> list[Points | None]:
    """Points along each mark that is a line, from where it stands."""
    paths = [getattr(mark.brush, "path", None) if mark.brush.kind == "line" else None for mark in marks]
    return [None if path is None else along(path) for path in paths]


def _visible(marks: Sequence[Mark], lines: Sequence[Points | None], at: float) -> Iterator[_Looked]:
    for mark, line in zip(marks, lines, strict=True):
        state = mark.state(at)
        if state.opacity >= _SEEN and state.grow > 0.02:
            box = mark.stands(state)
            seen = box.within(mark.clip) if mark.clip else box
            # What has been scrolled out of its window is not there; lines have no height, and still are.
            if mark.clip is None or seen.height > 0.5 * box.height:
                soon = mark.state(at + 0.04)
                seen_line = None if line is None else posed(drawn(line, state.grow), mark, state)
                travels = (soon.dx, soon.dy) != (state.dx, state.dy) or soon[4:6] != state[4:6]
                yield _Looked(mark, state, seen if mark.view else box, travels, seen_line)


def _name(look: _Looked) -> str:
    text = look.block.text if look.block else ""
    return look.mark.path or (f"“{text[:24]}”" if text else look.kind)


def _outside(looks: Sequence[_Looked], context: DrawContext, _at: float) -> Iterator[Finding]:
    for look in looks:
        if look.kind != "glow" and not context.stage.safe.contains(look.box, 1.0):
            yield "outside", _name(look), f"{_name(look)} reaches out of the safe frame: {_shown(look.box)}"


def _overlaps(looks: Sequence[_Looked], context: DrawContext, _at: float) -> Iterator[Finding]:
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


def _passes(below: _Looked, above: _Looked, context: DrawContext) -> bool:
    """Whether letters that are on their way run through others; what only rises as it appears does not count."""
    if not (below.block and above.block):
        return False
    ways = [look.state.dx - look.mark.state(math.inf).dx for look in (below, above)]
    return max(map(abs, ways)) > context.u(_RISE) and below.letters.overlap(above.letters) > 1.0


def _is_on_ground(text: _Looked, between: Sequence[_Looked]) -> bool:
    """Whether one of the shapes `between` it and what lies below carries a text: that hides what is below."""
    return any(look.kind == "shape" and look.box.contains(text.letters, 1.0) for look in between)


def _collide(below: _Looked, above: _Looked) -> bool:
    if below.block and above.block:
        return below.letters.overlap(above.letters) > 1.0
    if above.block:
        box = above.letters
        return below.box.overlap(box) > 1.0 and not below.box.contains(box, 1.0)
    if below.block:
        return above.box.overlap(below.letters) > 1.0
    one, other = below.box.grown(-1.5), above.box.grown(-1.5)
    return one.overlap(other) > 1.0 and not (below.box.contains(above.box, 2.0) or above.box.contains(below.box, 2.0))


def _run_together(looks: Sequence[_Looked], _easel: DrawContext, _at: float) -> Iterator[Finding]:
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


def _space(look: _Looked) -> float:
    """The width of a space beside a text, whose box is that of its letters: narrower by `_TOUCH` at each side."""
    assert look.block is not None
    return look.block.type.size * (_SPACE + 2 * _TOUCH)


def _joins(one: _Looked, other: _Looked) -> bool:
    """Whether the end of a text and the beginning of another can be parts of one word or number."""
    assert one.block and other.block
    is_part = one.mark.path and one.mark.path == other.mark.path
    return not is_part and one.block.text[-1:].isalnum() and other.block.text[:1].isalnum()


def _crossings(looks: Sequence[_Looked], _easel: DrawContext, _at: float) -> Iterator[Finding]:
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


def _too_faint(looks: Sequence[_Looked], context: DrawContext, at: float) -> Iterator[Finding]:
    for index, look in enumerate(looks):
        block = look.block
        if block is None or look.mark.state(at + 0.04) != look.state:
            continue
        ground = _ground(looks[:index], look, context.theme.paper)
        for colour in block.colours:
            ratio = contrast(ground.mixed(colour, look.state.opacity), ground)
            if ratio < READABLE:
                yield "contrast", _name(look), f"{_name(look)} has a contrast of {ratio:.2f} to what is behind it"


def _ground(below: Sequence[_Looked], text: _Looked, paper: Colour) -> Colour:
    """The colour behind the middle of a text."""
    colour = paper
    for look in below:
        brush = look.brush
        middle = Box(*text.box.centre, 0, 0)
        if isinstance(brush, ShapeBrush) and brush.filling and look.box.contains(middle):
            colour = colour.mixed(brush.filling, look.state.opacity * look.state.grow)
    return colour


def _too_small(looks: Sequence[_Looked], context: DrawContext, _at: float) -> Iterator[Finding]:
    smallest = context.stage.shorter / _SMALLEST
    for look in looks:
        block = None if look.mark.path.startswith(OVERVIEW) else _block(look.mark)
        if block and block.type.size < smallest - 0.01:
            size = block.type.size
            yield "size", _name(look), f"{_name(look)} is {size:.0f} pixels large, less than {smallest:.0f}"


def _strayed(looks: Sequence[_Looked], _easel: DrawContext, _at: float) -> Iterator[Finding]:
    """Labels that are nearer to another thing of the same kind than to their own."""
    labels = [look for look in looks if look.mark.names]
    things = [(look.mark.thing, _outline(look)) for look in looks if look.mark.thing] if labels else []
    for label in labels:
        own = [_gap(label.box, outline) for name, outline in things if name == label.mark.names]
        others = [_gap(label.box, outline) for name, outline in things if name != label.mark.names]
        if own and others and min(others) < min(own) - 1.0:
            yield "distance", _name(label), f"{_name(label)} is nearer to another thing than to its own"


def _outline(look: _Looked) -> Points:
    """What a thing takes of the frame, as rows of left, top, right and bottom: points of a line, or one box."""
    if look.line is not None:
        return np.tile(look.line, 2)
    return np.array([(look.box.x, look.box.y, look.box.right, look.box.bottom)])


def _gap(label: Box, outline: Points) -> float:
    """The distance of a label from a thing."""
    dx = np.maximum(np.maximum(outline[:, 0] - label.right, label.x - outline[:, 2]), 0)
    dy = np.maximum(np.maximum(outline[:, 1] - label.bottom, label.y - outline[:, 3]), 0)
    return float(np.hypot(dx, dy).min())


def _block(mark: Mark) -> TextBlock | None:
    """The text of a mark, whichever way it runs."""
    block = getattr(mark.brush, "block", None)
    return block if isinstance(block, TextBlock) else None


def _cut(marks: Sequence[Mark], shot: Shot) -> Iterator[Finding]:
    """Texts that had to be shortened."""
    for mark in marks:
        block = _block(mark)
        if mark.path and block and block.text.endswith(ELLIPSIS):
            whole = _field(shot.scene, mark.path)
            if whole is None or not whole.endswith(ELLIPSIS):
                yield "cut", mark.path, f"{mark.path} does not fit and was cut short"


def _field(scene: Any, path: str) -> str | None:
    value = scene
    for step in path.split("."):
        try:
            value = value[int(step)] if step.isdigit() else getattr(value, step)
        except (AttributeError, LookupError, TypeError):
            return None
    return value if isinstance(value, str) else None


def _flashing(marks: Sequence[Mark], context: DrawContext) -> Iterator[Finding]:
    frame = context.stage.width * context.stage.height
    for mark in marks:
        if mark.box.width * mark.box.height < frame * _FLASHING_PART:
            continue
        turns = [move.at for move, after in pairwise(mark.opacity.moves) if (move.to - after.to) * move.to != 0]
        if any(later - earlier < 1.0 for earlier, later in zip(turns, turns[2 * _FLASHES :], strict=False)):
            yield "flash", mark.path, f"{mark.path or 'a shape'} flashes more than {_FLASHES} times a second"


def _shown(box: Box) -> str:
    return f"{box.x:.0f}, {box.y:.0f} to {box.right:.0f}, {box.bottom:.0f}"
