"""Neural voices speak, and nobody hears of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hackathon_backend.speech.natural.model import PhonemeModel

ROOT = Path(__file__).parents[2]
SPEAK = """
from hackathon_backend.speech.natural.model import PhonemeModel
model = PhonemeModel()
assert model.utter(model.read("Frobnicated wugs."), 1.0).samples.size
"""


@pytest.mark.slow
def test_the_runtime_of_voices_tells_its_maker_nothing_and_keeps_no_number_of_the_machine(tmp_path: Path) -> None:
    assert not PhonemeModel().problems()
    # Not under CI=true, where it says nothing of itself.
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}
    subprocess.run([sys.executable, "-c", SPEAK], check=True, timeout=120, env=environment, cwd=tmp_path)
    assert list(tmp_path.rglob("*")) == []
