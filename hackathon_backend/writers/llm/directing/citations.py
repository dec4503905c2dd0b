"""The passages that a language model cites: looked up for each scene, and left out where there are none such."""

from __future__ import annotations

from ....storyboard.fields import Fields
from ....storyboard.kinds.source import CITED
from ...drafts import Outline, PlannedScene
from ..passages import Passages


def source_fields(planned: PlannedScene, passages: Passages) -> Fields:
    """The source of a planned scene as a field of the scene; nothing if it cites none that there is."""
    source = passages.source(planned.passage, planned.narration)
    return {CITED: source.model_dump()} if source else {}


def uncited(outline: Outline, passages: Passages) -> tuple[str, ...]:
    """A note on citations that were left out, if any were."""
    lost = [scene for scene in outline.scenes if scene.passage and not passages.source(scene.passage, "")]
    if not lost:
        return ()
    names = ", ".join(f"“{scene.idea}”" for scene in lost[:3]) + (" and others" if len(lost) > 3 else "")
    what = (
        "a passage that the lesson does not have; it was left out"
        if len(lost) == 1
        else ("passages that the lesson does not have; they were left out")
    )
    return (f"The language model cited {what}: {names}.",)
