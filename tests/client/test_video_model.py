"""Video models: one engine's videos, in this process and at a server."""

from __future__ import annotations

import asyncio
import base64
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from hackathon_backend.client import VideoGenerationJob, VideoGenerationRequest, VideoModel, VideoStatus
from hackathon_backend.client import create_async_video_model as create_async
from hackathon_backend.client import create_video_model as create
from hackathon_backend.errors import ServerRefused, ServerUnreachable, SettingsError, VideoFailed
from hackathon_backend.media import probe
from tests.server import ROOT, Server
from tests.upstream import Fault, Scenario, Upstream
from tests.upstream.scenario import error

pytestmark = pytest.mark.slow

OTTERS = VideoGenerationRequest("Otters hold hands while they sleep.", width=700, height=1300, duration_seconds=8)
LAMP = ROOT / "docs" / "examples" / "lamp-1.png"

Make = Callable[..., VideoModel]


@pytest.fixture
def make(tmp_path: Path, migrated: Path) -> Iterator[Make]:
    """Models of this process, whose files are the test's own; all are closed at its end."""
    database = tmp_path / "test.db"
    database.write_bytes(migrated.read_bytes())
    own = {"video_dir": tmp_path / "videos", "database_url": f"sqlite:///{database}", "render_workers": 1}
    made: list[VideoModel] = []

    def model(engine: str, **options: Any) -> VideoModel:
        made.append(create(engine, **(own | options)))
        return made[-1]

    yield model
    for each in made:
        each.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("served"), render_workers=1) as server:
        yield server


@pytest.mark.parametrize("where", ["in this process", "at a server"])
def test_a_video_is_made_listed_remixed_fetched_and_deleted(
    where: str, make: Make, server: Server, tmp_path: Path
) -> None:
    at_server = where == "at a server"
    model = create("storyboard", base_url=f"{server.url}/v1", api_key="any") if at_server else make("storyboard")
    seen: list[VideoGenerationJob] = []
    job = model.create_and_wait(OTTERS, on_progress=seen.append)
    assert (job.status, job.progress, job.model, job.size) == ("completed", 100, "storyboard-1", "720x1280")
    assert "storyboard-1 can't make 700x1300; it makes 720x1280 instead." in job.notes
    assert [each.progress for each in seen] == sorted(each.progress for each in seen)
    assert job.seconds
    assert job.video_url
    assert job.video_url.startswith("http:" if at_server else "file:")
    file = model.download_video(job.job_id, tmp_path / "new folder" / "otters.mp4")
    assert probe(file).height == 1280

    remix = model.remix_video(job.job_id, "square")
    done = model.wait(remix.job_id)
    assert (done.remixed_from, done.size) == (job.job_id, "1080x1080")
    assert [each.job_id for each in model.list_jobs(2)] == [remix.job_id, job.job_id]
    assert model.list_jobs(status="failed") == model.list_jobs(0) == []

    model.delete_video(job.job_id)
    assert job.job_id not in [each.job_id for each in model.list_jobs(status=VideoStatus.COMPLETED)]
    with pytest.raises(ServerRefused):
        model.get_status(job.job_id)


def test_the_engine_alone_makes_the_video(make: Make) -> None:
    refused = error(400, "moderation_blocked", "Blocked by our moderation system.")
    with Upstream(Scenario(create=refused)) as upstream:
        model = make("sora", sora_base_url=upstream.url, api_key="sk-of-mine", video_engines=("storyboard",))
        with pytest.raises(VideoFailed, match="Blocked by our moderation"):
            model.create_and_wait(OTTERS)
        [job] = model.list_jobs()
        assert (job.status, job.video_url, job.model) == (VideoStatus.FAILED, None, "sora-2")
        assert job.error_message
        assert upstream.creates[0].headers["authorization"] == "Bearer sk-of-mine"
        with pytest.raises(ServerRefused, match="draws no storyboards"):
            model.create_video(VideoGenerationRequest('{"title": "A", "scenes": [{"type": "title", "title": "A"}]}'))
        assert len(upstream.creates) == 1


@pytest.mark.parametrize("form", ["path", "bytes", "data URL"])
def test_a_picture_comes_along_in_every_form(form: str, make: Make) -> None:
    data = LAMP.read_bytes()
    forms = {
        "path": LAMP,
        "bytes": data,
        "data URL": f"data:image/png;base64,{base64.b64encode(data).decode()}",
    }
    with Upstream(Scenario()) as upstream:
        model = make("sora", sora_base_url=upstream.url)
        job = model.create_and_wait(VideoGenerationRequest("The lamp turns", "sora-2", input_image=forms[form]))
        assert job.status == VideoStatus.COMPLETED
        [order] = upstream.creates
        assert "input_reference" in order.files | order.fields


def test_what_the_api_refuses_is_refused_by_the_name_it_has_here(make: Make) -> None:
    with Upstream(Scenario()) as upstream:
        model = make("sora", sora_base_url=upstream.url)
        for image in ("http://127.0.0.1/lamp.png", "data:text/html,hello", b"\x89PNG and no more"):
            with pytest.raises(ServerRefused, match=r"^input_image: ") as caught:
                model.create_video(VideoGenerationRequest("x", input_image=image))
            assert caught.value.param == "input_image"
        with pytest.raises(ServerRefused, match=r"no model 'gen4.5'; it has: sora-2"):
            model.create_video(VideoGenerationRequest("x", model="gen4.5"))
        for job_id in ("nobody", "../../etc/passwd"):
            with pytest.raises(ServerRefused):
                model.get_status(job_id)
        assert upstream.creates == []


def test_ctrl_c_ends_the_waiting_and_nothing_else(make: Make) -> None:
    def interrupted(_job: VideoGenerationJob) -> None:
        raise KeyboardInterrupt

    with Upstream(Scenario(render_seconds=1.0)) as upstream:
        model = make("sora", sora_base_url=upstream.url)
        with pytest.raises(KeyboardInterrupt, match=r"model\.wait\('vid_"):
            model.create_and_wait(OTTERS, on_progress=interrupted)
        [job] = model.list_jobs()
        assert model.wait(job.job_id).status == VideoStatus.COMPLETED
        assert len(upstream.creates) == 1


def test_an_order_without_an_answer_comes_again_under_the_same_key() -> None:
    lost = Scenario(create=Fault(cut="before", taken=True, times=1), idempotent=True)
    with Upstream(lost) as upstream:
        model = create("sora", base_url=upstream.url)
        with pytest.raises(ServerUnreachable):
            model.create_video(OTTERS)
        job = model.create_and_wait(OTTERS)
        assert (job.status, job.video_url) == ("completed", f"{upstream.url}/videos/{job.job_id}/content")
        assert len(upstream.videos.jobs) == 1
        assert model.create_video(OTTERS).job_id != job.job_id, "a further order is one"


def test_a_look_that_goes_wrong_and_a_time_that_is_up_lose_no_video() -> None:
    with Upstream(Scenario(render_seconds=2.5, poll=Fault(cut="before", times=1))) as upstream:
        model = create("sora", base_url=upstream.url)
        with pytest.raises(VideoFailed, match=r"in time. It goes on: model\.wait"):
            model.create_and_wait(OTTERS, timeout=0.1)
        [job] = model.list_jobs()
        assert model.wait(job.job_id).status == VideoStatus.COMPLETED
        with pytest.raises(ServerRefused):
            model.download_video("no-such-video")
        assert len(upstream.creates) == 1


def test_several_threads_and_models_share_one_process(make: Make) -> None:
    with Upstream(Scenario(render_seconds=0.2)) as upstream:
        models = [make("sora", sora_base_url=upstream.url) for _ in range(2)]
        requests = [VideoGenerationRequest(f"Otter {number}") for number in range(6)]
        with ThreadPoolExecutor(6) as threads:
            jobs = list(threads.map(lambda each: models[hash(each) % 2].create_and_wait(each), requests))
        assert {job.status for job in jobs} == {VideoStatus.COMPLETED}
        assert len(upstream.creates) == len({job.job_id for job in jobs}) == 6
        with pytest.raises(SettingsError, match="other settings on the same database"):
            make("sora", sora_base_url="http://127.0.0.1:9/v1").list_jobs()
        for model in models:
            model.close()
        assert len(models[0].list_jobs(3)) == 3, "it is opened again"


def test_the_async_form_waits_without_a_thread() -> None:
    async def all_of_it(url: str) -> list[VideoGenerationJob]:
        async with create_async("sora", base_url=url) as model:
            jobs = await asyncio.gather(
                *(model.create_and_wait(VideoGenerationRequest(f"Otter {number}")) for number in range(3))
            )
            await model.delete_video(jobs[0].job_id)
            return await model.list_jobs()

    with Upstream(Scenario(render_seconds=0.2, poll_after_ms=100)) as upstream, ThreadPoolExecutor(1) as thread:
        assert len(thread.submit(lambda: asyncio.run(all_of_it(upstream.url))).result()) == 2


_SCRIPT = """
import sys
from hackathon_backend.client import VideoGenerationRequest, create_video_model

with create_video_model("sora", sora_base_url=sys.argv[1]) as model:
    if len(sys.argv) == 2:
        print(model.create_video(VideoGenerationRequest("An otter")).job_id, flush=True)
    job = model.wait(sys.argv[2] if len(sys.argv) > 2 else model.list_jobs(1)[0].job_id)
    print(model.download_video(job.job_id, "otter.mp4"))
"""


def _script(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "RENDER_WORKERS": "1"}
    command = [sys.executable, "-c", _SCRIPT, *arguments]
    return subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True)


def test_a_killed_script_is_gone_on_with_by_another_and_pays_once(tmp_path: Path) -> None:
    """Also while a server without that engine works on the same rows: it leaves the video alone."""
    with Upstream(Scenario(render_seconds=60.0)) as upstream:
        with _script(tmp_path, upstream.url) as first:
            assert first.stdout
            job_id = first.stdout.readline().strip()
            until = time.monotonic() + 60
            while not upstream.videos.jobs and time.monotonic() < until:
                time.sleep(0.02)
            first.send_signal(signal.SIGKILL)
        with Server(tmp_path, render_workers=1) as server:
            time.sleep(3.0)
            assert server.get(f"/v1/videos/{job_id}")["status"] == "in_progress"
            upstream.play(Scenario())
            with _script(tmp_path, upstream.url, job_id) as second:
                assert second.wait(timeout=120) == 0
        assert len(upstream.creates) == 1
        assert probe(tmp_path / "otter.mp4").duration > 0


def test_it_works_in_a_thread_that_is_not_the_main_one(make: Make) -> None:
    found: list[VideoGenerationJob] = []
    with Upstream(Scenario()) as upstream:
        model = make("sora", sora_base_url=upstream.url)
        thread = threading.Thread(target=lambda: found.append(model.create_and_wait(OTTERS)))
        thread.start()
        thread.join(60)
    assert [job.status for job in found] == [VideoStatus.COMPLETED]
