"""One part of a video told longer, by what its lesson says beyond it; several parts left out or kept at once."""

from __future__ import annotations

from typing import Any

import pytest

from hackathon_backend.errors import ChangeRefused
from hackathon_backend.lessons import Lesson
from hackathon_backend.model7.altering import altered
from hackathon_backend.storyboard import Storyboard
from hackathon_backend.writers.wishes import Wish

TIDES = Lesson.inline(
    "Tides",
    "## The pull\n\nThe Moon pulls the sea. The Sun pulls it, too. Its pull is weaker.\n\n## Ports\n\nShips wait.",
    "en",
)


def board(*narrations: str) -> Storyboard:
    scenes: list[dict[str, Any]] = [
        {"type": "points", "heading": text, "points": [{"text": text}], "narration": text} for text in narrations
    ]
    return Storyboard.read({"title": "Tides", "scenes": scenes})


def test_a_part_gets_the_next_sentences_of_its_own_section() -> None:
    longer = altered(board("The Moon pulls the sea.", "Ships wait."), Wish(longer=True, scene=0), TIDES)
    said = [scene.narration for scene in longer.scenes]
    assert said == ["The Moon pulls the sea. The Sun pulls it, too. Its pull is weaker.", "Ships wait."]


@pytest.mark.parametrize("lesson", [TIDES, None])
def test_a_part_of_which_nothing_more_is_known_stays_as_it_is(lesson: Lesson | None) -> None:
    with pytest.raises(ChangeRefused) as refused:
        altered(board("Ships wait.", "Tides turn."), Wish(longer=True, scene=0), lesson)
    assert refused.value.why == "part_longer"


@pytest.mark.parametrize(
    ("wish", "left"),
    [(Wish(remove=True, scene=-2, count=2), ["One.", "Two."]), (Wish(only=True, scene=1, count=2), ["Two.", "Three."])],
)
def test_parts_that_stand_together_are_left_out_or_kept_at_once(wish: Wish, left: list[str]) -> None:
    assert [scene.narration for scene in altered(board("One.", "Two.", "Three.", "Four."), wish, None).scenes] == left


def test_more_parts_than_there_are_or_all_of_them_are_not_left_out() -> None:
    for count, why in ((5, "no_part"), (4, "only_part")):
        with pytest.raises(ChangeRefused) as refused:
            altered(board("One.", "Two.", "Three.", "Four."), Wish(remove=True, scene=0, count=count), None)
        assert refused.value.why == why
