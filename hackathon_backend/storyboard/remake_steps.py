"""One step of what a storyboard tells in steps: shown alone, or left out."""

from __future__ import annotations

from collections.abc import Sequence

from ..errors import StoryboardError
from .board import Storyboard
from .dialogue import unvoiced
from .fields import Fields
from .kinds.source import CITED
from .remake import only_scene, sentences, with_scene, without_scene

_STEPS = {"process": "steps", "timeline": "events", "points": "points", "equation": "steps"}
"""The kinds of scenes that tell in steps, the likeliest to be meant first, and where they keep them."""


def only_step(board: Storyboard, step: int) -> Storyboard:
    """The board with nothing but the step number `step` (from 0, -1 the last) of what it tells in steps.

    Where nothing is told in steps, a step is a scene after the title. Raises `StoryboardError` if there is none.
    """
    place = _telling(board)
    if place is None:
        return only_scene(board, _inner(board, step))
    # A description that was written for all steps would tell of some that are gone; one is made of what is left.
    scene = board.scenes[place].model_dump(mode="json") | {"description": ""}
    parts = scene[_STEPS[scene["type"]]]
    number = _checked(parts, step)
    spoken = _spoken(scene["narration"], parts)[number]
    return only_scene(with_scene(board, place, _alone(scene, parts[number], spoken)), place)


def without_step(board: Storyboard, step: int) -> Storyboard:
    """The board without that step, and without what is said of it. Raises `StoryboardError`."""
    place = _telling(board)
    if place is None:
        return without_scene(board, _inner(board, step))
    scene = board.scenes[place].model_dump(mode="json") | {"description": ""}
    field = _STEPS[scene["type"]]
    number = _checked(scene[field], step)
    spoken = _spoken(scene["narration"], scene[field])
    opening = _opening(scene["narration"], spoken)
    kept = [text for each, text in enumerate(spoken) if each != number]
    scene["narration"] = " ".join(filter(None, [opening, *kept]))
    del scene[field][number]
    return with_scene(board, place, scene)


def count(board: Storyboard) -> int:
    """How many steps can be named."""
    place = _telling(board)
    if place is None:
        return len(_inner_scenes(board))
    scene = board.scenes[place]
    return len(getattr(scene, _STEPS[scene.type]))


def alone(board: Storyboard) -> Storyboard:
    """The board with nothing but the scene that tells in steps, if there is one."""
    place = _telling(board)
    return board if place is None else only_scene(board, place)


def _telling(board: Storyboard) -> int | None:
    """The scene that tells in steps: of the likeliest kind the first with more than one."""
    for kind, field in _STEPS.items():
        for place, scene in enumerate(board.scenes):
            if scene.type == kind and len(getattr(scene, field)) > 1:
                return place
    return None


def _inner(board: Storyboard, step: int) -> int:
    inner = _inner_scenes(board)
    return inner[_checked(inner, step)]


def _checked(parts: Sequence[object], step: int) -> int:
    if not -len(parts) <= step < len(parts):
        raise StoryboardError(f"The video tells {len(parts)} steps; there is no step {step + 1}.", param="prompt")
    return step % len(parts)


def _alone(scene: Fields, part: Fields, spoken: str) -> Fields:
    """A scene that shows that part alone."""
    said = spoken or scene["narration"]
    part = part | {"cue": ""}
    if scene["type"] != "process":
        return scene | {"narration": said, _STEPS[scene["type"]]: [part]}
    # A process has two steps at least; one of them is a statement.
    text = ": ".join(filter(None, [part["label"], part["detail"]]))[:240]
    point = {"text": text, "icon": part["icon"], "cue": ""}
    kept = {name: scene[name] for name in ("heading", CITED) if name in scene}
    return {"type": "points", "points": [point], "narration": said, **kept}


def _spoken(narration: str, parts: Sequence[Fields]) -> list[str]:
    """What is said of each part: the sentences from its cue to the next one's, else the last sentences in order."""
    said = sentences(narration)
    starts = [_sentence_with(part["cue"], said) for part in parts]
    if None in starts or len({*starts}) < len(starts):
        starts = list(range(len(said) - len(parts), len(said))) if len(said) >= len(parts) else []
    edges = [start for start in starts if start is not None]
    if not edges:
        return [""] * len(parts)
    return [" ".join(said[start:end]) for start, end in zip(edges, [*edges[1:], len(said)], strict=True)]


def _sentence_with(cue: str, said: Sequence[str]) -> int | None:
    found = (place for place, text in enumerate(said) if cue and cue.casefold() in text.casefold())
    return next(found, None)


def _opening(narration: str, spoken: Sequence[str]) -> str:
    """What is said before the first part."""
    if unvoiced(narration) != narration:
        narration = " ".join(sentences(narration))
    return narration[: narration.find(spoken[0])].strip() if spoken[0] else narration


def _inner_scenes(board: Storyboard) -> list[int]:
    return [place for place, scene in enumerate(board.scenes) if not scene.frames_video]
