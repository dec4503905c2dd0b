"""What the checker finds in casts: shapes that stand for a thing and have lost its name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...checking.fault import Finding
from ...drawing.brushes import TextBrush
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from .forms import ActorBrush
from .plain import PlainBrush
from .scene import CastScene

_THERE, _READ = 0.5, 0.2
"""Opacity from which a shape is seen, and its name can be read."""
_NEAR = 40
"""Units that a name may stand away from its shape."""
_STEP, _LONG = 0.1, 0.8
"""Seconds between looks, and for which a name may give way to another, or wait out a cut."""


def findings(scene: CastScene, marks: Sequence[Mark], context: DrawContext, duration: float) -> Iterator[Finding]:
    """Plain shapes without a name, whenever that is."""
    texts = [mark for mark in marks if isinstance(mark.brush, TextBrush) and mark.path not in scene.heads]
    shapes = {mark.identity: mark for mark in marks if isinstance(mark.brush, ActorBrush)}
    for index, actor in enumerate(scene.actors):
        # What the writer gave a drawing and no name has none to lose.
        mark = shapes.get(f"actor {actor.id}") if actor.label or not actor.art else None
        own = [text for text in texts if text.path in _paths(scene, index)]
        if mark and (at := _nameless(mark, own, context.u(_NEAR), duration)) is not None:
            yield "empty", f"actors.{index}.art", f"actors.{index} is an empty shape at {at:.1f} s, without its name"


def _paths(scene: CastScene, index: int) -> set[str]:
    """The paths of all names that an actor ever has."""
    changes = scene.changes(scene.actors[index].id)
    return {f"actors.{index}.label", *(f"beats.{number}.label" for number, _ in changes)}


def _nameless(mark: Mark, names: Sequence[Mark], near: float, duration: float) -> float | None:
    """When a plain shape is first seen without a name at it, in seconds; None if never."""
    # Over a cut a thing is there before its new name is spoken.
    named = min((name.opacity.moves[0].at + _LONG for name in names if name.opacity.moves), default=0.0)
    since: float | None = None
    for at in (step * _STEP for step in range(int((duration - 0.25) / _STEP))):
        if at < named or not _is_plain(mark, at) or _has_name(mark, names, near, at):
            since = None
        elif since is None:
            since = at
        elif at - since > _LONG:
            return since
    return None


def _is_plain(mark: Mark, at: float) -> bool:
    state = mark.state(at)
    brush = mark.brush_in(state)
    return state.opacity >= _THERE and isinstance(brush, ActorBrush) and isinstance(brush.forms[0].drawing, PlainBrush)


def _has_name(mark: Mark, names: Sequence[Mark], near: float, at: float) -> bool:
    place = mark.stands(mark.state(at)).grown(near)
    states = ((name, name.state(at)) for name in names)
    return any(s.opacity >= _READ and place.overlap(name.stands(s)) > 0 for name, s in states)
