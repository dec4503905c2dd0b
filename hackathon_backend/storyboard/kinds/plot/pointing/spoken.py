"""What of a plot its narration tells: the points whose numbers are spoken."""

from __future__ import annotations

import re

from ...mentions import with_cues
from ..scene import PlotPoint, PlotScene

_MOST = 3
_NUMBER = r"(-?\d+(?:[.,]\d+)?)"
_AT = re.compile(
    rf"\bx\s*(?:=|is|equals|ist(?:\s+gleich)?|es(?:\s+igual\s+a)?|est(?:\s+égal\s+à)?|vaut|é|è)\s*{_NUMBER}\b"
)
_OTHERS = ("points", "show", "tangents", "areas", "shifts", "data", "histogram", "vectors", "transform", "focus")


def meant(scene: PlotScene, _language: str) -> PlotScene:
    """`scene` with its points at the words that tell them; with those of its only curve that are spoken, if it has no
    other annotation: at x = 3, or at 60 kg where kg is the unit of x.
    """
    if scene.points:
        points = with_cues(scene.points, lambda point: (point.name, f"{point.at:g}"), scene.narration)
        return scene.model_copy(update={"points": points})
    moves = any(parameter.to is not None for parameter in scene.parameters)
    if len(scene.curves) != 1 or moves or any(getattr(scene, name) for name in _OTHERS):
        return scene
    said = list(_AT.finditer(scene.narration))
    if unit := scene.x.unit:
        said += re.finditer(rf"{_NUMBER}\s?{re.escape(unit)}(?!\w)", scene.narration)
    places = {float(found[1].replace(",", ".")): found[0] for found in sorted(said, key=lambda found: found.start())}
    inside = {at: cue for at, cue in places.items() if _is_within(scene, at)}
    points = tuple(PlotPoint(at=at, cue=cue) for at, cue in inside.items())[:_MOST]
    return scene.model_copy(update={"points": points}) if points else scene


def _is_within(scene: PlotScene, at: float) -> bool:
    """Whether an x lies where the axis is known to reach."""
    low, high = scene.x.start, scene.x.end
    return low is not None and high is not None and low <= at <= high
