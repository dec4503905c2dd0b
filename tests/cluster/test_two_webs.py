"""Two web processes behind nginx, on one PostgreSQL: every request meets the other one, and nobody notices."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import httpx2
import pytest
from simple_websocket import Client as Socket
from simple_websocket import ConnectionClosed

from tests.access.signing_site import SECRET, signed
from tests.api.video.pictures import png
from tests.upstream import Scenario, Upstream
from tests.webhooks.conftest import SECRET as WEBHOOK_SECRET
from tests.webhooks.receiver import Receiver

from .cluster import Cluster
from .services import ObjectStore

pytestmark = pytest.mark.slow

ASK = "Can you make a video explaining React hooks?"
GOOD = "violet tram under snow"


@pytest.fixture(scope="module")
def upstream() -> Iterator[Upstream]:
    with Upstream(Scenario(render_seconds=1.0, poll_after_ms=200)) as running:
        yield running


@pytest.fixture(scope="module")
def receiver() -> Iterator[Receiver]:
    with Receiver() as running:
        yield running


@pytest.fixture(scope="module", params=["one folder", "a folder for each, and a bucket"])
def cluster(
    upstream: Upstream, receiver: Receiver, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Cluster]:
    """Films come from a vendor unless somebody asks for a drawn one."""
    vendor = {"video_engines": "sora,storyboard", "sora_base_url": upstream.url, "sora_api_key": "k"}
    hooks = {"webhook_url": receiver.url, "webhook_secret": WEBHOOK_SECRET}
    logged_in = {"jwt_secret": SECRET, "accounts": "open", "rate_login": "1000/minute"}
    settings: dict[str, Any] = {**vendor, **hooks, **logged_in, "rate_chat": "6/minute", "max_videos_under_way": 0}
    with ExitStack() as stack:
        if request.param != "one folder":
            store = stack.enter_context(ObjectStore(tmp_path_factory.mktemp("store")))
            settings |= {"own_folders": True, "storage": "s3", "s3_endpoint_url": store.url, **store.settings}
        yield stack.enter_context(Cluster(**settings))


@pytest.fixture
def client(cluster: Cluster, request: pytest.FixtureRequest) -> Iterator[httpx2.Client]:
    """Somebody whom no other test knows."""
    with cluster.client(headers=token(request.node.name)) as asking:
        yield asking


def token(name: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {signed(sub=name, role='teacher')}"}


def order(client: httpx2.Client, status: int = 200, **fields: Any) -> Any:
    answer = client.post(
        "/v1/videos", json={"prompt": "Otters hold hands.", "model": "sora-2", "seconds": "4"} | fields
    )
    assert answer.status_code == status, answer.text
    return answer.json()


def ended(client: httpx2.Client, video: str, seconds: float = 120) -> Any:
    """The video once it has ended, asked for at one process after the other."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = client.get(f"/v1/videos/{video}").json()
        if found["status"] in ("completed", "failed"):
            return found
        time.sleep(0.1)
    raise AssertionError(found)


def events(client: httpx2.Client, path: str) -> list[Any]:
    """All of a stream's events, up to its end."""
    text = client.get(path, timeout=120).text
    return [json.loads(line[6:]) for line in text.splitlines() if line.startswith("data: ")]


def test_each_request_meets_the_other_process(client: httpx2.Client) -> None:
    met = [client.get("/healthz").headers["X-Answered-By"] for _ in range(4)]
    assert met[0] == met[2] != met[1] == met[3]


def test_a_chat_is_ordered_followed_and_read_at_different_processes(client: httpx2.Client) -> None:
    asked = client.post("/api/chat", json={"message": ASK}, headers={"Prefer": "respond-async"})
    assert asked.status_code == 202, asked.text
    body = asked.json()
    heard = events(client, f"/v1/videos/{body['videoId']}/events")
    assert heard[-1]["data"]["status"] == "completed", heard[-1]
    assert [each["id"] for each in heard] == sorted({each["id"] for each in heard}, key=lambda id_: int(id_[4:]))
    replies = [client.get(f"/api/messages/{body['messageId']}").json() for _ in range(2)]
    assert replies[0] == replies[1] and replies[0]["format"] == "video"
    conversation = client.get(f"/api/conversations/{body['conversationId']}").json()
    assert [message["role"] for message in conversation["messages"]] == ["student", "assistant"]
    films = [client.get(replies[0]["videoUrl"], follow_redirects=True).content for _ in range(2)]
    assert films[0] == films[1] and films[0][4:8] == b"ftyp"


def test_a_socket_tells_what_the_other_process_does(cluster: Cluster, client: httpx2.Client) -> None:
    video = order(client)["id"]
    address = f"{cluster.url.replace('http', 'ws')}/v1/videos/{video}/ws"
    heard = []
    socket = Socket(address, headers=dict(client.headers), receive_bytes=1)
    with pytest.raises(ConnectionClosed):
        while (text := socket.receive(timeout=60)) is not None:
            heard.append(json.loads(text))
    assert heard[-1]["data"]["status"] == "completed"


def test_the_processes_count_requests_together(client: httpx2.Client) -> None:
    answers = [client.post("/api/chat", json={"message": "What is a hook?"}) for _ in range(8)]
    assert [answer.status_code for answer in answers] == [200] * 6 + [429] * 2


def test_one_key_sent_to_both_at_once_is_one_order(upstream: Upstream, cluster: Cluster, client: httpx2.Client) -> None:
    prompt = f"An otter with a key to {cluster.url}"

    def send(_number: int) -> Any:
        fields = {"prompt": prompt, "model": "sora-2", "seconds": "4", "cache": False}
        return client.post("/v1/videos", json=fields, headers={"Idempotency-Key": "one"}).json()

    with ThreadPoolExecutor(12) as crew:
        (video,) = {answer["id"] for answer in crew.map(send, range(12))}
    assert ended(client, video)["status"] == "completed"
    assert [job.fields["prompt"] for job in upstream.videos.jobs.values()].count(prompt) == 1


def test_equal_orders_sent_to_both_at_once_are_one_video(client: httpx2.Client) -> None:
    with ThreadPoolExecutor(8) as crew:
        videos = list(crew.map(lambda _: order(client, prompt="Otters, twice at once"), range(8)))
    assert len({video["id"] for video in videos}) == 1
    assert sorted(video["cached"] for video in videos) == [False] + [True] * 7


def test_a_session_and_its_forms_are_good_at_both(cluster: Cluster) -> None:
    with cluster.client() as browser:
        answer = _send(browser, "/register", name="Ada", password=GOOD, again=GOOD)
        assert answer.status_code == 303, answer.text
        assert [browser.get("/api/me").json()["name"] for _ in range(2)] == ["Ada", "Ada"]
        csrf = _csrf_in(browser.get("/account").text)
        asked = [browser.post("/api/chat", json={}, headers={"X-CSRF-Token": csrf}) for _ in range(2)]
        assert [answer.status_code for answer in asked] == [400, 400], "its form is believed, and the body is not"
        assert browser.post("/logout", data={"csrf": csrf}).status_code == 303
        assert [browser.get("/api/me").status_code for _ in range(2)] == [401, 401]
        assert _send(browser, "/login", name="Ada", password=GOOD).status_code == 303
        assert browser.get("/api/me").json()["name"] == "Ada"


def test_who_guesses_is_locked_out_by_both(cluster: Cluster) -> None:
    with cluster.client() as browser:
        _send(browser, "/register", name="Grace", password=GOOD, again=GOOD)
    with cluster.client() as guesser:
        guesses = [_send(guesser, "/login", name="Grace", password="not this one").status_code for _ in range(5)]
        assert guesses == [401] * 5
        assert [_send(guesser, "/login", name="Grace", password=GOOD).status_code for _ in range(2)] == [429, 429]


def _send(browser: httpx2.Client, path: str, **fields: str) -> httpx2.Response:
    return browser.post(path, data={"csrf": _csrf_in(browser.get(path).text), **fields})


def _csrf_in(page: str) -> str:
    found = re.search(r'name="csrf" (?:value|content)="([^"]+)"', page)
    assert found, page[:2000]
    return found[1]


def test_a_preview_is_seen_at_the_other_process(client: httpx2.Client) -> None:
    board = {"title": "Otters", "scenes": [{"type": "title", "title": "Otters", "narration": "Otters."}]}
    found = client.post("/api/storyboard/preview", json={"storyboard": board}).json()
    picture = found["scenes"][0]["picture"]
    sent = [client.get(picture) for _ in range(2)]
    assert [answer.status_code for answer in sent] == [200, 200], sent[-1].text
    assert sent[0].content == sent[1].content


def test_a_voice_sample_sounds_alike_from_both(client: httpx2.Client) -> None:
    said = [client.post("/api/speech/preview", json={"voice": "espeak"}) for _ in range(2)]
    assert [answer.status_code for answer in said] == [200, 200]
    assert said[0].content == said[1].content


def test_a_video_that_is_uploaded_is_worked_on(client: httpx2.Client) -> None:
    film = client.get(f"/v1/videos/{_finished(client)}/content", follow_redirects=True).content
    asked, files = {"operation": "trim", "start": "0", "end": "2"}, {"video": ("otters.mp4", film, "video/mp4")}
    made = client.post("/v1/videos/upload/edits", data=asked, files=files)
    assert made.status_code == 200, made.text
    assert ended(client, made.json()["id"])["status"] == "completed"


def test_a_picture_that_is_uploaded_reaches_the_vendor(upstream: Upstream, client: httpx2.Client) -> None:
    files = {"input_reference": ("otter.png", png(1280, 720), "image/png")}
    fields = {"model": "sora-2", "seconds": "4", "size": "1280x720"}
    for number in range(4):
        prompt = f"The otter of picture {number}"
        made = client.post("/v1/videos", data=fields | {"prompt": prompt}, files=files)
        assert made.status_code == 200, made.text
        assert ended(client, made.json()["id"])["status"] == "completed"
        *_, sent = [each.files for each in upstream.creates if each.fields["prompt"] == prompt]
        assert "input_reference" in sent


def test_what_is_deleted_at_one_is_gone_at_both(client: httpx2.Client) -> None:
    video = _finished(client)
    assert client.delete(f"/v1/videos/{video}").is_success
    for _ in range(2):
        assert client.get(f"/v1/videos/{video}").status_code == 404
        assert client.get(f"/v1/videos/{video}/content").status_code == 404


def test_what_is_cancelled_at_the_other_process_ends(upstream: Upstream, client: httpx2.Client) -> None:
    for number in range(4):
        video = order(client, prompt=f"Never mind {number}", seconds="12")["id"]
        assert client.post(f"/v1/videos/{video}/cancel").is_success
        assert ended(client, video)["error"]["code"] == "cancelled"


def test_the_end_of_each_video_is_told_once(cluster: Cluster, client: httpx2.Client, receiver: Receiver) -> None:
    videos = [order(client, prompt=f"Tell of otter {number}")["id"] for number in range(6)]
    for video in videos:
        ended(client, video)
    cluster.until(lambda: {*videos} <= {*_told(receiver)})
    told = _told(receiver)
    assert [told.count(video) for video in videos] == [1] * 6


def _told(receiver: Receiver) -> list[str]:
    return [json.loads(body)["data"]["id"] for _, body in list(receiver.calls)]


def _finished(client: httpx2.Client) -> str:
    video = order(client, cache=False)
    assert ended(client, video["id"])["status"] == "completed"
    return str(video["id"])


def test_a_film_is_drawn_whichever_process_looks_at_it(client: httpx2.Client) -> None:
    scenes = [{"type": "title", "title": f"Part {number}", "narration": f"This is part {number}."} for number in "abc"]
    video = order(client, prompt=json.dumps({"title": "Parts", "scenes": scenes}), model="storyboard-1")["id"]
    assert ended(client, video)["status"] == "completed"
