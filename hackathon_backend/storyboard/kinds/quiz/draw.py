"""A quiz: the question with its options, a ring that empties while there is time to think, and the answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

import skia

from ...drawing.brushes import BrushKind, ShapeBrush, TextBrush, TickBrush, Unmirrored, rounded, stroke
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.motion.tracks import ENTER, FADE, STAGGER, Track, ease_both, steady
from ...drawing.parts.basics import FAINT, dimmed, heading, text_mark
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock, measure
from ...drawing.text.typefaces import SEMIBOLD
from ...theme import Colour
from ...timing.cues import CueClock
from .layout import BADGE, RING, QuizLayout, crammed, layout
from .scene import QuizScene
from .thinking import FIRST, pause

_RIGHT = 4
"""The accent that means right."""
_SEEN, _READ = 1.4, 3.0
"""Seconds after the answer until its reason takes the place of the options, and those that are left to read it."""


@dataclass(frozen=True)
class RingBrush(Unmirrored):
    """A ring that is full at 1 and empties clockwise from the top."""

    size: float
    colour: Colour
    thickness: float
    kind: ClassVar[BrushKind] = "glow"

    @property
    def overhang(self) -> float:
        return self.thickness

    def paint(self, canvas: Any, grow: float) -> None:
        oval = skia.Rect.MakeWH(self.size, self.size)
        canvas.drawArc(oval, 270 - 360 * grow, 360 * grow, False, stroke(self.colour, self.thickness))


def compose(scene: QuizScene, context: DrawContext, clock: CueClock) -> list[Mark]:
    """The marks of a quiz scene, back to front."""
    asked, told = pause(scene, clock)
    head, plan = _plan(scene, context)
    marks: list[Mark] = []
    for index, (block, box) in enumerate(zip(plan.options, plan.boxes, strict=True)):
        marks += _option(scene, context, index, block, box, told)
    marks += _ring(context, plan.strip, asked, told)
    if plan.reason:
        marks.append(text_mark(context, plan.reason, plan.strip.x, plan.strip.y, told + ENTER, "reason"))
    if plan.apart:
        turn = min(told + _SEEN, max(told, clock.duration - _READ))
        marks = [*(mark.leaving(turn) for mark in marks), *_answer(scene, context, plan, plan.apart, turn)]
    return [head, *marks]


def _plan(scene: QuizScene, context: DrawContext) -> tuple[Mark, QuizLayout]:
    """The question, smaller if the options need the room, and the options below it."""
    for largest in (44, 28, 24):
        head, area = heading(context, scene.question, "question", largest=largest)
        if found := layout(scene, context, area):
            return head, found
    return head, crammed(scene, context, area)


def _answer(scene: QuizScene, context: DrawContext, plan: QuizLayout, reason: TextBlock, at: float) -> list[Mark]:
    """The right option by itself, with the reason below it."""
    block, first = plan.options[scene.answer], plan.boxes[0]
    box = Box(first.x, first.y, plan.strip.width, max(first.height, context.u(BADGE) * 1.6))
    block = context.measure(block.text, block.type.size / context.stage.unit, box.width - context.u(2 * BADGE + 16))
    green, motion = context.theme.accent(_RIGHT), context.motion
    badge = _badge_box(context, box)
    return [
        Mark(
            box,
            ShapeBrush(_shape(context, box), context.theme.tint(green, 0.12), green, context.u(2.5)),
            "",
            motion.appear(at),
        ),
        Mark(badge, TickBrush(badge.width, green, context.theme.paper), opacity=motion.appear(at)),
        text_mark(
            context, block, badge.right + context.u(16), box.centre[1] - block.height / 2, at, f"options.{scene.answer}"
        ),
        text_mark(context, reason, box.x, box.bottom + context.u(36), at + ENTER, "reason"),
    ]


def _badge_box(context: DrawContext, box: Box) -> Box:
    """Where the letter of an option stands in its box."""
    pad = (box.height - context.u(BADGE)) / 2
    return Box(box.x + min(pad, context.u(20)), box.y + pad, context.u(BADGE), context.u(BADGE))


def _option(scene: QuizScene, context: DrawContext, index: int, block: TextBlock, box: Box, told: float) -> list[Mark]:
    """An option in its box. When the answer is told, the right one turns green and the others step back."""
    right, at, theme = index == scene.answer, FIRST + STAGGER * index, context.theme
    marks = [_ground(context, box, at, None if right else told)]
    if right:
        green = theme.accent(_RIGHT)
        lit = ShapeBrush(_shape(context, box), theme.tint(green, 0.12), green, context.u(2.5))
        marks.append(Mark(box, lit, opacity=context.motion.appear(told, FADE * 1.5)))
    badge = _badge_box(context, box)
    marks += _badge(context, "ABCD"[index], badge, at, told, right=right)
    text = text_mark(
        context, block, badge.right + context.u(16), box.centre[1] - block.height / 2, at, f"options.{index}"
    )
    return [*marks, replace(text, opacity=dimmed(text.opacity, None if right else told, theme.dim))]


def _shape(context: DrawContext, box: Box) -> Any:
    return rounded(box.width, box.height, context.u(12))


def _ground(context: DrawContext, box: Box, at: float, until: float | None) -> Mark:
    theme, motion = context.theme, context.motion
    brush = ShapeBrush(_shape(context, box), theme.card, theme.paper.mixed(theme.muted, 0.3), context.u(1.5))
    return Mark(box, brush, opacity=dimmed(motion.appear(at), until, FAINT), dy=motion.rise(at))


def _badge(context: DrawContext, letter: str, box: Box, at: float, told: float, *, right: bool) -> list[Mark]:
    """The letter of an option in a disc; on the right one a check mark takes its place."""
    theme, motion = context.theme, context.motion
    block = measure(letter, context.type(26, weight=SEMIBOLD, leading=1.0), box.width)
    place = Box(box.centre[0] - block.width / 2, box.centre[1] - block.height / 2, block.width, block.height)
    shown = motion.appear(at)
    disc = ShapeBrush(rounded(box.width, box.height, box.width / 2), theme.tint(theme.accent(0), 0.12))
    ground = Mark(box, disc, opacity=dimmed(shown, told, 0.0 if right else FAINT), dy=motion.rise(at))
    gone = shown.then(0.0, told, FADE, ease_both) if right else dimmed(shown, told, theme.dim)
    marks = [ground, Mark(place, TextBrush(block), "", gone, dy=motion.rise(at))]
    if right:
        tick = TickBrush(box.width, theme.accent(_RIGHT), theme.paper)
        marks.append(Mark(box, tick, opacity=motion.appear(told, FADE), grow=motion.draw(told + FADE)))
    return marks


def _ring(context: DrawContext, strip: Box, asked: float, told: float) -> list[Mark]:
    """The ring in the place that the reason takes later; without movement it loses a quarter at a time."""
    thickness = context.u(5)
    size = context.u(RING) - thickness
    box = Box(strip.x + thickness / 2, strip.y + thickness / 2, size, size)
    shown = context.motion.appear(asked, FADE).then(0.0, told, FADE, ease_both)
    rest = Track(1.0)
    steps = 4 if context.motion.reduced else 1
    for step in range(1, steps + 1):
        start = asked + (told - asked) * (step if steps > 1 else 0) / steps
        rest = rest.then(1 - step / steps, start, 0.0 if steps > 1 else told - asked, steady)
    faint = RingBrush(size, context.theme.line, thickness)
    full = RingBrush(size, context.theme.accent(0), thickness)
    return [Mark(box, faint, opacity=shown), Mark(box, full, opacity=shown, grow=rest)]
