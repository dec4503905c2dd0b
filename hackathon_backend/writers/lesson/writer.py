"""The writer that needs no language model: whatever it says stands in a lesson."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from threading import Lock

from ...errors import NoLesson, StoryboardError, WriterError
from ...lessons import Lesson, Library
from ...lessons.languages import base
from ...lessons.search.words import terms
from ...storyboard import Storyboard
from ...storyboard.kinds.base import unmarked
from ..base import Answer, Brief, Request
from ..drafts import UNKEPT, DraftKeeper
from ..no_lesson import no_lesson_message
from .answers.answer import answer_from
from .asked import asked_in
from .clip import clip_lines
from .draft import drafted
from .left_out import notes_beside, notes_on
from .matter import heading_in, matter_of
from .phrases import name_of, phrase
from .plan import LessonPlan, plan
from .scenes.labels import heading
from .scenes.quiz import Quiz
from .shot_list import cut_shots
from .takeaways import takeaways_of
from .visual_prompt import visual_prompt
from .whole import whole_seconds

_CLIP_CONTEXT = 40.0
"""Seconds of a video that a clip is a part of, as far as its picture and its takeaways go."""


class LessonWriter:
    """Writes from the lessons themselves. Deterministic: the same request gives the same brief."""

    name = "lesson"

    def __init__(self, library: Library) -> None:
        self._library = library
        # Writing is nothing but computing: several threads at it would only take turns with all other requests.
        self._pen = Lock()

    def check(self, request: Request) -> None:
        """Raise `NoLesson` if no lesson covers the topic."""
        self._lesson(replace(request, topic=_topic(request)))

    def brief(self, request: Request, drafts: DraftKeeper = UNKEPT) -> Brief:
        """Choose what of the lesson answers the topic. Raises `NoLesson` if no lesson covers it."""
        request = replace(request, topic=_topic(request))
        lesson = self._lesson(request)
        try:
            with self._pen:
                brief = self._film(lesson, request) if request.storyboard else self._clip(lesson, request)
                return replace(brief, lesson_id=self._shelf(request).id_of(lesson))
        except StoryboardError as error:
            raise WriterError(
                f"The lesson {lesson.title!r} can't be shown: {error.message}", param=error.param
            ) from error

    def shots(self, request: Request, brief: Brief, count: int) -> tuple[str, ...]:
        """The brief cut in parts."""
        return cut_shots(brief, count)

    def remake(self, board: Storyboard, instruction: str, *, one_scene: bool) -> Storyboard:
        """Raises `WriterError`: what an instruction means is for a language model to say."""
        raise WriterError("Only a language model can change a video in this way, and none could be asked.")

    def answer(self, request: Request) -> Answer:
        """Quote what the lessons say about the question, or say that they do not cover it."""
        return answer_from(self._shelf(request), request, self.name)

    def _lesson(self, request: Request) -> Lesson:
        library = self._shelf(request)
        lesson = library.best(request.topic, reading=request.lesson)
        if lesson is None:
            raise NoLesson(no_lesson_message(library, request), param="topic")
        return lesson

    def _shelf(self, request: Request) -> Library:
        return request.library or self._library

    def _film(self, lesson: Lesson, request: Request) -> Brief:
        is_all = _is_all_of(lesson, request)
        lesson, beside = matter_of(lesson)
        told, asked = asked_in(lesson)
        draft = drafted(told, with_time_for_all(told, request, asked) if is_all else request, asked)
        brief = self._brief(told, request, draft.plan, draft.takeaways)
        missing = _missing(lesson, draft.board, request.language) if is_all else ()
        return replace(
            brief,
            narration=" ".join(unmarked(scene.narration) for scene in draft.board.scenes if scene.narration),
            storyboard=draft.board.model_dump(mode="json"),
            notes=(*brief.notes, *missing, *(notes_beside(beside, request.language) if is_all else ())),
        )

    def _clip(self, lesson: Lesson, request: Request) -> Brief:
        lesson, _asked = asked_in(matter_of(lesson)[0])
        chosen = plan(lesson, request.topic, max(request.speech_seconds, _CLIP_CONTEXT))
        lines = clip_lines(lesson, request.topic, request.speech_seconds)
        brief = self._brief(lesson, request, chosen, takeaways_of(lesson, request.topic, chosen))
        return replace(brief, narration=" ".join(lines))

    def _brief(self, lesson: Lesson, request: Request, chosen: LessonPlan, takeaways: tuple[str, str, str]) -> Brief:
        """What both kinds of briefs have in common; nothing is said yet."""
        return Brief(
            title=heading(heading_in(lesson, chosen.focus or lesson.title), 120),
            visual_prompt=visual_prompt(lesson, chosen, request.style),
            narration="",
            takeaways=takeaways,
            storyboard=None,
            lesson_id=None,
            writer=self.name,
            language=lesson.language,
            notes=_notes(lesson, request),
        )


def _is_all_of(lesson: Lesson, request: Request) -> bool:
    """Whether a film of the lesson itself was asked for, rather than of a topic: one that was sent along has its title
    for a topic as well.
    """
    if request.lesson is None or lesson.text != request.lesson.text:
        return False
    beyond = set(terms(request.topic, lesson.language)) - set(terms(lesson.title, lesson.language))
    return not terms(request.topic) or (request.lesson.is_inline and not beyond)


def with_time_for_all(lesson: Lesson, request: Request, asked: Sequence[Quiz]) -> Request:
    """The request with as much time as the whole lesson takes, if it may take that."""
    if not request.most_seconds:
        return request
    needed = whole_seconds(lesson, takeaways_of(lesson, request.topic, plan(lesson, request.topic, float("inf"))))
    needed += max((quiz.seconds for quiz in asked), default=0.0)
    return (
        replace(request, speech_seconds=needed) if request.speech_seconds < needed <= request.most_seconds else request
    )


def _missing(lesson: Lesson, board: Storyboard, language: str) -> tuple[str, ...]:
    """Notes on what of the lesson was not understood, or is not said by the film of it."""
    doubts = (f"The lesson was read in part: {note}." for note in lesson.notes)
    return (*doubts, *notes_on(lesson, board, language))


def _topic(request: Request) -> str:
    """What the video is about: "this", without a lesson, is what the student last spoke of."""
    if terms(request.topic) or request.lesson:
        return request.topic
    said = (text for who, text in reversed(request.history) if who == "student" and terms(text))
    return next(said, request.topic)


def _notes(lesson: Lesson, request: Request) -> tuple[str, ...]:
    if base(lesson.language) == base(request.language):
        return ()
    return (phrase("other_language", request.language, name=name_of(lesson.language)),)
