"""A film on paper: its scenes as drawings beside what is said, what to remember, and its questions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import skia

from ..files import replaced
from ..storyboard import printed
from ..storyboard.drawing.text.text import TextBlock
from ..storyboard.printing import PrintedScene
from .content import Handout, HandoutQuestion, HandoutScene
from .pages import ACCENT, LINE, MARGIN, MUTED, PageFlow, Paper, cut
from .words import word

_GAP = 18.0
PRINTED = (1280, 720)
"""Pixels in which scenes are laid out for paper and slides, whatever the film's shape is."""
_SHARE = 0.46
"""Part of the width that a picture takes."""
_SMALL, _BODY, _HEADING, _SECTION = 8.5, 10.0, 11.5, 15.0
_BOX = 9.0


def write_pdf(handout: Handout, path: Path, paper: Paper, *, answers: bool) -> None:
    """Write the hand-out at `path`; `answers` are on its last page, so that it can be left out.

    Raises `StoryboardError` if a scene can't be drawn.
    """
    board = handout.board()
    pictures = printed(board, PRINTED, handout.folder) if board else ()
    with replaced(path) as half:
        stream = skia.FILEWStream(str(half))
        flow = PageFlow(stream, paper, title=handout.title, language=handout.language, foot=_foot(handout))
        flow.text(handout.title, 24, weight=600, after=14)
        _scenes(flow, handout, pictures)
        _takeaways(flow, handout)
        _questions(flow, handout.questions)
        if answers:
            _answers(flow, handout.questions)
        flow.close()
        stream.flush()


def _foot(handout: Handout) -> str:
    minutes, seconds = divmod(round(handout.seconds), 60)
    return " · ".join(filter(None, (handout.title, f"{minutes}:{seconds:02}", handout.page)))


def _scenes(flow: PageFlow, handout: Handout, pictures: Sequence[PrintedScene]) -> None:
    if not pictures and handout.scenes:
        _section(flow, word("told", handout.language))
    for scene in handout.scenes:
        if scene.index is None:
            flow.text(scene.said, _BODY, after=10)
        else:
            _row(flow, scene, pictures[scene.index])


def _row(flow: PageFlow, scene: HandoutScene, picture: PrintedScene) -> None:
    """A picture with what is said beside it; what is too long for that goes on below."""
    wide = flow.room * _SHARE
    high, beside = wide * PRINTED[1] / PRINTED[0], flow.room - wide - _GAP
    heading = flow.block(scene.heading, _HEADING, beside, weight=600)
    source = [flow.block(scene.source, _SMALL, beside, colour=MUTED)] if scene.source else []
    said = list(cut(scene.said, lambda part: flow.block(part, _BODY, beside), flow.most - heading.height - _GAP))
    flow.need(max(high, heading.height + 4 + (said[0].height if said else 0)))
    x = flow.mirrored(MARGIN, wide)
    picture.paint(flow.canvas, x, flow.y, wide)
    _framed(flow, x, flow.y, wide, high)
    _beside(flow, [heading, *said, *source], flow.mirrored(MARGIN + wide + _GAP, beside), flow.y + high)


def _beside(flow: PageFlow, blocks: Sequence[TextBlock], x: float, bottom: float) -> None:
    for number, block in enumerate(blocks):
        if block.height > flow.left:
            flow.need(block.height)
            bottom = 0.0
        flow.put(block, x, flow.y)
        flow.y += block.height + (4 if number == 0 or number == len(blocks) - 2 else 0)
    flow.y = max(flow.y, bottom) + _GAP


def _framed(flow: PageFlow, x: float, y: float, width: float, height: float) -> None:
    paint = skia.Paint(Color=LINE.argb, Style=skia.Paint.kStroke_Style, StrokeWidth=0.75, AntiAlias=True)
    flow.canvas.drawRoundRect(skia.Rect.MakeXYWH(x, y, width, height), 3, 3, paint)


def _section(flow: PageFlow, name: str, *, together: float = 60.0) -> None:
    """The heading of a section, which does not stand alone at the end of a page."""
    block = flow.block(name, _SECTION, flow.room, weight=600)
    flow.need(block.height + 8 + together)
    flow.y += 6
    flow.put(block, MARGIN, flow.y)
    flow.y += block.height + 8


def _takeaways(flow: PageFlow, handout: Handout) -> None:
    if not handout.takeaways:
        return
    blocks = [flow.block(text, _HEADING, flow.room - 26) for text in handout.takeaways]
    _section(flow, word("remember", handout.language), together=sum(block.height + 8 for block in blocks))
    for number, block in enumerate(blocks, 1):
        flow.need(block.height)
        mark = flow.block(str(number), _HEADING, 20, weight=600, colour=ACCENT)
        flow.put(mark, flow.mirrored(MARGIN, 20), flow.y)
        flow.put(block, flow.mirrored(MARGIN + 26, flow.room - 26), flow.y)
        flow.y += block.height + 8


def _questions(flow: PageFlow, questions: Sequence[HandoutQuestion]) -> None:
    if not questions:
        return
    _section(flow, word("questions", flow.language), together=110)
    for number, asked in enumerate(questions, 1):
        question = flow.block(f"{number}. {asked.question}", _HEADING, flow.room, weight=600)
        options = [flow.block(option, _BODY, flow.room - 24) for option in asked.options]
        flow.need(question.height + sum(block.height + 5 for block in options))
        flow.put(question, MARGIN, flow.y)
        flow.y += question.height + 5
        for block in options:
            _option(flow, block)
        flow.y += 10


def _option(flow: PageFlow, block: TextBlock) -> None:
    """An option with a box to be ticked."""
    paint = skia.Paint(Color=MUTED.argb, Style=skia.Paint.kStroke_Style, StrokeWidth=0.9, AntiAlias=True)
    line = block.height / max(block.lines, 1)
    box = skia.Rect.MakeXYWH(flow.mirrored(MARGIN + 4, _BOX), flow.y + (line - _BOX) / 2, _BOX, _BOX)
    flow.canvas.drawRoundRect(box, 1.5, 1.5, paint)
    flow.put(block, flow.mirrored(MARGIN + 24, flow.room - 24), flow.y)
    flow.y += block.height + 5


def _answers(flow: PageFlow, questions: Sequence[HandoutQuestion]) -> None:
    if not questions:
        return
    flow.need(flow.most)
    _section(flow, word("answers", flow.language))
    for number, asked in enumerate(questions, 1):
        right = asked.options[asked.answer] if asked.answer < len(asked.options) else ""
        flow.text(f"{number}. {right}", _HEADING, weight=600, after=2)
        if asked.reason:
            flow.text(asked.reason, _BODY, after=8)
