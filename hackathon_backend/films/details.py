"""What a player needs beside a film: when each word is spoken, and where it may wait for the answer to a question."""

from __future__ import annotations

from typing import TypedDict

from .. import media
from ..storyboard import Storyboard, thinking_time
from ..storyboard.kinds.quiz.scene import QuizScene
from ..storyboard.kinds.takeaways.scene import TakeawaysScene
from .described import DescriptionRow, PauseRow, description_rows
from .sources import SourceRow, source_row
from .stages import SpokenFilm

_SETTLED = 1.0
"""Seconds of a quiz until all its options stand still."""


class QuizRow(TypedDict):
    """The film can stop at `at` seconds, with the question asked, and goes on at `resume`, where the answer is shown;
    `answer` is the index of the right option.
    """

    at: float
    resume: float
    question: str
    options: list[str]
    answer: int
    reason: str


class SceneRow(TypedDict):
    """A scene: where it comes from, if that is known."""

    source: SourceRow | None


class FilmDetails(TypedDict, total=False):
    """What a player needs beside a film, in JSON's terms; `pauses` are those of its described version."""

    scenes: list[SceneRow]

    sentences: list[media.SpokenSentence]
    descriptions: list[DescriptionRow]
    quizzes: list[QuizRow]
    takeaways: list[str]
    pauses: list[PauseRow]


class ChapterRow(TypedDict):
    """A chapter and the second at which it begins."""

    start: float
    title: str


class DetailsFile(FilmDetails, total=False):
    """The file of details beside a finished video, drawn or not; docs/player.md describes it."""

    title: str
    language: str
    duration: float
    chapters: list[ChapterRow]


def film_details(board: Storyboard, film: SpokenFilm, pauses: list[PauseRow]) -> FilmDetails:
    """The details of a film that was drawn of `board`."""
    sentences: list[media.SpokenSentence] = []
    quizzes: list[QuizRow] = []
    takeaways: list[str] = []
    starts = [start for start, _title in film.drawn.chapters]
    for index, (scene, timing, start) in enumerate(zip(board.scenes, film.timings, starts, strict=True)):
        sentences += media.sentences(timing.words, index, start)
        if isinstance(scene, QuizScene):
            asked, told = thinking_time(scene, timing)
            quizzes.append(
                {
                    "at": round(start + min(max(asked, _SETTLED), told - 0.2), 3),
                    "resume": round(start + told, 3),
                    "question": scene.question,
                    "options": list(scene.options),
                    "answer": scene.answer,
                    "reason": scene.reason,
                }
            )
        elif isinstance(scene, TakeawaysScene):
            takeaways = [item.text for item in scene.takeaways]
    return {
        "scenes": [{"source": source_row(scene, board.language)} for scene in board.scenes],
        "sentences": sentences,
        "descriptions": description_rows(board, film.timings),
        "quizzes": quizzes,
        "takeaways": takeaways,
        "pauses": pauses,
    }
