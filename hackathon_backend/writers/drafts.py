"""A brief in the making: what has been written of it so far is kept, so that nothing is asked for, or paid, twice."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from ..storyboard.fields import Fields


@dataclass(frozen=True)
class PlannedThing:
    """A thing that is drawn, by the id that it has in every scene of its film."""

    id: str
    label: str


@dataclass(frozen=True)
class PlannedScene:
    """A scene as it is planned, before it is written: the idea, the kind of scene that shows it, what is drawn with
    all names and quantities, what is said meanwhile, the things that are drawn, and the ids of the passage of a lesson
    that it tells and of the picture that it shows.
    """

    idea: str
    kind: str
    drawn: str
    narration: str
    things: tuple[PlannedThing, ...] = ()
    passage: str = ""
    picture: str = ""


@dataclass(frozen=True)
class Outline:
    """The plan of a film. `takeaways` and `visual_prompt` are those of its brief."""

    title: str
    visual_prompt: str
    takeaways: tuple[str, str, str]
    scenes: tuple[PlannedScene, ...]


@dataclass(frozen=True)
class SceneDraft:
    """What has come of a planned scene: a scene as JSON, or several if it was too much for one.

    `asked` counts the calls that it took, `from_outline` says that none was of use and the outline had to do.
    """

    scenes: tuple[Fields, ...]
    asked: int = 1
    from_outline: bool = False


@dataclass(frozen=True)
class Draft:
    """An outline and those of its scenes that are there, each in its place."""

    outline: Outline
    scenes: tuple[SceneDraft | None, ...]

    @classmethod
    def of(cls, outline: Outline) -> Draft:
        """A draft of which only the outline is there."""
        return cls(outline, (None,) * len(outline.scenes))

    @property
    def missing(self) -> list[int]:
        """The places of the scenes that are not there yet."""
        return [place for place, scene in enumerate(self.scenes) if scene is None]

    def with_scene(self, place: int, scene: SceneDraft) -> Draft:
        """The draft with a scene in its place."""
        return replace(self, scenes=(*self.scenes[:place], scene, *self.scenes[place + 1 :]))


class DraftKeeper(Protocol):
    """Where a draft is kept while it is written."""

    @property
    def draft(self) -> Draft | None:
        """What was kept of this brief earlier."""
        ...

    def keep(self, draft: Draft | None, told: str, part: float) -> None:
        """Keep the draft, and tell those who wait what is done next and which part (0-1) has been done.

        What it raises ends the writing: nobody waits for the brief any more.
        """
        ...


class _Unkept:
    """Keeps nothing."""

    draft = None

    def keep(self, draft: Draft | None, told: str, part: float) -> None:
        """Nobody waits."""


UNKEPT: DraftKeeper = _Unkept()
"""For briefs that are written in one go."""
