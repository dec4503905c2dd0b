from __future__ import annotations

import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest

from hackathon_backend.errors import MediaError
from hackathon_backend.files import replaced
from hackathon_backend.media import add_speech, probe
from hackathon_backend.media.files import written

from .clips import make_clip, words_like


def test_a_file_appears_only_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "film.mp4"
    with replaced(target) as part:
        part.write_bytes(b"whole")
        assert not target.exists()
        assert part.parent == target.parent
    assert target.read_bytes() == b"whole"
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_keeps_the_file_that_was_there(tmp_path: Path) -> None:
    target = tmp_path / "film.mp4"
    target.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), replaced(target) as part:
        part.write_bytes(b"half")
        raise ZeroDivisionError
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_not_there_is_a_media_error(tmp_path: Path) -> None:
    with pytest.raises(MediaError), written(tmp_path / "none" / "film.mp4"):
        pass


def _work(clip: Path, out: Path) -> None:
    while True:
        add_speech(clip, words_like(4.0), 22_050, out)


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_a_whole_film_or_none(tmp_path: Path) -> None:
    clip, out = make_clip(tmp_path / "clip.mp4", 2.0), tmp_path / "out.mp4"
    for seconds in (0.6, 0.75, 0.9):
        worker = multiprocessing.get_context("spawn").Process(target=_work, args=(clip, out))
        worker.start()
        time.sleep(seconds)
        os.kill(worker.pid or 0, signal.SIGKILL)
        worker.join()
        assert not out.exists() or probe(out).has_audio
