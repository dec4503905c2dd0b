"""SIGKILL in the middle of work on a film: after a restart it goes on, and the film is whole."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import httpx2
import pytest

from hackathon_backend.media import probe
from tests.media.clips import make_clip
from tests.server import Server
from tests.waiting import comes_true

pytestmark = pytest.mark.slow


def until_half_done(server: Server) -> None:
    """Wait until the only job's film is being made."""
    deadline = time.monotonic() + 240
    while True:
        with closing(sqlite3.connect(server.folder / "model7.db")) as database:
            state, percent = database.execute("select state, engine_percent from jobs").fetchone()
        if state == "rendering" and (percent or 0) > 5:
            return
        assert time.monotonic() < deadline and state not in ("completed", "failed"), state
        time.sleep(0.005)


def test_killed_while_a_film_is_worked_on(tmp_path: Path) -> None:
    clip = make_clip(tmp_path / "clip.mp4", 20.0, size=(640, 360))
    with Server(tmp_path) as server, clip.open("rb") as film:
        url = f"{server.url}/v1/videos/upload/edits"
        answer = httpx2.post(url, data={"operation": "overlay", "text": "Kept"}, files={"video": film}, timeout=60)
        assert answer.status_code == 200, answer.text
        until_half_done(server)
        server.kill()
        server.start()
        deadline = time.monotonic() + 240
        while (video := server.get(f"/v1/videos/{answer.json()['id']}"))["status"] != "completed":
            assert time.monotonic() < deadline and video["status"] != "failed", video
            time.sleep(0.1)
        names = sorted(path.name.partition(".")[2] for path in (tmp_path / "generated_videos").glob("video_*"))
        assert names == ["json", "mp4", "sprites.jpg", "sprites.vtt", "webp"]
        [made] = (tmp_path / "generated_videos").glob("*.mp4")
        assert probe(made).duration == pytest.approx(20.0, abs=0.05)
        assert comes_true(lambda: not list((tmp_path / "generated_videos" / ".work").glob("vid_*")))
