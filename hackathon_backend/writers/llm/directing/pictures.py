"""The pictures of the lessons that a film is made of, by which a language model shows what a document shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ....lessons import Block, Lesson
from ....storyboard.fields import Fields
from ...drafts import Outline, PlannedScene
from ...lesson.scenes.labels import heading
from ...lesson.scenes.pictures import has_picture, picture_source

KIND = "image"
"""The kind of scene that shows a picture. What it shows stands in the outline, so nobody is asked for it."""
_MOST = 24
_CAPTION, _HEADING = 110, 80


@dataclass(frozen=True)
class ShownPictures:
    """Pictures that can be shown, each by the id that a model knows it by."""

    known: dict[str, tuple[Lesson, Block]]

    @classmethod
    def of(cls, lessons: Sequence[Lesson]) -> ShownPictures:
        """The first pictures of lessons that lie beside them; nothing is fetched from anywhere."""
        found = [
            (lesson, block)
            for lesson in lessons
            for block in lesson.blocks
            if block.kind == "image" and has_picture(lesson, block.info)
        ]
        return cls({f"pic{number}": each for number, each in enumerate(found[:_MOST], 1)})

    def __contains__(self, name: str) -> bool:
        return name in self.known

    @property
    def listed(self) -> str:
        """A line for each picture: its id, its caption, where it stands."""
        return "\n".join(f"{name}: {_told(block)}" for name, (_, block) in self.known.items())

    def fields(self, planned: PlannedScene) -> Fields:
        """What a planned scene shows of a picture, as fields of the scene; nothing if it shows none that there is."""
        if planned.kind != KIND or planned.picture not in self:
            return {}
        lesson, block = self.known[planned.picture]
        return {"source": picture_source(lesson, block.info), "caption": heading(block.text, _CAPTION)}


NO_PICTURES = ShownPictures({})
"""Those of a film without a lesson."""


def pictured(planned: PlannedScene) -> Fields:
    """The scene of a picture as it is kept: its source is the picture's id, until a film is made of it."""
    return {"type": KIND, "heading": planned.idea, "source": planned.picture, "narration": planned.narration}


def unpictured(outline: Outline, pictures: ShownPictures) -> tuple[str, ...]:
    """A note on pictures that a model chose and that no lesson has, if there are any."""
    lost = [scene.idea for scene in outline.scenes if scene.picture and scene.picture not in pictures]
    if not lost:
        return ()
    names = ", ".join(f"“{idea}”" for idea in lost[:3]) + (" and others" if len(lost) > 3 else "")
    what = "a picture that the lesson does not have" if len(lost) == 1 else "pictures that the lesson does not have"
    return (f"The language model chose {what}; something else is drawn instead: {names}.",)


def _told(block: Block) -> str:
    caption = heading(block.text, _CAPTION) if block.text else "no caption"
    where = ", ".join(filter(None, (block.place, block.section and f"under {heading(block.section, _HEADING)!r}")))
    return f"{caption} ({where})" if where else caption
