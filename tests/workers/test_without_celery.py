"""Who needs no workers needs no Celery; who does is told how to get it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from hackathon_backend.cli import main
from hackathon_backend.errors import SettingsError
from hackathon_backend.settings import Settings
from hackathon_backend.workers.broker import celery_app
from tests.server import ROOT

_OPENED = """
import sys
from hackathon_backend.app import create_app
from hackathon_backend.cli import serve
create_app()
print(sorted({"celery", "kombu", "billiard", "amqp"} & set(sys.modules)))
"""


@pytest.mark.slow
def test_a_server_that_makes_videos_itself_imports_no_celery(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _OPENED + "import os; sys.stdout.flush(); os._exit(0)"]
    ran = subprocess.run(command, cwd=tmp_path, env={"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, check=True)
    assert ran.stdout.decode().splitlines()[-1] == "[]"


def test_without_celery_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "celery", None)
    settings = Settings(_env_file=None, workers="celery", redis_url="redis://127.0.0.1/0")  # type: ignore[call-arg]
    with pytest.raises(SettingsError, match=r"^WORKERS: Celery is not installed\. .*pip install 'celery\[redis\]"):
        celery_app(settings)


def test_a_worker_of_a_server_that_makes_videos_itself_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["worker", "steps"]) == 2
    assert capsys.readouterr().err.startswith("WORKERS: set WORKERS=celery and BROKER_URL")


def test_workers_of_an_unknown_kind_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["worker", "stepps"]) == 2
    assert capsys.readouterr().err.startswith("There are no workers for 'stepps', only for steps, ")


def test_a_check_says_that_no_worker_runs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in {"WORKERS": "celery", "REDIS_URL": "redis://127.0.0.1:1/0", "TMPDIR": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert main(["worker", "beat", "--check"]) == 1
    assert capsys.readouterr().err == "No worker runs here for beat.\n"
