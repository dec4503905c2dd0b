"""A quiz asks, leaves time to think, and then gives the answer with its reason."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hackathon_backend.storyboard import SceneTiming, Storyboard, Word, estimate_scene
from hackathon_backend.storyboard.drawing.brushes import TickBrush
from hackathon_backend.storyboard.drawing.marks import Mark
from hackathon_backend.storyboard.film import still
from hackathon_backend.storyboard.kinds.quiz.draw import RingBrush
from hackathon_backend.storyboard.kinds.quiz.scene import QuizScene
from hackathon_backend.storyboard.kinds.quiz.thinking import pause
from hackathon_backend.storyboard.scene_frames import marks_of
from hackathon_backend.storyboard.shot import Format, Shot, shots_of
from hackathon_backend.storyboard.theme import THEMES
from hackathon_backend.storyboard.timing.cues import CueClock
from tests.storyboard.boards import boards
from tests.storyboard.drawn import drawn_wrong
from tests.storyboard.sizes import each_size

SIZES = [(1280, 720), (1920, 1080), (720, 1280), (1080, 1080), (1024, 1792), (1792, 1024)]
QUIZ = {
    "type": "quiz",
    "question": "Where does photosynthesis take place?",
    "options": ["In the mitochondria", "In the chloroplasts", "In the cell wall", "In the nucleus"],
    "answer": 1,
    "reason": "Chloroplasts hold chlorophyll, which catches the light.",
    "narration": "Where in the cell does photosynthesis take place?",
    "answer_narration": "In the chloroplasts, because they hold chlorophyll.",
}
LONG = {
    **QUIZ,
    "question": "Which of these statements about the industrial revolution is true in every respect that matters here?",
    "options": [
        "Wages rose for everyone from the first day on, and nobody had to leave the village that he was born in, ever",
        "Child labour was common in textile mills until laws against it were passed and enforced by inspectors",
        "Steam engines were used only in mines and never in factories, ships or railways, whatever you have read",
        "Nothing of importance changed for people who lived in the countryside or in the small towns of England",
    ],
    "reason": "The Factory Acts limited the hours of children from 1833 on, and inspectors saw to it that mill owners "
    "kept to them, which many of them had not done before.",
}


def shot(scene: dict[str, Any], size: tuple[int, int] = (1280, 720), **look: Any) -> Shot:
    board = Storyboard.read({"title": "A lesson", "scenes": [scene]})
    return shots_of(board, Format(size, 30, THEMES["clean"], **look))[0]


def marks(of: Shot) -> list[Mark]:
    return marks_of(of.scene, of.timing, of.place, of.context())


def thinking(of: Shot) -> tuple[float, float]:
    assert isinstance(of.scene, QuizScene)
    return pause(of.scene, CueClock(of.timing))


@each_size(SIZES)
@pytest.mark.parametrize("scene", [QUIZ, LONG], ids=["short", "long"])
def test_every_option_has_its_place_at_any_size(scene: dict[str, Any], size: tuple[int, int]) -> None:
    assert drawn_wrong(Storyboard.read({"title": "x", "scenes": [scene]}), size) == []


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(board=boards("quiz"), size=st.sampled_from(SIZES))
def test_no_option_is_cut_whatever_it_says(board: dict[str, Any], size: tuple[int, int]) -> None:
    assert drawn_wrong(Storyboard.read(board), size) == []


def test_there_are_four_seconds_to_think() -> None:
    asked, told = thinking(shot(QUIZ))
    assert told - asked == pytest.approx(4.0, abs=0.2)


def test_the_answer_waits_for_the_voice() -> None:
    words = (Word("Where", 0.2, 0.6), Word("is", 0.6, 3.0), Word("In", 8.5, 9.0), Word("them", 9.0, 9.6))
    scene = QuizScene.model_validate(QUIZ)
    asked, told = pause(scene, CueClock(SceneTiming(10.5, words)))
    assert (asked, told) == (pytest.approx(3.0), pytest.approx(8.5, abs=0.15))


@pytest.mark.parametrize(
    "silent", [{"narration": ""}, {"answer_narration": ""}, {"narration": "", "answer_narration": ""}]
)
def test_a_quiz_without_a_voice_still_asks_before_it_tells(silent: dict[str, str]) -> None:
    scene = QuizScene.model_validate({**QUIZ, **silent})
    timing = estimate_scene(scene)
    asked, told = pause(scene, CueClock(timing))
    assert 0.3 <= asked < told - 2
    assert told <= timing.duration - 1.4


@pytest.mark.parametrize("duration", [0.5, 2.0, 6.0, 60.0])
def test_only_a_duration_is_enough(duration: float) -> None:
    asked, told = pause(QuizScene.model_validate(QUIZ), CueClock(SceneTiming(duration)))
    assert 0.3 <= asked < told


def test_the_ring_empties_while_there_is_time_to_think() -> None:
    quiz = shot(QUIZ)
    asked, told = thinking(quiz)
    ring = [mark for mark in marks(quiz) if isinstance(mark.brush, RingBrush)][-1]
    levels = [ring.state(asked + (told - asked) * part).grow for part in (0.1, 0.3, 0.5, 0.7, 0.9)]
    assert levels == pytest.approx([0.9, 0.7, 0.5, 0.3, 0.1], abs=0.02)
    assert ring.state(asked - 0.01).opacity == 0
    assert ring.state(told + 0.5).opacity == 0


def test_without_movement_the_ring_loses_a_quarter_at_a_time() -> None:
    quiz = shot(QUIZ, reduced_motion=True)
    asked, told = thinking(quiz)
    ring = [mark for mark in marks(quiz) if isinstance(mark.brush, RingBrush)][-1]
    seen = {round(ring.state(asked + (told - asked) * part / 40).grow, 3) for part in range(2, 40)}
    assert seen == {1.0, 0.75, 0.5, 0.25}


def test_the_right_answer_turns_green_only_when_it_is_told() -> None:
    quiz = shot(QUIZ)
    _, told = thinking(quiz)
    text = next(mark.box for mark in marks(quiz) if mark.path == "options.1")
    x, y = int(text.right + 20), int(text.centre[1])
    before, after = (still(quiz, at)[y, x].astype(int) for at in (told - 0.05, told + 1.5))
    assert np.ptp(before) < 8
    assert after[1] > max(after[0], after[2]) + 4


def test_the_wrong_answers_step_back_and_can_still_be_read() -> None:
    quiz = shot(QUIZ)
    _, told = thinking(quiz)
    levels = {mark.path: mark.state(told + 1).opacity for mark in marks(quiz) if mark.path.startswith("options.")}
    assert levels["options.1"] == 1.0
    assert [levels[f"options.{wrong}"] for wrong in (0, 2, 3)] == [THEMES["clean"].dim] * 3


def test_the_reason_takes_the_place_of_the_ring() -> None:
    quiz = shot(QUIZ)
    _, told = thinking(quiz)
    found = marks(quiz)
    reason = next(mark for mark in found if mark.path == "reason")
    ring = next(mark for mark in found if isinstance(mark.brush, RingBrush))
    assert reason.box.overlap(ring.box) > 0
    assert reason.state(told).opacity == 0
    assert reason.state(told + 1).opacity == 1


def test_one_answer_gets_the_check_mark() -> None:
    ticks = [mark for mark in marks(shot(QUIZ)) if isinstance(mark.brush, TickBrush)]
    assert len(ticks) == 1


def test_letters_stand_where_lines_begin() -> None:
    board = Storyboard.read({"title": "x", "language": "ar", "scenes": [QUIZ]})
    arabic = shots_of(board, Format((1280, 720), 30, THEMES["clean"]))[0]
    found = marks(arabic)
    text = next(mark.box for mark in found if mark.path == "options.1")
    tick = next(mark.box for mark in found if isinstance(mark.brush, TickBrush))
    assert tick.x > text.right


def test_an_answer_that_is_no_option_is_refused() -> None:
    with pytest.raises(ValueError, match="0 to 1"):
        QuizScene.model_validate({**QUIZ, "options": ["Yes", "No"], "answer": 2})


def test_a_reason_that_is_said_word_for_word_is_not_written_as_well() -> None:
    def written(told: str) -> bool:
        return any(mark.path == "reason" for mark in marks(shot({**QUIZ, "answer_narration": told})))

    assert written("In the chloroplasts, because they hold chlorophyll.")
    assert not written(f"In the chloroplasts. {QUIZ['reason']}")
