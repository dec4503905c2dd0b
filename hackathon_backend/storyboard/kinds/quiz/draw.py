"""A quiz: the question with its options, a ring that empties while there is time to think, and the answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

import skia

from ...drawing.brushes import Kind, ShapeBrush, TextBrush, TickBrush, rounded, stroke
from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.parts import FAINT, dimmed, heading, text_mark
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock, measure
from ...drawing.text.typefaces import SEMIBOLD
from ...drawing.tracks import ENTER, FADE, STAGGER, Track, ease_both, steady
from ...theme import Colour
from ...timing.cues import Clock
from ..compose import compose
from .layout import BADGE, RING, QuizLayout, crammed, layout
from .scene import QuizScene
from .thinking import FIRST, pause

_RIGHT = 4
"""The accent that means right."""
_SEEN, _READ = 1.4, 3.0
"""Seconds after the answer until its reason takes the place of the options, and those that are left to read it."""


@dataclass(frozen=True)
class RingBrush:
    """A ring that is full at 1 and empties clockwise from the top."""

    size: float
    colour: Colour
    thickness: float
    kind: ClassVar[Kind] = "glow"

    @property
    def overhang(self) -> float:
        return self.thickness

    def paint(self, canvas: Any, grow: float) -> None:
        oval = skia.Rect.MakeWH(self.size, self.size)
        canvas.drawArc(oval, 270 - 360 * grow, 360 * grow, False, stroke(self.colour, self.thickness))

    def mirrored(self, _width: float) -> Self:
        return self


@compose.register
def _quiz(scene: QuizScene, easel: DrawContext, clock: Clock) -> list[Mark]:
    asked, told = pause(scene, clock)
    head, plan = _plan(scene, easel)
    marks: list[Mark] = []
    for index, (block, box) in enumerate(zip(plan.options, plan.boxes, strict=True)):
        marks += _option(scene, easel, index, block, box, told)
    marks += _ring(easel, plan.strip, asked, told)
    if plan.reason:
        marks.append(text_mark(easel, plan.reason, plan.strip.x, plan.strip.y, told + ENTER, "reason"))
    if plan.apart:
        turn = min(told + _SEEN, max(told, clock.duration - _READ))
        marks = [*(mark.leaving(turn) for mark in marks), *_answer(scene, easel, plan, plan.apart, turn)]
    return [head, *marks]


def _plan(scene: QuizScene, easel: DrawContext) -> tuple[Mark, QuizLayout]:
    """The question, smaller if the options need the room, and the options below it."""
    for largest in (44, 28, 24):
        head, area = heading(easel, scene.question, "question", largest=largest)
        if found := layout(scene, easel, area):
            return head, found
    return head, crammed(scene, easel, area)


def _answer(scene: QuizScene, easel: DrawContext, plan: QuizLayout, reason: TextBlock, at: float) -> list[Mark]:
    """The right option by itself, with the reason below it."""
    block, first = plan.options[scene.answer], plan.boxes[0]
    box = Box(first.x, first.y, plan.strip.width, max(first.height, easel.u(BADGE) * 1.6))
    block = easel.measure(block.text, block.type.size / easel.stage.unit, box.width - easel.u(2 * BADGE + 16))
    green, motion = easel.theme.accent(_RIGHT), easel.motion
    badge = _badge_box(easel, box)
    return [
        Mark(
            box,
            ShapeBrush(_shape(easel, box), easel.theme.tint(green, 0.12), green, easel.u(2.5)),
            "",
            motion.appear(at),
        ),
        Mark(badge, TickBrush(badge.width, green, easel.theme.paper), opacity=motion.appear(at)),
        text_mark(
            easel, block, badge.right + easel.u(16), box.centre[1] - block.height / 2, at, f"options.{scene.answer}"
        ),
        text_mark(easel, reason, box.x, box.bottom + easel.u(36), at + ENTER, "reason"),
    ]


def _badge_box(easel: DrawContext, box: Box) -> Box:
    """Where the letter of an option stands in its box."""
    pad = (box.height - easel.u(BADGE)) / 2
    return Box(box.x + min(pad, easel.u(20)), box.y + pad, easel.u(BADGE), easel.u(BADGE))


def _option(scene: QuizScene, easel: DrawContext, index: int, block: TextBlock, box: Box, told: float) -> list[Mark]:
    """An option in its box. When the answer is told, the right one turns green and the others step back."""
    right, at, theme = index == scene.answer, FIRST + STAGGER * index, easel.theme
    marks = [_ground(easel, box, at, None if right else told)]
    if right:
        green = theme.accent(_RIGHT)
        lit = ShapeBrush(_shape(easel, box), theme.tint(green, 0.12), green, easel.u(2.5))
        marks.append(Mark(box, lit, opacity=easel.motion.appear(told, FADE * 1.5)))
    badge = _badge_box(easel, box)
    marks += _badge(easel, "ABCD"[index], badge, at, told, right=right)
    text = text_mark(easel, block, badge.right + easel.u(16), box.centre[1] - block.height / 2, at, f"options.{index}")
    return [*marks, replace(text, opacity=dimmed(text.opacity, None if right else told, theme.dim))]


def _shape(easel: DrawContext, box: Box) -> Any:
    return rounded(box.width, box.height, easel.u(12))


def _ground(easel: DrawContext, box: Box, at: float, until: float | None) -> Mark:
    theme, motion = easel.theme, easel.motion
    brush = ShapeBrush(_shape(easel, box), theme.card, theme.paper.mixed(theme.muted, 0.3), easel.u(1.5))
    return Mark(box, brush, opacity=dimmed(motion.appear(at), until, FAINT), dy=motion.rise(at))


def _badge(easel: DrawContext, letter: str, box: Box, at: float, told: float, *, right: bool) -> list[Mark]:
    """The letter of an option in a disc; on the right one a check mark takes its place."""
    theme, motion = easel.theme, easel.motion
    block = measure(letter, easel.type(26, weight=SEMIBOLD, leading=1.0), box.width)
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


def _ring(easel: DrawContext, strip: Box, asked: float, told: float) -> list[Mark]:
    """The ring in the place that the reason takes later; without movement it loses a quarter at a time."""
    thickness = easel.u(5)
    size = easel.u(RING) - thickness
    box = Box(strip.x + thickness / 2, strip.y + thickness / 2, size, size)
    shown = easel.motion.appear(asked, FADE).then(0.0, told, FADE, ease_both)
    rest = Track(1.0)
    steps = 4 if easel.motion.reduced else 1
    for step in range(1, steps + 1):
        start = asked + (told - asked) * (step if steps > 1 else 0) / steps
        rest = rest.then(1 - step / steps, start, 0.0 if steps > 1 else told - asked, steady)
    faint = RingBrush(size, easel.theme.line, thickness)
    full = RingBrush(size, easel.theme.accent(0), thickness)
    return [Mark(box, faint, opacity=shown), Mark(box, full, opacity=shown, grow=rest)]
