"""A field that nothing here knows is named, and what is wrong is said in plain words."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

FILM = {"message": "Can you make a video explaining React hooks?"}


def test_a_chat_names_what_it_passes_over(client: FlaskClient) -> None:
    asked = {**FILM, "lessonid": "the-cell", "options": {"sizes": "1280x720", "colour": "red"}}
    pending = client.post("/api/chat", json=asked, headers={"Prefer": "respond-async"}).get_json()
    assert pending["notes"] == [
        "lessonid is not known here and was passed over. Did you mean lessonId?",
        "options.sizes is not known here and was passed over. Did you mean size?",
        "options.colour is not known here and was passed over.",
    ]
    text = client.post("/api/chat", json={"message": "What is a derivative?", "mood": "kind"}).get_json()
    assert text["notes"] == ["mood is not known here and was passed over."]
    kept = client.get(f"/api/messages/{text['messageId']}").get_json()
    assert kept["notes"] == text["notes"]


@pytest.mark.parametrize("form", [True, False])
def test_an_order_names_what_it_passes_over(client: FlaskClient, form: bool) -> None:
    fields = {"prompt": "Otters hold hands.", "second": "4", "seed": "7"}
    video = client.post("/v1/videos", **({"data": fields} if form else {"json": fields})).get_json()
    assert [note.split()[0] for note in video["notes"]] == ["second", "seed"]
    assert client.get(f"/v1/videos/{video['id']}").get_json()["notes"] == video["notes"]
    again = client.post("/v1/videos", json={"prompt": "Otters hold hands.", "sed": "7"}).get_json()
    assert again["id"] == video["id"], "it is the same order"
    assert any(note.startswith("sed ") for note in again["notes"])


@pytest.mark.parametrize(
    ("path", "body", "param"),
    [
        ("/api/html", {"texts": ["a"], "text": "b"}, "text"),
        ("/api/speech/preview", {"voice": "espeak", "langauge": "de"}, "langauge"),
        ("/api/storyboard/preview", {"storyboard": {"scenes": []}, "sise": "1280x720"}, "sise"),
    ],
)
def test_what_has_no_notes_refuses(client: FlaskClient, path: str, body: dict[str, Any], param: str) -> None:
    answer = client.post(path, json=body)
    assert (answer.status_code, answer.get_json()["error"]["param"]) == (400, param)
    assert "Did you mean" in answer.get_json()["error"]["message"]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/videos", {"prompt": "Otters", "size": "big"}),
        ("/v1/videos", {"prompt": "Otters", "language": "!"}),
        ("/v1/videos", {"prompt": "Otters", "seconds": "soon"}),
        ("/v1/videos", {"prompt": "Otters", "seconds": -1}),
        ("/v1/videos", {"prompt": "Otters", "aspect_ratio": "3:1"}),
        ("/v1/videos", {"prompt": ""}),
        ("/v1/videos", {"prompt": 5}),
        ("/v1/videos", {"prompt": "Otters", "cache": "maybe"}),
        ("/v1/videos", {}),
        ("/api/chat", {"message": "x" * 10_001}),
        ("/api/chat", {"message": "Hi", "lesson": "the cell"}),
        ("/api/chat", {"message": "Hi", "options": {"size": "1280*720"}}),
        ("/api/chat", {"message": "Hi", "options": []}),
        ("/api/html", {"texts": "a"}),
        ("/api/html", {"texts": [1]}),
        ("/api/html", {"texts": ["a"] * 101}),
    ],
)
def test_refusals_are_plain_words(client: FlaskClient, path: str, body: dict[str, Any]) -> None:
    answer = client.post(path, json=body)
    error = answer.get_json()["error"]
    assert answer.status_code == 400
    assert error["message"].startswith(error["param"])
    assert not re.search(r"pattern|regex|pydantic|valid |instance|\^|\\d|\[0-9|Input", error["message"]), error


@pytest.mark.parametrize(
    ("path", "param", "meant"),
    [
        ("/v1/videos?limt=3", "limt", "limit"),
        ("/v1/videos/{}/content?varient=thumbnail", "varient", "variant"),
        ("/v1/videos/{}/poll?timeot=1", "timeot", "timeout"),
        ("/v1/videos/{}/events?aftr=evt_1", "aftr", "after"),
        ("/api/library?querry=tides", "querry", "query"),
        ("/api/lessons/the-cell/storyboard?secnds=20", "secnds", "seconds"),
    ],
)
def test_a_query_that_is_misspelled_is_refused(client: FlaskClient, path: str, param: str, meant: str) -> None:
    video = client.post("/v1/videos", json={"prompt": "Otters hold hands while they sleep."}).get_json()
    answer = client.get(path.format(video["id"]))
    assert (answer.status_code, answer.get_json()["error"]["param"]) == (400, param)
    assert f"Did you mean {meant}?" in answer.get_json()["error"]["message"]


def test_every_part_of_a_query_that_is_read_is_described(client: FlaskClient) -> None:
    paths = client.get("/openapi.json").get_json()["paths"]
    told = {
        path: {each["name"] for each in ways["get"].get("parameters", ())}
        for path, ways in paths.items()
        if "get" in ways
    }
    assert told["/v1/videos"] == {"limit", "order", "status", "after"}
    assert told["/v1/videos/{video_id}/content"] == {"video_id", "variant"}
    assert client.get("/v1/videos?api-version=2026-01-01").status_code == 200, "as clients of some gateways send it"
