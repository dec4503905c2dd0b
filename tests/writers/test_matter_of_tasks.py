"""Tasks for a class are no steps of anything, in whatever words they are set."""

import pytest

from hackathon_backend.lessons import Lesson, Library
from hackathon_backend.storyboard import Storyboard
from hackathon_backend.writers.base import Request
from hackathon_backend.writers.lesson.matter import matter_of
from hackathon_backend.writers.lesson.matter.task_lines import is_task
from hackathon_backend.writers.lesson.writer import LessonWriter

_ICE = "## Ice\n\nIce is water that has become solid. It floats because it is lighter than the water below it.\n\n"
_TASKS = "1. Calculate how much ice floats.\n2. Explain why it does.\n3. Sketch a glass with ice in it.\n"


def _lesson(text: str) -> Lesson:
    return Lesson.inline("", f'---\ntitle: "Ice"\ndocument: "ice.md"\n---\n{text}')


def _told(text: str) -> str:
    return "\n".join(block.text for block in matter_of(_lesson(text))[0].blocks)


@pytest.mark.parametrize(
    "line",
    [
        "2) Calculate the force.",
        "Name three gases.",
        "Berechne die Kraft.",
        "b) Erläutern Sie den Versuch.",
        "Calculez la force.",
        "Résoudre l'équation.",
        "Calcula la fuerza.",
        "Resuelve la ecuación.",
        "Spiega il risultato.",
        "Risolvi l'equazione.",
        "Determine a força.",
        "Descreva o ensaio.",
        "बल की गणना कीजिए।",
        "أوجد قيمة القوة.",
        "احسب القوة.",
        "计算物体的重量。",
        "力の大きさを求めなさい。",
        "Why does it float?",
        "The parts of the ice are \\_____\\_ and ______.",
    ],
)
def test_tasks_are_known_in_each_language(line: str) -> None:
    assert is_task(line)


@pytest.mark.parametrize(
    "line",
    ["Water is heated.", "Name of the gas", "Lose Blätter fallen.", "Die Erklärung folgt.", "Solutions mix well."],
)
def test_statements_are_no_tasks(line: str) -> None:
    assert not is_task(line)


@pytest.mark.parametrize(
    "heading",
    ["Exercices", "Tasks", "Übung 3: Eis", "4.2 練習", "تمرين", "More exercises on ice", "Arbeit: Aufgaben A"],
)
def test_tasks_without_a_question_mark_are_not_told(heading: str) -> None:
    told = _told(f"{_ICE}## {heading}\n\n{_TASKS}")
    assert "lighter" in told
    assert "Calculate" not in told and heading not in told


def test_a_solution_in_a_task_does_not_answer_it() -> None:
    told = _told(f"{_ICE}## Exercises\n\nAnswer each question.\n\n{_TASKS}4. Calculate how salty the solution is.\n")
    assert "Calculate" not in told
    assert "Calculate" in _told(f"{_ICE}## Exercises\n\n{_TASKS}\nSolution 1: A tenth of it.\n")


def test_what_is_told_about_tasks_stays() -> None:
    assert "Muscles" in _told(f"{_ICE}## Why exercises help\n\nMuscles grow when they are used.\n")


def test_tasks_below_any_heading_are_no_process() -> None:
    kinds = {}
    for name, steps in (("tasks", _TASKS), ("recipe", "1. Fill a glass.\n2. Add salt.\n3. Find out how cold it is.\n")):
        lesson = _lesson(f"{_ICE}## A glass\n\n{steps}")
        brief = LessonWriter(Library([])).brief(Request("", "", "en", lesson, most_seconds=900))
        kinds[name] = {scene.type for scene in Storyboard.model_validate(brief.storyboard).scenes}
    assert "process" not in kinds["tasks"]
    assert "process" in kinds["recipe"]


def test_a_chapter_that_is_called_as_lists_of_links_are_stays() -> None:
    chapter = "## Feedback\n\nWarm water melts the ice. Dark water then takes up more light than ice did.\n"
    assert "Dark water" in _told(_ICE + chapter)
    assert "museum" not in _told(f"{_ICE}## Resources\n\n- A film of the ice museum\n- The page of a ship\n")
