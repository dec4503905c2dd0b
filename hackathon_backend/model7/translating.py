"""Orders a film in further languages: each once, with the artwork and the timing of the film that is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from ..engines import Engines
from ..errors import Conflict, LimitReached, RequestError, TranslationOff
from ..jobs import Job, State, TranslationRequest, WrittenRequest
from ..jobs.orders import SameOrder
from ..jobs.store.translated import TranslatedFilms
from ..lessons.languages import base
from ..storyboard import Storyboard
from ..translations.draft import TranslationDraft
from ..translations.naming import language_name
from ..writers.base import NO_BRIEF
from .remaking import OF_NO_CALL, board_of
from .service import Model7

NO_MODEL = "languages: this needs a language model, and there is none here. Ask whoever runs this server to set one up."


@dataclass(frozen=True)
class TranslationWish:
    """Into which languages, with which voice, and what names stay as they are."""

    languages: Sequence[str]
    voice: str | None = None
    keep: Sequence[str] = ()
    webhook_url: str | None = None


@dataclass(frozen=True)
class PlacedTranslation:
    """What came of one language: its job, or why there is none."""

    language: str
    job: Job | None = None
    refused: LimitReached | None = None


class TranslationOrders:
    """Places one order for each language, unless it is there or under way already."""

    def __init__(self, model7: Model7, engines: Engines, films: TranslatedFilms, *, has_model: bool) -> None:
        self._model7 = model7
        self._engines = engines
        self._films = films
        self._has_model = has_model

    def request(self, film: Job, wish: TranslationWish, language: str) -> TranslationRequest:
        """The order of one language. Raises `Conflict`, `RequestError` for a film that can't be translated."""
        if not film.ended:
            raise Conflict("The video is still being made. Wait for its end before it is translated.", param="video_id")
        board = board_of(film)
        if film.state != State.COMPLETED or board is None or not isinstance(film.request, WrittenRequest):
            raise RequestError(
                "video_id: only a finished video that was drawn from a storyboard can be translated.", param="video_id"
            )
        if base(board.language) == base(language):
            raise RequestError(
                f"languages: the video is in {language_name(board.language)} already.", param="languages"
            )
        kept = {name: getattr(film.request, name) for name in WrittenRequest.model_fields}
        return TranslationRequest.model_validate(
            {
                **kept,
                **OF_NO_CALL,
                "source": film.id,
                "language": language,
                "model": None,
                "seconds": None,
                "size": film.size,
                "voice": wish.voice or film.request.voice,
                "webhook_url": wish.webhook_url,
                "storyboard": board.model_dump(mode="json"),
                "along": [text for text in (film.brief or NO_BRIEF).takeaways if text],
                "keep": list(dict.fromkeys([*wish.keep, *board.speakers])),
                "scene_seconds": _scene_seconds(film, board),
            }
        )

    def order(self, film: Job, requests: Sequence[TranslationRequest]) -> list[PlacedTranslation]:
        """Order them all, for the owner of the film. A limit that is reached on the way holds for those after it.

        Raises `TranslationOff` without a language model, `RequestError` without an engine that draws, and the limit
        if nothing was ordered.
        """
        if not self._has_model:
            raise TranslationOff(NO_MODEL, param="languages")
        if not (engines := self._engines.drawing()):
            raise RequestError("No engine here draws storyboards: add storyboard to VIDEO_ENGINES.", param="video_id")
        before = self._films.of(film)
        placed: list[PlacedTranslation] = []
        for request in requests:
            try:
                job = self._placed(film, request, engines, before.get(request.language))
            except LimitReached as limit:
                if not any(each.job for each in placed):
                    raise
                placed.append(PlacedTranslation(request.language, refused=limit))
            else:
                placed.append(PlacedTranslation(request.language, job))
        return placed

    def _placed(self, film: Job, request: TranslationRequest, engines: list[str], before: Job | None) -> Job:
        language = request.language

        def go_on(job: Job, _folder: Path) -> None:
            # What was translated for an order that failed is paid for.
            if before is not None and _is_of_same_film(before, request) and isinstance(before.draft, TranslationDraft):
                job.draft = TranslationDraft(texts=before.draft.texts)

        same = SameOrder(
            f"translation {film.id} {language}", lambda session: self._films.standing(session, film, language)
        )
        job, _was_there = self._model7.place(
            request, engines=engines, owner=film.owner, reuse=False, same=same, prepare=go_on
        )
        return job


def _is_of_same_film(before: Job, request: TranslationRequest) -> bool:
    asked = before.request
    return isinstance(asked, TranslationRequest) and (asked.storyboard, asked.along, asked.keep) == (
        request.storyboard,
        request.along,
        request.keep,
    )


def _scene_seconds(film: Job, board: Storyboard) -> list[float]:
    """How long each scene of a film is; nothing, if that is not known any more."""
    seconds = film.reply.duration_seconds if film.reply else None
    starts = [start for start, _title in film.clip.chapters] if film.clip else []
    if seconds is None or len(starts) != len(board.scenes):
        return []
    return [round(end - start, 3) for start, end in pairwise([*starts, seconds])]
