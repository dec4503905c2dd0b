from __future__ import annotations

from collections.abc import Iterator

import pytest

from hackathon_backend.engines.base import Order
from hackathon_backend.engines.gemini.engine import GeminiEngine
from tests.engines.vendors.gemini import GeminiVendor

KEY = "AIzaVerySecret1234"
ORDER = Order("job-1", "A red panda draws a graph", "gemini-omni-1.2-flash", 8, "1280x720")
HANGS = 1.5
"""Seconds that are given to an answer that never comes; the SDK needs some of them to write an order."""


@pytest.fixture(scope="session", autouse=True)
def sdk() -> None:
    """Imported, and at work once, before the first test that looks at the clock."""
    with GeminiVendor() as vendor:
        GeminiEngine(KEY, vendor.origin).submit(ORDER, timeout=60)


@pytest.fixture
def vendor() -> Iterator[GeminiVendor]:
    with GeminiVendor() as server:
        yield server


@pytest.fixture
def engine(vendor: GeminiVendor) -> Iterator[GeminiEngine]:
    engine = GeminiEngine(KEY, vendor.origin)
    yield engine
    engine.close()


@pytest.fixture
def order() -> Order:
    return ORDER
