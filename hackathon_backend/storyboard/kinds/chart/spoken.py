"""Which numbers of a chart its narration tells: its labels, as they are spoken."""

from __future__ import annotations

from ..mentions import mentions
from .scene import ChartFocus, ChartScene

_LEAST, _MOST = 3, 12
"""Letters of a label that can't be taken for something else, and labels that are spoken of."""


def meant(scene: ChartScene, _language: str) -> ChartScene:
    """`scene` with its labels spoken of as the narration names them, if it names two and the writer says nothing."""
    if scene.focus or any(series.cue for series in scene.series):
        return scene
    found = mentions(scene.narration, ((label, label) for label in scene.labels if len(label) >= _LEAST))
    focus = tuple(ChartFocus(label=label, cue=mention.words) for label, mention in found.items())[:_MOST]
    return scene.model_copy(update={"focus": focus}) if len(focus) > 1 else scene
