"""What is bold in the key points of a lesson stands on the screen while the whole point is said."""

from __future__ import annotations

from hackathon_backend.lessons import Lesson, Library
from hackathon_backend.storyboard import Storyboard
from hackathon_backend.storyboard.kinds.points.scene import PointsScene
from hackathon_backend.storyboard.kinds.takeaways.scene import TakeawaysScene
from hackathon_backend.storyboard.kinds.title.scene import TitleScene
from hackathon_backend.writers.base import Request
from hackathon_backend.writers.lesson.writer import LessonWriter

FRONT = """---
title: The heart
summary: A double pump of muscle that sends blood to the lungs.
question: What never rests?
remember: [lungs, door, heart, runner]
---
"""
WEEK = "In week {} of the course we listen to another heart and write its beats down."
LONG = " ".join(map(WEEK.format, range(1, 14)))
"""So much that there is time to say what is to be remembered."""
BODY = f"""# The heart

{LONG}

## Key points

- The heart is **two pumps** side by side.
- Valves let blood flow **one way** only.
- *Arteries* lead away, **veins** lead **back**.
- Training makes it stronger.
"""


def film(text: str) -> Storyboard:
    lesson = Lesson.inline("", text)
    request = Request("this", "", "en", lesson, speech_seconds=60, most_seconds=900)
    return Storyboard.read(LessonWriter(Library([])).brief(request).storyboard or {})


def closing(board: Storyboard) -> TakeawaysScene:
    scene = board.scenes[-1]
    assert isinstance(scene, TakeawaysScene)
    return scene


def test_key_words_stand_there_while_the_point_is_said_with_what_the_lesson_draws_beside_it() -> None:
    scene = closing(film(FRONT + BODY))
    assert [each.key for each in scene.takeaways] == ["Two pumps", "One way", "Veins, back"]
    assert [each.icon for each in scene.takeaways] == ["emoji:1fac1", "phosphor:door", "phosphor:heart"]
    assert scene.takeaways[0].text == "The heart is two pumps side by side."
    assert "Valves let blood flow one way only." in scene.narration


def test_a_point_without_emphasis_stands_there_as_a_whole() -> None:
    scene = closing(film(BODY.replace("**one way**", "one way")))
    assert [each.written for each in scene.takeaways][1] == "Valves let blood flow one way only."


def test_nothing_is_drawn_beside_points_of_which_the_lesson_does_not_name_each() -> None:
    scene = closing(film(FRONT.replace(", runner", "") + BODY.replace("**one way**", "one way")))
    assert {each.icon for each in scene.takeaways} == {"none"}


def test_points_beyond_three_have_their_key_words_and_drawings_too() -> None:
    last = "- Training makes it stronger."
    more = BODY.replace(last, "- **Training** makes it stronger.\n- **Smoking** narrows vessels.")
    board = film(FRONT.replace("runner", "runner, warning") + more)
    points = [scene for scene in board.scenes if isinstance(scene, PointsScene)][-1]
    assert [(each.text, each.icon) for each in points.points] == [
        ("Training", "emoji:1f3c3"),
        ("Smoking", "phosphor:warning"),
    ]


def test_a_title_asks_what_the_lesson_answers() -> None:
    title = film(FRONT + BODY).scenes[0]
    assert isinstance(title, TitleScene)
    assert title.subtitle == "What never rests?"
