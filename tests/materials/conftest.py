"""Lessons of people's own in a database of each kind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hackathon_backend.confined import Confined
from hackathon_backend.jobs import Database
from hackathon_backend.lessons import Library
from hackathon_backend.materials.materials import Materials

TIDES = (
    "# Tides\n\nTides are the rise and fall of the sea. The moon pulls the water towards it.\n\n"
    "## Spring tides\n\nAt full moon tides are highest."
)


@pytest.fixture(scope="session")
def confined() -> Iterator[Confined]:
    processes = Confined(1)
    yield processes
    processes.stop()


@pytest.fixture
def materials(database: Database, confined: Confined) -> Materials:
    return Materials(database, Library.load(), confined)
