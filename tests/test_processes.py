"""Work in other processes does not depend on how the program that asks for it was started."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import psutil
import pytest

from hackathon_backend.processes import ProcessExecutor
from tests.engines.pool_work import die

ROOT = Path(__file__).parents[1]
PROGRAM = """
import os
from hackathon_backend.processes import ProcessExecutor
print("main")
os.chdir("/")
executor = ProcessExecutor(2)
pids = {executor.submit(os.getpid).result(60) for _ in range(3)}
print(os.getpid() not in pids, executor.submit(pow, 2, 5).result(60))
"""


@pytest.mark.parametrize("way", ["file", "stdin", "-c", "file that no path names"])
def test_a_program_without_a_main_guard_is_run_once_however_it_was_started(tmp_path: Path, way: str) -> None:
    script = tmp_path / "script.py"
    script.write_text(PROGRAM)
    arguments = {"file": [str(script)], "stdin": ["-"], "-c": ["-c", PROGRAM]}
    other = f"exec(compile(open({str(script)!r}).read(), '/nowhere/<cell>', 'exec'), {{'__name__': '__main__'}})"
    done = subprocess.run(
        [sys.executable, *arguments.get(way, ["-c", other])],
        input=PROGRAM,
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": os.path.relpath(ROOT, tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.stdout.splitlines(), done.stderr) == (["main", "True 32"], "")


def test_a_process_that_dies_takes_only_its_own_call_down(tmp_path: Path) -> None:
    with ProcessExecutor(2) as executor:
        deadly = executor.submit(die, tmp_path)
        others = [executor.submit(pow, 3, power) for power in range(8)]
        wait([deadly, *others], 60)
        assert isinstance(deadly.exception(), BrokenProcessPool)
        assert [other.result() for other in others] == [3**power for power in range(8)]


def test_what_can_not_be_sent_is_an_error_of_that_call_alone() -> None:
    with ProcessExecutor(1) as executor:
        with pytest.raises(Exception, match="pickle"):
            executor.submit(lambda: 1).result(60)
        with pytest.raises(RuntimeError, match="can't be handed back"):
            executor.submit(open, os.devnull).result(60)
        assert executor.submit(abs, -4).result(60) == 4


def test_processes_end_when_they_are_no_longer_needed() -> None:
    with ProcessExecutor(1) as executor:
        pid = executor.submit(os.getpid).result(60)
    assert not psutil.pid_exists(pid)
