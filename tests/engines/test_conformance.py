"""Every engine keeps to what `engines/conformance.py` says."""

from __future__ import annotations

from pathlib import Path

import pytest

from hackathon_backend.engines.conformance import CHECKS, Check
from hackathon_backend.engines.registry import BUILT_IN

from .targets import TARGETS


@pytest.mark.slow
@pytest.mark.parametrize("check", CHECKS, ids=str)
@pytest.mark.parametrize("engine", TARGETS)
def test_an_engine_conforms(engine: str, check: Check, tmp_path: Path) -> None:
    with TARGETS[engine](tmp_path) as target:
        if not check.applies_to(target):
            pytest.skip("nothing like that happens to this engine")
        check.run(target)


def test_no_engine_is_left_out() -> None:
    assert set(BUILT_IN) == set(TARGETS)
