"""A lesson chat: text answers, and videos received in three ways."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import av
import pytest
from flask.testing import FlaskClient

from hackathon_backend.app import Container, create_app
from hackathon_backend.housekeeping import Housekeeper
from hackathon_backend.lessons import lesson as lesson_module
from hackathon_backend.media import probe
from hackathon_backend.settings import Settings
from tests.upstream import Scenario, Upstream
from tests.upstream.chat import refusal
from tests.upstream.scenario import error

ASK = {"message": "Can you make a video explaining React hooks?"}
SHORT = ASK | {"options": {"seconds": 8, "size": "432x240"}}
VIDEO_FIELDS = {
    "videoUrl", "videoId", "localPath", "thumbnailUrl", "duration", "title", "soraPrompt", "narration", "keyTakeaways",
    "format", "generatedAt", "captionsUrl", "durationSeconds", "engine", "model", "messageId", "conversationId",
    "lessonId",
}  # fmt: skip


def events(text: str) -> Iterator[tuple[str, Any]]:
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if fields:
            yield fields["event"], json.loads(fields["data"])


def reply_to(client: FlaskClient, status_url: str) -> Any:
    until = time.monotonic() + 240
    while time.monotonic() < until:
        answer = client.get(status_url).get_json()
        if "format" in answer:
            return answer
        assert answer["status"] in ("queued", "in_progress")
        time.sleep(0.1)
    raise AssertionError(answer)


@pytest.mark.parametrize("seconds", [20, pytest.param(None, marks=pytest.mark.slow)], ids=["short", "usual"])
def test_a_request_for_a_video_is_answered_with_one_that_plays(client: FlaskClient, seconds: int | None) -> None:
    answer = client.post("/api/chat", json=ASK | ({"options": {"seconds": seconds}} if seconds else {}))
    assert answer.status_code == 200
    reply = answer.get_json()
    assert reply.keys() >= VIDEO_FIELDS
    assert reply["format"] == "video"
    assert re.fullmatch(rf"/videos/video_\d{{13}}_{reply['videoId']}\.mp4", reply["videoUrl"])
    assert re.fullmatch(r"~\d+s", reply["duration"])
    assert len(reply["keyTakeaways"]) == 3
    assert len(reply["soraPrompt"]) <= 500
    assert reply["lessonId"] == "react-hooks"
    assert 10 < reply["durationSeconds"] < 75
    film = Path(reply["localPath"])
    assert client.get(reply["videoUrl"]).data == film.read_bytes()
    assert client.get(reply["thumbnailUrl"]).mimetype == "image/webp"
    assert client.get(reply["captionsUrl"]).text.startswith("WEBVTT")
    info = probe(film)
    assert (info.width, info.height, info.has_audio) == (1280, 720, True)
    assert info.duration == pytest.approx(reply["durationSeconds"], abs=0.1)
    with av.open(film) as container:
        pictures = {bytes(frame.to_ndarray(format="gray8")[::16, ::16]) for frame in container.decode(video=0)}
    assert len(pictures) > 50, "it moves"


@pytest.mark.slow
def test_a_stream_tells_progress_that_never_falls_and_then_the_message(client: FlaskClient) -> None:
    answer = client.post("/api/chat", json=SHORT, headers={"Accept": "text/event-stream"})
    assert answer.mimetype == "text/event-stream"
    seen = list(events(answer.text))
    kinds = [kind for kind, _ in seen]
    assert kinds == ["progress"] * (len(seen) - 1) + ["message"]
    percents = [data["percent"] for kind, data in seen if kind == "progress"]
    assert percents == sorted(percents)
    assert percents[-1] == 100
    assert all(data["step"] for kind, data in seen if kind == "progress")
    assert seen[-1][1]["format"] == "video"


@pytest.mark.slow
def test_an_asynchronous_request_is_answered_before_the_brief_is_written(
    client: FlaskClient, container: Container
) -> None:
    answer = client.post("/api/chat", json=SHORT, headers={"Prefer": "respond-async"})
    assert answer.status_code == 202
    order = answer.get_json()
    assert order.keys() >= {"videoId", "messageId", "conversationId", "statusUrl", "eventsUrl"}
    reply = reply_to(client, order["statusUrl"])
    assert reply["videoId"] == order["videoId"]
    assert list(events(client.get(order["eventsUrl"]).text))[-1] == ("message", reply)
    kept = client.get(f"/api/conversations/{order['conversationId']}").get_json()
    assert [message["role"] for message in kept["messages"]] == ["student", "assistant"]
    assert kept["messages"][1]["reply"] == reply


@pytest.mark.slow
def test_a_stream_can_be_taken_up_where_it_broke_off(client: FlaskClient) -> None:
    order = client.post("/api/chat", json=SHORT, headers={"Prefer": "respond-async"}).get_json()
    reply_to(client, order["statusUrl"])
    whole = client.get(order["eventsUrl"]).text
    ids = re.findall(r"^id: (\d+)$", whole, re.M)
    rest = client.get(order["eventsUrl"], headers={"Last-Event-ID": ids[2]}).text
    assert re.findall(r"^id: (\d+)$", rest, re.M) == ids[3:]


def test_a_question_is_answered_from_the_lesson_with_its_source(client: FlaskClient) -> None:
    reply = client.post("/api/chat", json={"message": "What does useEffect do?", "lessonId": "react-hooks"}).get_json()
    assert reply["format"] == "text"
    assert "useEffect" in reply["content"]
    assert reply["sources"][0]["lessonId"] == "react-hooks"
    assert reply["lessonId"] == "react-hooks"


def test_a_question_has_no_reply_of_its_own(client: FlaskClient) -> None:
    reply = client.post("/api/chat", json={"message": "What is a cell?"}).get_json()
    said = client.get(f"/api/conversations/{reply['conversationId']}").get_json()["messages"]
    assert [each["role"] for each in said] == ["student", "assistant"]
    for path in ("", "/events"):
        answers = [client.get(f"/api/messages/{each['id']}{path}") for each in said]
        assert [answer.status_code for answer in answers] == [404, 200]
        assert answers[0].get_json()["error"]["param"] == "messageId"


def test_what_no_lesson_covers_is_said_honestly(client: FlaskClient) -> None:
    reply = client.post("/api/chat", json={"message": "Who won the world cup in 1998?"}).get_json()
    assert reply["format"] == "text"
    assert reply["sources"] == []
    assert reply["covered"] is False


def test_a_video_that_no_lesson_covers_is_no_failure_but_a_text_that_says_what_would_help(client: FlaskClient) -> None:
    answer = client.post("/api/chat", json={"message": "Make a video about black holes, please"})
    assert answer.status_code == 200
    reply = answer.get_json()
    assert (reply["videoUrl"], reply["fallback"], reply["reason"]) == (None, True, "no_lesson")
    assert (reply["status"], reply["error"], reply["covered"]) == ("completed", None, False)
    assert not re.search("storyboard|engine|unavailable|OPENAI", str(reply), re.IGNORECASE)
    assert "black holes" in reply["content"]
    assert "paste a text" in reply["content"]
    assert reply["suggestions"][0] == "Make a video about Adding fractions"
    assert reply["narration"]
    assert client.get("/api/library").get_json()["videos"] == []


@pytest.mark.slow
def test_a_lesson_that_is_sent_along_is_what_the_video_is_about(client: FlaskClient) -> None:
    lesson = {
        "title": "Tides",
        "text": "The moon pulls the sea. The sea rises on both sides of the earth. Twice a day the tide comes in.",
    }
    body = {"message": "Please turn this lesson into a video", "lesson": lesson, "options": {"seconds": 10}}
    reply = client.post("/api/chat", json=body).get_json()
    assert reply["format"] == "video", reply
    assert "moon" in reply["narration"].lower()
    assert reply["lessonId"] is None
    again = {"message": "What pulls the sea?", "conversationId": reply["conversationId"]}
    assert "moon" in client.post("/api/chat", json=again).get_json()["content"].lower()


def test_a_size_and_a_length_that_can_not_be_are_rounded_and_said(client: FlaskClient) -> None:
    reply = client.post("/api/chat", json=ASK | {"options": {"seconds": 1, "size": "100x178"}}).get_json()
    assert reply["size"] == "720x1280"
    for said in ("seconds", "100x178", "720x1280"):
        assert any(said in note for note in reply["notes"]), reply["notes"]
    assert probe(Path(reply["localPath"])).height == 1280


def test_markup_and_control_characters_come_back_as_text(client: FlaskClient) -> None:
    message = "What is <script>alert(1)</script>\x00\u202e useState?"
    reply = client.post("/api/chat", json={"message": message, "lessonId": "react-hooks"}).get_json()
    kept = client.get(f"/api/conversations/{reply['conversationId']}").get_json()
    assert kept["messages"][0]["content"] == "What is <script>alert(1)</script> useState?"


@pytest.mark.slow
def test_an_expired_video_is_gone_and_the_conversation_keeps_its_text(
    client: FlaskClient, container: Container
) -> None:
    reply = client.post("/api/chat", json=SHORT).get_json()
    Housekeeper(container.store, container.storage, container.work, max_age_days=1e-9).clean()
    for path in (f"/api/messages/{reply['messageId']}", reply["videoUrl"], reply["thumbnailUrl"], reply["captionsUrl"]):
        answer = client.get(path)
        assert (answer.status_code, answer.get_json()["error"]["code"]) == (410, "video_expired"), path
    message = client.get(f"/api/conversations/{reply['conversationId']}").get_json()["messages"][1]
    assert reply["narration"] in message["content"]
    assert message["reply"]["expired"] is True
    assert message["reply"]["videoUrl"] is None


def test_lessons_are_listed_and_read(client: FlaskClient) -> None:
    listed = client.get("/api/lessons").get_json()["lessons"]
    assert len(listed) == 15
    one = client.get("/api/lessons/photosynthesis").get_json()
    assert one["title"] == "Photosynthesis"
    assert "chlorophyll" in one["text"]


def test_health_says_what_there_is(client: FlaskClient) -> None:
    told = client.get("/healthz").get_json()
    assert told.pop("disk")["state"] in ("ok", "full")
    assert told | {"version": ""} == {
        "status": "ok",
        "version": "",
        "database": True,
        "engines": ["storyboard"],
        "traffic": {"storyboard": {"state": "ok", "since": None, "reason": None, "under_way": 0}},
        "unfinished": 0,
    }


def test_a_text_answer_is_told_paragraph_by_paragraph_and_can_be_found_again(client: FlaskClient) -> None:
    ask = {"message": "What does useEffect do?", "lessonId": "react-hooks"}
    answer = client.post("/api/chat", json=ask, headers={"Accept": "text/event-stream"})
    seen = list(events(answer.text))
    kinds = [kind for kind, _ in seen]
    assert kinds == ["delta"] * (len(seen) - 1) + ["message"]
    reply = seen[-1][1]
    assert len(seen) > 2
    assert "".join(data["text"] for _, data in seen[:-1]) == reply["content"]
    assert answer.headers["X-Message-Id"] == reply["messageId"]
    assert answer.headers["X-Conversation-Id"] == reply["conversationId"]


def test_a_refused_message_has_its_own_status_in_a_stream_too(client: FlaskClient) -> None:
    for wrong in ({"lessonId": "none"}, {"conversationId": "none"}):
        answer = client.post("/api/chat", json=ASK | wrong, headers={"Accept": "text/event-stream"})
        assert (answer.status_code, answer.get_json()["error"]["code"]) == (404, "not_found")


def test_markdown_becomes_html_in_which_nothing_runs(client: FlaskClient) -> None:
    hostile = "<script>alert(1)</script> [x](javascript:alert(1)) ![y](https://elsewhere.example/y.png) **bold** $x^2$"
    (html,) = client.post("/api/html", json={"texts": [hostile]}).get_json()["html"]
    assert "<script" not in html
    assert 'href="javascript' not in html
    assert "<img" not in html
    assert "<strong>bold</strong>" in html
    assert 'aria-label="x^2"' in html
    assert client.post("/api/html", json={"texts": "no list"}).status_code == 400


def test_a_wrong_key_is_tried_once_and_told_to_the_operator_alone(make_settings: Callable[..., Settings]) -> None:
    with Upstream(Scenario(chat=error(401, "invalid_api_key", "Incorrect API key provided: sekrit-key."))) as upstream:
        container = Container(make_settings(openai_api_key="sekrit-key", openai_base_url=upstream.url))
        container.database.migrate()
        client = create_app(container.settings, container).test_client()
        ask = {"message": "What does useEffect do?", "lessonId": "react-hooks"}
        replies = [client.post("/api/chat", json=ask).get_json() for _ in range(3)]
        health = client.get("/healthz")
        container.close()
        assert len(upstream.requests) == 1
    assert all("useEffect" in reply["content"] and "key" not in str(reply).lower() for reply in replies)
    told = health.get_json()["language_model"]
    assert (health.status_code, health.get_json()["status"], told["state"]) == (200, "degraded", "resting")
    assert "OPENAI_API_KEY" in told["reason"]
    assert "sekrit" not in health.text


def test_a_model_without_sense_fails_no_video_that_no_lesson_could_be_made_into(
    make_settings: Callable[..., Settings],
) -> None:
    with Upstream(Scenario(replies=(refusal("I'd rather not."),))) as upstream:
        container = Container(make_settings(openai_api_key="any", openai_base_url=upstream.url))
        container.database.migrate()
        container.runner.start()
        client = create_app(container.settings, container).test_client()
        reply = client.post("/api/chat", json={"message": "Can you make a video about medieval falconry?"}).get_json()
        shelf = client.get("/api/library").get_json()
        container.close()
    assert (reply["reason"], reply["status"], reply["error"]) == ("no_lesson", "completed", None)
    assert not any("unavailable" in line for line in reply["keyTakeaways"])
    assert (shelf["total"], shelf["videos"]) == (0, [])


def test_a_long_lesson_is_read_in_a_process_that_can_be_killed_and_not_again_here(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "# Photosynthesis\n\n" + "Plants make sugar of light, water and air. " * 200

    def here(_markdown: str) -> None:
        raise AssertionError("read in the server's own process")

    monkeypatch.setattr(lesson_module, "read_blocks", here)
    ask = {"message": "What do plants make?", "lesson": {"title": "Plants", "text": text}}
    answer = client.post("/api/chat", json=ask)
    assert answer.status_code == 200, answer.text
    assert "sugar" in answer.get_json()["content"]
