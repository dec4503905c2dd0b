"""An app whose house stands still, two owners and an admin: videos are what the tests write down."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hackathon_backend.access.principal import Scope
from hackathon_backend.container import Container
from hackathon_backend.jobs import State
from hackathon_backend.materials.translating.rows import LessonWish
from hackathon_backend.settings import Settings
from tests.access.callers import OFF
from tests.access.ownership.rows import a_conversation, a_lesson, a_publication, a_video
from tests.api.conftest import client_of


@dataclass(frozen=True)
class Belongings:
    """What somebody has, and what they prove themselves with."""

    owner: str
    headers: dict[str, str]
    ids: dict[str, str]
    under_way: str


@pytest.fixture
def access() -> str:
    """VIDEO_ACCESS; tests that want another one are parametrized by it."""
    return "public"


@pytest.fixture
def container(make_settings: Callable[..., Settings], access: str) -> Iterator[Container]:
    settings = make_settings(render_workers=1, video_access=access, **OFF)
    opened = Container(settings)
    yield opened
    opened.close()


_apps: list[Flask] = []


@pytest.fixture
def client(container: Container) -> FlaskClient:
    """Every route is asked within a second or two, which no other app lets anybody do."""
    return client_of(_apps, container)


def key(container: Container, name: str, *scopes: Scope) -> tuple[str, dict[str, str]]:
    """A new key: whose things are made with it, and the headers that it comes in."""
    made = container.keys.create(name, scopes=scopes) if scopes else container.keys.create(name)
    return made.row.owner, {"Authorization": f"Bearer {made.text}"}


@pytest.fixture
def mine(container: Container) -> Belongings:
    owner, headers = key(container, "mine")
    conversation, message, video = a_conversation(container, owner)
    character = container.characters.add("Mo", "sora", "up_1", owner=owner)
    ids = {"video_id": video.id, "message_id": message, "conversation_id": conversation, "character_id": character.id}
    ids["collection_id"] = container.collections.create(owner, "The sky").id
    ids["publication_id"] = a_publication(container, owner, video.id)
    ids["lesson_id"] = a_lesson(container, owner)
    wish = LessonWish(ids["lesson_id"], 1, ["es"])
    ids["translation_id"] = container.lessons.translations.order(owner, wish)[0].id
    ids["import_id"] = container.lessons.imports.begin(owner, "Tides.pdf").id
    return Belongings(owner, headers, ids, a_video(container, owner, state=State.RENDERING).id)


@pytest.fixture
def theirs(container: Container) -> dict[str, str]:
    return key(container, "theirs")[1]


@pytest.fixture
def admin(container: Container) -> dict[str, str]:
    return key(container, "admin", Scope.ADMIN)[1]
