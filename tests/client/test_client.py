"""The library: the same functions in this process and against a server, in both forms."""

from __future__ import annotations

import asyncio
import math
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from werkzeug.serving import make_server

from hackathon_backend import client
from hackathon_backend.app import Container, create_app
from hackathon_backend.client import local
from hackathon_backend.errors import ServerRefused, ServerUnreachable, VideoFailed
from hackathon_backend.media import probe
from hackathon_backend.settings import Settings
from tests.upstream import Fault, Scenario, Upstream
from tests.upstream.scenario import error

pytestmark = pytest.mark.slow

PROMPT = "Otters hold hands while they sleep."


@pytest.fixture
def container(make_settings: Callable[..., Settings]) -> Iterator[Container]:
    opened = Container(make_settings(render_workers=1))
    opened.database.migrate()
    opened.runner.start()
    yield opened
    opened.close()


@pytest.fixture(params=["in this process", "at a server"])
def access(
    request: pytest.FixtureRequest, container: Container, monkeypatch: pytest.MonkeyPatch
) -> Iterator[dict[str, Any]]:
    """How the functions are told where to work."""
    app = create_app(container.settings, container)
    if request.param == "in this process":
        monkeypatch.setattr(local, "_wire", local.inside(app, container.storage))
        yield {}
        return
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield {"base_url": f"http://127.0.0.1:{server.server_port}/v1", "api_key": "any"}
    server.shutdown()
    server.server_close()


def test_a_video_is_ordered_looked_at_and_fetched(access: dict[str, Any], tmp_path: Path) -> None:
    statuses: list[client.StatusReport] = []
    file = client.generate_and_download(
        PROMPT, tmp_path / "otters.mp4", size="720x1280", seconds=8, on_status=statuses.append, **access
    )
    assert probe(file).height == 1280
    progress = [status["progress"] for status in statuses]
    assert progress == sorted(progress)
    last = statuses[-1]
    assert (last["status"], last["progress"], last["error"]) == ("completed", 100, None)
    assert last["url"]
    picture = client.download_video(last["id"], tmp_path / "otters.webp", variant="thumbnail", **access)
    assert picture.read_bytes()[8:12] == b"WEBP"
    assert client.get_video_status(last["id"], **access) == last


def test_what_the_server_refuses_is_said_in_its_words(access: dict[str, Any], tmp_path: Path) -> None:
    with pytest.raises(ServerRefused, match="storyboard-1"):
        client.generate_video(PROMPT, model="no-such-model", **access)
    for id_ in ("nobody", "../../etc/passwd", "", "?x=1"):
        with pytest.raises(ServerRefused):
            client.download_video(id_ or "%", tmp_path / "x.mp4", **access)
    assert not list(tmp_path.glob("x*"))


def test_async_forms_do_the_same(container: Container, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(local, "_wire", local.inside(create_app(container.settings, container), container.storage))

    async def all_of_it() -> None:
        file = await client.generate_and_download_async(PROMPT, tmp_path / "a.mp4")
        assert probe(file).duration > 1
        id_ = await client.generate_video_async(PROMPT)
        assert (await client.get_video_status_async(id_))["status"] == "completed", "an equal order is answered at once"
        assert (await client.download_video_async(id_, tmp_path / "b.mp4")).read_bytes() == file.read_bytes()
        outcomes = [made async for made in client.generate_many_async([PROMPT, ""], tmp_path / "many", progress=False)]
        assert sorted(made.error is None for made in outcomes) == [False, True]

    # Another test of this process may have left an event loop running in the main thread.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(all_of_it())).result()


def test_many_are_made_some_at_once_and_failures_stay_apart(tmp_path: Path) -> None:
    refused = error(400, "moderation_blocked", "Blocked by our moderation system.", times=1)
    with Upstream(Scenario(create=refused, render_seconds=0.3, poll_after_ms=100)) as upstream:
        prompts = [f"Otter {number}" for number in range(5)]
        made = list(client.generate_many(prompts, tmp_path, concurrency=2, progress=False, base_url=upstream.url))
        assert len(upstream.creates) == 5, "nothing is ordered twice"
        assert sorted(each.prompt for each in made) == prompts
        [failed] = [each for each in made if each.error]
        assert "moderation" in str(failed.error)
        files = [each.path for each in made if each.path]
        assert len({file.name for file in files}) == 4
        assert all(file.exists() for file in files)


def test_a_video_that_fails_or_never_ends_is_an_error(tmp_path: Path) -> None:
    failing = Scenario(outcome={"status": "failed", "error": {"code": "x", "message": "The GPU is gone."}})
    with Upstream(failing) as upstream, pytest.raises(VideoFailed, match="GPU is gone"):
        client.generate_and_download("x", tmp_path / "x.mp4", base_url=upstream.url)
    with Upstream(Scenario(render_seconds=math.inf)) as upstream, pytest.raises(VideoFailed, match="in time"):
        client.generate_and_download("x", tmp_path / "x.mp4", base_url=upstream.url, timeout=0.2)


def test_looks_that_go_wrong_do_not_lose_the_video(tmp_path: Path) -> None:
    with Upstream(Scenario(poll=Fault(cut="before", times=1))) as upstream:
        file = client.generate_and_download("x", tmp_path / "x.mp4", base_url=upstream.url)
        assert probe(file).duration > 1
        assert len(upstream.creates) == 1


def test_an_order_of_unknown_outcome_is_not_sent_again(tmp_path: Path) -> None:
    with Upstream(Scenario(create=Fault(cut="before", taken=True))) as upstream:
        with pytest.raises(ServerUnreachable):
            client.generate_video("x", base_url=upstream.url)
        assert len(upstream.creates) == 1


def test_a_broken_download_leaves_no_file(tmp_path: Path) -> None:
    with Upstream(Scenario(content=Fault(cut="inside"))) as upstream:
        id_ = client.generate_video("x", base_url=upstream.url)
        with pytest.raises(ServerUnreachable):
            client.download_video(id_, tmp_path / "x.mp4", base_url=upstream.url)
        assert not list(tmp_path.iterdir())
