"""What is done with strangers' data ends in time and within bounds, and one that does not end harms no other."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest

from hackathon_backend import confined as confining
from hackathon_backend.confined import Confined, time_limit
from hackathon_backend.errors import Busy, MediaError, TooCostly
from hackathon_backend.media import picture_kind
from tests.engines.pool_work import wait_for


@pytest.fixture(scope="module")
def confined() -> Iterator[Confined]:
    opened = Confined(1, memory=1 << 29)
    yield opened
    opened.stop()


def test_work_is_done_elsewhere_and_its_own_errors_come_back(confined: Confined) -> None:
    place = confined.run(os.getpid)
    assert place != os.getpid()
    assert confined.run(os.getpid) == place
    with pytest.raises(MediaError, match="no JPEG"):
        confined.run(picture_kind, b"x")
    with pytest.raises(ValueError):
        confined.run(int, "x")


@pytest.mark.slow
def test_work_without_an_end_is_ended_and_the_next_is_done(confined: Confined) -> None:
    began = time.monotonic()
    with pytest.raises(TooCostly):
        confined.within(0.3, time.sleep, 60)
    assert time.monotonic() - began < 30
    assert confined.run(str, 1) == "1"


@pytest.mark.slow
def test_work_that_keeps_a_processor_busy_is_ended(confined: Confined) -> None:
    with pytest.raises(TooCostly):
        confined.within(0.5, re.fullmatch, "(a|aa)+b", "a" * 60)
    assert confined.run(str, 1) == "1"


def test_memory_is_bounded(confined: Confined) -> None:
    with pytest.raises(TooCostly):
        confined.run(bytearray, 1 << 30)
    assert confined.run(len, bytearray(1 << 20)) == 1 << 20


@pytest.mark.slow
def test_a_process_that_is_gone_is_replaced(confined: Confined) -> None:
    with pytest.raises(TooCostly):
        confined.run(os._exit, 1)
    assert confined.run(str, 1) == "1"


@pytest.mark.slow
def test_a_machine_that_is_too_busy_to_begin_says_so_and_blames_nobodys_data(
    confined: Confined, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        assert confined.run(str, 1) == "1"
        patch.setattr(confining, "_LOADING", 0.2)
        patch.setattr(confining, "_load", _never_loaded)
        with pytest.raises(Busy):
            confined.run(str, 1)
    assert confined.run(str, 1) == "1"


def _never_loaded(_module: str) -> None:
    time.sleep(60)


@pytest.mark.slow
def test_whoever_waits_too_long_for_a_turn_is_asked_to_come_again(
    confined: Confined, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(confining, "_PATIENCE", 0.01)
    begun, enough = tmp_path / "begun", tmp_path / "enough"
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(confined.within, 30, _work_until, begun, enough)
        wait_for(begun)
        with pytest.raises(Busy):
            confined.run(str, 1)
        enough.touch()
        first.result()


def _work_until(begun: Path, enough: Path) -> None:
    begun.touch()
    wait_for(enough)


class _Late(BaseException):
    pass


def test_an_expression_that_does_not_end_is_broken_off() -> None:
    with pytest.raises(_Late), time_limit(0.1, _Late()):
        re.fullmatch("(a|aa)+b", "a" * 60)


def test_a_limit_inside_of_another_leaves_that_running() -> None:
    with pytest.raises(_Late), time_limit(0.3, _Late()):
        with pytest.raises(TimeoutError), time_limit(0.1, TimeoutError()):
            re.fullmatch("(a|aa)+b", "a" * 60)
        re.fullmatch("(a|aa)+b", "a" * 60)


@pytest.mark.slow
def test_open_files_are_bounded(confined: Confined) -> None:
    with pytest.raises(OSError, match="Too many open files"):
        confined.run(_open_many)
    assert confined.run(str, 1) == "1"


def _open_many() -> None:
    with ExitStack() as opened:
        for _ in range(1000):
            opened.enter_context(Path("/dev/null").open("rb"))
