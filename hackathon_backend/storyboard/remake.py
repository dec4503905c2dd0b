"""A storyboard made anew with one thing changed, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ..errors import StoryboardError
from .board import Storyboard
from .dialogue import sentence_marks, unvoiced
from .fields import Fields
from .kinds.base import BaseScene
from .kinds.quiz.scene import QuizScene
from .timing.hold import estimate_scene

SHORTER = 0.65
"""What a shorter video aims to keep of the time."""
CLOSE_ENOUGH = 1.1
"""How much longer than what was asked for a video may be before more of it is left out."""
SLOWEST, FASTEST = 0.6, 1.6
_SENTENCES = re.compile(r"(?<=[.!?。！？।])\s+|(?<=[。！？])")


def with_scene(board: Storyboard, index: int, scene: Fields) -> Storyboard:
    """The board with another scene in the place of number `index`. Raises `StoryboardError`."""
    scenes = _dumped(board)
    scenes[_checked(board, index)] = scene
    return _read(board, scenes=scenes)


def without_scene(board: Storyboard, index: int) -> Storyboard:
    """The board without scene number `index`. Raises `StoryboardError` if there is none, or no other."""
    if len(board.scenes) < 2:
        raise StoryboardError("The only scene can't be removed.", param="prompt")
    scenes = _dumped(board)
    del scenes[_checked(board, index)]
    return _read(board, scenes=scenes)


def with_pace(board: Storyboard, factor: float) -> Storyboard:
    """The board spoken `factor` times as fast, within what can be listened to."""
    return _read(board, pace=round(min(max(board.pace * factor, SLOWEST), FASTEST), 3))


def with_theme(board: Storyboard, theme: str) -> Storyboard:
    """The board in another look."""
    return _read(board, theme=theme)


def extended(board: Storyboard, more: Sequence[BaseScene]) -> Storyboard:
    """The board with more scenes, before its takeaways if it ends with them. Raises `StoryboardError` if too long."""
    end = len(board.scenes) - (board.scenes[-1].type == "takeaways")
    scenes = _dumped(board)
    added = [scene.model_dump(mode="json") for scene in more]
    return _read(board, scenes=[*scenes[:end], *added, *scenes[end:]])


def only_scene(board: Storyboard, index: int) -> Storyboard:
    """The board with nothing but its scene number `index`. Raises `StoryboardError` if there is none."""
    scene = board.scenes[_checked(board, index)]
    return _read(board, scenes=[scene.model_dump(mode="json")])


def with_question(board: Storyboard, quiz: QuizScene) -> Storyboard:
    """The board with a quiz before its takeaways, or at its end. Raises `StoryboardError` if too long."""
    return extended(board, [quiz])


def within(board: Storyboard, seconds: float) -> Storyboard:
    """The board in at most `seconds`, as far as leaving out and saying less can bring it there.

    Raises `StoryboardError` if nothing can be left out.
    """
    less = board
    while length(less) > seconds * CLOSE_ENOUGH:
        try:
            less = _less(less, seconds)
        except StoryboardError:
            break
    return _changed(board, less)


def length(board: Storyboard) -> float:
    """How many seconds it takes to tell, about."""
    return sum(estimate_scene(scene).duration for scene in board.scenes) / board.pace


def shorter(board: Storyboard, index: int | None = None) -> Storyboard:
    """The board, or its scene number `index`, told in about two thirds of the time.

    Whole scenes go first, those in the middle that take most of the time; where there are none to spare, each scene
    says less. Raises `StoryboardError` if nothing can be left out.
    """
    if index is not None:
        place = _checked(board, index)
        less = _saying_less(board.scenes[place].model_dump(mode="json"))
        return _changed(board, with_scene(board, place, less))
    return _less(board, length(board) * SHORTER)


def _less(board: Storyboard, aim: float) -> Storyboard:
    """The board nearer to `aim` seconds: without scenes, or with less said in each."""
    seconds = [estimate_scene(scene).duration / board.pace for scene in board.scenes]
    kept = list(range(len(board.scenes)))
    while (spare := _spare(board, kept)) and sum(seconds[i] for i in kept) > aim:
        over = sum(seconds[i] for i in kept) - aim
        kept.remove(min(spare, key=lambda i: (abs(seconds[i] - over), i)))
    scenes = _dumped(board)
    if len(kept) == len(scenes):
        return _changed(board, _read(board, scenes=[_saying_less(scene) for scene in scenes]))
    return _read(board, scenes=[scenes[i] for i in kept])


def _changed(board: Storyboard, less: Storyboard) -> Storyboard:
    if less == board:
        raise StoryboardError("Every scene says one sentence only: there is nothing to leave out.", param="prompt")
    return less


def _spare(board: Storyboard, kept: Sequence[int]) -> list[int]:
    inner = [i for i in kept if not board.scenes[i].frames_video]
    return inner if len(inner) > 1 else []


def sentences(narration: str) -> list[str]:
    """The sentences of a narration, each with the mark of who speaks it."""
    return sentence_marks(text for text in _SENTENCES.split(narration) if text)


def _saying_less(scene: Fields) -> Fields:
    said = sentences(scene["narration"])
    if len(said) < 2:
        return scene
    scene["narration"] = " ".join(said[: max(1, round(len(said) * SHORTER))])
    return {name: _cues_heard(value, unvoiced(scene["narration"]).casefold()) for name, value in scene.items()}


def _cues_heard(part: Any, narration: str) -> Any:
    """`part` without the cues that are no longer spoken: their parts are spread over what is spoken."""
    if isinstance(part, list):
        return [_cues_heard(each, narration) for each in part]
    if not isinstance(part, dict):
        return part
    heard = {name: _cues_heard(value, narration) for name, value in part.items()}
    if isinstance(cue := heard.get("cue"), str) and cue.casefold() not in narration:
        heard["cue"] = ""
    return heard


def _checked(board: Storyboard, index: int) -> int:
    count = len(board.scenes)
    if not -count <= index < count:
        raise StoryboardError(f"The video has {count} scenes; there is no scene {index + 1}.", param="prompt")
    return index % count


def _dumped(board: Storyboard) -> list[Fields]:
    return [scene.model_dump(mode="json") for scene in board.scenes]


def _read(board: Storyboard, **changed: Any) -> Storyboard:
    return Storyboard.read(board.model_dump(mode="json") | changed)
