"""Blotato's API, spoken to a real server on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hackathon_backend.errors import PublicationUnsure, PublisherAway, PublisherRefused
from hackathon_backend.publishing.base import OutgoingPost
from hackathon_backend.publishing.services.blotato import BlotatoPublisher
from tests.publishing.blotato_server import KEY, BlotatoServer

POST = OutgoingPost("11", "twitter", "Leaves make sugar.", "https://media.example/a.mp4")
AT = 1_900_000_000.0


@pytest.fixture
def server() -> Iterator[BlotatoServer]:
    with BlotatoServer() as running:
        yield running


@pytest.fixture
def blotato(server: BlotatoServer) -> BlotatoPublisher:
    return BlotatoPublisher(KEY, f"{server.url}/v2")


def unmarked() -> None:
    """Nobody has to know."""


def test_accounts_come_with_their_pages(blotato: BlotatoPublisher) -> None:
    accounts = {each.id: each for each in blotato.accounts()}
    assert (accounts["11"].platform, accounts["11"].name, accounts["11"].handle) == ("twitter", "Biology 7b", "bio7b")
    assert [(page.id, page.name) for page in accounts["14"].pages] == [("777", "Our page")]


def test_a_film_is_uploaded_to_an_address_that_never_sees_the_key(
    blotato: BlotatoPublisher, server: BlotatoServer, tmp_path: Path
) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(bytes(range(256)) * 9000)
    address = blotato.upload(film, None)
    assert address == f"https://media.example/{next(iter(server.uploads))}"
    assert next(iter(server.uploads.values())) == film.read_bytes()


def test_a_film_can_be_fetched_by_its_link(server: BlotatoServer, tmp_path: Path) -> None:
    by_link = BlotatoPublisher(KEY, f"{server.url}/v2", by_link=True)
    assert by_link.upload(tmp_path / "film.mp4", "https://school.example/a.mp4") == "https://media.example/fetched-1"
    assert server.fetched == ["https://school.example/a.mp4"]
    with pytest.raises(PublisherRefused, match="PUBLIC_URL"):
        by_link.upload(tmp_path / "film.mp4", None)


def test_a_post_says_what_its_platform_wants_to_know(blotato: BlotatoPublisher, server: BlotatoServer) -> None:
    options: dict[str, str | bool] = {"title": "Leaves", "privacy": "unlisted", "forKids": True}
    marks: list[int] = []
    blotato.post(
        OutgoingPost("12", "youtube", "x", "https://m/1", AT, options), lambda: marks.append(len(server.posts))
    )
    blotato.post(OutgoingPost("13", "tiktok", "x", "https://m/2", None, {"privacy": "SELF_ONLY"}), unmarked)
    blotato.post(OutgoingPost("14", "facebook", "x", "https://m/3", None, {"page": "777"}), unmarked)
    assert marks == [0], "it is marked once, before anything is sent"
    video, clip, reel = (each["post"]["target"] for each in server.posts)
    assert (video["title"], video["privacyStatus"], video["isMadeForKids"]) == ("Leaves", "unlisted", True)
    assert (clip["privacyLevel"], clip["isAiGenerated"]) == ("SELF_ONLY", True)
    assert (reel["pageId"], reel["mediaType"]) == ("777", "reel")
    assert server.posts[0]["scheduledTime"] == "2030-03-17T17:46:40+00:00"
    assert "scheduledTime" not in server.posts[0]["post"]


def test_what_has_become_of_a_post_is_told(blotato: BlotatoPublisher, server: BlotatoServer) -> None:
    id_ = blotato.post(POST, unmarked)
    assert blotato.state(id_).status == "processing"
    assert blotato.state(id_).url == f"https://social.example/{id_}"
    server.fails_with = f"Too long\n{KEY}"
    assert (blotato.state(id_).status, blotato.state(id_).error) == ("failed", "Too long …")


def test_a_scheduled_post_whose_answer_was_lost_is_found_by_its_film(
    blotato: BlotatoPublisher, server: BlotatoServer
) -> None:
    for number in range(5):
        blotato.post(OutgoingPost("11", "twitter", "x", f"https://m/{number}", AT), unmarked)
    fourth = OutgoingPost("11", "twitter", "x", "https://m/3", AT)
    found = blotato.find(fourth, AT)
    assert found is not None
    assert (found.state.status, blotato.state(found.id).status) == ("scheduled", "scheduled")
    assert blotato.find(OutgoingPost("12", "youtube", "x", "https://m/3", AT), AT) is None
    assert blotato.cancel(fourth, found.id)
    assert len(server.schedules) == 4
    assert not blotato.cancel(fourth, found.id)


def test_what_is_out_is_found_by_its_film_on_whichever_page_of_the_list(
    blotato: BlotatoPublisher, server: BlotatoServer
) -> None:
    for number in range(5):
        blotato.post(OutgoingPost("11", "twitter", "x", f"https://m/{number}"), unmarked)
    found = blotato.find(OutgoingPost("11", "twitter", "other words", "https://m/1"), AT)
    assert found is not None
    assert found.state.url == f"https://social.example/{server.posts[1]['id']}"
    assert blotato.find(OutgoingPost("11", "twitter", "x", "https://m/9"), AT) is None
    assert blotato.find(OutgoingPost("15", "bluesky", "x", "https://m/1"), AT) is None


@pytest.mark.parametrize(
    ("answer", "error"),
    [(429, PublisherAway), (401, PublisherRefused), (422, PublisherRefused), (500, PublicationUnsure),
     (408, PublicationUnsure), ("hang up", PublicationUnsure)],
)  # fmt: skip
def test_only_an_answer_that_says_no_means_that_nothing_was_posted(
    blotato: BlotatoPublisher, server: BlotatoServer, answer: str | int, error: type[Exception]
) -> None:
    server.answer_posts = answer
    with pytest.raises(error) as said:
        blotato.post(POST, unmarked)
    assert KEY not in str(said.value)


def test_a_server_that_is_not_there_was_asked_for_nothing(server: BlotatoServer) -> None:
    marks: list[bool] = []
    with pytest.raises(PublisherAway):
        BlotatoPublisher(KEY, "http://127.0.0.1:9/v2").post(POST, lambda: marks.append(True))
    assert marks == []
