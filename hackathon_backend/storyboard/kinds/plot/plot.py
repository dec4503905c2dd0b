"""All that a plot is drawn from: its numbers, its plane, its times, and what is taken of its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ...drawing.colours import colour_of
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.motion.tracks import FADE, Track, ease_both
from ...drawing.stage import Box
from ...theme import Colour
from .curves import MovingCurve
from .found import FoundPoint
from .maths.statistics import Bins
from .placing import Places, PlotLabel, label_marks
from .plane import AxisFigures, Plane
from .scene import PlotScene
from .timeline import FAINT, PlotTimeline
from .vectors import MovingVector


@dataclass
class Layers:
    """The marks of a plot, back to front."""

    grounds: list[Mark] = field(default_factory=list)
    fills: list[Mark] = field(default_factory=list)
    lines: list[Mark] = field(default_factory=list)
    dots: list[Mark] = field(default_factory=list)
    texts: list[Mark] = field(default_factory=list)

    def all(self) -> list[Mark]:
        return [*self.grounds, *self.fills, *self.lines, *self.dots, *self.texts]

    def put(self, marks: Sequence[Mark], *, covers: bool) -> None:
        """A label's ground and its text; the ground lies under all lines, unless it has to cover one."""
        ground, text = marks
        (self.texts if covers else self.grounds).append(ground)
        self.texts.append(text)


@dataclass(frozen=True)
class Plot:
    """A scene with its numbers worked out, and the plane that they are drawn in."""

    scene: PlotScene
    context: DrawContext
    line: PlotTimeline
    curves: tuple[MovingCurve, ...]
    found: tuple[FoundPoint, ...]
    bins: Bins | None
    vectors: tuple[MovingVector, ...]
    plane: Plane
    x_figures: AxisFigures
    y_figures: AxisFigures
    plain: AxisFigures
    """For numbers that stand at no axis, such as slopes."""
    colours: Colours
    places: Places
    layers: Layers = field(default_factory=Layers)

    def strength(self, start: float, things: Sequence[str], changes: Sequence[tuple[float, float]] = ()) -> Track:
        """The opacity of what comes at `start`: full while spoken of, and at most what `changes` say by time."""
        track = Track(0.0).then(1.0, start, 0.05)
        moments = sorted({*(event.at for event in self.line.events), *(at for at, _ in changes)})
        lit, level, value = True, 1.0, 1.0
        for at in moments:
            if at < start - 0.01:
                continue
            for event in self.line.events:
                if event.at == at:
                    lit = not event.things.isdisjoint(things)
            level = next((wanted for time, wanted in changes if time == at), level)
            wanted = min(level, 1.0 if lit else FAINT)
            if wanted != value:
                track, value = track.then(wanted, max(at, start + 0.05), FADE * 1.5, ease_both), wanted
        return track

    def shown(self, start: float, until: float | None = None) -> Track:
        """The opacity of a text: there from `start` until it gives way."""
        track = self.context.motion.appear(start)
        return track if until is None else track.then(0.0, max(until - FADE, start), FADE, ease_both)

    def label(self, label: PlotLabel, placed: tuple[Box, bool], path: str, opacity: Track) -> None:
        """Adds a label with its ground; one that gives way to another is only passing."""
        ground, text = label_marks(self.context, label, placed, path, opacity)
        text = replace(text, passing=opacity.moves[-1].to == 0.0)
        self.layers.put([ground, text], covers=placed[1])


@dataclass(frozen=True)
class Colours:
    """The colours of curves, of data, of bars and of vectors: given, or the accents in their order."""

    curves: tuple[Colour, ...]
    data: tuple[Colour, ...]
    bars: tuple[Colour, ...]
    vectors: tuple[Colour, ...]
    accent: Colour
    """For what belongs to several of them, such as a crossing."""

    @classmethod
    def of(cls, scene: PlotScene, vectors: Sequence[MovingVector], context: DrawContext) -> Colours:
        language = context.language
        given = [part.color for parts in (scene.curves, scene.data, scene.histogram) for part in parts]
        given += [vector.color for vector in vectors]
        tones = context.theme.tones([colour_of(color, language) if color else None for color in given])
        lines = [tone.line for tone in tones]
        first, second = len(scene.curves), len(scene.curves) + len(scene.data)
        red = context.theme.accents[-1]
        accent = context.theme.ink if any(each.is_like(red) for each in lines) else red
        third = second + len(scene.histogram)
        rows = [tuple(lines[a:b]) for a, b in ((0, first), (first, second), (second, third), (third, None))]
        return cls(rows[0], rows[1], rows[2], rows[3], accent)
