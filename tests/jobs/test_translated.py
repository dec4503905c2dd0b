"""Films in several languages: which videos are one film, from every database."""

from __future__ import annotations

from typing import Any

from hackathon_backend.jobs import Database, Job, JobStore, LessonRequest, State, TranslationRequest
from hackathon_backend.jobs.store.translated import TranslatedFilms
from tests.clock import START


def made(store: JobStore, id_: str, language: str = "en", source: str | None = None, **more: Any) -> Job:
    request = TranslationRequest(language=language, source=source) if source else LessonRequest(language=language)
    values = {"owner": "key:1", "state": State.COMPLETED, "ended_at": START, "created_at": START, **more}
    return store.create(Job(id=id_, wake_at=START, engines=["a"], request=request, remixed_from=source, **values))


def ids(jobs: Any) -> list[str]:
    return [job.id for job in jobs]


def test_a_film_and_its_translations_are_one_family(database: Database, store: JobStore) -> None:
    films = TranslatedFilms(database)
    film = made(store, "vid_en")
    spanish = made(store, "vid_es", "es", film.id, created_at=START + 1)
    made(store, "vid_hi", "hi", film.id, state=State.BRIEFING, ended_at=None, created_at=START + 2)
    made(store, "vid_ja", "ja", film.id, state=State.FAILED, created_at=START + 3)
    made(store, "vid_other", "ar", film.id, owner="key:2")
    remix = store.create(
        Job(id="vid_remix", owner="key:1", created_at=START, wake_at=START, engines=["a"], request=LessonRequest(),
            state=State.COMPLETED, ended_at=START, remixed_from=film.id)
    )  # fmt: skip
    assert ids(films.family(film)) == ids(films.family(spanish)) == ["vid_en", "vid_es"]
    assert ids(films.family(remix)) == ["vid_remix"]
    assert list(films.of(film)) == ["es", "hi", "ja"]
    assert films.original(spanish).id == film.id
    with database.read() as session:
        standing = {language: films.standing(session, film, language) for language in ("es", "hi", "ja", "ar")}
    assert {language: job.id if job else None for language, job in standing.items()} == {
        "es": "vid_es", "hi": "vid_hi", "ja": None, "ar": None,
    }  # fmt: skip


def test_of_a_language_that_was_made_twice_the_one_that_is_there_counts(database: Database, store: JobStore) -> None:
    films = TranslatedFilms(database)
    film = made(store, "vid_en")
    made(store, "vid_old", "es", film.id, expired_at=START)
    made(store, "vid_es", "es", film.id, created_at=START + 1)
    made(store, "vid_late", "es", film.id, state=State.FAILED, created_at=START + 2)
    assert ids(films.of(film).values()) == ["vid_es"]
    store.mark_expired(film.id, deleted=True)
    assert ids(films.family(store.get("vid_es"))) == ["vid_es"]
