"""Films in further languages from end to end: the same scenes at the same times, and no call paid for twice."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from hackathon_backend.jobs import Job, PromptRequest, State
from hackathon_backend.model7.translating import TranslationWish
from tests.server import Server
from tests.translations.by_hand import FILM, HandTranslator, asked_for
from tests.translations.films import finished_film
from tests.upstream import Fault, Scenario, Upstream

from .conftest import OpenHouse

BOARD = {**FILM["board"], "scenes": [FILM["board"]["scenes"][0], FILM["board"]["scenes"][5]]}
HANGS = 200.0


def wrong_at_first(unit: dict[str, Any], turn: int) -> str | None:
    """The subtitle is missing when it is asked for first."""
    return "" if turn == 0 and unit["text"] == "Where rain comes from" else None


def ended(opened: Any, job_id: str) -> Job:
    until = time.monotonic() + 240
    while not (job := opened.container.store.get(job_id)).ended and time.monotonic() < until:
        time.sleep(0.05)
    found: Job = job
    return found


def made(opened: Any) -> Job:
    request = PromptRequest(message="water", topic="water", storyboard=BOARD, size="320x240")
    return ended(opened, opened.order(request, engines=["storyboard"]).id)


def order(opened: Any, film: Job, *languages: str) -> dict[str, str]:
    """The ids of the videos by their languages."""
    translations, wish = opened.container.translations, TranslationWish(languages)
    placed = translations.order(film, [translations.request(film, wish, language) for language in languages])
    return {each.language: each.job.id for each in placed}


@pytest.mark.slow
def test_a_film_is_made_in_two_languages_with_its_scenes_at_the_same_times(open_house: OpenHouse) -> None:
    with Upstream(Scenario(replies=(HandTranslator(wrong_at_first),))) as upstream:
        opened = open_house(openai_base_url=upstream.url, max_poll_timeout=300)
        film = made(opened)
        found = {each: ended(opened, id_) for each, id_ in order(opened, film, "es", "ar").items()}
    assert film.clip is not None
    assert film.reply is not None
    for language, job in found.items():
        assert job.state == State.COMPLETED, job.fault
        assert job.brief is not None
        assert job.clip is not None
        assert job.reply is not None
        assert job.brief.language == language
        assert job.brief.takeaways[0] == FILM[language]["The sun drives the cycle."]
        assert job.reply.narration is not None
        assert FILM[language]["Where rain comes from"] in json.dumps(job.brief.storyboard, ensure_ascii=False)
        assert job.notes == []
        assert job.draft is None
        for (start, title), (begins, called) in zip(job.clip.chapters, film.clip.chapters, strict=True):
            assert start >= begins - 0.05
            assert title != called
        seconds, before = job.reply.duration_seconds or 0.0, film.reply.duration_seconds or 0.0
        assert before - 0.1 <= seconds <= before * 1.3


def written(opened: Any, language: str) -> Job:
    """The translation of a film that is there, as soon as it is written or given up; it is not drawn."""
    film = finished_film(opened.container)
    job = opened.container.store.get(order(opened, film, language)[language])
    until = time.monotonic() + 60
    while job.brief is None and not job.ended and time.monotonic() < until:
        time.sleep(0.02)
        job = opened.container.store.get(job.id)
    opened.container.store.cancel(job.id)
    found: Job = job
    return found


@pytest.mark.slow
def test_a_model_that_is_away_for_a_moment_is_asked_again(
    open_house: OpenHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hackathon_backend.model7.steps.translating._WAIT", 0.01)
    garbage = Fault(body={"choices": [{"message": {"content": "No."}}]}, times=2)
    with Upstream(Scenario(replies=(HandTranslator(),), chat=(garbage,))) as upstream:
        job = written(open_house(openai_base_url=upstream.url), "es")
    assert job.brief is not None
    assert job.brief.title == "El ciclo del agua"


def test_a_model_that_never_translates_ends_it_with_a_word_and_no_film(
    open_house: OpenHouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hackathon_backend.model7.steps.translating._WAIT", 0.01)
    with Upstream(Scenario(replies=("I'd rather not.",))) as upstream:
        job = written(open_house(openai_base_url=upstream.url), "es")
        asked = len(upstream.requests)
    assert (job.state, job.reason) == (State.FAILED, "writer_failed")
    assert job.reply is not None
    assert "could not be translated" in (job.reply.content or "")
    assert asked == 8


@pytest.mark.slow
def test_a_killed_server_goes_on_with_what_was_translated(tmp_path: Path) -> None:
    hung: list[int] = []
    model = HandTranslator(wrong_at_first)

    def at_the_second(fields: dict[str, Any]) -> Fault | None:
        _language, units = asked_for(fields)
        if "fault" not in units[0] or hung:
            return None
        hung.append(1)
        return Fault(wait=HANGS)

    upstream = Upstream(Scenario(replies=(model,), chat_fault=at_the_second))
    with upstream, Server(tmp_path, openai_base_url=upstream.url, chat_timeout=100) as server:
        film = server.post("/v1/videos", {"prompt": json.dumps(BOARD), "size": "1280x720"})
        server.until("select count(*) = 1 from jobs where state = 'completed'")
        order = {"languages": ["es"]}
        first = server.post(f"/api/videos/{film['id']}/translations", order)["translations"][0]
        server.until("select count(*) = 1 from jobs where activity like 'translating%'")
        until = time.monotonic() + 60
        while not hung and time.monotonic() < until:
            time.sleep(0.05)
        server.kill()
        before = len(upstream.requests)
        server.start()
        again = server.post(f"/api/videos/{film['id']}/translations", order)["translations"][0]
        server.until("select count(*) = 2 from jobs where state = 'completed'")
        found = server.get(f"/api/videos/{film['id']}")
    assert first["videoId"] == again["videoId"]
    assert [each["language"] for each in found["languages"]] == ["en", "es"]
    assert before == 2
    [after] = upstream.requests[before:]
    _language, units = asked_for(after.fields)
    assert [unit["text"] for unit in units] == ["Where rain comes from"]
