"""What the checker finds in labels that go along with what runs: where they are, moment by moment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from ..drawing.brushes import RunningText, ShapeBrush, TextBrush, Writing
from ..drawing.context import DrawContext
from ..drawing.marks import Mark
from ..drawing.stage import Box
from .fault import Finding
from .looking import TOUCH

_STEP = 0.4
"""Seconds between looks."""
_SEEN = 0.3
"""Opacity from which a thing counts as being there."""


def running_findings(marks: Sequence[Mark], context: DrawContext, duration: float) -> Iterator[Finding]:
    """The faults of texts that brushes write by themselves: out of the frame, or on other texts and edges."""
    writing = [mark for mark in marks if isinstance(mark.brush, Writing)]
    if not writing:
        return
    for step in range(int(duration / _STEP) + 1):
        at = step * _STEP
        texts = [text for mark in writing for text in _written(mark, at)]
        for text in texts:
            if not context.stage.safe.contains(text.box, 1.0):
                yield "outside", _name(text), f"{_name(text)} runs out of the safe frame at {at:.1f} s"
        for one, other in combinations(texts, 2):
            if _letters(one.box, one).overlap(_letters(other.box, other)) > 1.0:
                yield "overlap", _name(other), f"{_name(other)} runs over {_name(one)} at {at:.1f} s"
        yield from _on_others(texts, marks, at)


def _written(mark: Mark, at: float) -> Sequence[RunningText]:
    state = mark.state(at)
    brush = mark.brush
    return brush.written(state.grow) if isinstance(brush, Writing) and state.opacity >= _SEEN else ()


def _letters(box: Box, text: RunningText) -> Box:
    return box.grown(-text.block.type.size * TOUCH)


def _on_others(texts: Sequence[RunningText], marks: Sequence[Mark], at: float) -> Iterator[Finding]:
    """Texts that run over those that stand, or over the edge of a shape."""
    for mark in marks:
        if not isinstance(mark.brush, TextBrush | ShapeBrush) or (state := mark.state(at)).opacity < _SEEN:
            continue
        box = mark.stands(state)
        box = box.grown(-mark.brush.block.type.size * TOUCH) if isinstance(mark.brush, TextBrush) else box
        for text in texts:
            letters = _letters(text.box, text)
            within = isinstance(mark.brush, ShapeBrush) and (text.on_paper or box.contains(letters, 1.0))
            if not within and box.overlap(letters) > 1.0:
                over = mark.path or mark.brush.kind
                yield "overlap", _name(text), f"{_name(text)} runs over {over} at {at:.1f} s"


def _name(text: RunningText) -> str:
    return f"“{text.block.text[:24]}”"
