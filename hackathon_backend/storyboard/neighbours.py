"""The scenes before and after a scene, as far as it shares things with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..errors import StoryboardError
from .drawing.context import DrawContext
from .drawing.marks import Mark
from .drawing.motion.persistence import Remains, continued, first_of, remains
from .kinds import KINDS
from .kinds.base import BaseScene
from .timing.cues import CueClock
from .timing.hold import estimate_scene


@dataclass(frozen=True)
class Neighbours:
    """The scenes next to a scene that have a lasting thing in common with it; None for one that has not."""

    before: BaseScene | None = None
    after: BaseScene | None = None

    @classmethod
    def of(cls, scenes: Sequence[BaseScene], index: int) -> Neighbours:
        """The neighbours of the scene at `index`."""
        own = scenes[index].lasting()
        sides = (scenes[side] if 0 <= side < len(scenes) else None for side in (index - 1, index + 1))
        before, after = (side if side and own & side.lasting() else None for side in sides)
        return cls(before, after)

    def joined(self, scene: BaseScene, marks: Sequence[Mark], context: DrawContext) -> list[Mark]:
        """`marks` of `scene`, of which those that the scene before shows too start as they were left there."""
        if self.before is None:
            return list(marks)
        shared = scene.lasting() & self.before.lasting()
        return continued(marks, remains(_composed(self.before, context), _END, shared), context.motion)

    def leaving(self, scene: BaseScene, marks: Sequence[Mark], context: DrawContext, at: float) -> list[Mark]:
        """`marks` of `scene` fading away until `at` seconds, but for those that the next scene goes on with."""
        if self.after is None:
            return [mark.leaving(at) for mark in marks]
        shared = scene.lasting() & self.after.lasting() & first_of(_composed(self.after, context)).keys()
        kept = {id(each.mark) for each in remains(marks, at, shared).values()}
        return [mark if id(mark) in kept else mark.leaving(at) for mark in marks]


_END = 1e6
"""Seconds after which everything has come to rest in any scene."""


def _composed(scene: BaseScene, context: DrawContext) -> list[Mark]:
    """The marks of a neighbour. Where things come to rest does not depend on when it is spoken, so that no scene has to
    be drawn anew since another one takes longer; one that can't be drawn has nothing to share.
    """
    try:
        return KINDS[scene.type].compose(scene, context, CueClock(estimate_scene(scene)))
    except StoryboardError:
        return []


ALONE = Neighbours()
"""Those of a scene that shares nothing with the next ones."""

__all__ = ["ALONE", "Neighbours", "Remains"]
