"""Work on films from anywhere is done where it can be ended."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hackathon_backend import media
from hackathon_backend.errors import OrderRejected
from hackathon_backend.films.edits import FilmWork
from hackathon_backend.films.edits.work import EXTRA, RESULT, SOURCE, edit_apart
from tests.media.clips import make_clip


def work(**more: object) -> FilmWork:
    return FilmWork.model_validate({"films": 1, **more})


def test_a_film_is_worked_on_in_another_process(tmp_path: Path) -> None:
    make_clip(tmp_path / SOURCE.format(0), 2.0)
    edit_apart(work(edit={"operation": "speed", "factor": 2.0}, work_seconds=60.0), "en", tmp_path)
    assert (tmp_path / RESULT).exists()
    assert media.probe(tmp_path / "clip.mp4").duration == pytest.approx(1.0, abs=0.1)


@pytest.mark.slow
def test_work_that_does_not_end_is_ended_and_refused(tmp_path: Path) -> None:
    make_clip(tmp_path / SOURCE.format(0), 2.0)
    os.mkfifo(tmp_path / EXTRA)  # never says anything
    with pytest.raises(OrderRejected, match="more time or memory"):
        edit_apart(work(edit={"operation": "sound", "mode": "mix"}, work_seconds=0.3), "en", tmp_path)
    assert not (tmp_path / RESULT).exists()
