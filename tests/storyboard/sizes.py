"""Tests for films of each size: wide and upright ones at once, the others with the slow tests."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

QUICK = ((1280, 720), (720, 1280))


def each_size(sizes: Sequence[tuple[int, int]]) -> pytest.MarkDecorator:
    """`size` is each of these."""
    slow = [pytest.param(size, marks=pytest.mark.slow) for size in sizes if size not in QUICK]
    return pytest.mark.parametrize("size", [*(size for size in sizes if size in QUICK), *slow], ids=str)
