"""Sources of changed scenes: what says the same keeps its own, all else is looked up anew or has none."""

from __future__ import annotations

from ..lessons import Lesson
from ..lessons.languages import base
from ..storyboard import Storyboard
from ..storyboard.dialogue import unvoiced
from ..storyboard.kinds.base import BaseScene, texts
from ..storyboard.kinds.source import CITED, SceneSource
from ..storyboard.remake import sentences
from .citing import plain, source_of


def recited(before: Storyboard, after: Storyboard, lesson: Lesson | None = None) -> Storyboard:
    """`after`, which was made of `before` by a change, with the sources that are true of its scenes; `lesson` is what
    the film was made from, if that is known.
    """
    translated = base(before.language) != base(after.language) and len(before.scenes) == len(after.scenes)
    scenes = tuple(
        scene.model_copy(update={CITED: before.scenes[place].cited if translated else _source(scene, before, lesson)})
        for place, scene in enumerate(after.scenes)
    )
    return after.model_copy(update={"scenes": scenes})


def _source(scene: BaseScene, before: Storyboard, lesson: Lesson | None) -> SceneSource | None:
    own = {_said(each): each.cited for each in before.scenes}
    if _said(scene) in own:
        return own[_said(scene)]
    heard = plain(unvoiced(scene.narration))
    kept = [each.cited for each in before.scenes if each.cited and each.chapter == scene.chapter]
    still = (cited for cited in kept if cited.quote and plain(cited.quote) in heard)
    if (cited := next(still, None)) is not None:
        return cited
    if lesson is None:
        return None
    section = next((cited.section for cited in kept), None)
    return source_of(lesson, (unvoiced(each) for each in sentences(scene.narration)), section)


def _said(scene: BaseScene) -> tuple[str, ...]:
    """What a scene shows and says, however it is drawn."""
    return (plain(scene.narration), *texts(scene))
