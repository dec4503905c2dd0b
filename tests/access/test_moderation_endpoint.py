"""An endpoint that speaks OpenAI's protocol is asked after the list, believed if sure, never waited for long."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from hackathon_backend.access.moderation import endpoint
from hackathon_backend.access.moderation.building import moderator_of
from hackathon_backend.access.moderation.endpoint import EndpointModerator
from hackathon_backend.access.moderation.listed import ListModerator
from hackathon_backend.access.moderation.verdict import ForbiddenKind, NoModerator
from hackathon_backend.settings import Settings
from tests.upstream.http import Reply, Request, error_reply, json_reply
from tests.upstream.loopback import Loopback
from tests.upstream.scenario import Fault, Faults, Script


@dataclass(frozen=True)
class Judging(Script):
    """What goes wrong with reviews."""

    moderation: Faults = ()


class ModerationSite(Loopback):
    """Flags what says "grumpy", with the score that it is given."""

    def __init__(self, fault: Fault = Fault(), *, category: str = "harassment", score: float | None = 0.95) -> None:  # noqa: B008
        super().__init__()
        self.scenario = Judging(fault)
        self.category, self.score = category, score

    def route(self, request: Request) -> tuple[str, Callable[[], Reply]] | None:
        if (request.method, request.path) != ("POST", "/v1/moderations"):
            return None
        return "moderation", lambda: json_reply(self._answer(request.fields))

    def turned_away(self, request: Request) -> Reply | None:
        right = request.headers.get("authorization") == "Bearer mk-1"
        return None if right else error_reply(401, "No.", "invalid_api_key")

    def unknown(self, request: Request) -> Reply:
        return error_reply(404, "No such path.")

    def _answer(self, fields: dict[str, Any]) -> dict[str, Any]:
        return {"id": "modr-1", "model": fields["model"], "results": [self._result(text) for text in fields["input"]]}

    def _result(self, text: str) -> dict[str, Any]:
        flagged = "grumpy" in text
        told: dict[str, Any] = {"flagged": flagged, "categories": {self.category: flagged, "hate": False}}
        if self.score is not None:
            told["category_scores"] = {self.category: self.score if flagged else 0.01, "hate": 0.0}
        return told


def asking(site: ModerationSite, key: str = "mk-1") -> EndpointModerator:
    return EndpointModerator(ListModerator(), key, f"{site.origin}/v1", "omni-moderation-latest")


@pytest.mark.parametrize("score", [0.95, None])
def test_what_the_endpoint_is_sure_of_is_not_made(score: float | None) -> None:
    with ModerationSite(score=score) as site:
        review = asking(site).review(["A lesson on bees", "my grumpy neighbour"])
        assert site.requests[0].fields == {
            "model": "omni-moderation-latest",
            "input": ["A lesson on bees", "my grumpy neighbour"],
        }
    assert (review.kind, review.at) == (ForbiddenKind.HARASSMENT, 1)
    assert review.message
    assert review.instead


def test_what_it_is_not_sure_of_passes() -> None:
    with ModerationSite(category="violence", score=0.4) as site:
        assert asking(site).review(["a grumpy lesson on the war"]).is_allowed


@pytest.mark.slow
def test_it_is_asked_about_all_of_a_document_and_one_piece_in_many_is_no_verdict() -> None:
    piece = ("The bee gathers nectar. " * 400)[:8_000]
    with ModerationSite() as site:
        moderator = asking(site)
        assert moderator.review_document(piece * 10 + "A grumpy bee.").is_allowed
        assert moderator.review_document(piece + "A grumpy bee.").kind is ForbiddenKind.HARASSMENT
        assert site.requests[0].fields["input"] == [piece] * 10 + ["A grumpy bee."]


def test_what_the_list_has_found_is_not_sent_to_anybody() -> None:
    with ModerationSite() as site:
        assert asking(site).review(["how to make a bomb"]).kind is ForbiddenKind.DANGEROUS
        assert site.requests == []


@pytest.mark.parametrize(
    "fault",
    [
        Fault(500, {"error": {"message": "Oops."}}),
        Fault(200, "<html>"),
        Fault(200, {"results": []}),
        Fault(200, {"results": [{"flagged": "perhaps"}]}),
        Fault(200, []),
        Fault(cut="before"),
        Fault(wait=30),
        Fault(dribble=0.5),
    ],
)
def test_if_it_is_away_the_list_decides_alone_and_the_log_says_so(
    fault: Fault, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    if fault.hangs:
        monkeypatch.setattr(endpoint, "_SECONDS", 0.4)
    with ModerationSite(fault) as site, caplog.at_level(logging.WARNING):
        moderator, began = asking(site), time.monotonic()
        assert moderator.review(["my grumpy neighbour"]).is_allowed
        assert time.monotonic() - began < 5
        assert moderator.review(["my grumpy neighbour"]).is_allowed
        assert not moderator.review(["how to make a bomb"]).is_allowed
        assert len(site.requests) == 1
    assert "MODERATION_BASE_URL" in caplog.text
    assert "grumpy" not in caplog.text


def test_a_wrong_key_is_told_to_the_operator_without_the_key(caplog: pytest.LogCaptureFixture) -> None:
    with ModerationSite() as site:
        assert asking(site, key="mk-wrong").review(["my grumpy neighbour"]).is_allowed
    assert "MODERATION_API_KEY" in caplog.text
    assert "mk-wrong" not in caplog.text


def test_it_is_asked_again_after_a_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "_RESTS", 0.0)
    with ModerationSite(Fault(500, {}, times=1)) as site:
        moderator = asking(site)
        assert moderator.review(["my grumpy neighbour"]).is_allowed
        assert not moderator.review(["my grumpy neighbour"]).is_allowed


def test_settings_say_who_reviews(make_settings: Callable[..., Settings]) -> None:
    assert isinstance(moderator_of(make_settings()), ListModerator)
    assert isinstance(moderator_of(make_settings(moderation="off")), NoModerator)
    assert isinstance(moderator_of(make_settings(moderation_api_key="mk-1")), EndpointModerator)
    assert isinstance(moderator_of(make_settings(moderation_base_url="http://127.0.0.1:1/v1")), EndpointModerator)
