"""What each kind of scene shows, part by part, in words: what a description of it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import singledispatch

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal

from ..lessons.markdown.notation import readable
from ..storyboard.kinds.array.scene import ArrayScene
from ..storyboard.kinds.base import BaseScene
from ..storyboard.kinds.chart.scene import ChartScene
from ..storyboard.kinds.code.scene import CodeScene
from ..storyboard.kinds.compare.scene import CompareScene
from ..storyboard.kinds.equation.scene import EquationScene
from ..storyboard.kinds.graph.scene import GraphScene
from ..storyboard.kinds.image.scene import ImageScene
from ..storyboard.kinds.points.scene import PointsScene
from ..storyboard.kinds.process.scene import ProcessScene
from ..storyboard.kinds.quiz.scene import QuizScene
from ..storyboard.kinds.takeaways.scene import TakeawaysScene
from ..storyboard.kinds.timeline.scene import TimelineScene
from ..storyboard.kinds.title.scene import TitleScene

_MOST_OF_A_LINE = 8
"""Points of a curve that are told one by one; of more, only where it begins, turns most and ends."""

Edge = Callable[[str, str], str]
"""Says in the film's language that an arrow goes from the first to the second."""


@dataclass(frozen=True)
class ShownPart:
    """A part of a scene. Its `texts` can each be spoken or not; `told` is the part as a description says it."""

    texts: tuple[str, ...]
    told: str


@dataclass(frozen=True)
class Picture:
    """All that a scene shows. `kind` names its phrase. One that is told `whole` has parts that mean little alone."""

    kind: str
    parts: tuple[ShownPart, ...]
    whole: bool = False


@singledispatch
def picture_of(_scene: BaseScene, _language: str, _edge: Edge) -> Picture:
    """What `scene` shows. Headings are not among it: they are the chapters' names."""
    return Picture("text", ())


def answer_of(scene: QuizScene) -> Picture:
    """What a quiz shows after the time to think."""
    return Picture("answer", (_part(scene.options[scene.answer]),))


def _part(*texts: str) -> ShownPart:
    kept = tuple(text for text in texts if text)
    return ShownPart(kept, ": ".join(_open(text) for text in kept))


def _parts(rows: Sequence[tuple[str, ...]]) -> tuple[ShownPart, ...]:
    return tuple(_part(*row) for row in rows if any(row))


def _open(text: str) -> str:
    """`text` without the stop that ends it, since it is put into a sentence."""
    return text.rstrip(" .;。．।")


@picture_of.register
def _title(scene: TitleScene, _language: str, _edge: Edge) -> Picture:
    return Picture("text", _parts([(scene.title,), (scene.subtitle,)]))


@picture_of.register
def _points(scene: PointsScene, _language: str, _edge: Edge) -> Picture:
    return Picture("text", _parts([(point.text,) for point in scene.points]))


@picture_of.register
def _takeaways(scene: TakeawaysScene, _language: str, _edge: Edge) -> Picture:
    return Picture("text", _parts([(each.text,) for each in scene.takeaways]))


@picture_of.register
def _process(scene: ProcessScene, _language: str, _edge: Edge) -> Picture:
    kind = "cycle" if scene.shape == "cycle" else "steps"
    return Picture(kind, _parts([(step.label, step.detail) for step in scene.steps]))


@picture_of.register
def _graph(scene: GraphScene, _language: str, edge: Edge) -> Picture:
    labels = {node.id: node.label for node in scene.nodes}
    ends = {end for each in scene.edges for end in (each.source, each.target)}
    arrows = [
        ShownPart(
            (labels[each.source], labels[each.target], *([each.label] if each.label else [])),
            ": ".join(filter(None, [edge(labels[each.source], labels[each.target]), each.label])),
        )
        for each in scene.edges
    ]
    return Picture("graph", (*arrows, *_parts([(node.label,) for node in scene.nodes if node.id not in ends])))


@picture_of.register
def _compare(scene: CompareScene, _language: str, _edge: Edge) -> Picture:
    columns = (
        ShownPart(
            (column.title, *(item.text for item in column.items)),
            f"{column.title}: {', '.join(_open(item.text) for item in column.items)}",
        )
        for column in scene.columns
    )
    return Picture("compare", tuple(columns))


@picture_of.register
def _timeline(scene: TimelineScene, _language: str, _edge: Edge) -> Picture:
    return Picture("timeline", _parts([(event.when, event.text) for event in scene.events]))


@picture_of.register
def _code(scene: CodeScene, _language: str, _edge: Edge) -> Picture:
    lines = scene.code.splitlines()
    marked = {number for each in scene.focus for number in each.numbers() if number <= len(lines)}
    wanted = [lines[number - 1] for number in sorted(marked)] or lines
    return Picture("code", _parts([(line.strip(),) for line in wanted if any(map(str.isalnum, line))]))


@picture_of.register
def _equation(scene: EquationScene, _language: str, _edge: Edge) -> Picture:
    steps = ((readable(step.latex), step.note) for step in scene.steps)
    parts = (ShownPart(tuple(filter(None, (made, note))), f"{made} ({note})" if note else made) for made, note in steps)
    return Picture("equation", tuple(parts))


@picture_of.register
def _chart(scene: ChartScene, language: str, _edge: Edge) -> Picture:
    parts: list[ShownPart] = []
    for series in scene.series:
        named = f"{series.name}, " if len(scene.series) > 1 and series.name else ""
        for place in _telling(series.values) if scene.kind == "line" else range(len(series.values)):
            label, value = scene.labels[place], _with_unit(series.values[place], scene.unit, language)
            axis = f"{scene.x_label} " if scene.x_label and not parts else ""
            between = ": " if label[-1:].isdigit() else " "
            parts.append(
                ShownPart(tuple(filter(None, (series.name, label, value))), f"{named}{axis}{label}{between}{value}")
            )
    return Picture(scene.kind, tuple(parts), whole=True)


def _telling(values: Sequence[float]) -> list[int]:
    """The places of a curve that tell most of it: all of a short one, else the ends, the highest and the lowest."""
    if len(values) <= _MOST_OF_A_LINE:
        return list(range(len(values)))
    return sorted({0, values.index(max(values)), values.index(min(values)), len(values) - 1})


def _with_unit(value: float, unit: str, language: str) -> str:
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    return f"{format_decimal(value, '#,##0.######', locale)} {unit}".strip()


@picture_of.register
def _array(scene: ArrayScene, _language: str, _edge: Edge) -> Picture:
    row = ShownPart(scene.values, ", ".join(scene.values))
    return Picture("array", (row, *_parts([(step.note,) for step in scene.steps])))


@picture_of.register
def _image(scene: ImageScene, _language: str, _edge: Edge) -> Picture:
    return Picture("image", tuple(_image_parts(scene)))


def _image_parts(scene: ImageScene) -> Iterator[ShownPart]:
    yield _part(scene.caption or scene.heading)
    yield from (_part(callout.text) for callout in scene.callouts)


@picture_of.register
def _quiz(scene: QuizScene, _language: str, _edge: Edge) -> Picture:
    return Picture("options", _parts([(option,) for option in scene.options]), whole=True)
