"""What of slides a film tells, and what only leads through a talk."""

import pytest

from hackathon_backend.lessons import Lesson
from hackathon_backend.writers.lesson.matter import matter_of

_CHAPTERS = {
    "Where ice comes from": "Ice is water that has become solid in the cold of a night.",
    "Why ice floats": "It floats because it is lighter than the water below it.",
    "When ice melts": "It melts as soon as it is warmer than zero degrees.",
}


def _told(slides: str) -> str:
    lesson = Lesson.inline("", f'---\ntitle: "Ice"\ndocument: "ice.pptx"\n---\n{slides}')
    return "\n".join(block.text for block in matter_of(lesson)[0].blocks)


def _talk(heading: str, lines: str, times: int = 1) -> str:
    plan = f"## {heading}\n\n{lines}\n\n"
    return "".join(
        (plan if number < times else "") + f"## {title}\n\n{text}\n\n"
        for number, (title, text) in enumerate(_CHAPTERS.items())
    )


@pytest.mark.parametrize("heading", ["Plan", "Today", "本日", "खाका", "الخطة"])
def test_a_list_of_the_other_headings_is_not_told(heading: str) -> None:
    told = _told(_talk(heading, "\n\n".join(f"{number} {title}" for number, title in enumerate(_CHAPTERS, 1))))
    assert heading not in told
    assert told.count("Why ice floats") == 1
    assert all(text in told for text in _CHAPTERS.values())


def test_a_list_that_stands_before_each_chapter_is_not_told() -> None:
    told = _told(_talk("Esquema", "- Origin\n- Floating\n- Melting", times=3))
    assert "Esquema" not in told and "Floating" not in told
    assert "lighter" in told


def test_what_a_speaker_says_to_the_plan_stays() -> None:
    lines = "\n".join(f"- {title}" for title in _CHAPTERS)
    told = _told(_talk("Plan", f"{lines}\n\n> Nobody in this room has ever seen a dry piece of ice."))
    assert "Nobody in this room" in told
    assert told.count("Why ice floats") == 1


def test_a_list_of_what_stands_below_it_or_says_more_than_headings_stays() -> None:
    kinds = "".join(f"### {title}\n\n{text}\n\n" for title, text in _CHAPTERS.items())
    lines = "\n".join(f"- {title}" for title in _CHAPTERS)
    assert _told(f"## Ice\n\n{lines}\n\n{kinds}").count("Why ice floats") == 2
    longer = "\n".join(f"- {title}: a riddle" for title in _CHAPTERS)
    assert "Why ice floats: a riddle" in _told(_talk("Riddles", longer))


_FIRST = (
    "<!-- slide 1 -->\n\n# Ice\n\nIce is water that has become solid in the cold.\n\n<!-- slide 2 -->\n\n## A glass\n\n"
)


@pytest.mark.parametrize(
    "beside", ["![](glass.png)", "It floats because it is lighter than water.", "> Show the glass."]
)
def test_the_words_of_a_drawing_are_not_told(beside: str) -> None:
    told = _told(f"{_FIRST}{beside}\n\nair\n\ncold water\n\nWeek 1\n\nWeek 2\n")
    assert "solid" in told
    assert not any(word in told for word in ("air", "cold water", "Week"))


def test_many_words_are_a_drawing_without_a_picture_as_well() -> None:
    words = ["air", "cold water", "warm water", "glass", "table", "hand", "eye"]
    assert "warm water" not in _told(_FIRST + "\n\n".join(words))
    assert "warm water" in _told(_FIRST + "\n\n".join(words[:4]))


def test_short_lines_that_lead_to_something_stay() -> None:
    leads = "".join(
        f"{name}\n\nThe {name} is above the line of the water.\n\n" for name in ("foot", "rim", "middle bit")
    )
    told = _told(f"{_FIRST}![](glass.png)\n\n{leads}Weight: 3 g\n\nair\n\n- cold\n- hard and clear\n")
    assert all(word in told.splitlines() for word in ("foot", "rim", "middle bit", "Weight: 3 g", "air"))


def test_a_program_drawn_in_boxes_is_not_told() -> None:
    lines = ["class Glass{", "int ice;", "public Glass(int weight){", "this.ice = weight;", "}"]
    told = _told(f"{_FIRST}" + "\n\n".join([*lines, "A glass keeps its ice until it melts."]))
    assert "keeps its ice" in told
    assert not any(line in told for line in lines)
