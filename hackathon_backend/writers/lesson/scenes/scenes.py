"""Beats as scenes of a storyboard."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from ....lessons import Lesson
from ....lessons.sentences import is_question, sentences
from ....storyboard.kinds import Scene
from ....storyboard.kinds.array.scene import ArrayScene, ArrayStep
from ....storyboard.kinds.base import Cued
from ....storyboard.kinds.code.scene import CodeScene
from ....storyboard.kinds.equation.scene import EquationScene, EquationStep
from ....storyboard.kinds.graph.scene import Edge, GraphScene, Node
from ....storyboard.kinds.image.scene import ImageScene
from ....storyboard.kinds.points.scene import Point, PointsScene
from ....storyboard.kinds.process.scene import ProcessScene, Step
from ....storyboard.kinds.timeline.scene import Event, TimelineScene
from ....storyboard.reading.figure import figure_scene, read_figure
from ..beats import refers_back
from ..matter import are_tasks, heading_in
from ..phrases import phrase
from ..plan import ToldBeat
from .by_itself import figure_by_itself
from .dates import is_timeline
from .icons import icons_in
from .key_words import drawings_beside, key_words_of
from .labels import CuedLabel, cue_at, heading, label, parted, step_label, term_of
from .listing import code_scene
from .lists import counts_kinds, goes_round
from .pictures import picture_source
from .statements import is_telling, named_statement, statement, unconnected, within
from .tables import cue_of, table_scene

_MOST_POINTS, _MOST_STEPS, _MOST_EQUATIONS = 5, 10, 10
_FEWEST_EVENTS = 3
_SCRAP = 5
"""Words of a sentence that was cut, up to which it says nothing."""
_A_STEP = 90
"""Characters of a step in a document, on average: more are a paragraph."""
_LATEST_START, _EARLY_WORD = 10, 4
"""Words of a narration after which the first part must have appeared, and the word at which it does then."""
_LATEX, _CAPTION, _NOTE = 400, 110, 120
_FIRST_CLAUSE = re.compile(r"([^,،，、.。।]*)([,،，、]?)\s*(.*)", re.DOTALL)
#: What stands below an array while a sentence says it in words.
_COMPARED = {
    "array_too_small": "{value} < {target}",
    "array_too_large": "{value} > {target}",
    "array_found": "= {target}",
    "array_swap": "{first} > {second}",
}
_Part = TypeVar("_Part", bound=Cued)


def scene_of(told: ToldBeat, lesson: Lesson) -> Scene:
    """The scene that shows a beat best; statements if there is no picture for it."""
    build = _BUILDERS.get(told.beat.kind, figure_by_itself)
    return build(told, lesson) or _points(told, lesson)


def _head(told: ToldBeat, lesson: Lesson) -> str:
    return heading(heading_in(lesson, told.beat.section or lesson.title))


def _from_start(parts: Sequence[_Part], narration: str) -> tuple[_Part, ...]:
    """`parts` with the first one near the start: a heading must not stand alone through a whole introduction."""
    starts = [match.start() for match in re.finditer(r"\S+", narration)]
    if not parts or len(starts) <= _LATEST_START or narration.find(parts[0].cue) < starts[_LATEST_START]:
        return tuple(parts)
    early = cue_at(narration, starts[_EARLY_WORD])
    return (parts[0].model_copy(update={"cue": early}), *parts[1:])


def _points(told: ToldBeat, lesson: Lesson) -> PointsScene:
    lines = told.items or _telling(told, lesson) or told.beat.items or [told.beat.section or lesson.title]
    labels = {line: _key(line, lesson) or _stated(line, lesson.language) for line in lines}
    whole = {line: each for line, each in labels.items() if each.is_whole and each.text}
    # A line of marks alone leaves nothing to show; the heading is there for that. A list is shown as it is.
    chosen = whole if len(whole) >= (1 if lesson.document else 2) and not told.items else _without_scraps(labels)
    chosen = chosen or {lesson.title: CuedLabel(heading(lesson.title, 120), "")}
    chosen = within(chosen, _MOST_POINTS)
    shown = [*{each.text.casefold(): (line, each) for line, each in chosen.items()}.values()]
    icons = drawings_beside([line for line, _ in shown], [each.text for _, each in shown], lesson)
    points = [Point(text=each.text, cue=each.cue, icon=icon) for (_, each), icon in zip(shown, icons, strict=True)]
    return PointsScene(
        heading=_head(told, lesson), points=_from_start(points, told.narration), narration=told.narration
    )


def _telling(told: ToldBeat, lesson: Lesson) -> Sequence[str]:
    """The sentences that say something by themselves, or those that say something, or all of them."""
    telling = [line for line in told.lines if is_telling(line) or key_words_of(line, lesson)]
    standing_alone = [line for line in telling if not refers_back(unconnected(line))]
    return standing_alone if len(standing_alone) > 1 else telling or told.lines


def _without_scraps(labels: dict[str, CuedLabel]) -> dict[str, CuedLabel]:
    """The statements without the first words of long sentences, if others are left."""
    shown = {line: each for line, each in labels.items() if each.text}
    kept = {line: each for line, each in shown.items() if each.is_whole or len(each.text.split()) > _SCRAP}
    return kept or shown


def _key(line: str, lesson: Lesson) -> CuedLabel | None:
    words = key_words_of(line, lesson)
    return CuedLabel(words, cue_at(line)) if words else None


def _stated(line: str, language: str) -> CuedLabel:
    return named_statement(line, language) or statement(line, language)


def _bullets(told: ToldBeat, lesson: Lesson) -> Scene | None:
    """Events on a line, also where they are no numbered list; else whatever picture what is said makes by itself."""
    items = told.items
    events = _steps(told, lesson) if len(items) >= _FEWEST_EVENTS and is_timeline(items) else None
    return events or figure_by_itself(told, lesson)


def _steps(told: ToldBeat, lesson: Lesson) -> ProcessScene | TimelineScene | None:
    items = told.items
    if len(items) < 2:
        return None
    head, narration = _head(told, lesson), told.narration
    if is_timeline(items):
        events = _from_start([_event(item, lesson.language) for item in items], narration)
        return TimelineScene(heading=head, events=events, narration=narration)
    if sum(map(is_question, items)) or (lesson.document and (len(items) < _FEWEST_EVENTS or are_tasks(items))):
        # Tasks lead nowhere, and of two paragraphs with numbers the second seldom comes of the first.
        return None
    is_ring = len(items) > 2 and goes_round(told.beat, lesson)
    if lesson.document and not is_ring and counts_kinds(told.beat):
        return None
    if lesson.document and not any(map(term_of, items)) and sum(map(len, items)) > _A_STEP * len(items):
        # Numbered paragraphs, as those of laws, are no steps.
        return None
    steps = [_step(item, lesson.language) for item in items[:_MOST_STEPS]]
    icons = icons_in(lesson, [step.label for step in steps])
    steps = [step.model_copy(update={"icon": icon}) for step, icon in zip(steps, icons, strict=True)]
    return ProcessScene(
        heading=head,
        shape="cycle" if is_ring else "line",
        steps=_from_start(steps, narration),
        narration=narration,
    )


def _event(item: str, language: str) -> Event:
    when, what = parted(item)
    what = next(iter(sentences(what)), what)
    return Event(when=when, text=label(what, language).text, cue=cue_at(item))


def _step(item: str, language: str) -> Step:
    if term := term_of(item):
        more = label(parted(item)[1], language)
        return Step(label=term, detail=more.text if more.is_whole else "", cue=cue_at(item))
    text, detail, cue = step_label(item, language)
    return Step(label=text, detail=detail, cue=cue)


def _code(told: ToldBeat, lesson: Lesson) -> CodeScene:
    return code_scene(_head(told, lesson), told.beat.shown[0], told.lines)


def _table(told: ToldBeat, lesson: Lesson) -> Scene | None:
    return table_scene(_head(told, lesson), told.beat.shown[0], told.narration)


def _equation(told: ToldBeat, lesson: Lesson) -> EquationScene | None:
    formulas = [" ".join(block.text.split()) for block in told.beat.shown]
    steps = [EquationStep(latex=formula) for formula in formulas if 0 < len(formula) <= _LATEX][:_MOST_EQUATIONS]
    if not steps:
        return None
    return EquationScene(heading=_head(told, lesson), steps=tuple(steps), narration=told.narration)


def _graph(told: ToldBeat, lesson: Lesson) -> GraphScene | None:
    relations = told.beat.relations
    if relations is None:
        return None
    narration = told.narration
    icons = icons_in(lesson, list(relations.names.values()))
    nodes = [
        Node(id=key, label=name, icon=icon, cue=cue_of(name, narration))
        for (key, name), icon in zip(relations.names.items(), icons, strict=True)
    ]
    edges = [Edge(source=source, target=target, label=text) for source, target, text in relations.edges]
    return GraphScene(
        heading=_head(told, lesson), nodes=_from_start(nodes, narration), edges=tuple(edges), narration=narration
    )


def _array(told: ToldBeat, lesson: Lesson) -> ArrayScene | None:
    run = told.beat.run
    if run is None:
        return None
    steps: list[ArrayStep] = []
    rest = ""
    for step in run.steps:
        sentence = phrase(step.told[0], lesson.language, **step.told[1]) if step.told else ""
        what, comma, more = (_FIRST_CLAUSE.findall(sentence) or [("", "", "")])[0]
        cue = (cue_at(sentence) if sentence else rest) if not sentence or sentence in told.lines else ""
        rest = cue_at(more) if comma and sentence in told.lines else ""
        note = _COMPARED[step.told[0]].format(**step.told[1]) if step.told and step.told[0] in _COMPARED else what
        steps.append(ArrayStep(action=step.action, at=step.at, name=step.name, note=note[:_NOTE], cue=cue))
    return ArrayScene(
        heading=_head(told, lesson),
        values=run.values,
        steps=_from_start(steps, told.narration),
        narration=told.narration,
    )


def _image(told: ToldBeat, lesson: Lesson) -> ImageScene:
    picture = told.beat.shown[0]
    return ImageScene(
        heading=_head(told, lesson),
        source=picture_source(lesson, picture.info),
        caption=heading(picture.text, _CAPTION),
        narration=told.narration,
    )


def _figure(told: ToldBeat, lesson: Lesson) -> Scene:
    figure = read_figure(told.beat.shown[0].info, told.beat.shown[0].text)
    assert figure is not None
    return figure_scene(figure.fields, _head(told, lesson), told.narration)


_BUILDERS: dict[str, Callable[[ToldBeat, Lesson], Scene | None]] = {
    "steps": _steps,
    "bullets": _bullets,
    "code": _code,
    "table": _table,
    "formula": _equation,
    "graph": _graph,
    "array": _array,
    "image": _image,
    "figure": _figure,
}
