"""What is said during a mended scene: a narration where there is none, and no cues that are never spoken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..fields import Fields
from ..kinds import KINDS
from ..timing.cues import CueClock
from ..timing.timing import estimate_timing
from .changelog import ChangeLog, Path, shown
from .texts import cut, spoken_as_one

_UNSPOKEN = frozenset({
    "type", "narration", "description", "answer_narration", "cue", "icon", "id", "source", "target", "language",
    "code", "lines", "latex", "kind", "shape", "unit", "x_label", "y_label", "name", "action", "at", "labels", "values",
    "answer", "reason", "theme", "focus", "series", "x", "y", "cited",
})  # fmt: skip
_LONGEST = 3000


def voiced(scene: Fields, path: Path, told: ChangeLog) -> Fields:
    """`scene` with something to say, and without cues that are not said."""
    kind = KINDS[scene["type"]]
    if "narration" not in scene and (text := spoken_as_one([*texts_of(scene), *kind.figures(scene)])):
        scene = scene | {"narration": cut(" ".join(text.split()), _LONGEST)}
        told.tell((*path, "narration"), "was missing; made from what is shown")
    scene = kind.complete(scene, path, told)
    timing = estimate_timing(scene.get("narration", ""))
    spoken: Fields = _cued(scene, CueClock(timing), path, told)
    return spoken


def texts_of(value: Any) -> Iterator[str]:
    """All texts of a scene, or a part of one, that are meant to be read, in their order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts_of(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key not in _UNSPOKEN:
                yield from texts_of(item)


def _cued(part: Any, clock: CueClock, path: Path, told: ChangeLog) -> Any:
    """`part` without the cues in it that the voice never comes to."""
    if isinstance(part, list | tuple):
        return [_cued(item, clock, (*path, index), told) for index, item in enumerate(part)]
    if not isinstance(part, dict):
        return part
    cue = part.get("cue")
    if cue and clock.find(cue) is None:
        told.tell((*path, "cue"), f"{shown(cue)} is not spoken; left out")
        part = {key: value for key, value in part.items() if key != "cue"}
    return {key: _cued(value, clock, (*path, key), told) for key, value in part.items()}
