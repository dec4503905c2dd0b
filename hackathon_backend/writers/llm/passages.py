"""The passages of lessons with an id each, by which a language model says where a scene comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from ...lessons import Block, Lesson
from ...storyboard.kinds.source import SceneSource
from ..citing import nearest
from .material import LESSON_CHARACTERS, enclosed


@dataclass(frozen=True)
class Passages:
    """Lessons as they are shown to a model, and what can be cited of them by its id."""

    lessons: tuple[Lesson, ...]
    material: tuple[str, ...]
    known: dict[str, tuple[Lesson, Block]]

    @classmethod
    def of(cls, lessons: Sequence[Lesson], names: Sequence[str]) -> Passages:
        """The passages of lessons; `names` say which lesson each is."""
        known: dict[str, tuple[Lesson, Block]] = {}
        numbers = count(1)
        material = []
        for lesson, name in zip(lessons, names, strict=True):
            lines = [f"Title: {lesson.title}"]
            room = LESSON_CHARACTERS
            for block in lesson.blocks:
                text = (block.source or block.text)[:room]
                if (room := room - len(text)) <= 0:
                    break
                mark = "" if block.kind == "heading" else f"p{next(numbers)}"
                known |= {mark: (lesson, block)} if mark else {}
                lines.append(f"[{mark}] {text}" if mark else text)
            material.append(enclosed(name, "\n\n".join(lines)))
        return cls(tuple(lessons), tuple(material), known)

    def source(self, cited: str, said: str) -> SceneSource | None:
        """The source of a scene that cites a passage and says this; None if there is no such passage."""
        found = self.known.get(cited.strip("[] "))
        return nearest(*found, said) if found else None
