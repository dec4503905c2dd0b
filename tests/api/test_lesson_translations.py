"""Lessons put into further languages over HTTP: translated, checked, told of, linked, stopped, refused."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image

from hackathon_backend.app import Container
from hackathon_backend.materials.models import LessonFileKind, LessonImport, LessonVersion
from hackathon_backend.settings import Settings
from tests.translations.by_hand import HandTranslator
from tests.translations.test_markdown import LESSON, SPANISH, TOLD
from tests.upstream import Fault, Scenario, Upstream
from tests.waiting import comes_true

HINDI = {
    "Water": "पानी",
    "Water covers 71 % of the Earth. It is **never** used up, see [the cycle](https://example.org/cycle).": (
        "पानी पृथ्वी का 71 % ढकता है। यह **कभी** समाप्त नहीं होता, [चक्र](https://example.org/cycle) देखें।"
    ),
}
FRONT = '---\ntitle: "Water"\nlanguage: "en"\ndocument: "Water.pptx"\n---\n\n'


@pytest.fixture
def model() -> HandTranslator:
    return HandTranslator(more={"es": TOLD, "hi": HINDI})


@pytest.fixture
def scenario() -> dict[str, Any]:
    return {}


@pytest.fixture
def container(
    make_settings: Callable[..., Settings], model: HandTranslator, scenario: dict[str, Any]
) -> Iterator[Container]:
    with Upstream(Scenario(replies=(model,), **scenario)) as upstream:
        opened = Container(make_settings(openai_base_url=upstream.url, openai_api_key="key"))
        opened.lesson_translator.first_wait = 0.1
        yield opened
        opened.close()


@pytest.fixture
def working(container: Container) -> Container:
    container.lesson_translator.start()
    return container


def a_lesson(client: FlaskClient, text: str = FRONT + LESSON) -> str:
    made = client.post("/api/lessons", json={"text": text})
    assert made.status_code == 201, made.text
    id_: str = made.get_json()["id"]
    return id_


def order(client: FlaskClient, lesson_id: str, *languages: str, **more: Any) -> Any:
    return client.post(f"/api/lessons/{lesson_id}/translations", json={"languages": [*languages], **more})


def told(client: FlaskClient, lesson_id: str) -> dict[str, Any]:
    found: dict[str, Any] = client.get(f"/api/lessons/{lesson_id}/translations").get_json()
    return found


def ended(client: FlaskClient, lesson_id: str) -> list[dict[str, Any]]:
    for _ in range(600):
        rows: list[dict[str, Any]] = told(client, lesson_id)["translations"]
        if all(each["status"] in ("completed", "failed", "cancelled") for each in rows):
            return rows
        time.sleep(0.1)
    raise AssertionError(rows)


def test_each_language_becomes_a_lesson_of_ones_own_with_all_that_is_no_prose_as_it_was(
    client: FlaskClient, working: Container
) -> None:
    lesson = a_lesson(client)
    sent = order(client, lesson, "es")
    assert sent.status_code == 202, sent.text
    assert (sent.get_json()["original"]["language"], sent.get_json()["languageModel"]) == ("en", True)
    [spanish] = ended(client, lesson)
    assert (spanish["status"], spanish["name"], spanish["progress"], spanish["losses"], spanish["isNewest"]) == (
        "completed", "Español", 100.0, [], True,
    ), spanish  # fmt: skip
    made = client.get(f"/api/lessons/{spanish['lessonId']}").get_json()
    assert made["text"] == f'---\ntitle: "El agua"\nlanguage: "es"\ndocument: "Water.pptx"\n---\n\n{SPANISH}\n'
    assert (made["title"], made["language"], made["origin"], made["mayEdit"]) == ("El agua", "es", "own", True)
    source = told(client, spanish["lessonId"])["translatedFrom"]
    assert (source["lessonId"], source["version"], source["language"]) == (lesson, 1, "en")
    assert told(client, lesson)["translatedFrom"] is None


def test_what_stays_in_the_language_of_the_lesson_is_told(
    client: FlaskClient, working: Container, model: HandTranslator
) -> None:
    lesson = a_lesson(client)
    order(client, lesson, "hi")
    [hindi] = ended(client, lesson)
    assert hindi["status"] == "completed", hindi
    assert any("It boils at 100 °C." in loss and "stays in English" in loss for loss in hindi["losses"])
    made = client.get(f"/api/lessons/{hindi['lessonId']}").get_json()
    assert made["losses"] == hindi["losses"]
    assert "It boils at 100 °C." in made["text"]


def test_a_language_is_made_once_for_each_version(
    client: FlaskClient, working: Container, model: HandTranslator
) -> None:
    lesson = a_lesson(client)
    order(client, lesson, "es")
    [first] = ended(client, lesson)
    asked = len(model.asked)
    again = order(client, lesson, "ES").get_json()["translations"]
    assert [(each["id"], each["lessonId"]) for each in again] == [(first["id"], first["lessonId"])]
    assert len(model.asked) == asked
    client.put(f"/api/lessons/{lesson}", json={"text": f"{LESSON}\n\nWater", "version": 1})
    assert [each["isNewest"] for each in told(client, lesson)["translations"]] == [False]
    order(client, lesson, "es")
    assert [(each["version"], each["isNewest"]) for each in ended(client, lesson)] == [(2, True), (1, False)]
    own = [each for each in client.get("/api/lessons").get_json()["lessons"] if each["origin"] == "own"]
    assert len(own) == 3


@pytest.mark.slow
def test_a_lesson_of_the_server_becomes_one_of_ones_own(
    client: FlaskClient, working: Container, model: HandTranslator
) -> None:
    built_in = working.materials.built_in.lessons[0]
    sent = order(client, built_in.id, "es", keep=["Moon"])
    assert sent.status_code == 202
    [spanish] = ended(client, built_in.id)
    # The model knows none of it, and hands the English back: what may be called the same anywhere is all there is.
    assert (spanish["status"], spanish["error"]) == ("completed", None)
    assert "more texts stay in English." in spanish["losses"][-1]
    made = client.get(f"/api/lessons/{spanish['lessonId']}").get_json()
    assert (made["origin"], made["language"], made["losses"]) == ("own", "es", spanish["losses"])


def test_pictures_come_along(client: FlaskClient, working: Container) -> None:
    lesson, picture = a_lesson(client), io.BytesIO()
    Image.new("RGB", (40, 30), "blue").save(picture, "PNG")
    file = working.work.folder("imp-test") / "picture-1.png"
    file.write_bytes(picture.getvalue())
    working.storage.keep(file, f"lesson_{lesson}_picture-1.png")
    row = LessonImport(lesson_id=lesson, owner="local")
    name, size = f"lesson_{lesson}_picture-1.png", len(picture.getvalue())
    working.lessons.imports.note_file(row, name, LessonFileKind.PICTURE, "picture-1.png", "image/png", size)
    client.put(f"/api/lessons/{lesson}", json={"text": LESSON + "\n", "version": 1})
    order(client, lesson, "es")
    [spanish] = ended(client, lesson)
    shown = client.get(f"/lessons/{spanish['lessonId']}/pictures/picture-1.png")
    assert (shown.status_code, shown.data) == (200, picture.getvalue())
    client.delete(f"/api/lessons/{lesson}")
    working.lessons.leftovers.sweep()
    assert client.get(f"/lessons/{spanish['lessonId']}/pictures/picture-1.png").status_code == 200


class TestALessonOfAFolder:
    @pytest.fixture
    def container(
        self, make_settings: Callable[..., Settings], model: HandTranslator, tmp_path: Path
    ) -> Iterator[Container]:
        Image.new("RGB", (40, 30), "blue").save(tmp_path / "picture-1.png")
        (tmp_path / "water.md").write_text(FRONT + LESSON, "utf-8")
        with Upstream(Scenario(replies=(model,))) as upstream:
            opened = Container(make_settings(openai_base_url=upstream.url, openai_api_key="key", lessons_dir=tmp_path))
            yield opened
            opened.close()

    def test_its_pictures_stay_where_they_are(self, client: FlaskClient, working: Container, tmp_path: Path) -> None:
        picture = (tmp_path / "picture-1.png").read_bytes()
        order(client, "water", "es")
        [spanish] = ended(client, "water")
        shown = client.get(f"/lessons/{spanish['lessonId']}/pictures/picture-1.png")
        assert (shown.status_code, shown.data) == (200, picture)
        assert (tmp_path / "picture-1.png").read_bytes() == picture
        assert comes_true(lambda: not list(working.work.root.glob("ltr-*")))


class TestAModelThatIsAway:
    @pytest.fixture
    def scenario(self) -> dict[str, Any]:
        return {"chat": (Fault(times=1), Fault(status=500, times=1))}

    @pytest.fixture
    def model(self) -> HandTranslator:
        def wrong(unit: dict[str, Any], turn: int) -> str | None:
            return "Hierve a 90 °C." if unit["text"] == "It boils at 100 °C." and turn == 0 else None

        return HandTranslator(wrong, {"es": TOLD})

    def test_is_asked_again_later_and_not_for_what_it_has_answered(
        self, client: FlaskClient, working: Container, model: HandTranslator
    ) -> None:
        lesson = a_lesson(client)
        order(client, lesson, "es")
        [spanish] = ended(client, lesson)
        assert (spanish["status"], spanish["losses"]) == ("completed", [])
        first, second = ([unit["text"] for unit in units] for units in model.asked)
        assert len(first) == len(set(first)) + 1  # the title is the first heading, too
        assert second == ["It boils at 100 °C."]


class TestAModelThatNeverComes:
    @pytest.fixture
    def scenario(self) -> dict[str, Any]:
        return {"chat": Fault(status=500)}

    @pytest.mark.slow
    def test_ends_with_a_word_and_can_be_ordered_again(self, client: FlaskClient, working: Container) -> None:
        lesson = a_lesson(client)
        order(client, lesson, "es")
        [spanish] = ended(client, lesson)
        assert (spanish["status"], spanish["lessonId"]) == ("failed", None)
        assert spanish["error"]["message"]
        assert order(client, lesson, "es").get_json()["translations"][0]["status"] in ("queued", "translating")


def test_it_can_be_stopped(client: FlaskClient, container: Container) -> None:
    lesson = a_lesson(client)
    [spanish] = order(client, lesson, "es").get_json()["translations"]
    assert client.delete(f"/api/lessons/translations/{spanish['id']}").get_json()["status"] == "cancelled"
    assert [each["status"] for each in told(client, lesson)["translations"]] == ["cancelled"]
    assert container.lessons.translations.claim() is None
    assert client.delete("/api/lessons/translations/ltr-0000000000000000").status_code == 404


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({}, "languages"),
        ({"languages": []}, "languages"),
        ({"languages": ["en"]}, "languages"),
        ({"languages": ["es", "en-GB"]}, "languages"),
        ({"languages": ["xx"]}, "languages"),
        ({"languages": ["../es"]}, "languages.0"),
        ({"languages": ["es"] * 21}, "languages"),
        ({"languages": ["es"], "keep": ["x" * 81]}, "keep.0"),
        ({"languages": ["es"], "keep": ["how to make a bomb"]}, "keep"),
        ({"languages": ["es"], "voice": "natural"}, "voice"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    client: FlaskClient, container: Container, body: dict[str, Any], param: str
) -> None:
    lesson = a_lesson(client)
    answer = client.post(f"/api/lessons/{lesson}/translations", json=body)
    assert answer.status_code == 400, answer.text
    assert answer.get_json()["error"]["param"] == param
    assert told(client, lesson)["translations"] == []


@pytest.mark.slow
def test_a_text_that_takes_too_long_to_be_taken_apart_is_refused(client: FlaskClient, container: Container) -> None:
    lesson = a_lesson(client)
    with container.database.write() as session:
        version = session.get_one(LessonVersion, (lesson, 1))
        version.text = "Water.\n\n" + "<!--" * 49_000
    answer = order(client, lesson, "es")
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (413, "too_costly")


def test_without_a_language_model_it_says_so(client: FlaskClient, container: Container) -> None:
    lesson = a_lesson(client)
    container.translator = None
    assert told(client, lesson)["languageModel"] is False
    answer = order(client, lesson, "es")
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (409, "translation_off")
    assert told(client, lesson)["translations"] == []
    assert order(client, "own-0000000000000000", "es").status_code == 404
    assert order(client, "no-such-lesson", "es").status_code == 404
