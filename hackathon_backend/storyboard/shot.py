"""A shot: one scene with all that its pictures depend on, small enough to be sent to another process."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..errors import StoryboardError
from .board import Storyboard
from .brand import Brand, SafeArea
from .drawing.context import DrawContext
from .drawing.motion.tracks import Motion
from .drawing.parts.chrome import Place
from .drawing.stage import WHOLE, Stage
from .drawing.text.direction import runs_right_to_left
from .kinds.base import BaseScene
from .neighbours import ALONE, Neighbours
from .palette import Palette, palette_of
from .theme import Theme
from .timing.hold import estimate_scene
from .timing.pages import unhurried
from .timing.timing import SceneTiming, checked

_BEFORE_THE_END = 0.3
"""Seconds in which a scene may begin to leave."""


@dataclass(frozen=True)
class Format:
    """What a film looks like, whatever it shows. `size` is in pixels, `images` the folder of pictures."""

    size: tuple[int, int]
    fps: int
    theme: Theme
    reduced_motion: bool = False
    cfr: bool = False
    images: Path | None = None
    brand: Brand | None = None
    safe_area: SafeArea = WHOLE

    def of(self, storyboard: Storyboard) -> Format:
        """This format with what the storyboard says of the look, where nothing else was said."""
        return replace(self, brand=self.brand or storyboard.brand, safe_area=storyboard.safe_area or self.safe_area)

    def context(self, language: str) -> DrawContext:
        """What scenes in `language` are drawn with."""
        stage = Stage.of(self.size, self.safe_area)
        motion = Motion(stage.unit, self.reduced_motion)
        theme = self.theme.branded(self.brand.colour) if self.brand and self.brand.colour else self.theme
        return DrawContext(stage, theme, motion, language, runs_right_to_left(language), self.images, self.brand)


@dataclass(frozen=True)
class Shot:
    """One scene with all that its pictures depend on."""

    scene: BaseScene
    timing: SceneTiming
    place: Place
    language: str
    format: Format
    neighbours: Neighbours = ALONE
    palette: Palette = ()

    @property
    def settled(self) -> float:
        """The second at which everything has come, and nothing has begun to leave."""
        return max(0.0, self.timing.duration - _BEFORE_THE_END)

    def context(self) -> DrawContext:
        return replace(self.format.context(self.language), palette=self.palette)


def shots_of(storyboard: Storyboard, format_: Format, timings: Sequence[SceneTiming] | None = None) -> list[Shot]:
    """The shots of a storyboard, timed as given or else as 150 words a minute would be.

    Raises `StoryboardError` for a size, frame rate or timing that makes no sense.
    """
    scenes = storyboard.scenes
    given = timings if timings is not None else [None] * len(scenes)
    if len(given) != len(scenes):
        raise StoryboardError(f"timings: there are {len(given)} for {len(scenes)} scenes", param="timings")
    return [shot_of(storyboard, index, format_, timing) for index, timing in enumerate(given)]


def shot_of(storyboard: Storyboard, index: int, format_: Format, timing: SceneTiming | None = None) -> Shot:
    """One shot of a storyboard, which does not depend on how long the others take; see `shots_of`."""
    if not 1 <= format_.fps <= 120:
        raise StoryboardError("fps: must be between 1 and 120", param="fps")
    Stage.of(format_.size)
    format_ = format_.of(storyboard)
    scene = storyboard.scenes[index]
    place = Place(index, len(storyboard.scenes), storyboard.title, scene.opens)
    if timing is None:
        timing = unhurried(scene, estimate_scene(scene), place, format_.context(storyboard.language))
    timing = checked(timing, index)
    timing = _snapped(timing, format_.fps) if format_.cfr else timing
    neighbours, palette = Neighbours.of(storyboard.scenes, index), palette_of(storyboard.scenes, index)
    return Shot(scene, timing, place, storyboard.language, format_, neighbours, palette)


def _snapped(timing: SceneTiming, fps: int) -> SceneTiming:
    """`timing` with a whole number of frames, as a constant frame rate needs it."""
    return SceneTiming(max(1, round(timing.duration * fps)) / fps, timing.words)
