from __future__ import annotations

from collections.abc import Iterator

import pytest

from hackathon_backend.engines.base import Order
from hackathon_backend.engines.sora import SoraEngine
from tests.upstream import Upstream

KEY = "sk-very-secret-1234"


@pytest.fixture(scope="session", autouse=True)
def sdk() -> None:
    """Imported before the first test that looks at the clock."""
    import openai  # noqa: F401


@pytest.fixture
def upstream() -> Iterator[Upstream]:
    with Upstream() as server:
        yield server


@pytest.fixture
def engine(upstream: Upstream) -> Iterator[SoraEngine]:
    engine = SoraEngine(KEY, upstream.url)
    yield engine
    engine.close()


@pytest.fixture
def order() -> Order:
    return Order("job-1", "A red panda  draws a graph", "sora-2", 4, "320x180")
