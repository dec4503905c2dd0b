"""A film in further languages: ordered, told of, and what there is for a language before."""

from __future__ import annotations

from typing import Annotated, Any

from flask import Blueprint
from pydantic import BaseModel, Field

from ...errors import RequestError
from ...jobs import Job
from ...model7.translating import NO_MODEL, PlacedTranslation, TranslationWish
from ..current import current_container
from ..moderating import check_order, check_texts
from ..openapi import answers, spec
from ..owned import job_of_caller, job_to_change
from ..reading import read_json, read_query, validated
from ..schemas import Language
from ..sending import send_rooted
from .schemas import MOST, FilmTranslations, TranslationsBody, TranslationsCheck
from .view import known_languages, language_check, translations_view

translations = Blueprint("translations", __name__)


class CheckQuery(BaseModel):
    """For which languages."""

    languages: Annotated[str, Field(max_length=1000, description="Language codes with commas: hi,ja")]


class _Languages(BaseModel):
    languages: Annotated[list[Language], Field(min_length=1, max_length=2 * MOST)]


@translations.post("/api/videos/<video_id>/translations")
@spec.validate(
    json=TranslationsBody,
    resp=answers(HTTP_202=FilmTranslations, refused=(400, 404, 409, 413, 415, 429, 507)),
    tags=["translations"],
)
def order(video_id: str) -> Any:
    """Put a film into further languages, one new film each. A language that is there or under way is not made twice."""
    film = _film(job_to_change(video_id))
    asked = read_json(TranslationsBody)
    container = current_container()
    _check_voice(asked.voice)
    check_texts({"keep": "\n".join(asked.keep)})
    if asked.webhook_url:
        container.targets.check(asked.webhook_url)
    wish = TranslationWish(known_languages(asked.languages), asked.voice, asked.keep, asked.webhook_url)
    requests = [container.translations.request(film, wish, language) for language in wish.languages]
    check_order(requests[0])
    return send_rooted(translations_view(film, container.translations.order(film, requests)), 202)


@translations.get("/api/videos/<video_id>/translations")
@spec.validate(resp=answers(HTTP_200=FilmTranslations, refused=(404,)), tags=["translations"])
def listing(video_id: str) -> Any:
    """The languages that a film was put into, and how far those are that are under way."""
    film = _film(job_of_caller(video_id))
    found = current_container().films.of(film)
    answer = send_rooted(translations_view(film, [PlacedTranslation(*row) for row in found.items()]))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@translations.get("/api/videos/<video_id>/translations/check")
@spec.validate(query=CheckQuery, resp=answers(HTTP_200=TranslationsCheck, refused=(400, 404)), tags=["translations"])
def check(video_id: str) -> Any:
    """What there is for languages before a film is ordered in them: fonts, voices, and a language model."""
    film = _film(job_of_caller(video_id))
    told = [each.strip() for each in read_query(CheckQuery).languages.split(",") if each.strip()]
    languages = known_languages(validated(_Languages, {"languages": told}).languages)
    container = current_container()
    found, has_model = container.films.of(film), container.chat_model is not None
    return send_rooted(
        TranslationsCheck(
            language_model=has_model,
            problem=None if has_model else NO_MODEL.removeprefix("languages: ").capitalize(),
            languages=[language_check(language, found.get(language)) for language in languages],
        )
    )


def _film(job: Job) -> Job:
    """The film that the job is, or is a translation of."""
    return current_container().films.original(job)


def _check_voice(voice: str | None) -> None:
    known = [each.id for each in current_container().voice_samples.speakers()]
    if voice is not None and voice not in known:
        raise RequestError(f"voice: there is no voice {voice[:80]!r}; there are: {', '.join(known)}.", param="voice")
