"""An app with a house at work, and a client that speaks to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hackathon_backend.app import Container, create_app
from hackathon_backend.settings import Settings


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


@pytest.fixture
def client(container: Container) -> FlaskClient:
    app = create_app(container.settings, container)
    app.test_client_class = Client
    return app.test_client()
