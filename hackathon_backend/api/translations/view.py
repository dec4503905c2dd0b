"""Films in further languages, as the API tells of them."""

from __future__ import annotations

from ...errors import RequestError, StoryboardError
from ...films.voice_samples import OfferedSpeaker
from ...jobs import Job, Status
from ...jobs.replies import FilmLanguage
from ...jobs.store.translated import is_lost
from ...model7.translating import PlacedTranslation
from ...translations.naming import direction_of, is_language, language_name, normal_code, own_name
from ...writers.base import NO_BRIEF
from ..current import current_container
from ..shown import ending_of_files, ending_of_pages, may_be_watched, token_sent
from .schemas import (
    FilmTranslation,
    FilmTranslations,
    FontsOfLanguage,
    LanguageCheck,
    LanguageNames,
    SpeakerOfLanguage,
    TranslationError,
)


def spoken_in(job: Job) -> str:
    """The language of a film."""
    return (job.brief or NO_BRIEF).language if job.brief else job.request.language


def named(language: str) -> LanguageNames:
    """A language with its names."""
    return LanguageNames(
        language=language,
        name=own_name(language),
        english_name=language_name(language),
        direction=direction_of(language),
    )


def known_languages(languages: list[str]) -> list[str]:
    """The languages as they are usually written, each once. Raises `RequestError` for one that nobody knows."""
    found = list(dict.fromkeys(map(normal_code, languages)))
    for language in found:
        if not is_language(language):
            raise RequestError(f"languages: {language!r} is no language that is known here.", param="languages")
    return found


def translations_view(film: Job, placed: list[PlacedTranslation]) -> FilmTranslations:
    """A film with what was ordered of it just now, or all that there is."""
    return FilmTranslations(
        object="list",
        video_id=film.id,
        original=named(spoken_in(film)),
        translations=[_translation(each) for each in placed],
    )


def _translation(placed: PlacedTranslation) -> FilmTranslation:
    job = placed.job
    if job is None:
        refused = placed.refused
        told = TranslationError(code=refused.code, message=refused.message) if refused else None
        return FilmTranslation(
            **dict(named(placed.language)),
            video_id=None,
            status=Status.FAILED,
            progress=0.0,
            step="",
            status_url=None,
            video_url=None,
            watch_url=None,
            notes=[],
            error=told,
        )
    reply, there = job.reply, job.ended and not is_lost(job)
    return FilmTranslation(
        **dict(named(placed.language)),
        video_id=job.id,
        status=Status.FAILED if is_lost(job) else job.status,
        progress=round(job.progress, 1),
        step=job.activity,
        status_url=f"/api/videos/{job.id}",
        video_url=f"{reply.video_url}{ending_of_files()(job)}" if there and reply and reply.video_url else None,
        watch_url=f"/watch/{job.id}{ending_of_pages(job, token_sent())}" if there else None,
        notes=list(job.notes or ()),
        error=_error(job),
    )


def _error(job: Job) -> TranslationError | None:
    if not is_lost(job):
        return None
    if job.expired_at is not None:
        return TranslationError(code="expired", message="This film was removed because it had reached its age limit.")
    fault = job.fault
    code = job.reason or (fault.code if fault else "failed")
    return TranslationError(code=code, message=fault.message if fault else "The film could not be translated.")


def language_check(language: str, job: Job | None) -> LanguageCheck:
    """What there is for a language; `job` is the translation that there is."""
    readiness = current_container().readiness
    speakers = readiness.speakers(language)
    problems = [] if speakers else ["No voice here speaks it: the film would have captions and no sound."]
    try:
        fonts = readiness.fonts(language)
        told = FontsOfLanguage(ready=not fonts.missing, missing=[*fonts.missing], install=fonts.install or None)
        if fonts.missing:
            problems.append(f"There is no font here for {', '.join(fonts.missing)}: its letters would be boxes.")
    except StoryboardError as error:
        told = FontsOfLanguage(ready=False, missing=[], install=None)
        problems.append(error.message)
    return LanguageCheck(
        **dict(named(language)),
        ready=not problems,
        fonts=told,
        voices=[_speaker(each) for each in speakers],
        problems=problems,
        video_id=job.id if job else None,
        status=(Status.FAILED if is_lost(job) else job.status) if job else None,
    )


def _speaker(speaker: OfferedSpeaker) -> SpeakerOfLanguage:
    return SpeakerOfLanguage(id=speaker.id, name=speaker.name, description=speaker.description)


def film_languages(job: Job) -> list[FilmLanguage]:
    """The languages in which whoever asks may watch a film, its own first if it is the original; none if there is one
    language alone.
    """
    container, ending = current_container(), ending_of_files()
    family = container.films.family(job)
    if len(family) < 2:
        return []
    seen = [each for each in family if each.id == job.id or may_be_watched(each)]
    original = container.films.original(job).id
    return [_language(each, ending(each), original) for each in seen] if len(seen) > 1 else []


def _language(job: Job, ending: str, original: str) -> FilmLanguage:
    files = job.reply.files() if job.reply else {}
    language = spoken_in(job)
    return FilmLanguage.model_validate(
        {
            "language": language,
            "name": own_name(language),
            "englishName": language_name(language),
            "direction": direction_of(language),
            "original": job.id == original,
            "videoId": job.id,
            "title": (job.brief or NO_BRIEF).title,
            "size": job.size,
            "keyTakeaways": [text for text in (job.brief or NO_BRIEF).takeaways if text],
            **{name: f"{path}{ending}" for name, path in files.items() if path},
        }
    )
