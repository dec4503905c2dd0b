"""What a player needs beside a film: when each word is spoken, and where it may wait for the answer to a question."""

from __future__ import annotations

from typing import Any

from .. import media
from ..storyboard import Storyboard, thinking_time
from ..storyboard.kinds.quiz.scene import QuizScene
from ..storyboard.kinds.takeaways.scene import TakeawaysScene
from .described import description_rows
from .stages import SpokenFilm

_SETTLED = 1.0
"""Seconds of a quiz until all its options stand still."""


def film_details(board: Storyboard, film: SpokenFilm) -> dict[str, Any]:
    """The film's `sentences` (see `media.sentences`), `descriptions`, `quizzes` and `takeaways`, in JSON's terms.

    A quiz is {"at", "resume", "question", "options", "answer", "reason"}: the film can stop at `at` seconds, with the
    question asked, and goes on at `resume`, where the answer is shown; `answer` is the index of the right option.
    """
    sentences: list[media.SpokenSentence] = []
    quizzes: list[dict[str, Any]] = []
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
                    **scene.model_dump(mode="json", include={"question", "options", "answer", "reason"}),
                }
            )
        elif isinstance(scene, TakeawaysScene):
            takeaways = [item.text for item in scene.takeaways]
    described = description_rows(board, film.timings)
    return {"sentences": sentences, "descriptions": described, "quizzes": quizzes, "takeaways": takeaways}
