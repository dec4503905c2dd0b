"""Messages with an Idempotency-Key: the same one has one answer and is one video, whoever takes it and whoever dies."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from hackathon_backend.app import Container
from hackathon_backend.chat.models import ChatKey, Conversation, Message
from hackathon_backend.chat.turns import Ask, TurnPlace
from hackathon_backend.errors import LeaseLost
from hackathon_backend.jobs import Job, State
from hackathon_backend.jobs.store.lease import this_process
from hackathon_backend.settings import Settings
from tests.access.ownership.conftest import key as key_of
from tests.replies import a_reply
from tests.server import Server
from tests.upstream import Fault, Scenario, Upstream

from .test_chat import ASK, events

ASYNC = {"Prefer": "respond-async"}
QUESTION = {"message": "What does a hook do?", "lessonId": "react-hooks"}


@pytest.fixture
def container(make_settings: Callable[..., Settings]) -> Iterator[Container]:
    """Takes orders, and makes none."""
    opened = Container(make_settings())
    opened.database.migrate()
    yield opened
    opened.close()


def say(client: FlaskClient, body: dict[str, Any], key: str = "k1", **headers: str) -> TestResponse:
    return client.post("/api/chat", json=body, headers={"Idempotency-Key": key, **headers})


def count(container: Container, *kinds: type) -> list[int]:
    with container.database.read() as session:
        return [session.scalar(select(func.count()).select_from(kind)) or 0 for kind in kinds]


def test_the_same_message_under_one_key_is_one_video(client: FlaskClient, container: Container) -> None:
    first, again = (say(client, ASK, **ASYNC).get_json() for _ in range(2))
    assert again["videoId"] == first["videoId"]
    assert (again["messageId"], again["conversationId"]) == (first["messageId"], first["conversationId"])
    assert count(container, Job, Conversation, Message) == [1, 1, 2]
    other = say(client, ASK, "k2", **ASYNC).get_json()
    assert other["videoId"] != first["videoId"]


@pytest.mark.parametrize("state", [State.COMPLETED, State.FAILED])
def test_sent_again_when_its_video_has_ended_it_is_answered_whole(
    client: FlaskClient, container: Container, state: State
) -> None:
    first = say(client, ASK, **ASYNC).get_json()
    with container.database.write() as session:
        job = session.get_one(Job, first["videoId"])
        job.state, job.ended_at, job.reply = state, time.time(), a_reply(format="video", narration="Hooks.")
    again = say(client, ASK, **ASYNC)
    assert (again.status_code, again.get_json()["narration"]) == (200, "Hooks."), again.text


def test_the_same_question_under_one_key_has_one_answer_in_any_form(client: FlaskClient, container: Container) -> None:
    first = say(client, QUESTION).get_json()
    assert say(client, QUESTION).get_json() == first
    told = list(events(say(client, QUESTION, Accept="text/event-stream").text))
    assert [name for name, _data in told[:-1]] == ["delta"] * (len(told) - 1)
    assert "".join(data["text"] for _name, data in told[:-1]) == first["content"]
    assert told[-1] == ("message", first)
    assert count(container, Job, Conversation, Message) == [0, 1, 2]


def test_a_question_goes_on_in_its_conversation_once(client: FlaskClient, container: Container) -> None:
    begun = say(client, QUESTION).get_json()
    more = {"message": "And a rule of hooks?", "conversationId": begun["conversationId"]}
    first = say(client, more, "k2").get_json()
    assert say(client, more, "k2").get_json() == first
    assert count(container, Conversation, Message) == [1, 4]


@pytest.mark.parametrize(
    "other",
    [ASK | {"message": "Make a video about tides"}, ASK | {"options": {"seconds": 8}}, ASK | {"lessonId": "tides"}],
)
def test_another_message_under_a_used_key_is_refused(
    client: FlaskClient, container: Container, other: dict[str, Any]
) -> None:
    say(client, ASK, **ASYNC)
    refused = say(client, other, **ASYNC)
    assert (refused.status_code, refused.get_json()["error"]["code"]) == (422, "idempotency_key_reused")
    assert count(container, Job, Conversation, Message) == [1, 1, 2]


def test_what_was_refused_leaves_the_key_unused(client: FlaskClient, container: Container) -> None:
    assert say(client, ASK | {"lessonId": "no-such-lesson"}).status_code == 404
    assert say(client, ASK, "k" * 256).status_code == 400
    assert count(container, ChatKey, Conversation) == [0, 0]
    assert say(client, ASK, **ASYNC).status_code == 202


def test_keys_are_of_those_who_send_them(client: FlaskClient, container: Container) -> None:
    headers = [key_of(container, name)[1] for name in ("ann", "bob")]
    ann, bob = (say(client, ASK, **ASYNC, **each).get_json()["videoId"] for each in headers)
    assert ann != bob


def test_sent_many_times_at_once_it_is_one_video(client: FlaskClient, container: Container) -> None:
    with ThreadPoolExecutor(8) as crew:
        answers = list(crew.map(lambda _: say(client.application.test_client(), ASK, **ASYNC).get_json(), range(8)))
    assert len({answer["videoId"] for answer in answers}) == 1
    assert count(container, Job, Conversation, Message) == [1, 1, 2]


def broken_off(container: Container, owner: str) -> None:
    """As a process leaves it that dies before it has answered."""
    with container.database.write() as session:
        for message in session.scalars(select(Message).where(Message.role == "assistant")):
            session.delete(message)
        session.execute(update(ChatKey).values(lease_owner=owner, lease_token="x", lease_until=time.time() + 15))


def test_what_a_process_that_died_began_is_answered_in_its_place(client: FlaskClient, container: Container) -> None:
    first = say(client, QUESTION).get_json()
    host, _pid, start = this_process().rsplit("/", 2)
    broken_off(container, f"{host}/999999/{start}")
    again = say(client, QUESTION).get_json()
    assert again | {"generatedAt": ""} == first | {"generatedAt": ""}
    assert count(container, Conversation, Message) == [1, 2]


def test_what_another_process_is_at_is_waited_for(client: FlaskClient, container: Container) -> None:
    first = say(client, QUESTION).get_json()
    with container.database.read() as session:
        kept = session.get_one(Message, first["messageId"])
    broken_off(container, this_process())

    def answer() -> None:
        container.conversations.answer(kept.conversation_id, kept.id, reply=kept.reply, job_id=None)

    threading.Timer(0.3, answer).start()
    assert say(client, QUESTION).get_json() == first
    assert count(container, Conversation, Message) == [1, 2]


def test_whoever_finds_no_place_to_wait_is_told_so_at_once(client: FlaskClient, container: Container) -> None:
    say(client, QUESTION)
    broken_off(container, this_process())
    while container.waiters.enter():
        pass
    assert say(client, QUESTION).status_code == 409
    container.waiters.leave()
    container.keyed_chat.stop()
    assert say(client, QUESTION).get_json()["error"]["code"] == "stopping"
    assert container.waiters.enter(), "whoever was let go has given the place back"


def test_of_two_that_answer_the_same_message_the_slower_one_changes_nothing(
    client: FlaskClient, container: Container
) -> None:
    video, text = say(client, ASK, **ASYNC).get_json(), say(client, QUESTION, "k2").get_json()
    places = [TurnPlace(each["messageId"], each["conversationId"]) for each in (video, text)]
    ask = Ask(ASK["message"], conversation_id=video["conversationId"])
    late = container.chat.turn(ask, place=places[0])
    assert late.job is not None
    assert late.job.id == video["videoId"]
    question = Ask(QUESTION["message"], {"id": QUESTION["lessonId"]}, text["conversationId"])
    with pytest.raises(LeaseLost):
        container.chat.turn(question, place=places[1])
    assert count(container, Job, Message) == [1, 4]


def test_the_key_goes_with_its_conversation(client: FlaskClient, container: Container) -> None:
    first = say(client, QUESTION).get_json()
    with container.database.write() as session:
        session.delete(session.get_one(Conversation, first["conversationId"]))
    assert count(container, ChatKey) == [0]
    assert say(client, QUESTION).get_json()["conversationId"] != first["conversationId"]


@pytest.mark.slow
def test_a_server_that_is_killed_while_it_answers_leaves_one_question_and_one_answer(tmp_path: Path) -> None:
    hangs = Fault(wait=60.0, times=1)
    with Upstream(Scenario(chat=hangs)) as upstream, Server(tmp_path, openai_base_url=upstream.url) as server:
        body = {**QUESTION, "headers": {"Idempotency-Key": "k1"}}
        asking = threading.Thread(target=_ask_in_vain, args=(server, body))
        asking.start()
        server.until("select count(*) from chat_keys")
        server.until_true(lambda: bool(upstream.requests))
        server.kill()
        asking.join()
        server.start()
        answers = [server.chat(**body) for _ in range(2)]
        assert answers[0] == answers[1], answers
        assert [row["role"] for row in server.rows("select role from messages order by created_at")] == [
            "student", "assistant",
        ]  # fmt: skip
        assert server.rows("select count(*) as found from conversations") == [{"found": 1}]


def _ask_in_vain(server: Server, body: dict[str, Any]) -> None:
    with pytest.raises((OSError, json.JSONDecodeError)):
        server.chat(**body)
