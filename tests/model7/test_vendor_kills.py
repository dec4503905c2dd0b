"""Videos from the other vendors, by a real server: from a message to a narrated film, and SIGKILL in every state.

A server is killed once, with a job in each state; what has come of each of them in the end is looked at by itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from hackathon_backend.media import probe
from tests.engines.vendors.replicate import MODEL, ReplicateServer
from tests.engines.vendors.runway import RunwayServer
from tests.server import Server
from tests.upstream import Fault, Scenario, Upstream, tool_call

from .test_kills import ASK, BRIEF, HANGS

pytestmark = pytest.mark.slow

SCENARIO = Scenario(
    # In turn: the order that is downloading at the kill, one that was taken, one that was not, and the others.
    create=(Fault(times=1), Fault(wait=HANGS, taken=True, times=1), Fault(500, wait=HANGS, times=1)),
    content=Fault(wait=HANGS, times=1),
    render_seconds=1.0,
    poll_after_ms=300,
)


@dataclass
class Vendor:
    """A vendor's server, how orders are counted there, and the settings that lead to it."""

    server: RunwayServer | ReplicateServer
    settings: Mapping[str, object]
    model: str
    prompt_of: Callable[[dict[str, Any]], str]

    def orders(self, prompt: str) -> int:
        """How many orders for the prompt arrived."""
        return sum(self.prompt_of(request.fields) == prompt for request in self.server.orders)


@dataclass
class Outcome:
    """What came of everything: rows and files by the state at the kill, and the reply in the chat."""

    vendor: str
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    orders: dict[str, int] = field(default_factory=dict)
    reply: dict[str, Any] = field(default_factory=dict)
    chat_orders: list[str] = field(default_factory=list)
    film: Path = Path()


@contextmanager
def runway() -> Iterator[Vendor]:
    with RunwayServer() as server:
        settings = {"runwayml_api_secret": "key_secret", "runway_base_url": server.address}
        yield Vendor(server, settings, "gen4.5", lambda fields: str(fields["promptText"]))


@contextmanager
def replicate() -> Iterator[Vendor]:
    with ReplicateServer() as server:
        settings = {"replicate_api_token": "r8_secret", "replicate_base_url": server.url, "replicate_model": MODEL}
        yield Vendor(server, settings, MODEL, lambda fields: str(fields["input"]["prompt"]))


VENDORS = {"runway": runway, "replicate": replicate}


def _says(request: dict[str, Any]) -> Any:
    return tool_call("make_video", topic="React hooks", language="en") if request.get("tools") else BRIEF


@pytest.fixture(scope="module", params=list(VENDORS))
def outcome(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outcome]:
    folder, made = tmp_path_factory.mktemp(request.param), Outcome(request.param)
    with VENDORS[request.param]() as vendor, Upstream(Scenario(replies=(_says,))) as language_model:
        settings = {**vendor.settings, "video_engines": f"{request.param},storyboard", "max_poll_timeout": 60}
        with Server(folder, **settings, openai_base_url=language_model.url) as server:
            vendor.server.play(SCENARIO)
            ids = _a_job_in_every_state(server, vendor)
            server.kill()
            server.start()
            server.until("select count(*) = 0 from jobs where ended_at is null")
            made.rows = {name: server.rows(f"select * from jobs where id = '{id_}'")[0] for name, id_ in ids.items()}
            made.orders = {name: vendor.orders(_prompt(name)) for name in ids}
            before = len(vendor.server.orders)
            made.reply = server.chat(ASK)
            made.film = folder / "generated_videos" / Path(made.reply["videoUrl"]).name
            made.chat_orders = [vendor.prompt_of(request.fields) for request in vendor.server.orders[before:]]
        yield made


def _prompt(name: str) -> str:
    return f"An otter, {name}"


def _a_job_in_every_state(server: Server, vendor: Vendor) -> dict[str, str]:
    """Ordered one after the other, each as soon as the one before is where it is to be killed."""
    ids: dict[str, str] = {}

    def order(name: str, where: str) -> None:
        body = {"prompt": _prompt(name), "model": vendor.model, "seconds": "5"}
        ids[name] = server.post("/v1/videos", body)["id"]
        server.until(f"select count(*) from jobs where id = '{ids[name]}' and {where}")

    order("downloading", "state = 'downloading' and lease_owner is not null")
    order("taken", "submitted_at is not null")
    server.until_true(lambda: len(vendor.server.orders) == 2)
    order("not taken", "submitted_at is not null")
    server.until_true(lambda: len(vendor.server.orders) == 3)
    order("rendering", "state = 'rendering'")
    return ids


def _made_by(row: dict[str, Any]) -> str:
    engines = json.loads(row["engines"])
    return str(engines[row["turn"]])


def test_a_message_becomes_a_narrated_and_captioned_film(outcome: Outcome) -> None:
    assert outcome.reply["format"] == "video", outcome.reply
    info = probe(outcome.film)
    assert info.has_audio
    assert info.duration > 2
    # Who has written it depends on whether the language model is left alone just then.
    captions = outcome.film.with_suffix(".vtt").read_text("utf-8").split()
    assert set(outcome.reply["narration"].split()) <= set(captions)
    assert outcome.chat_orders
    assert len(set(outcome.chat_orders)) == len(outcome.chat_orders)


@pytest.mark.parametrize("state", ["rendering", "downloading"])
def test_the_engine_goes_on_with_an_order_and_is_paid_once(outcome: Outcome, state: str) -> None:
    row = outcome.rows[state]
    assert (row["state"], _made_by(row)) == ("completed", outcome.vendor)
    assert outcome.orders[state] == 1


def test_an_order_whose_answer_was_lost_is_paid_once(outcome: Outcome) -> None:
    row = outcome.rows["taken"]
    assert row["state"] == "completed"
    assert outcome.orders["taken"] == 1
    # Replicate can be asked for it; Runway lists nothing, so the next engine has made the video.
    assert _made_by(row) == {"replicate": "replicate", "runway": "storyboard"}[outcome.vendor]


def test_an_order_of_unknown_outcome_is_not_sent_again(outcome: Outcome) -> None:
    row = outcome.rows["not taken"]
    assert (row["state"], _made_by(row)) == ("completed", "storyboard")
    assert outcome.orders["not taken"] == 1
