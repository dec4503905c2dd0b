"""A collection whose films are in a bucket is taken along as one zip, read from there while it is sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from hackathon_backend.container import Container
from tests.access.ownership.rows import FILES, a_video
from tests.collections.conftest import Folders
from tests.collections.test_zip import taken

pytestmark = pytest.mark.slow


def test_films_that_are_kept_in_a_bucket_are_packed_too(
    client: FlaskClient, container: Container, tmp_path: Path
) -> None:
    film, folders = a_video(container, "local", folder=tmp_path), Folders(client, {})
    for suffix in FILES:
        name = (film.filename or "").replace("mp4", suffix)
        container.storage.keep(tmp_path / name, name)
    made = folders.make()
    folders.add(made, video=film.id)
    archive = taken(client, f"/api/collections/{made}/zip", {})
    assert archive.read("01 The moon.mp4") == FILES["mp4"]
    assert archive.read("01 The moon.vtt") == FILES["vtt"]
