"""POST /api/videos/<id>/translations: a film ordered in further languages, each once, and told of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hackathon_backend.app import Container
from hackathon_backend.jobs import Job, State, TranslationRequest
from hackathon_backend.settings import Settings
from hackathon_backend.translations.draft import TranslationDraft
from hackathon_backend.translations.readiness import LanguageFonts
from tests.access.ownership.rows import a_conversation
from tests.api.conftest import client, processes_are_shared

from .by_hand import FILM
from .films import SECONDS, STARTS, finished_film, finished_translation

__all__ = ["client", "processes_are_shared"]


@pytest.fixture
def container(make_settings: Callable[..., Settings]) -> Iterator[Container]:
    """A house with a language model, in which nothing moves."""
    opened = Container(make_settings(openai_base_url="http://127.0.0.1:9/v1"))
    yield opened
    opened.close()


def order(client: FlaskClient, film: Job, *languages: str, **more: Any) -> TestResponse:
    return client.post(f"/api/videos/{film.id}/translations", json={"languages": [*languages], **more})


def told(client: FlaskClient, film: Job) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/videos/{film.id}/translations").get_json()
    return found


def test_each_language_is_a_video_of_its_own_with_the_board_and_the_timing_of_the_film(
    client: FlaskClient, container: Container
) -> None:
    film = finished_film(container)
    answer = order(client, film, "es", "AR", keep=["Ada Lovelace"])
    assert answer.status_code == 202
    spanish, arabic = answer.get_json()["translations"]
    assert (spanish["language"], spanish["name"], spanish["status"]) == ("es", "Español", "queued")
    assert (arabic["language"], arabic["direction"], arabic["videoUrl"]) == ("ar", "rtl", None)
    request = container.store.get(spanish["videoId"]).request
    assert isinstance(request, TranslationRequest)
    assert request.storyboard is not None
    assert [scene["type"] for scene in request.storyboard["scenes"]] == [s["type"] for s in FILM["board"]["scenes"]]
    assert request.scene_seconds == [5.0, 10.0, 10.0, 9.0, 9.0, 9.0]
    assert sum(request.scene_seconds) == SECONDS - STARTS[0]
    assert request.keep == ["Ada Lovelace"]
    assert [each["language"] for each in told(client, film)["translations"]] == ["es", "ar"]
    assert told(client, film)["original"]["name"] == "English"


def test_a_language_that_is_there_or_under_way_is_not_made_twice(client: FlaskClient, container: Container) -> None:
    film = finished_film(container)
    hindi = finished_translation(container, film, "hi")
    first = order(client, film, "es", "hi").get_json()["translations"]
    again = order(client, film, "hi", "es", voice="espeak").get_json()["translations"]
    assert {each["videoId"] for each in first} == {each["videoId"] for each in again}
    assert first[1]["videoId"] == hindi.id
    assert first[1]["watchUrl"] == f"/watch/{hindi.id}"
    of_translation = order(client, hindi, "es").get_json()
    assert of_translation["videoId"] == film.id
    assert of_translation["translations"][0]["videoId"] == first[0]["videoId"]


def test_ordered_by_many_at_once_it_is_made_once(client: FlaskClient, container: Container) -> None:
    film = finished_film(container)
    app = client.application

    def ask(_number: int) -> str:
        answer = app.test_client().post(f"/api/videos/{film.id}/translations", json={"languages": ["es"]})
        id_: str = answer.get_json()["translations"][0]["videoId"]
        return id_

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(ask, range(8)))) == 1


def test_one_that_failed_is_made_again_from_what_was_translated_of_it(
    client: FlaskClient, container: Container
) -> None:
    film = finished_film(container)
    first = container.store.get(order(client, film, "es").get_json()["translations"][0]["videoId"])
    kept = TranslationDraft(texts={1: "El ciclo del agua"}, refused={2: ("?", "it is missing")})
    [claim] = container.store.claims.due(1)
    claim.release(state=State.FAILED, draft=kept, reason="writer_failed", ended_at=container.store.clock.now())
    failed = told(client, film)["translations"][0]
    assert (failed["status"], failed["error"]["code"]) == ("failed", "writer_failed")
    again = container.store.get(order(client, film, "es").get_json()["translations"][0]["videoId"])
    assert again.id != first.id
    assert again.draft == TranslationDraft(texts={1: "El ciclo del agua"})
    assert [each["videoId"] for each in told(client, film)["translations"]] == [again.id]


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({}, "languages"),
        ({"languages": []}, "languages"),
        ({"languages": ["en"]}, "languages"),
        ({"languages": ["en-GB"]}, "languages"),
        ({"languages": ["xx"]}, "languages"),
        ({"languages": ["no language"]}, "languages.0"),
        ({"languages": "es"}, "languages"),
        ({"languages": ["es"] * 21}, "languages"),
        ({"languages": ["es"], "voice": "nobody"}, "voice"),
        ({"languages": ["es"], "keep": [3]}, "keep.0"),
        ({"languages": ["es"], "webhookUrl": "http://127.0.0.1/"}, "webhook_url"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    client: FlaskClient, container: Container, body: dict[str, Any], param: str
) -> None:
    film = finished_film(container)
    answer = client.post(f"/api/videos/{film.id}/translations", json=body)
    assert answer.status_code == 400, answer.text
    assert answer.get_json()["error"]["param"] == param
    assert told(client, film)["translations"] == []


def test_a_film_that_is_not_finished_or_not_drawn_is_refused(client: FlaskClient, container: Container) -> None:
    making = finished_film(container, state=State.RENDERING, ended_at=None)
    assert order(client, making, "es").status_code == 409
    filmed = finished_film(container)
    with container.database.write() as session:
        row = session.get_one(Job, filmed.id)
        row.brief = None
        row.request = row.request.model_copy(update={"storyboard": None})
    assert order(client, filmed, "es").status_code == 400


def test_without_a_language_model_it_says_so_before_and_when_it_is_ordered(
    client: FlaskClient, container: Container, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = finished_film(container)
    monkeypatch.setattr(container, "chat_model", None)
    monkeypatch.setattr(container.translations, "_has_model", False)
    found = client.get(f"/api/videos/{film.id}/translations/check?languages=es").get_json()
    assert (found["languageModel"], "language model" in found["problem"]) == (False, True)
    assert order(client, film, "es").status_code == 409


def test_fonts_and_voices_are_told_before(
    client: FlaskClient, container: Container, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = finished_film(container)
    monkeypatch.setitem(
        container.readiness._fonts, "ja", LanguageFonts(("Hiragana",), "apt-get install fonts-noto-cjk")
    )
    found = client.get(f"/api/videos/{film.id}/translations/check?languages=es,ja").get_json()
    spanish, japanese = found["languages"]
    assert (spanish["ready"], spanish["fonts"]["ready"], spanish["problems"]) == (True, True, [])
    assert "natural" not in [voice["id"] for voice in spanish["voices"]]
    assert (japanese["ready"], japanese["fonts"]["install"]) == (False, "apt-get install fonts-noto-cjk")
    assert "Hiragana" in japanese["problems"][0]


@pytest.mark.parametrize(
    "query", ["", "languages=", "languages=xx", "languages=e!", "languages=" + ",".join(["es"] * 50)]
)
def test_a_check_of_nothing_is_refused(client: FlaskClient, container: Container, query: str) -> None:
    film = finished_film(container)
    assert client.get(f"/api/videos/{film.id}/translations/check?{query}").status_code == 400


def test_a_video_tells_the_languages_in_which_it_can_be_watched(client: FlaskClient, container: Container) -> None:
    film = finished_film(container)
    assert "languages" not in client.get(f"/api/videos/{film.id}").get_json()
    arabic = finished_translation(container, film, "ar")
    order(client, film, "es")
    for video in (film, arabic):
        found = client.get(f"/api/videos/{video.id}").get_json()["languages"]
        assert [(each["language"], each["original"], each["videoId"]) for each in found] == [
            ("en", True, film.id),
            ("ar", False, arabic.id),
        ]
    assert found[1]["name"] == "العربية"
    assert found[1]["direction"] == "rtl"
    assert found[1]["detailsUrl"].endswith(".json")


def test_one_that_was_deleted_is_in_no_menu_and_its_siblings_stay(client: FlaskClient, container: Container) -> None:
    film = finished_film(container)
    arabic, hindi = finished_translation(container, film, "ar"), finished_translation(container, film, "hi")
    client.delete(f"/v1/videos/{film.id}")
    found = client.get(f"/api/videos/{arabic.id}").get_json()["languages"]
    assert [each["videoId"] for each in found] == [arabic.id, hindi.id]
    client.delete(f"/v1/videos/{hindi.id}")
    assert "languages" not in client.get(f"/api/videos/{arabic.id}").get_json()


def test_what_is_made_of_a_translation_is_no_translation(client: FlaskClient, container: Container) -> None:
    film = finished_film(container)
    spanish = finished_translation(container, film, "es")
    described = client.post(f"/v1/videos/{spanish.id}/described").get_json()
    request = container.store.get(described["id"]).request
    assert request.kind == "remix"  # type: ignore[attr-defined]
    assert [each["videoId"] for each in told(client, film)["translations"]] == [spanish.id]


def test_a_film_in_a_conversation_tells_its_languages(client: FlaskClient, container: Container) -> None:
    conversation, message, film = a_conversation(container, "local")
    path = f"/api/conversations/{conversation}"
    assert all("languages" not in (each.get("reply") or {}) for each in client.get(path).get_json()["messages"])
    arabic = finished_translation(container, film, "ar")
    replies = [each["reply"] for each in client.get(path).get_json()["messages"] if each.get("reply")]
    for reply in (*replies, client.get(f"/api/messages/{message}").get_json()):
        assert [each["videoId"] for each in reply["languages"]] == [film.id, arabic.id]
    assert replies
