"""A conversation remembers its video: words change it, and the new one names its parent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from flask.testing import FlaskClient

from hackathon_backend.app import Container, create_app
from hackathon_backend.settings import Settings
from tests.upstream import Scenario, Upstream, tool_call

pytestmark = pytest.mark.slow

ASYNC = {"Prefer": "respond-async"}


def say(client: FlaskClient, message: str, conversation: str | None = None, **more: Any) -> Any:
    body = {"message": message, "conversationId": conversation, **more}
    return client.post("/api/chat", json=body, headers=ASYNC if more.pop("later", False) else {}).get_json()


def test_a_video_is_changed_by_words_and_the_conversation_keeps_both(client: FlaskClient, container: Container) -> None:
    first = say(client, "Make a video about photosynthesis", options={"seconds": 8})
    talk = first["conversationId"]
    second = say(client, "now vertical and on a chalkboard", talk)
    assert (second["format"], second["parentVideoId"], second["size"]) == ("video", first["videoId"], "720x1280")
    assert second["conversationId"] == talk
    assert "now vertical" in second["notes"][-1]
    assert container.store.get(second["videoId"]).brief.storyboard["theme"] == "chalkboard"  # type: ignore[index, union-attr]
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


def test_a_video_under_way_is_changed_as_soon_as_it_is_written(client: FlaskClient, container: Container) -> None:
    order = client.post("/api/chat", json={"message": "Make a video about hooks"}, headers=ASYNC).get_json()
    body = {"message": "shorter", "conversationId": order["conversationId"], "options": {"size": "1080x1080"}}
    changed = client.post("/api/chat", json=body, headers=ASYNC).get_json()
    assert changed["parentVideoId"] == order["videoId"]
    assert container.store.get(changed["videoId"]).request.size == "1080x1080"


def test_without_a_video_there_is_nothing_to_change(client: FlaskClient) -> None:
    reply = say(client, "ahora en vertical")
    assert (reply["format"], reply["fallback"]) == ("text", False)
    assert "vídeo" in reply["content"]


def test_a_language_model_changes_what_words_can_not(make_settings: Callable[..., Settings]) -> None:
    board = {
        "title": "Plantas",
        "language": "es",
        "scenes": [{"type": "title", "title": "Plantas", "narration": "Hola."}],
    }

    def replies(fields: Mapping[str, Any]) -> Any:
        if "tools" not in fields:
            return {"storyboard": board} if fields["response_format"]["json_schema"]["name"] == "storyboard" else "?"
        if "Spanish" in fields["messages"][-1]["content"]:
            return tool_call("change_video", instruction="in Spanish")
        return tool_call("make_video", topic="photosynthesis", language="en", seconds=8, size="portrait")

    with Upstream(Scenario(replies=(replies,))) as upstream:
        container = Container(make_settings(render_workers=1, openai_base_url=upstream.url))
        container.database.migrate()
        container.runner.start()
        try:
            client = create_app(container.settings, container).test_client()
            first = say(client, "show me how plants eat")
            assert (first["size"], first["durationSeconds"]) == ("720x1280", pytest.approx(8, abs=2))
            second = say(client, "in Spanish please", first["conversationId"])
        finally:
            container.close()
        shown = [str(each.fields["messages"]) for each in upstream.requests if "tools" not in each.fields]
    assert (second["title"], second["parentVideoId"]) == ("Plantas", first["videoId"])
    assert first["narration"][:20] in shown[-1], "the model is shown the storyboard that it changes"
