from __future__ import annotations

from collections.abc import Iterator

import pytest

from hackathon_backend.engines.base import Order
from hackathon_backend.engines.runway.engine import RunwayEngine
from tests.engines.vendors.runway import RunwayServer

KEY = "key_very-secret-1234"


@pytest.fixture
def runway() -> Iterator[RunwayServer]:
    with RunwayServer() as server:
        yield server


@pytest.fixture
def engine(runway: RunwayServer) -> Iterator[RunwayEngine]:
    engine = RunwayEngine(KEY, runway.address)
    yield engine
    engine.close()


@pytest.fixture
def order() -> Order:
    return Order("job-1", "A red panda draws a graph", "gen4.5", 5, "1280x720")
