"""A conversation remembers its video: words change it, and the new one names its parent."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient

from hackathon_backend.app import House

ASYNC = {"Prefer": "respond-async"}


def say(client: FlaskClient, message: str, conversation: str | None = None, **more: Any) -> Any:
    body = {"message": message, "conversationId": conversation, **more}
    return client.post("/api/chat", json=body, headers=ASYNC if more.pop("later", False) else {}).get_json()


def test_a_video_is_changed_by_words_and_the_conversation_keeps_both(client: FlaskClient, house: House) -> None:
    first = say(client, "Make a video about photosynthesis", options={"seconds": 8})
    talk = first["conversationId"]
    second = say(client, "now vertical and on a chalkboard", talk)
    assert (second["format"], second["parentVideoId"], second["size"]) == ("video", first["videoId"], "720x1280")
    assert second["conversationId"] == talk
    assert "now vertical" in second["notes"][-1]
    assert house.store.get(second["videoId"]).brief["storyboard"]["theme"] == "chalkboard"  # type: ignore[index]
    asked = say(client, "in French please", talk)
    assert (asked["format"], asked["reason"]) == ("text", None)
    assert "French" in asked["content"]
    assert "shorter" in asked["content"]
    kept = client.get(f"/api/conversations/{talk}").get_json()["messages"]
    assert [message.get("videoId") for message in kept if message["role"] == "assistant"][:2] == [
        first["videoId"],
        second["videoId"],
    ]
    client.delete(f"/v1/videos/{second['videoId']}")
    gone = say(client, "hochkant bitte", talk)
    assert gone["format"] == "text"
    assert "gelöscht" in gone["content"]


def test_a_video_under_way_is_changed_as_soon_as_it_is_written(client: FlaskClient, house: House) -> None:
    order = client.post("/api/chat", json={"message": "Make a video about hooks"}, headers=ASYNC).get_json()
    body = {"message": "shorter", "conversationId": order["conversationId"], "options": {"size": "1080x1080"}}
    changed = client.post("/api/chat", json=body, headers=ASYNC).get_json()
    assert changed["parentVideoId"] == order["videoId"]
    assert house.store.get(changed["videoId"]).request["size"] == "1080x1080"


def test_without_a_video_there_is_nothing_to_change(client: FlaskClient) -> None:
    reply = say(client, "ahora en vertical")
    assert (reply["format"], reply["fallback"]) == ("text", False)
    assert "vídeo" in reply["content"]
