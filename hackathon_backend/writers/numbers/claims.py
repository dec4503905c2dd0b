"""What of a scene says a number that somebody must have written, rather than one that is counted or computed."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from ...storyboard.dialogue import unvoiced
from ...storyboard.kinds.base import BaseScene
from ...storyboard.kinds.quiz.scene import QuizScene

_NO_CLAIMS = frozenset(
    {
        "type",
        "cue",
        "id",
        "source",
        "target",
        "icon",
        "art",
        "things",
        "color",
        "colors",
        "cited",
        "shape",
        "kind",
        "theme",
    }
    | {"arrangement", "action", "lines", "language", "region", "country", "subject", "part", "labels_shown", "formula"}
    # What happens in an array is computed of its values, wrong answers are wrong, ranges and ticks are those of axes.
    | {"note", "options", "start", "end", "size", "model", "changes", "readings", "at", "parameters"}
)
"""Fields that are not read, or whose numbers are computed by what draws them."""
_AMOUNTS = frozenset({"values", "value", "counts"})
"""Fields whose numbers are drawn as they are given."""


_SAID = ("narration", "answer_narration", "description")


def claims_of(scene: BaseScene, *, said: bool = True) -> Iterator[str]:
    """Each text of a scene, drawn or `said`, whose numbers must be true."""
    for text in _claimed(scene):
        if text:
            yield text
    for text in (getattr(scene, name, "") for name in _SAID if said):
        yield unvoiced(text)
    if isinstance(scene, QuizScene):
        yield scene.options[scene.answer]


def _claimed(part: BaseModel) -> Iterator[str]:
    for name, value in part:
        if name in _NO_CLAIMS or name in _SAID:
            continue
        for each in value if isinstance(value, tuple) else (value,):
            if isinstance(each, BaseModel):
                yield from _claimed(each)
            elif isinstance(each, str):
                yield each
            elif isinstance(each, float | int) and not isinstance(each, bool) and name in _AMOUNTS:
                yield f"{each:.12g}"
