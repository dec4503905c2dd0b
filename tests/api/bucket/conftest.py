"""A house whose finished files are in a bucket of a real S3 server."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask.testing import FlaskClient

from hackathon_backend.app import Container, create_app
from hackathon_backend.settings import Settings
from hackathon_backend.storage.bucket_client import BucketPlace
from tests.api.conftest import Client
from tests.storage.conftest import place, s3_url

__all__ = ["place", "s3_url"]


@pytest.fixture
def more() -> dict[str, object]:
    """Further settings; modules have their own."""
    return {}


@pytest.fixture
def bucket_settings(place: BucketPlace, make_settings: Callable[..., Settings]) -> Callable[..., Settings]:
    """Settings with the bucket."""

    def make(**values: object) -> Settings:
        return make_settings(
            render_workers=1,
            storage="s3",
            s3_bucket=place.name,
            s3_endpoint_url=place.endpoint,
            s3_prefix="school",
            s3_access_key_id="key",
            s3_secret_access_key="secret-of-the-key",
            **values,
        )

    return make


@pytest.fixture
def container(bucket_settings: Callable[..., Settings], more: dict[str, object]) -> Iterator[Container]:
    opened = Container(bucket_settings(**more))
    opened.database.migrate()
    opened.runner.start()
    yield opened
    opened.close()


@pytest.fixture
def client(container: Container) -> FlaskClient:
    app = create_app(container.settings, container)
    app.test_client_class = Client
    return app.test_client()
