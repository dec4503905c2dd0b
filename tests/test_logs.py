"""Logs: a file an hour, the job on every line, and no secret in any of them."""

import io
import logging
import os
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from hackathon_backend.jobs.log import job_context
from hackathon_backend.logs import Console, HourlyFile, set_up_logging
from hackathon_backend.model7 import console
from hackathon_backend.settings import Settings

Make = Callable[..., Settings]


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    logger = logging.getLogger("hackathon_backend")
    yield
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
    logger.propagate = True


def written(settings: Settings) -> str:
    return "".join(file.read_text("utf-8") for file in settings.log_dir.glob("*.log"))


def test_every_line_carries_its_job(make_settings: Make) -> None:
    settings = make_settings()
    set_up_logging(settings, console=False)
    with job_context("vid_1"):
        logging.getLogger("hackathon_backend.model7").info("inside")
    logging.getLogger("hackathon_backend.model7").info("outside")
    inside, outside = written(settings).splitlines()
    assert " vid_1 " in inside
    assert " - " in outside
    (file,) = settings.log_dir.iterdir()
    assert file.name == f"model7-{datetime.now():%Y-%m-%dT%H}.log"


def test_keys_and_authorisation_never_appear(make_settings: Make, capsys: pytest.CaptureFixture[str]) -> None:
    settings = make_settings(openai_api_key="my-own-key", sora_api_key="another-key")
    set_up_logging(settings)
    log = logging.getLogger("hackathon_backend.engines")
    log.error("refused: my-own-key and another-key")
    log.error("Authorization: Bearer abc.def and authorization=Basic Zm9v, sk-proj-0123456789abcdef")
    try:
        raise ValueError("with my-own-key inside")
    except ValueError:
        log.exception("broke off")
    seen = written(settings) + capsys.readouterr().out
    for secret in ("my-own-key", "another-key", "abc.def", "Zm9v", "sk-proj"):
        assert secret not in seen
    assert seen.count("[hidden]") >= 8


@pytest.mark.parametrize(
    "end", ["\n", "\r", "\r\n", "\x0b", "\x85", "\u2028", "\x1b[2K\x1b[1A", "\u202e", "\ud800", "\0"]
)
def test_what_came_from_outside_can_not_look_like_a_line_of_the_log(
    make_settings: Make, capsys: pytest.CaptureFixture[str], end: str
) -> None:
    settings = make_settings()
    set_up_logging(settings)
    forged = "2026-01-01 00:00:00,000 ERROR - hackathon_backend: all is lost"
    console.generating("Storyboard", f"otters{end}{forged}")
    log = logging.getLogger("hackathon_backend.api")
    log.warning("asked for %s", f"x{end}{forged}")
    try:
        raise ValueError(f"broken{end}{forged}")
    except ValueError:
        log.exception("A request failed: %(path)s", {"path": f"/x{end}{forged}"})
    for seen in (written(settings), capsys.readouterr().out):
        assert not any(line.startswith(forged) for line in seen.splitlines())
        assert end == "\n" or end not in seen


def test_files_older_than_the_limit_go_and_foreign_ones_stay(tmp_path: Path) -> None:
    old, foreign = tmp_path / "model7-2020-01-01T00.log", tmp_path / "other.log"
    for file in (old, foreign):
        file.write_text("x")
        os.utime(file, (time.time() - 7200, time.time() - 7200))
    handler = HourlyFile(tmp_path, keep_hours=1)
    handler.emit(logging.makeLogRecord({"msg": "hello"}))
    handler.close()
    assert not old.exists()
    assert foreign.exists()


def test_the_bar_is_thirty_wide() -> None:
    assert console.bar(0) == "░" * 30
    assert console.bar(25) == "█" * 7 + "░" * 23
    assert console.bar(100) == console.bar(250) == "█" * 30


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_a_terminal_sees_one_bar_that_moves_and_a_file_a_line_for_each_change(stream: io.StringIO) -> None:
    handler = Console(stream)
    logger = logging.getLogger("hackathon_backend.console")
    logger.addHandler(handler)
    logger.setLevel("INFO")
    try:
        for percent in (0.0, 25.0, 25.0):
            console.progress(queued=percent == 0, percent=percent)
        console.completed("vid_abc123")
    finally:
        logger.removeHandler(handler)
    shown = stream.getvalue()
    assert shown.count("\n") == (2 if stream.isatty() else 3)
    assert f"🎬 Processing: [{'█' * 7}{'░' * 23}] 25.0%" in shown
    assert f"⏳ Queued: [{'░' * 30}] 0.0%" in shown
    assert shown.endswith("✅ Video generation completed: vid_abc123\n")
