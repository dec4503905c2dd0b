"""The writer that asks a language model. What comes back is checked, mended if it can be, and asked for once more."""

from __future__ import annotations

import logging

from pydantic import ValidationError

from ...errors import StoryboardError, WriterError, WriterUnreachable
from ...lessons import Library
from ...storyboard import Storyboard, check
from ...storyboard.remake import with_scene
from ..base import PROMPT_LIMIT, Answer, Brief, Request
from ..cutting import cut_at_sentence, cut_at_word
from ..drafts import UNKEPT, DraftKeeper
from ..follow_ups import follow_ups
from ..no_lesson import suggested_videos
from ..numbers.notes import number_notes
from .brief_answer import BriefAnswer, brief_schema, remake_schema, repaired, storyboard_of
from .brief_fields import needed, takeaways_of, title_of, visual_prompt_of
from .chat_model import ChatModel
from .directing.director import DirectedFilm, FilmDirector
from .directing.findings import Check, numbers_for
from .harmless import check_secrecy, harmless
from .health import UNAVAILABLE
from .messages import lessons_for, passages_for
from .prompts import BRIEF, ORDERS, answer_messages, brief_messages, remake_messages, shot_messages
from .protocol import JsonObject, JsonSchema
from .shown_board import with_pictures

log = logging.getLogger(__name__)

_SHOTS: JsonSchema = {
    "type": "object",
    "properties": {"shots": {"type": "array", "items": {"type": "string"}}},
    "required": ["shots"],
    "additionalProperties": False,
}
_PARALLEL = 4


class LlmWriter:
    """Writes with a language model, grounded in the lesson; of a film `parallel` scenes at a time, seen by `check`."""

    name = "llm"

    def __init__(self, model: ChatModel, library: Library, *, parallel: int = _PARALLEL, check: Check = check) -> None:
        self._model = model
        self._library = library
        self._director = FilmDirector(model, parallel=parallel, check=check)

    def check(self, request: Request) -> None:
        """A model writes about anything. Raises `WriterUnreachable` while it is left alone."""
        if not self._model.can_write:
            raise WriterUnreachable(UNAVAILABLE)

    def brief(self, request: Request, drafts: DraftKeeper = UNKEPT) -> Brief:
        """Write a brief: that of a film scene by scene from an outline, or in one go if that can't be had.

        Raises `WriterError` if nothing of it makes sense.
        """
        if not request.storyboard:
            return self._asked_twice(request)
        try:
            film = self._director.film(request, passages_for(request, self._library), drafts)
        except WriterUnreachable:
            raise
        except WriterError as error:
            log.warning("The film is asked for in one go.")
            log.debug("Why: %s", error.message)
            return self._brief(request)
        return self._of_film(film, request)

    def shots(self, request: Request, brief: Brief, count: int) -> tuple[str, ...]:
        """Have the shots written. Raises `WriterError` if there are not as many as were asked for."""
        return self._model.structured(
            shot_messages(request, brief, count), "shots", _SHOTS, lambda reply: _shots(reply, count)
        )

    def remake(self, board: Storyboard, instruction: str, *, one_scene: bool) -> Storyboard:
        """The board as the model has changed it. Raises `WriterError`."""
        return self._model.structured(
            remake_messages(board, instruction, one_scene=one_scene),
            "storyboard",
            remake_schema(one_scene=one_scene),
            lambda reply: _remade(reply, board, one_scene=one_scene),
        )

    def answer(self, request: Request) -> Answer:
        """Answer in text, grounded in the lesson."""
        text = self._model.turn(answer_messages(request, self._library)).text
        return self.answer_of(request, text)

    def answer_of(self, request: Request, text: str) -> Answer:
        """What the model said as an answer, with the lessons that it is grounded in and what could be asked next.

        Raises `WriterError` for an answer of which nothing can be shown.
        """
        text = needed(self.shown_of(request, text), "answer")
        lesson = next(iter(lessons_for(request, self._library)), None)
        suggested = (
            follow_ups(lesson, request.language)
            if lesson
            else suggested_videos(request.library or self._library, request.language)
        )
        return Answer(text, self.sources(request), self.name, suggestions=suggested)

    def shown_of(self, request: Request, text: str) -> str:
        """What is shown of an answer, or of its beginning. Raises `WriterError` if that repeats our orders."""
        check_secrecy(text, ORDERS)
        return harmless(text, self._own_words(request))

    def _own_words(self, request: Request) -> str:
        """What the library's own lessons say: their links may be passed on."""
        own = [
            each for each in lessons_for(request, self._library) if any(each is kept for kept in self._library.lessons)
        ]
        return "\n".join(each.text for each in own)

    def sources(self, request: Request) -> tuple[dict[str, str], ...]:
        """The lessons that an answer is grounded in."""
        return tuple(
            {"lessonId": lesson.id, "title": lesson.title, "section": ""}
            for lesson in lessons_for(request, self._library)
        )

    def _asked_twice(self, request: Request) -> Brief:
        """A brief in one go; a second one if the first makes no sense."""
        try:
            return self._brief(request)
        except WriterUnreachable:
            raise
        except WriterError as error:
            log.warning("The brief is asked for once more.")
            log.debug("Why: %s", error.message)
            return self._brief(request)

    def _of_film(self, film: DirectedFilm, request: Request) -> Brief:
        lesson = next(iter(lessons_for(request, self._library)), None)
        return Brief(
            title=film.outline.title,
            visual_prompt=film.outline.visual_prompt,
            narration=_told(film.board),
            takeaways=film.outline.takeaways,
            storyboard=film.board.model_dump(mode="json"),
            lesson_id=lesson.id if lesson else None,
            writer=self.name,
            language=request.language,
            outline=film.outline.scenes,
            notes=film.notes,
        )

    def _brief(self, request: Request) -> Brief:
        return self._model.structured(
            brief_messages(request, self._library),
            "brief",
            brief_schema(storyboard=request.storyboard),
            lambda reply: self._read(reply, request),
        )

    def _read(self, reply: JsonObject, request: Request) -> Brief:
        try:
            written = BriefAnswer.model_validate(reply)
        except ValidationError as error:
            place = ".".join(str(step) for step in error.errors()[0]["loc"])
            raise WriterError(f"The language model's brief makes no sense at {place!r}.") from error
        check_secrecy(f"{written.narration}\n{written.visual_prompt}", BRIEF)
        lesson = next(iter(lessons_for(request, self._library)), None)
        storyboard = storyboard_of(written) if request.storyboard else None
        return Brief(
            title=title_of(written.title),
            visual_prompt=visual_prompt_of(written.visual_prompt),
            narration=needed(harmless(_narration(written, storyboard, request)), "narration"),
            takeaways=takeaways_of(written.takeaways),
            storyboard=storyboard.model_dump(mode="json") if storyboard else None,
            lesson_id=lesson.id if lesson else None,
            writer=self.name,
            language=request.language,
            notes=self._number_notes(storyboard, request),
        )

    def _number_notes(self, board: Storyboard | None, request: Request) -> tuple[str, ...]:
        numbers = numbers_for(request, lessons_for(request, self._library))
        return number_notes(enumerate(board.scenes if board else (), 1), numbers, request.language)


def _shots(reply: JsonObject, count: int) -> tuple[str, ...]:
    found = reply.get("shots")
    words = [each for each in found if isinstance(each, str)] if isinstance(found, list) else []
    told = [cut_at_word(harmless(each), PROMPT_LIMIT) for each in words]
    told = [each for each in told if each]
    if len(told) < count:
        raise WriterError(f"The language model wrote {len(told)} shots instead of {count}.")
    return tuple(told[:count])


def _remade(reply: JsonObject, board: Storyboard, *, one_scene: bool) -> Storyboard:
    try:
        new = repaired(with_pictures(reply["storyboard"], board))
        return with_scene(board, int(reply["scene"]) - 1, new.scenes[0].model_dump(mode="json")) if one_scene else new
    except (LookupError, TypeError, ValueError, StoryboardError) as error:
        raise WriterError("The language model's change of the storyboard makes no sense.") from error


def _narration(written: BriefAnswer, storyboard: Storyboard | None, request: Request) -> str:
    if storyboard is not None:
        return _told(storyboard)
    return cut_at_sentence(written.narration, round(request.speech_seconds * 2.5))


def _told(board: Storyboard) -> str:
    return " ".join(part.text for scene in board.scenes for part in scene.utterances() if part.text)
