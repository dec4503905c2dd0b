"""An app that publishes at a server on loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hackathon_backend.app import Container
from hackathon_backend.media import add_tracks
from hackathon_backend.settings import Settings
from tests.api.conftest import client
from tests.api.videos.test_operations import CHAPTERS, CUES
from tests.media.clips import make_clip, tone
from tests.publishing.blotato_server import BlotatoServer

__all__ = ["client"]


@pytest.fixture
def blotato() -> Iterator[BlotatoServer]:
    with BlotatoServer() as running:
        yield running


@pytest.fixture
def container(make_settings: Callable[..., Settings], blotato: BlotatoServer) -> Iterator[Container]:
    opened = Container(make_settings(render_workers=1, **blotato.settings))
    opened.database.migrate()
    opened.runner.start()
    opened.publishing.start()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four seconds with a tone, captions and chapters."""
    folder = tmp_path_factory.mktemp("films")
    clip = make_clip(folder / "clip.mp4", 4.0, sound=tone(4.0).reshape(1, -1))
    add_tracks(clip, folder / "film.mp4", CUES, CHAPTERS)
    return folder / "film.mp4"
