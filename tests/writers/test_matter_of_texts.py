"""What of a Markdown file, a page or a text a film tells, and what only a teacher or a program reads."""

from hackathon_backend.lessons import Lesson, Library
from hackathon_backend.storyboard import Storyboard
from hackathon_backend.writers.base import Request
from hackathon_backend.writers.lesson.course import course_of
from hackathon_backend.writers.lesson.matter import matter_of
from hackathon_backend.writers.lesson.writer import LessonWriter


def _lesson(text: str) -> Lesson:
    return Lesson.inline("", f'---\ntitle: "Ice"\ndocument: "ice.md"\n---\n{text}')


def _board(text: str) -> Storyboard:
    brief = LessonWriter(Library([])).brief(Request("", "", "en", _lesson(text), most_seconds=900))
    return Storyboard.model_validate(brief.storyboard)


def _told(text: str) -> str:
    return "\n".join(block.text for block in matter_of(_lesson(text))[0].blocks)


_ICE = "## Ice\n\nIce is water that has become solid. It floats because it is lighter than the water below it.\n\n"


def test_aims_tasks_and_links_are_not_told() -> None:
    told = _told(
        "## Learning objectives of today\n\n- Explain why ice floats\n\n"
        + _ICE
        + "## Exercises\n\nFill a glass and watch.\n\n### See also\n\n- Snow\n"
    )
    assert "lighter" in told
    assert not any(word in told for word in ("objectives", "Explain", "Fill", "Snow"))


def test_a_list_of_what_will_be_learnt_is_not_told() -> None:
    for lead in ("By the end of this lesson, you will be able to:", "À la fin de ce module, tu sauras :"):
        told = _told(f"{lead}\n\n- Explain why ice floats\n\n{_ICE}- Ice: frozen water\n- Snow: crystals of ice\n")
        assert "Explain" not in told and "crystals" in told


def test_works_that_are_cited_are_not_told() -> None:
    told = _told(_ICE + "- Berg, Tal, Fluss (2001): Cold things\n- Nansen (1893): he let his ship freeze in\n")
    assert "Cold" not in told and "freeze" in told


def test_who_made_a_text_is_not_told_at_its_end_and_is_in_the_middle_of_it() -> None:
    end = "## Autor\n\nMia Beispiel wrote this for a class.\n\n## Enlaces\n\n- A page on snow\n"
    assert "Mia" not in _told(_ICE + end) and "snow" not in _told(_ICE + end)
    assert "Mia" in _told(_ICE + "## Author\n\nMia lived on the ice for years.\n\n## Snow\n\nSnow is full of air.\n")


def test_tasks_with_answers_stay_and_a_worksheet_has_nothing_else() -> None:
    answered = "## Exercises\n\nQuestion: Does ice float?\n\nAnswer: Yes, it does."
    assert "Answer" in _told(_ICE + answered)
    assert "Fill a glass" in _told("## Exercises\n\nFill a glass with water and ice, and mark how high the water is.")


def test_when_and_for_whom_a_lesson_is_is_not_told() -> None:
    told = _told("- Grade: 7\n- Subject: Physics\n- Ice: frozen water\n\n" + _ICE)
    assert "Ice: frozen water" in told
    assert "Grade" not in told


def test_what_steers_a_speaker_is_not_read_out() -> None:
    told = _told("[INTRO MUSIC - 5 seconds]\n\nNARRATOR:\n\n" + _ICE)
    assert "MUSIC" not in told and "NARRATOR" not in told


def test_what_a_program_has_put_out_is_no_program() -> None:
    told = _told(_ICE + "```output\nfor x in y: print(1)\nif x: print(2)\n```")
    assert "print" not in told


def test_a_heading_that_comes_again_says_what_it_belongs_to() -> None:
    lesson, _ = matter_of(
        _lesson(
            "## First law\n\n### Statement\n\n- A body at rest stays at rest.\n- It needs no force for that.\n\n"
            "## Second law\n\n### Statement\n\n- A force changes how fast a body moves.\n- A heavy body needs more.\n"
        )
    )
    assert {"First law: Statement", "Second law: Statement"} <= set(lesson.sections)


def test_a_heading_without_words_is_none() -> None:
    lesson, _ = matter_of(_lesson("## Ice\n\nIce is cold and hard.\n\n## 1.\n\nIt melts when it is warm. It is wet."))
    assert "1." not in lesson.sections


def test_cards_become_one_scene_and_dated_ones_a_timeline() -> None:
    cards = "".join(
        f"### {name} ({year})\n\n{text}\n\n"
        for name, year, text in (
            ("First ship", 1901, "A ship of steel breaks the ice."),
            ("First camp", 1911, "Men sleep on the ice all winter."),
            ("First plane", 1929, "A plane crosses the ice in a day."),
        )
    )
    board = _board(f"# People\n\n## On the ice\n\n{cards}")
    [timeline] = [scene for scene in board.scenes if scene.type == "timeline"]
    assert timeline.heading == "On the ice"
    assert [event.when for event in timeline.events] == ["1901", "1911", "1929"]
    assert not any(scene.type == "points" for scene in board.scenes)


def test_sentences_with_years_one_after_the_other_are_a_timeline() -> None:
    board = _board(
        "# Cold\n\nIce keeps food fresh.\n\n## Ice\n\nIn 1748 a doctor froze water in a warm room with a pump."
        " In 1805 an engineer drew a machine for it."
        " In 1834 the first such machine was built in London. From 1876 on ships carried frozen meat over the sea.\n"
    )
    [timeline] = [scene for scene in board.scenes if scene.type == "timeline"]
    assert [event.when for event in timeline.events] == ["1748", "1805", "1834", "1876"]


def test_amounts_are_no_years() -> None:
    board = _board(
        "# Loads\n\n## Ice\n\nThe ice in 1500 kg of snow is hard to see. A lake has around 1200 kg of it in winter."
        " The sea has about 1900 kg of it there. Nobody has weighed the rest of it.\n"
    )
    assert not any(scene.type == "timeline" for scene in board.scenes)


def test_numbered_paragraphs_are_no_steps_of_a_process() -> None:
    steps = "".join(
        f"{number}. Everybody has the right to cross the {name}, as long as nobody else is kept from crossing, "
        "whatever the weather is.\n"
        for number, name in enumerate(("ice", "snow", "lake"), 1)
    )
    board = _board(f"# Rights\n\n{_ICE}## Article\n\n{steps}")
    assert not any(scene.type == "process" for scene in board.scenes)


def test_a_film_of_a_text_without_headings_at_its_top_has_its_title() -> None:
    lesson = _lesson(
        "Ice is cold. It is hard.\n\n## Snow\n\nSnow is soft. It is white.\n\n## Rain\n\nRain is wet. It falls."
    )
    [film] = course_of(lesson)
    assert film.part.title == "Ice"


def test_a_film_of_all_of_a_text_has_the_title_that_its_front_matter_gives() -> None:
    [film] = course_of(
        _lesson("## Snow\n\nSnow is soft. It is white.\n\n## Rain\n\nRain is wet. It falls from clouds.")
    )
    assert film.part.title == "Ice"
