"""What a failed test shows: the last lines of every process of its cluster."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest

from .cluster import Cluster


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.failed:
        arguments: dict[str, Any] = getattr(item, "funcargs", {})
        clusters = (each for each in arguments.values() if isinstance(each, Cluster))
        report.sections += [(node.name, node.tail()) for cluster in clusters for node in cluster.nodes]
    return report
