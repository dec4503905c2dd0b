"""A process: cards joined by arrows that are drawn as the next step is spoken of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import Any

from ...drawing.arrows import ArrowBrush, localised
from ...drawing.colours import said_by
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.motion.tracks import FADE
from ...drawing.parts.basics import all_have, empty_card, following, heading, text_mark
from ...drawing.parts.cards import CardText, card_marks
from ...drawing.parts.lists import chunks, paced, turned
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock, shortened
from ...theme import Tone
from ...timing.cues import CueClock
from ..icon import Icon
from .rings import loop_plan, ring_plan
from .rows import RowsPlan, crammed_plan, line_plan
from .scene import ProcessScene
from .wheel import wheel_marks, wheel_plan

_NOTE, _STRIP = 28, 150
"""Units of the type of details that stand below a cycle, and of their height at most."""


def compose(scene: ProcessScene, context: DrawContext, clock: CueClock) -> list[Mark]:
    """The marks of a process scene, back to front."""
    head, area = heading(context, scene.heading)
    times = clock.times(scene.steps)
    has_icons = all_have(step.icon for step in scene.steps)
    words = [
        CardText(step.label, step.detail, step.icon if has_icons else Icon.none, f"steps.{index}")
        for index, step in enumerate(scene.steps)
    ]
    draw = _cycle if scene.shape == "cycle" else _line
    return [head, *draw(context, words, area, clock, times)]


def _line(
    context: DrawContext, words: Sequence[CardText], area: Box, clock: CueClock, times: list[float]
) -> list[Mark]:
    """The steps in their order, on as few pages as they fit."""
    plans = _pages(context, words, area)
    edges = list(accumulate((len(plan.cards) for plan in plans), initial=0))
    parts = [range(start, end) for start, end in pairwise(edges)]
    times = paced(times, parts, clock)
    starts = [0.0, *(times[part.start] for part in parts[1:])]
    pages = [
        _page(context, plan, times[part.start : part.stop], _closing(times, clock), start)
        for plan, part, start in zip(plans, parts, starts, strict=True)
    ]
    return turned(pages, starts)


def _cycle(
    context: DrawContext, words: Sequence[CardText], area: Box, clock: CueClock, times: list[float]
) -> list[Mark]:
    """The whole cycle; if its details leave no room for that, each of them stands below it in its turn.

    If not even the names of all steps have room together, their numbers are in their place.
    """
    if plan := ring_plan(context, words, area) or loop_plan(context, words, area):
        return _page(context, plan, times, _closing(times, clock), 0.0)
    in_turn = paced(times, [range(index, index + 1) for index in range(len(words))], clock)
    strip = max(note.height for note in _notes(context, words, area)) + context.u(_NOTE)
    upper = replace(area, height=area.height - strip)
    bare = [replace(each, detail="", icon=Icon.none) for each in words]
    if plan := ring_plan(context, bare, upper) or loop_plan(context, bare, upper):
        place = replace(area, y=upper.bottom + context.u(_NOTE))
        page = _page(context, plan, in_turn, _closing(in_turn, clock), 0.0)
        return [*page, *_details(context, words, place, in_turn)]
    wheel = wheel_plan(context, words, area)
    tones = [_tone(context, each.label) for each in words]
    arrows = _arrows(context, wheel.paths, in_turn, _closing(in_turn, clock))
    return [*wheel_marks(context, wheel, tones, in_turn), *arrows]


def _closing(times: Sequence[float], clock: CueClock) -> float:
    """When the arrow is drawn that closes a cycle."""
    return min(times[-1] + 0.9, clock.speech_end)


def _notes(context: DrawContext, words: Sequence[CardText], area: Box) -> list[TextBlock]:
    width = min(area.width, context.line_length(44))
    return [shortened(each.detail, context.type(_NOTE), width, context.u(_STRIP)) for each in words]


def _details(context: DrawContext, words: Sequence[CardText], area: Box, times: list[float]) -> list[Mark]:
    """The details at the top of `area`, one after the other."""
    marks = []
    for index, (note, at) in enumerate(zip(_notes(context, words, area), times, strict=True)):
        if words[index].detail:
            mark = text_mark(context, note, area.x, area.y, at + FADE, f"steps.{index}.detail")
            marks.append(mark if index + 1 == len(times) else mark.leaving(times[index + 1]))
    return marks


def _pages(context: DrawContext, words: Sequence[CardText], area: Box) -> list[RowsPlan]:
    """The whole process if it fits, or else as few parts of it as do."""
    for count in range(1, len(words) + 1):
        plans = [line_plan(context, words[part.start : part.stop], area) for part in chunks(len(words), count)]
        if all(plans):
            return [plan for plan in plans if plan]
    return [crammed_plan(context, [each], area) for each in words]


def _page(context: DrawContext, plan: RowsPlan, times: list[float], closing: float, start: float) -> list[Mark]:
    """The cards at their times, each arrow a little before the card that it leads to; one that closes a cycle last.

    Faint cards hold their places from `start` seconds on.
    """
    marks = [empty_card(context, box, start) for box in plan.boxes]
    for index, (card, box) in enumerate(zip(plan.cards, plan.boxes, strict=True)):
        marks += card_marks(context, card, box, _tone(context, card.words.label), times[index], following(times, index))
    return [*marks, *_arrows(context, plan.paths, times, closing)]


def _arrows(context: DrawContext, paths: Sequence[Any], times: Sequence[float], closing: float) -> list[Mark]:
    """An arrow along each path, a little before what it leads to."""
    ends = zip(paths, times, [*times[1:], closing], strict=False)
    return [arrow(context, path, max(before, at - 0.25)) for path, before, at in ends]


def _tone(context: DrawContext, label: str) -> Tone:
    colour = said_by(label, context.language)
    return context.theme.tone(colour) if colour else context.theme.own(0)


def arrow(context: DrawContext, path: Any, at: float) -> Mark:
    """An arrow along `path` (in pixels of the frame), drawn from `at` seconds on."""
    box, local = localised(path)
    brush = ArrowBrush(local, context.theme.muted, context.u(3), context.u(13))
    return Mark(box, brush, opacity=context.motion.appear(at, 0.05), grow=context.motion.draw(at))
