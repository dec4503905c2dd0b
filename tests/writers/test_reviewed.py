"""What a language model has written is shown only if it may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from hackathon_backend.access.moderation.listed import ListModerator
from hackathon_backend.errors import WriterError
from hackathon_backend.lessons import Library
from hackathon_backend.storyboard import Storyboard
from hackathon_backend.writers.base import Answer, Brief, Request
from hackathon_backend.writers.drafts import UNKEPT, Draft, DraftKeeper, Outline, PlannedScene
from hackathon_backend.writers.failover import FailoverWriter
from hackathon_backend.writers.lesson.writer import LessonWriter
from hackathon_backend.writers.reviewed import ReviewedWriter

MODERATOR = ListModerator()
REQUEST = Request(message="What is photosynthesis?", topic="photosynthesis", language="en")
GOOD = Brief(title="Photosynthesis", narration="Plants make sugar with light.", writer="model")
BAD = replace(GOOD, narration="First we learn how to make a bomb at home.")
DRAWN_BADLY = replace(GOOD, storyboard={"scenes": [{"type": "text", "body": ["Mickey Mouse dancing with children"]}]})


def may_be_shown(texts: Sequence[str]) -> bool:
    return MODERATOR.review(texts).is_allowed


@dataclass
class Scripted:
    """Writes what it is told to, one after the other."""

    says: list[Any]
    outline: Outline | None = None
    name: str = "model"
    asked: int = 0

    def _next(self) -> Any:
        self.asked += 1
        return self.says[min(self.asked, len(self.says)) - 1]

    def check(self, request: Request) -> None: ...

    def brief(self, request: Request, drafts: DraftKeeper = UNKEPT) -> Brief:
        if self.outline is not None and drafts.draft is None:
            drafts.keep(Draft.of(self.outline), "writing", 0.2)
        found: Brief = self._next()
        return found

    def shots(self, request: Request, brief: Brief, count: int) -> tuple[str, ...]:
        found: tuple[str, ...] = self._next()
        return found

    def remake(self, board: Storyboard, instruction: str, *, one_scene: bool) -> Storyboard:
        found: Storyboard = self._next()
        return found

    def answer(self, request: Request) -> Answer:
        return Answer(self._next(), (), self.name)


@dataclass
class Kept:
    draft: Draft | None = None
    told: list[str] = field(default_factory=list)

    def keep(self, draft: Draft | None, told: str, part: float) -> None:
        self.draft = draft
        self.told.append(told)


@pytest.mark.parametrize("bad", [BAD, DRAWN_BADLY, replace(GOOD, takeaways=("Light", "naked girls, striptease", "c"))])
def test_a_brief_that_may_not_be_shown_is_asked_for_once_more(bad: Brief) -> None:
    model = Scripted([bad, GOOD])
    assert ReviewedWriter(model, may_be_shown).brief(REQUEST) == GOOD
    assert model.asked == 2


def test_one_that_may_be_shown_costs_one_call() -> None:
    model = Scripted([GOOD])
    assert ReviewedWriter(model, may_be_shown).brief(REQUEST) == GOOD
    assert model.asked == 1


def test_after_the_second_the_lesson_itself_is_told() -> None:
    model = Scripted([BAD])
    ladder = FailoverWriter([ReviewedWriter(model, may_be_shown), LessonWriter(Library.load())])
    brief = ladder.brief(REQUEST)
    assert (model.asked, brief.writer) == (2, "lesson")
    assert "bomb" not in brief.narration


def test_the_second_time_begins_without_the_draft_of_the_first() -> None:
    outline = Outline("Plants", "a leaf", ("a", "b", "c"), (PlannedScene("A leaf", "text", "a leaf", "It is green."),))
    drafts, model = Kept(), Scripted([BAD, GOOD], outline)
    assert ReviewedWriter(model, may_be_shown).brief(REQUEST, drafts) == GOOD
    assert drafts.told == ["writing", "writing it once more", "writing"]


def test_an_outline_that_may_not_be_shown_is_never_kept() -> None:
    scene = PlannedScene("Mickey Mouse dancing to Shake It Off", "text", "a leaf", "It is green.")
    drafts, model = Kept(), Scripted([GOOD], Outline("Plants", "a leaf", ("a", "b", "c"), (scene,)))
    with pytest.raises(WriterError):
        ReviewedWriter(model, may_be_shown).brief(REQUEST, drafts)
    assert (drafts.draft, drafts.told, model.asked) == (None, [], 0)


def test_shots_and_changes_are_reviewed_too() -> None:
    shots = Scripted([("A leaf", "Mickey Mouse dancing"), ("A leaf", "The sun")])
    assert ReviewedWriter(shots, may_be_shown).shots(REQUEST, GOOD, 2) == ("A leaf", "The sun")
    scenes = {"title": "Plants", "scenes": [{"type": "title", "title": "Plants", "narration": "Green."}]}
    board = Storyboard.read(scenes)
    bad = Storyboard.read(scenes | {"title": "Mickey Mouse dancing to Shake It Off"})
    with pytest.raises(WriterError):
        ReviewedWriter(Scripted([bad]), may_be_shown).remake(board, "Make it funny", one_scene=False)


def test_an_answer_that_may_not_be_shown_is_given_by_the_lesson() -> None:
    model = Scripted(["Here is how to make a bomb at home: take a pipe."])
    ladder = FailoverWriter([ReviewedWriter(model, may_be_shown), LessonWriter(Library.load())])
    answer = ladder.answer(REQUEST)
    assert (model.asked, answer.writer) == (1, "lesson")
