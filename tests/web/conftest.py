"""A client of an app whose house stands still: jobs are what the tests write down."""

from __future__ import annotations

from tests.api.conftest import Client, client, processes_are_shared

__all__ = ["Client", "client", "processes_are_shared"]
