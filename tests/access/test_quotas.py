"""One owner has so many videos under way and so many bytes, and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from hackathon_backend.app import Container, create_app
from hackathon_backend.errors import QuotaExceeded
from hackathon_backend.jobs import Database, Job, PromptRequest
from hackathon_backend.settings import Settings
from hackathon_backend.storage import video_stem

OTTER = PromptRequest(message="An otter swims.")
OpenContainer = Callable[..., Container]


@pytest.fixture
def open_container(make_settings: Callable[..., Settings], database: Database) -> Iterator[OpenContainer]:
    """Containers in which nothing moves: what is ordered stays under way."""
    opened: list[Container] = []
    url = database.engine.url.render_as_string(hide_password=False)

    def open_(**values: object) -> Container:
        opened.append(Container(make_settings(render_workers=1, database_url=url, **values)))
        return opened[-1]

    yield open_
    for container in opened:
        container.close()


def place(container: Container, owner: str, number: int = 0) -> Job:
    request = OTTER.model_copy(update={"message": f"An otter, {number}."})
    return container.model7.place(request, owner=owner, reuse=False)[0]


def test_of_fifty_orders_at_once_five_are_taken(open_container: OpenContainer) -> None:
    container = open_container(max_videos_under_way=5)

    def taken(number: int) -> bool:
        try:
            place(container, "key:a", number)
        except QuotaExceeded:
            return False
        return True

    with ThreadPoolExecutor(25) as pool:
        assert sum(pool.map(taken, range(50))) == 5
    place(container, "key:b")


def test_a_video_that_has_ended_makes_room(open_container: OpenContainer) -> None:
    container = open_container(max_videos_under_way=1)
    first = place(container, "key:a")
    with pytest.raises(QuotaExceeded, match="1 of your videos is being made"):
        place(container, "key:a", 1)
    container.model7.cancel(first.id)
    place(container, "key:a", 1)


def test_an_order_that_was_there_before_is_no_new_one(open_container: OpenContainer) -> None:
    container = open_container(max_videos_under_way=1)
    first, _ = container.model7.place(OTTER, owner="key:a", key="k")
    again, was_there = container.model7.place(OTTER, owner="key:a", key="k")
    assert (again.id, was_there) == (first.id, True)


def test_videos_take_up_so_many_bytes_of_an_owner(open_container: OpenContainer) -> None:
    container = open_container(max_owner_storage_mb=1)
    first = place(container, "key:a")
    container.storage.folder.joinpath(f"{video_stem(first.id, first.created_at)}.mp4").write_bytes(b"x" * 1_000_000)
    with pytest.raises(QuotaExceeded, match="Delete some of them"):
        place(open_container(max_owner_storage_mb=1), "key:a", 1)
    place(container, "key:b")


def test_those_whom_nobody_knows_have_little(open_container: OpenContainer) -> None:
    container = open_container()
    place(container, "anon:1")
    with pytest.raises(QuotaExceeded):
        place(container, "anon:1", 1)
    place(container, "anon:2")
    with pytest.raises(QuotaExceeded, match="for those who log in"):
        place(open_container(anonymous_videos_under_way=0), "anon:3")


def test_while_nobody_logs_in_there_is_no_quota(open_container: OpenContainer) -> None:
    container = open_container()
    for number in range(30):
        place(container, "local", number)


def test_an_order_too_many_is_refused_in_the_shape_of_the_protocol(open_container: OpenContainer) -> None:
    container = open_container(max_videos_under_way=1)
    client = create_app(container.settings, container).test_client()
    answers = [client.post("/v1/videos", json={"prompt": f"An otter, {number}"}) for number in range(2)]
    assert [answer.status_code for answer in answers] == [200, 429]
    assert answers[1].json["error"]["code"] == "quota_exceeded"
    assert "Wait until one is finished, or cancel one" in answers[1].json["error"]["message"]
    assert answers[1].headers["Retry-After"] == "10"


def test_in_a_chat_it_is_said_in_words(open_container: OpenContainer) -> None:
    container = open_container(max_videos_under_way=1)
    client = create_app(container.settings, container).test_client()
    ask = {"message": "Can you make a video explaining React hooks?"}
    first = client.post("/api/chat", json=ask, headers={"Prefer": "respond-async"})
    assert first.status_code == 202
    second = client.post("/api/chat", json=ask)
    assert (second.status_code, second.json["format"], second.json["reason"]) == (200, "text", "quota_exceeded")
    assert "Ask again when one of them is finished" in second.json["content"]
    third = client.post("/api/chat", json={"message": "Kannst du ein Video über Photosynthese machen?"})
    assert "Frag noch einmal, wenn eines fertig ist" in third.json["content"]


def test_videos_that_are_being_made_have_their_bytes_kept_free(open_container: OpenContainer) -> None:
    container = open_container(max_owner_storage_mb=50, max_videos_under_way=0)

    def taken(number: int) -> bool:
        try:
            place(container, "key:a", number)
        except QuotaExceeded as full:
            assert full.why == "storage"
            return False
        return True

    with ThreadPoolExecutor(10) as pool:
        assert sum(pool.map(taken, range(20))) == 5
    place(container, "key:b")
