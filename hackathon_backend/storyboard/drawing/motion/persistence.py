"""Over a cut: what two neighbouring scenes both show stays, and goes to its new place and size."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import skia

from ...theme import Colour
from ..arrows import ArrowBrush
from ..brushes import Brush, Preceded, StrokeBrush, TextBrush
from ..marks import Mark, MarkState
from .become import BecomingLine, FadingBrush, ResizedBrush
from .outlines import strokes
from .tracks import FADE, STEP, Motion, Move, Track, ease_both

TRAVEL = 0.6
"""Seconds that a thing takes to its place in the next scene."""
_SETTLED = 0.2
"""Seconds within which things of a scene come that are there from its start."""
_FAR, _NEARLY = 2.5, 0.7
"""How many times its height a text goes without being seen, and the part of the way after which it is seen again."""
_THERE, _AS_ONE = 0.05, 0.02
"""Opacity from which something is there, and seconds within which movements begin as one."""


@dataclass(frozen=True)
class Remains:
    """A mark as a scene leaves it."""

    mark: Mark
    state: MarkState


def remains(marks: Sequence[Mark], at: float, wanted: frozenset[str]) -> dict[str, Remains]:
    """The marks of these identities that are there at `at` seconds."""
    found = {}
    for mark in marks:
        if mark.identity in wanted and (state := mark.state(at)).opacity > _THERE:
            found[mark.identity] = Remains(mark, state)
    return found


def first_of(marks: Sequence[Mark]) -> dict[str, int]:
    """For each identity the mark, by its place, that shows it first; a scene of several pages has more than one."""
    found: dict[str, int] = {}
    for index, mark in enumerate(marks):
        if mark.identity and (mark.identity not in found or _comes(mark) < _comes(marks[found[mark.identity]])):
            found[mark.identity] = index
    return found


def _comes(mark: Mark) -> float:
    if mark.opacity.start > _THERE:
        return 0.0
    return next((move.at for move in mark.opacity.moves if move.to > _THERE), float("inf"))


def continued(marks: Sequence[Mark], before: Mapping[str, Remains], motion: Motion) -> list[Mark]:
    """`marks` of a scene, of which those that `before` has too start as they were there."""
    found, first = list(marks), first_of(marks)
    grounds = [(key, old) for key, old in before.items() if key in first and old.mark.brush.kind == "shape"]
    for identity, old in before.items():
        if identity in first:
            index = first[identity]
            carried = _is_carried(found[index], old, [(marks[first[key]], left) for key, left in grounds])
            found[index] = _starting(found[index], old, 0.0 if motion.reduced else TRAVEL, carried=carried)
    return found


def _is_carried(mark: Mark, old: Remains, grounds: Sequence[tuple[Mark, Remains]]) -> bool:
    """Whether a text stands, before and after, in a shape that goes the same way: it goes with that."""
    was = old.mark.stands(old.state)
    return any(new.box.contains(mark.box) and left.mark.stands(left.state).contains(was) for new, left in grounds)


def _starting(mark: Mark, old: Remains, seconds: float, *, carried: bool) -> Mark:
    """`mark` there from the start: at the place, in the size and at the strength in which it was left."""
    mark = _became(_without_entrance(mark.begun(_SETTLED)), old, seconds)
    if isinstance(mark.brush, BecomingLine):
        return replace(mark, grow=_entered(mark.grow), opacity=_shown(mark, old))
    was = old.mark.stands(old.state).centre
    here, grow = mark.box.centre, _entered(mark.grow)
    far = math.dist(was, here) > _FAR * mark.box.height
    if isinstance(mark.brush, TextBrush) and seconds and far and not carried:
        # Words on their way would run over one another: they come again where the thing arrives that they name.
        return _arriving(mark, old, (was[0] - here[0], was[1] - here[1]), seconds)
    return replace(
        mark,
        opacity=_shown(mark, old),
        grow=_from(old.state.grow, grow, grow.start, STEP),
        dx=_from(was[0] - here[0], mark.dx, mark.dx.start, seconds),
        dy=_from(was[1] - here[1], mark.dy, mark.dy.start, seconds),
        scale=_from(_size(mark, old), mark.scale, mark.scale.start, seconds),
        turn=_from(old.state.turn, mark.turn, mark.turn.start, seconds),
    )


def _arriving(mark: Mark, old: Remains, way: tuple[float, float], seconds: float) -> Mark:
    """`mark` that goes where it was left, and comes where it belongs once most of `seconds` are over."""
    at, opacity = _NEARLY * seconds, _entered(mark.opacity)
    later = (move for move in opacity.moves if move.at > at)
    moves = (Move(0.0, FADE, 0.0), Move(at, FADE, opacity.value(at)), *later)
    dx, dy = (
        Track(track.start + far, (Move(at, 0.0, track.start), *(move for move in track.moves if move.at > at)))
        for far, track in zip(way, (mark.dx, mark.dy), strict=True)
    )
    return replace(mark, opacity=Track(old.state.opacity, moves), dx=dx, dy=dy)


def _without_entrance(mark: Mark) -> Mark:
    """`mark` without what else moves as it appears: a rise, or a growth."""
    if mark.opacity.start > _THERE or not mark.opacity.moves:
        return mark
    at = mark.opacity.moves[0].at
    dx, dy, scale, turn = (_arrived(track, at) for track in (mark.dx, mark.dy, mark.scale, mark.turn))
    return replace(mark, dx=dx, dy=dy, scale=scale, turn=turn)


def _arrived(track: Track, at: float) -> Track:
    """`track` without the movement that begins at `at`."""
    if track.moves and abs(track.moves[0].at - at) < _AS_ONE:
        return Track(track.moves[0].to, track.moves[1:])
    return track


def _shown(mark: Mark, old: Remains) -> Track:
    entered = _entered(mark.opacity)
    return _from(old.state.opacity, entered, entered.start, STEP)


def _became(mark: Mark, old: Remains, seconds: float) -> Mark:
    """`mark` with a brush that is the old one at first, if that looked different, and becomes its own."""
    if isinstance(mark.brush, Preceded):
        return _preceded(mark, mark.brush, old, seconds)
    brush = _between(mark, old)
    if brush is None or mark.shape.moves:
        return mark
    return replace(mark, brush=brush, shape=Track(0.0).then(1.0, 0.0, seconds, ease_both))


def _preceded(mark: Mark, brush: Preceded, old: Remains, seconds: float) -> Mark:
    """`mark` with the shape that was left in front of its own ones."""
    found = brush.preceded(old.mark.brush_in(old.state), (old.mark.box.width, old.mark.box.height))
    if found is None:
        return mark
    later = (replace(move, to=move.to + 1.0) for move in mark.shape.moves)
    return replace(mark, brush=found, shape=Track(0.0, (Move(0.0, seconds, 1.0, ease_both), *later)))


def _between(mark: Mark, old: Remains) -> Brush | None:
    before, after = old.mark.brush, mark.brush
    if isinstance(after, StrokeBrush | ArrowBrush) and after.kind == before.kind == "line":
        return _line(mark, after, old)
    if _looks(before) == _looks(after):
        return None
    own, size = (old.mark.box.width, old.mark.box.height), (mark.box.width, mark.box.height)
    return FadingBrush(ResizedBrush(before, own, size), after)


def _line(mark: Mark, after: StrokeBrush | ArrowBrush, old: Remains) -> Brush | None:
    """A line that goes from where the old one was to its place; None if they are not of as many strokes."""
    path: Any = skia.Path(getattr(old.mark.brush, "path", None) or skia.Path())
    if len(strokes(path)) != len(strokes(after.path)):
        return None
    path.offset(old.mark.box.x + old.state.dx - mark.box.x, old.mark.box.y + old.state.dy - mark.box.y)
    colour: Colour = getattr(old.mark.brush, "colour", after.colour)
    return BecomingLine(replace(after, path=path, colour=colour), after)


def _looks(brush: Brush) -> object:
    """What two brushes have in common that draw the same thing in the same look."""
    if isinstance(brush, TextBrush):
        return brush.block.text, brush.block.colours
    names = ("colour", "filling", "outline", "edge", "art")
    return type(brush), *(getattr(brush, name, None) for name in names)


def _entered(track: Track) -> Track:
    """A track of shares without its first coming."""
    if track.start > _THERE or not track.moves:
        return track
    return Track(track.moves[0].to, track.moves[1:])


def _from(value: float, track: Track, to: float, seconds: float) -> Track:
    """`track` beginning with `value`, and going to where it would have begun."""
    if abs(value - to) < 1e-3:
        return track
    return Track(value, (Move(0.0, seconds, to, ease_both), *track.moves))


def _size(mark: Mark, old: Remains) -> float:
    """How large a mark is to be as the old one was: by the size of type, or else so that it is within its box."""
    before, after = old.mark.brush, mark.brush
    if isinstance(before, TextBrush) and isinstance(after, TextBrush):
        return before.block.type.size / after.block.type.size * old.state.scale
    sides = [(old.mark.box.width, mark.box.width), (old.mark.box.height, mark.box.height)]
    return min([was / now for was, now in sides if was > 0 and now > 0], default=1.0) * old.state.scale
