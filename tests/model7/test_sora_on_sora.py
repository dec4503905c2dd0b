"""One of these servers in front of another: what the `sora` engine asks for is what `/v1/videos` answers."""

from __future__ import annotations

import urllib.request
from pathlib import Path

import pytest

from hackathon_backend.media import probe
from tests.server import Server

pytestmark = pytest.mark.slow


def test_a_server_makes_its_videos_on_another_one(tmp_path: Path) -> None:
    folders = [tmp_path / "behind", tmp_path / "before"]
    for folder in folders:
        folder.mkdir()
    with (
        Server(folders[0]) as behind,
        Server(folders[1], video_engines="sora", sora_base_url=f"{behind.url}/v1", narration_audio="off") as before,
    ):
        order = {"prompt": "Otters hold hands while they sleep. So they do not drift apart.", "seconds": "4"}
        video = before.post("/v1/videos", {**order, "model": "sora-2", "size": "720x1280"})["id"]
        before.until(f"select ended_at is not null from jobs where id = '{video}'", 100)
        made = before.get(f"/v1/videos/{video}")
        assert (made["status"], made["size"]) == ("completed", "720x1280"), made
        assert before.rows("select attempts from jobs")[0]["attempts"] == "[]"
        (row,) = behind.rows("select * from jobs")
        assert row["state"] == "completed"
        with urllib.request.urlopen(f"{before.url}/v1/videos/{video}/content", timeout=30) as answer:
            (tmp_path / "clip.mp4").write_bytes(answer.read())
    clip = probe(tmp_path / "clip.mp4")
    assert (clip.width, clip.height) == (720, 1280)
    assert clip.duration > 1
