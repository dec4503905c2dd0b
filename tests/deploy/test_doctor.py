"""What `doctor` says of an installation whose parts can't reach each other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hackathon_backend.cli.doctor import Diagnosis, examine
from hackathon_backend.settings import Settings
from tests.server import free_port

Make = Callable[..., Settings]


def found(settings: Settings, what: str) -> Diagnosis:
    return next(each for each in examine(settings) if each.what.startswith(what))


def test_a_broker_that_is_away_is_named_without_its_password(make_settings: Make) -> None:
    pytest.importorskip("celery", reason="pip install -r requirements-dev.txt")
    address = f"redis://:hush@127.0.0.1:{free_port()}/0"
    told = found(make_settings(workers="celery", broker_url=address), "Broker")
    assert told.fatal and "BROKER_URL" in told.mend
    assert "hush" not in told.what + told.mend


def test_a_database_that_is_away_is_named_without_its_password(make_settings: Make) -> None:
    told = found(make_settings(database_url=f"postgresql://m7:hush@127.0.0.1:{free_port()}/m7"), "Database")
    assert told.fatal and "DATABASE_URL" in told.mend
    assert "hush" not in told.what + told.mend


def test_a_folder_that_is_not_there_to_be_written_to_is_named(make_settings: Make, tmp_path: Path) -> None:
    (tmp_path / "taken").write_bytes(b"")
    told = found(make_settings(video_dir=tmp_path / "taken" / "videos"), "Videos are kept in")
    assert told.fatal and "VIDEO_DIR" in told.mend
