"""When a video has ended, those who want to know are told: signed, until they have taken it, and nobody else."""

from __future__ import annotations

import json
import socket
from typing import Any

import openai
import pytest
from flask.testing import FlaskClient

from hackathon_backend.app import Container, create_app

from .conftest import SECRET, MakeHouse, a_job, end
from .receiver import Receiver, until

Answer = dict[str, Any]


def client_of(container: Container) -> FlaskClient:
    return create_app(container.settings, container).test_client()


def deliveries(container: Container, id_: str = "vid_1") -> list[Answer]:
    data: list[Answer] = client_of(container).get(f"/v1/videos/{id_}/deliveries").get_json()["data"]
    return data


def settled(container: Container, id_: str = "vid_1") -> list[Answer]:
    until(lambda: all(each["status"] != "pending" for each in deliveries(container, id_)))
    return deliveries(container, id_)


def unwrap(call: tuple[dict[str, str], bytes]) -> Any:
    headers, body = call
    return openai.OpenAI(api_key="any", webhook_secret=SECRET).webhooks.unwrap(body, headers)


def test_the_sdk_takes_the_call_for_one_of_its_own(make_house: MakeHouse, receiver: Receiver) -> None:
    container = make_house(webhook_url=receiver.url)
    a_job(container.store)
    job = end(container.store)
    receiver.wait(1)
    event = unwrap(receiver.calls[0])
    assert (event.type, event.object, event.data.id) == ("video.completed", "event", "vid_1")
    assert event.id.startswith("evt_")
    assert event.id == receiver.calls[0][0]["webhook-id"]
    assert job.ended_at is not None
    assert abs(event.created_at - job.ended_at) < 5
    (delivery,) = settled(container)
    assert (delivery["status"], delivery["event_id"], delivery["next_attempt_at"]) == ("delivered", event.id, None)
    assert [(attempt["status"], attempt["error"]) for attempt in delivery["attempts"]] == [(204, None)]


def test_a_changed_body_or_another_key_is_not_ours(make_house: MakeHouse, receiver: Receiver) -> None:
    container = make_house(webhook_url=receiver.url)
    a_job(container.store)
    end(container.store)
    receiver.wait(1)
    headers, body = receiver.calls[0]
    with pytest.raises(openai.InvalidWebhookSignatureError):
        unwrap((headers, body.replace(b"vid_1", b"vid_2")))
    with pytest.raises(openai.InvalidWebhookSignatureError):
        openai.OpenAI(api_key="any", webhook_secret="whsec_b3RoZXI=").webhooks.unwrap(body, headers)


@pytest.mark.parametrize("how", ["cancelled", "failed"])
def test_a_video_that_was_not_made_has_failed(make_house: MakeHouse, receiver: Receiver, how: str) -> None:
    container = make_house(webhook_url=receiver.url)
    a_job(container.store)
    container.store.cancel("vid_1") if how == "cancelled" else end(container.store, state="failed", reason="timeout")
    container.store.cancel("vid_1")
    receiver.wait(1)
    assert unwrap(receiver.calls[0]).type == "video.failed"
    assert len(settled(container)) == 1


def test_what_is_not_taken_is_sent_again_as_it_was(make_house: MakeHouse, receiver: Receiver) -> None:
    receiver.answers = [(500, {}), (302, {"Location": receiver.url}), (404, {}), (429, {"Retry-After": "0"})]
    container = make_house(webhook_url=receiver.url)
    a_job(container.store)
    end(container.store)
    receiver.wait(5)
    (delivery,) = settled(container)
    assert [attempt["status"] for attempt in delivery["attempts"]] == [500, 302, 404, 429, 204]
    assert len({(headers["webhook-id"], body) for headers, body in receiver.calls}) == 1
    for call in receiver.calls:
        unwrap(call)


def test_410_ends_it(make_house: MakeHouse, receiver: Receiver) -> None:
    receiver.answers = [(410, {})]
    container = make_house(webhook_url=receiver.url)
    a_job(container.store)
    end(container.store)
    (delivery,) = settled(container)
    assert (delivery["status"], len(delivery["attempts"]), len(receiver.calls)) == ("stopped", 1, 1)


def test_nobody_there_is_an_attempt_on_record(make_house: MakeHouse) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        container = make_house(webhook_url=f"http://127.0.0.1:{closed.getsockname()[1]}/secret-path?key=1")
        a_job(container.store)
        end(container.store)
        until(lambda: deliveries(container)[0]["attempts"])
    shown = deliveries(container)[0]
    assert shown["attempts"][0]["status"] is None
    assert shown["attempts"][0]["error"]
    assert "secret-path" not in json.dumps(shown)


def test_what_was_written_down_before_a_kill_is_sent_after_the_next_start(
    make_house: MakeHouse, receiver: Receiver
) -> None:
    first = make_house(webhook_url=receiver.url, sends=False)
    a_job(first.store)
    end(first.store)
    assert receiver.calls == []
    second = make_house(webhook_url=receiver.url)
    assert [each["status"] for each in settled(second)] == ["delivered"]
    assert len(receiver.calls) == 1


@pytest.mark.slow
def test_a_slow_receiver_keeps_nobody_else_waiting(make_house: MakeHouse, receiver: Receiver) -> None:
    with Receiver() as slow:
        slow.open.clear()
        container = make_house(webhook_hosts="127.0.0.1")
        for number in range(80):
            a_job(container.store, f"slow_{number}", webhook_url=slow.url)
            end(container.store, f"slow_{number}")
        slow.wait(1)
        a_job(container.store, "quick", webhook_url=receiver.url)
        end(container.store, "quick")
        receiver.wait(1)
        assert len(slow.calls) <= 2
        slow.open.set()
        slow.wait(80)


def test_both_the_operator_and_whoever_ordered_are_told_of_one_event(make_house: MakeHouse, receiver: Receiver) -> None:
    with Receiver() as theirs:
        container = make_house(webhook_url=receiver.url, webhook_hosts="127.0.0.1")
        a_job(container.store, webhook_url=theirs.url)
        end(container.store)
        receiver.wait(1)
        theirs.wait(1)
        assert unwrap(receiver.calls[0]).id == unwrap(theirs.calls[0]).id
        assert len(settled(container)) == 2


def test_the_same_url_twice_is_told_once(make_house: MakeHouse, receiver: Receiver) -> None:
    container = make_house(webhook_url=receiver.url)
    a_job(container.store, webhook_url=receiver.url)
    end(container.store)
    assert len(settled(container)) == 1
    assert len(receiver.calls) == 1


# -- what a request may name


def order(container: Container, url: Any, **more: Any) -> tuple[int, Answer]:
    body = {"prompt": "Otters hold hands.", "webhook_url": url, **more}
    answer = client_of(container).post("/v1/videos", json=body)
    return answer.status_code, answer.get_json()


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost:1/",
        "http://2130706433/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://other.example/",
        "http://hooks.example.evil.example/",
        "http://evil.example/hooks.example",
        "http://hooks.example@evil.example/",
        "http://evil.example#@hooks.example/",
        "http://evil.example\\@hooks.example/",
        "http://xhooks.example/",
        "ftp://hooks.example/",
        "file:///etc/passwd",
        "hooks.example",
        "x",
        "http://" + "a" * 3000,
        "http://" + "a" * 5000,
        7,
        ["http://hooks.example/"],
        {"url": "http://hooks.example/"},
    ],
)
def test_other_hosts_than_those_that_are_listed_are_refused(make_house: MakeHouse, url: Any) -> None:
    container = make_house(webhook_hosts="hooks.example, ten.example:8443", sends=False)
    status, answer = order(container, url)
    assert (status, answer["error"]["param"]) == (400, "webhook_url")
    assert container.store.unfinished() == []


@pytest.mark.parametrize(
    "url",
    ["https://hooks.example/a?b=c", "http://HOOKS.example:81/", "https://hooks.example./", "https://ten.example:8443/"],
)
def test_hosts_that_are_listed_may_be_named(make_house: MakeHouse, url: str) -> None:
    container = make_house(webhook_hosts="hooks.example,Ten.example:8443", sends=False)
    assert order(container, url)[0] == 200


def test_without_a_list_only_the_operators_own_url_may_be_named(make_house: MakeHouse) -> None:
    container = make_house(webhook_url="https://own.example/hook", sends=False)
    assert order(container, "https://own.example/hook")[0] == 200
    assert order(container, "https://own.example/other")[0] == 400
    assert order(make_house(webhook_secret=None, sends=False), "https://own.example/hook")[0] == 400


def test_a_listed_name_that_leads_inside_is_not_called(
    make_house: MakeHouse, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda _host, *more, **options: real("127.0.0.1", *more, **options))
    container = make_house(webhook_hosts="hooks.example")
    url = receiver.url.replace("127.0.0.1", "hooks.example")
    a_job(container.store, webhook_url=url)
    end(container.store)
    until(lambda: deliveries(container)[0]["attempts"])
    assert "not public" in deliveries(container)[0]["attempts"][0]["error"]
    assert receiver.calls == []


def test_a_local_host_that_is_listed_as_such_is_called(make_house: MakeHouse, receiver: Receiver) -> None:
    container = make_house(webhook_hosts="localhost,127.0.0.1")
    for number, url in enumerate((receiver.url, receiver.url.replace("127.0.0.1", "localhost"))):
        a_job(container.store, f"vid_{number}", webhook_url=url)
        end(container.store, f"vid_{number}")
    receiver.wait(2)


def test_a_host_that_is_no_longer_listed_is_no_longer_called(make_house: MakeHouse, receiver: Receiver) -> None:
    before = make_house(webhook_hosts="127.0.0.1", sends=False)
    a_job(before.store, webhook_url=receiver.url)
    end(before.store)
    after = make_house(webhook_hosts="hooks.example")
    until(lambda: deliveries(after)[0]["attempts"])
    assert receiver.calls == []


def test_an_order_that_is_answered_with_a_finished_video_is_called_all_the_same(
    make_house: MakeHouse, receiver: Receiver
) -> None:
    container = make_house(webhook_hosts="127.0.0.1")
    status, first = order(container, receiver.url)
    assert status == 200
    end(container.store, first["id"])
    receiver.wait(1)
    name = f"video_{int(container.store.get(first['id']).created_at * 1000)}_{first['id']}.mp4"
    (container.storage.folder / name).write_bytes(b"film")
    again = order(container, receiver.url)[1]
    assert (again["id"], again["status"]) == (first["id"], "completed")
    receiver.wait(2)
    assert unwrap(receiver.calls[1]).data.id == first["id"]


def test_the_deliveries_of_an_unknown_video_are_not_found(make_house: MakeHouse) -> None:
    container = make_house(sends=False)
    assert client_of(container).get("/v1/videos/vid_x/deliveries").status_code == 404
    a_job(container.store)
    assert client_of(container).get("/api/v1/videos/vid_1/deliveries").get_json() == {"object": "list", "data": []}
