"""Nothing that a client sends makes a 500; every refusal has the protocol's shape and changes nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hackathon_backend.app import Container

JSON = {"Content-Type": "application/json"}
FORM = "application/x-www-form-urlencoded"


def refused(client: FlaskClient, body: Any, status: int, param: str | None = None) -> None:
    data = body if isinstance(body, bytes | str) else json.dumps(body)
    answer = client.post("/api/chat", data=data, headers=JSON)
    assert answer.status_code == status, answer.text
    error = answer.get_json()["error"]
    assert set(error) == {"message", "type", "param", "code"}
    assert error["type"] == "invalid_request_error"
    assert error["message"]
    if param:
        assert error["param"] == param


@pytest.mark.parametrize(
    ("body", "param"),
    [
        (b"", None),
        (b"{", None),
        (b"[]", None),
        (b'"hello"', None),
        (b"\xff\xfe", None),
        (b"[" * 100_000, None),
        (b'{"a":' * 50_000, None),
        ({}, "message"),
        ({"message": ""}, "message"),
        ({"message": " \n\t "}, "message"),
        ({"message": "\x00\x01\u200b"}, "message"),
        ({"message": None}, "message"),
        ({"message": 7}, "message"),
        ({"message": ["a"]}, "message"),
        ({"message": "x" * 10_001}, "message"),
        ({"message": "x" * 1_000_000}, "message"),
        ({"message": "hi", "lessonId": 7}, "lessonId"),
        ({"message": "hi", "lesson": "text"}, "lesson"),
        ({"message": "hi", "lesson": {"title": "x"}}, "lesson.text"),
        ({"message": "hi", "lesson": {"title": "x", "text": "x" * 200_001}}, "lesson.text"),
        ({"message": "hi", "options": []}, "options"),
        ({"message": "hi", "options": {"seconds": "8"}}, "options.seconds"),
        ({"message": "hi", "options": {"seconds": -1}}, "options.seconds"),
        ({"message": "hi", "options": {"seconds": 0}}, "options.seconds"),
        ({"message": "hi", "options": {"seconds": True}}, "options.seconds"),
        ({"message": "hi", "options": {"seconds": [8]}}, "options.seconds"),
        ({"message": "hi", "options": {"voice_speed": 0.79}}, "options.voice_speed"),
        ({"message": "hi", "options": {"voice_speed": "fast"}}, "options.voice_speed"),
        (b'{"message": "hi", "options": {"seconds": NaN}}', "options.seconds"),
        (b'{"message": "hi", "options": {"seconds": 1e999}}', "options.seconds"),
        ({"message": "hi", "options": {"size": "big"}}, "options.size"),
        ({"message": "hi", "options": {"size": "0x0"}}, "options.size"),
        ({"message": "hi", "options": {"size": "1280x720\n"}}, None),
        ({"message": "hi", "options": {"size": "-1280x720"}}, "options.size"),
        ({"message": "hi", "options": {"language": "../../etc"}}, "options.language"),
        ({"message": "hi", "options": {"model": "gpt-9000"}}, "model"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_makes_no_sense_is_refused(client: FlaskClient, body: Any, param: str | None) -> None:
    if isinstance(body, dict) and body.get("options", {}) == {"size": "1280x720\n"}:
        # Ends are trimmed like those of any text.
        assert client.post("/api/chat", json=body).status_code == 200
        return
    refused(client, body, 400, param)


def test_what_is_not_there_is_not_found(client: FlaskClient) -> None:
    refused(client, {"message": "hi", "lessonId": "no-such-lesson"}, 404, "lessonId")
    refused(client, {"message": "hi", "lessonId": "../../etc/passwd"}, 404, "lessonId")
    refused(client, {"message": "hi", "conversationId": "conv_x"}, 404, "conversationId")
    for path in ("/api/lessons/x", "/api/conversations/x", "/api/messages/x", "/api/messages/x/events", "/nowhere"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "error" in answer.get_json()


@pytest.mark.slow
@pytest.mark.parametrize("odd", ["\0", "\ud800", "a\udfffb"])
def test_texts_that_nothing_can_write_make_no_server_error(client: FlaskClient, odd: str) -> None:
    board = {"title": odd, "scenes": [{"type": "title", "title": f"A{odd}", "narration": "Hello there.", odd: 1}]}
    bodies = {
        "/v1/videos": [{"prompt": odd}, {"prompt": "x", "model": odd}, {"prompt": json.dumps(board)}, {odd: 1}],
        "/v1/videos/edits": [{"prompt": "slower", "video": odd}, {"prompt": odd, "video": {"id": odd}}],
        "/v1/videos/vid_1/edits": [{"operation": odd}, {"operation": "join", "videos": [odd]}],
        "/api/chat": [{"message": "hi", "lessonId": odd}, {"message": "hi", "options": {odd: odd}}],
        "/api/storyboard/preview": [{"storyboard": board}, {"storyboard": json.dumps(board)}],
    }
    for path, tried in bodies.items():
        for body in tried:
            assert client.post(path, data=json.dumps(body), headers=JSON).status_code < 500, (path, body)
    assert client.post("/v1/videos", data={f"video[{odd.encode('utf-8', 'replace').decode()}]": "1"}).status_code == 400


@pytest.mark.parametrize(
    "path", ["/v1/videos/%00", "/videos/a%00.mp4", "/api/messages/%00/events", "/static/%00", "/%00"]
)
def test_a_nul_in_a_path_leads_nowhere(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_form_is_bounded_in_length_and_in_fields(client: FlaskClient) -> None:
    many = "&".join(f"a{number}=1" for number in range(600))
    assert client.post("/v1/videos", data=f"{many}&prompt=x", content_type=FORM).status_code == 413
    assert client.post("/v1/videos", data="prompt=" + "%41" * 1_000_000, content_type=FORM).status_code == 413
    assert client.post("/v1/videos", data={f"a{number}": "1" for number in range(600)}).status_code == 413
    assert client.post("/v1/videos/edits", data={"prompt": "x" * 3_000_000, "video": "vid_1"}).status_code == 413


@pytest.mark.parametrize("path", ["/v1/videos/edits", "/v1/videos/extensions", "/v1/videos/vid_1/edits"])
def test_json_without_a_picture_is_read_up_to_two_megabytes(client: FlaskClient, path: str) -> None:
    assert client.post(path, data=b'{"prompt": "' + b"x" * 3_000_000 + b'"}', headers=JSON).status_code == 413


def test_a_body_that_is_far_too_large_is_refused_unread(client: FlaskClient) -> None:
    refused(client, b" " * (3 * 1024 * 1024), 413)


def test_a_form_of_another_site_is_not_read(client: FlaskClient) -> None:
    answer = client.post("/api/chat", data='{"message": "hi"}', headers={"Content-Type": "text/plain"})
    assert answer.status_code == 415
    assert answer.get_json()["error"]["code"] == "unsupported_media_type"


def test_a_wrong_method_is_told_which_are_right(client: FlaskClient) -> None:
    answer = client.delete("/api/chat")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]
    assert answer.get_json()["error"]["code"] == "method_not_allowed"


def test_a_refused_message_leaves_nothing_behind(client: FlaskClient, container: Container) -> None:
    refused(client, {"message": "make a video about hooks", "options": {"model": "gpt-9000"}}, 400)
    refused(client, {"message": "make a video about hooks", "lessonId": "nope"}, 404)
    with container.database.read() as session:
        for table in ("jobs", "messages", "conversations"):
            assert session.connection().exec_driver_sql(f"select count(*) from {table}").scalar() == 0


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.slow
@given(
    body=st.fixed_dictionaries(
        {},
        optional={
            "message": json_values,
            "lessonId": json_values,
            "lesson": json_values,
            "conversationId": json_values,
            "options": json_values
            | st.fixed_dictionaries(
                {}, optional=dict.fromkeys(("seconds", "size", "style", "language", "voice", "model"), json_values)
            ),
        },
    )
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_body_at_all_makes_a_server_error(client: FlaskClient, body: Any) -> None:
    answer = client.post("/api/chat", data=json.dumps(body), headers=JSON)
    assert answer.status_code < 500, answer.text


@pytest.mark.slow
@given(path=st.text(max_size=60))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_name_of_a_video_makes_a_server_error(client: FlaskClient, path: str) -> None:
    from urllib.parse import quote

    assert client.get(f"/videos/{quote(path, errors='surrogatepass')}").status_code < 500
