"""Videos made from other videos: remixed, one scene of them changed, or gone on with.

A drawn video is a storyboard, so what is asked for is changed in it and the rest stays as it is. What needs no
language model is done at once; the rest is written when the job's turn comes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from ..engines import Engines
from ..errors import ChangeRefused, Conflict, NotFound, RequestError, StoryboardError
from ..jobs import ChangeRequest, Job, LessonRequest, State, TranslationRequest, WrittenRequest
from ..lessons import Lesson
from ..materials.materials import Materials
from ..storyboard import Storyboard, remake
from ..writers.base import NO_BRIEF
from ..writers.wishes import Wish, read_words
from .altering import altered, length_anew
from .prompt_json import scene_in, storyboard_in
from .request import lesson_made_of

Action = Literal["remix", "edit", "extension"]

OF_NO_CALL: dict[str, object] = {
    "conversation_id": None,
    "message_id": None,
    "history": [],
    "webhook_url": None,
    "engine": None,
    "notes": [],
}
"""What belongs to the message that asked for a video, and not to the video."""

_CAN = (
    "Without a language model these are understood: shorter, longer, a number of seconds, slower, faster, a theme (on "
    "a chalkboard), a size (vertical), a voice, add a quiz, of scenes, parts or steps: leave them out, or only those. "
    "For all else set OPENAI_API_KEY or OPENAI_BASE_URL."
)
_LONGEST = 60.0
"""Seconds of a video made from a lesson, at most."""
_SLOWEST, _FASTEST = 0.8, 1.25
"""How fast a voice can be ordered to speak."""
_TOO_LONG = "prompt: a video made from a lesson has 60 seconds at most, and this one has them."


@dataclass(frozen=True)
class Remaker:
    """Turns a wish about a finished video into an order for a new one.

    `voices` are those that can be had, by what people call them; `has_model` tells whether there is a language model;
    `materials` has the lessons that videos were made from, `find` the videos themselves by their ids.
    """

    engines: Engines
    materials: Materials
    voices: Mapping[str, str]
    has_model: bool
    find: Callable[[str], Job]

    def order(
        self, source: Job, action: Action, prompt: str, seconds: float | None = None
    ) -> tuple[WrittenRequest, list[str]]:
        """The order, and the engines that may take it. `seconds` is for an extension: how long the new part may be.

        Raises `Conflict` for a video that is not finished, `RequestError` for what can't be done.
        """
        if not source.ended:
            raise Conflict("The video is still being made. Wait for its end before you change it.", param="video")
        return self.change(source, action, prompt, seconds)

    def change(
        self, source: Job, action: Action, prompt: str, seconds: float | None = None
    ) -> tuple[WrittenRequest, list[str]]:
        """The same of a video that may still be drawn: what it shows and says is known as soon as it has a brief.

        Raises `ChangeRefused` for what can't be done to it, `RequestError` for a video that can't be changed at all.
        """
        if source.ended and source.state != State.COMPLETED:
            raise RequestError(
                "video: it was not finished, so there is nothing to change. Order a new one.", param="video"
            )
        if not isinstance(source.request, WrittenRequest):
            raise RequestError(
                "video: its film was worked on, so words can't change it. Change the video that it was made of, or go "
                "on by POST /v1/videos/{id}/edits.",
                param="video",
            )
        of_change = {
            "kind": action,
            "message": prompt,
            "topic": prompt[:300],
            "source": source.id,
            "size": source.size,
            "model": source.model,
            "seconds": seconds if action == "extension" else source.seconds,
            "storyboard": None,
        }
        base = ChangeRequest.model_validate(_kept(source.request) | of_change)
        if (board := board_of(source)) is not None:
            return self._drawn(base, board, action, source), self._drawing()
        return base, [self._maker(source)]

    def described(self, source: Job) -> tuple[WrittenRequest, list[str]]:
        """The order for the same video once more, with a version that speaks what is drawn and not said.

        Raises `Conflict` for a video that is not finished, `RequestError` for one that has no storyboard.
        """
        if not source.ended:
            raise Conflict("The video is still being made. Wait for its end before it is described.", param="video")
        board = board_of(source)
        if source.state != State.COMPLETED or board is None or not isinstance(source.request, WrittenRequest):
            raise RequestError(
                "video: only a finished video that was drawn from a storyboard can be described.", param="video"
            )
        update = {
            **OF_NO_CALL,
            "source": source.id,
            "described": True,
            "seconds": source.seconds if source.request.seconds is not None else None,
            "size": source.size,
            "storyboard": board.model_dump(mode="json"),
        }
        return source.request.drawn_anew(update), self._drawing()

    def is_written(self, source: Job) -> bool:
        """Whether it is known yet what a video shows and says."""
        return source.brief is not None or board_of(source) is not None

    def _drawn(self, base: ChangeRequest, board: Storyboard, action: Action, source: Job) -> WrittenRequest:
        if action == "extension":
            return self._longer(base, board)
        new = scene_in(base.message, board) if action == "edit" else None
        if new is None:
            reading = read_words(base.message, self.voices)
            if reading.is_whole:
                return self._wished(base, board, reading.wish, source)
            if not self.has_model:
                raise ChangeRefused(f"prompt: this needs a language model. {_CAN}", "unknown", words=reading.unknown)
        # Without a new board, the writer makes one of the old one when the job's turn comes.
        return _with_board(base, new or board, rewrite=new is None)

    def _wished(self, base: ChangeRequest, board: Storyboard, wish: Wish, source: Job) -> WrittenRequest:
        wished = base.model_copy(update=_options(base, wish))
        if (anew := _told_anew(wished, board, wish, self._first(source))) is not None:
            return anew
        try:
            return _with_board(wished, altered(board, wish, self._lesson(source)), rewrite=False)
        except ChangeRefused as refusal:
            if not self.has_model or refusal.why == "no_part":
                raise
            return _with_board(wished, board, rewrite=True)

    def _first(self, source: Job) -> Job:
        """The video that changes began with."""
        while isinstance(source.request, ChangeRequest) and source.request.kind == "remix" and source.remixed_from:
            try:
                source = self.find(source.remixed_from)
            except NotFound:
                break  # it is forgotten, with whoever it belonged to
        return source

    def _lesson(self, source: Job) -> Lesson | None:
        """What the video was made from, as far as it is known."""
        return lesson_made_of(source, self.materials)

    def _longer(self, base: ChangeRequest, board: Storyboard) -> ChangeRequest:
        more = storyboard_in(base.message)
        if more is None:
            return base.model_copy(update={"storyboard": board.model_dump(mode="json"), "rewrite": True})
        try:
            whole = remake.extended(board, more.scenes)
        except StoryboardError as error:
            raise RequestError(f"prompt: {error.message}", param="prompt") from None
        return base.model_copy(update={"storyboard": whole.model_dump(mode="json")})

    def _maker(self, source: Job) -> str:
        engine = self.engines.get(source.engine or "")
        if engine is None or not engine.paid:
            raise RequestError(
                "video: no engine can change this one by words. Remix the video that it was made from, or cut, join "
                f"and letter it by POST /v1/videos/{source.id}/edits.",
                param="video",
            )
        return engine.name

    def _drawing(self) -> list[str]:
        if not (names := self.engines.drawing()):
            raise RequestError("No engine here draws storyboards: add storyboard to VIDEO_ENGINES.", param="video")
        return names


def board_of(source: Job) -> Storyboard | None:
    """What a video shows, if it is a drawn one and it is known yet."""
    request, data = source.request, (source.brief or NO_BRIEF).storyboard
    is_old = isinstance(request, TranslationRequest) or (isinstance(request, ChangeRequest) and request.rewrite)
    if data is None and isinstance(request, WrittenRequest) and not is_old:
        data = request.storyboard
    return Storyboard.read(data) if data else None


def _kept(request: WrittenRequest) -> dict[str, object]:
    """What a video made from another one has of that one's request."""
    return {name: getattr(request, name) for name in WrittenRequest.model_fields} | OF_NO_CALL


def _with_board(base: ChangeRequest, board: Storyboard, *, rewrite: bool) -> ChangeRequest:
    return base.model_copy(update={"storyboard": board.model_dump(mode="json"), "rewrite": rewrite})


def _options(base: ChangeRequest, wish: Wish) -> dict[str, object]:
    wished: dict[str, object] = {"size": wish.size or base.size, "voice": wish.voice or base.voice}
    # The style that was ordered goes before the storyboard's theme.
    return wished | ({"style": wish.theme} if wish.theme else {})


def _told_anew(base: ChangeRequest, board: Storyboard, wish: Wish, first: Job) -> LessonRequest | None:
    """The order for a video of another length, made from its lesson again: a short one is no long one cut off, and a
    long one needs more to tell. `first` is the video that changes began with.

    None if nothing is wished of its length, or if a cut would keep what was changed since then.
    """
    seconds, asked = length_anew(board, wish), first.request
    if seconds is None or not isinstance(asked, LessonRequest):
        return None
    is_longer = seconds > remake.length(board)
    is_whole = (before := board_of(first)) is not None and before.scenes == board.scenes
    if is_longer and is_whole and (first.seconds or 0) >= _LONGEST:
        raise ChangeRefused(_TOO_LONG, "not_longer")
    return _as_first(base, asked, board, wish, seconds) if is_longer or is_whole else None


def _as_first(
    base: ChangeRequest, asked: LessonRequest, board: Storyboard, wish: Wish, seconds: float
) -> LessonRequest:
    """The order that was `asked` at first, with the look and the voice that `base` and the `wish` have now."""
    pace = min(max(board.pace * (wish.pace or 1), _SLOWEST), _FASTEST)
    told = {"message": asked.message, "topic": asked.topic, "history": asked.history}
    look = {"style": base.style or board.theme, "voice_speed": base.voice_speed if pace == 1 else round(pace, 2)}
    length = {"seconds": max(1.0, round(min(seconds, _LONGEST), 1))}
    return LessonRequest.model_validate(_kept(base) | told | look | length)
