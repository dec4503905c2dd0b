"""A fence in a lesson whose word is a kind of scene becomes that scene."""

from __future__ import annotations

import pytest

from hackathon_backend.lessons import Lesson, Library
from hackathon_backend.storyboard.kinds.plot.scene import PlotScene
from hackathon_backend.storyboard.reading.figure import read_figure
from hackathon_backend.writers.base import Request
from hackathon_backend.writers.lesson.writer import LessonWriter

PLOT = "curves:\n  - {formula: x^2 - 4}\nshow:\n  - {what: zeros, cue: two places}"


def lesson(fence: str) -> Lesson:
    said = "The curve meets the axis at two places, which lie at both sides."
    text = f"Some curves are parabolas.\n\n## Where it is zero\n{said}\n\n{fence}\n"
    return Lesson.inline("Parabolas", text)


def scenes(of: Lesson) -> list[dict[str, object]]:
    brief = LessonWriter(Library([])).brief(
        Request(message="", topic="", lesson=of, language="en", speech_seconds=60.0, storyboard=True)
    )
    assert brief.storyboard is not None
    found: list[dict[str, object]] = brief.storyboard["scenes"]
    return found


def test_a_fence_named_by_a_kind_becomes_its_scene_with_the_words_before_it() -> None:
    [plot] = [scene for scene in scenes(lesson(f"```plot\n{PLOT}\n```")) if scene["type"] == "plot"]
    shown = PlotScene.model_validate(plot)
    assert (shown.heading, shown.curves[0].formula, shown.show[0].cue) == ("Where it is zero", "x^2 - 4", "two places")
    assert shown.narration == "The curve meets the axis at two places, which lie at both sides."


def test_what_the_fields_say_goes_before_the_section() -> None:
    of = lesson(f"```plot\nheading: A parabola\n{PLOT}\n```")
    assert [scene["heading"] for scene in scenes(of) if scene["type"] == "plot"] == ["A parabola"]


@pytest.mark.parametrize(
    ("word", "body"),
    [
        ("python", PLOT),
        ("graph", "A --> B"),
        ("code", "curves = 3"),
        ("plot", "- a\n- b"),
        ("plot", "curves: [&a x, *a]"),
        ("plot", "curves: ["),
        ("plot", "!!python/object/apply:os.system [ls]"),
        ("plot", "x" * 30_000),
        ("array", "nothing: of its fields"),
    ],
)
def test_other_fences_are_listings(word: str, body: str) -> None:
    assert read_figure(word, body) is None


@pytest.mark.parametrize("body", ["curves:\n  - {formula: 2 +* 3}", "curves: 7"])
def test_a_figure_that_cannot_be_drawn_is_a_listing_and_the_lesson_says_why(body: str) -> None:
    of = lesson(f"```plot\n{body}\n```")
    assert [block.kind for block in of.blocks][-1] == "code"
    assert len(of.notes) == 1 and of.notes[0].startswith("its plot in “Where it is zero” can't be drawn: ")


def test_what_is_mended_in_a_figure_is_said() -> None:
    of = lesson("```map\nfills: [{country: Spain}, {country: Atlantis}]\n```")
    assert [block.kind for block in of.blocks][-1] == "figure"
    assert "'Atlantis' is no country or continent" in of.notes[0]


def test_a_figure_of_which_nothing_is_said_is_named() -> None:
    of = Lesson.inline("Parabolas", f"## Zeros\n```plot\n{PLOT}\n```\n\n## More\nThey have a vertex.\n")
    assert [scene["narration"] for scene in scenes(of) if scene["type"] == "plot"] == ["Zeros."]


def test_the_lessons_that_come_with_it_have_figures_that_can_be_drawn() -> None:
    found = {each.id: [block.kind for block in each.blocks].count("figure") for each in Library.load().lessons}
    assert {name for name, count in found.items() if count} >= {"supply-and-demand", "quadratic-formula"}
    assert not any(each.notes for each in Library.load().lessons)
