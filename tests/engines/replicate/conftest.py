from __future__ import annotations

from collections.abc import Iterator

import pytest

from hackathon_backend.engines.base import Order
from hackathon_backend.engines.replicate import ReplicateEngine
from hackathon_backend.engines.replicate.catalogue import unread
from tests.engines.vendors.replicate import MODEL, ReplicateServer

TOKEN = "r8_very-secret-1234"


@pytest.fixture
def replicate() -> Iterator[ReplicateServer]:
    with ReplicateServer() as server:
        yield server


@pytest.fixture
def engine(replicate: ReplicateServer) -> Iterator[ReplicateEngine]:
    engine = ReplicateEngine(TOKEN, replicate.url, models=(unread(MODEL),))
    yield engine
    engine.close()


@pytest.fixture
def order() -> Order:
    return Order("job-1", "A red panda draws a graph", MODEL, 5, "1280x720")
