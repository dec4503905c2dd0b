"""An app with a house at work, and a client that speaks to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hackathon_backend.api.current import install_container
from hackathon_backend.app import Container, create_app
from hackathon_backend.settings import Settings
from tests.shared_processes import processes_shared


@pytest.fixture(scope="module", autouse=True)
def processes_are_shared() -> Iterator[None]:
    with processes_shared():
        yield


@pytest.fixture
def container(make_settings: Callable[..., Settings]) -> Iterator[Container]:
    opened = Container(make_settings(render_workers=1))
    opened.database.migrate()
    opened.runner.start()
    yield opened
    opened.close()


class Client(FlaskClient):
    """Reads each answer to its end, so that its file is closed."""

    def open(self, *arguments: Any, **options: Any) -> TestResponse:
        return super().open(*arguments, **({"buffered": True} | options))


_apps: list[Flask] = []


@pytest.fixture
def client(container: Container) -> FlaskClient:
    """All of them speak to one app, behind which each test has its own house: the routes take long to be built."""
    return client_of(_apps, container)


def client_of(apps: list[Flask], container: Container) -> FlaskClient:
    """One that speaks to the only app in `apps`, made if there is none: its first house says how often one may ask."""
    if not apps:
        apps.append(create_app(container.settings, container))
        apps[0].test_client_class = Client
    install_container(apps[0], container)
    return apps[0].test_client()
