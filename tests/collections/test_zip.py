"""A collection as a zip: whole, with safe names, as long as it said, and nothing in it that may not be seen."""

from __future__ import annotations

import io
import zipfile
from base64 import b64encode

import pytest
from flask.testing import FlaskClient

from hackathon_backend.container import Container
from hackathon_backend.film_collections.packing import file_name
from hackathon_backend.jobs import State
from tests.access.ownership.conftest import key
from tests.access.ownership.rows import FILES, a_video
from tests.collections.conftest import Folders


def taken(client: FlaskClient, path: str, headers: dict[str, str]) -> zipfile.ZipFile:
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200 and answer.mimetype == "application/zip"
    assert answer.content_length == len(answer.data)
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    assert archive.testzip() is None
    return archive


def test_films_lessons_and_what_is_inside_stand_in_it_in_order(
    folders: Folders, container: Container, me: tuple[str, dict[str, str]]
) -> None:
    lesson = container.library.lessons[0]
    made, inner = folders.make("The sky / at night?"), folders.make("Inside")
    folders.add(made, video=a_video(container, me[0]).id)
    folders.add(made, lesson=lesson.id)
    folders.add(made, video=a_video(container, me[0], state=State.RENDERING).id)
    folders.add(inner, video=a_video(container, me[0]).id)
    folders.add(made, collection=inner)
    archive = taken(folders.client, f"/api/collections/{made}/zip", me[1])
    names = archive.namelist()
    assert names[:2] == ["index.html", "films.js"]
    assert {"01 The moon.mp4", "01 The moon.vtt", "01 The moon.txt", "01 The moon.webp"} < set(names)
    assert "04 Inside/01 The moon.mp4" in names and f"{file_name(2, lesson.title)}.md" in names
    assert not [name for name in names if name.startswith("03")]
    assert archive.read("01 The moon.mp4") == FILES["mp4"]
    page = archive.read("index.html").decode()
    assert "It was still being made." in page and page.index("The moon") < page.index(lesson.title)
    assert b64encode(FILES["vtt"]) in archive.read("films.js")
    answer = folders.client.get(f"/api/collections/{made}/zip", headers=me[1])
    assert 'filename="The sky at night.zip"' in answer.headers["Content-Disposition"]


def test_a_collection_that_has_nothing_yet_says_so(folders: Folders) -> None:
    made = folders.make()
    answer = folders.client.get(f"/api/collections/{made}/zip", headers=folders.headers)
    assert answer.status_code == 409 and answer.get_json()["error"]["code"] == "conflict"


@pytest.mark.parametrize("access", ["link"])
def test_a_zip_has_what_whoever_asks_may_see(
    folders: Folders, container: Container, me: tuple[str, dict[str, str]], access: str
) -> None:
    third, _ = key(container, "third")
    lent = a_video(container, third)
    container.shares.set_names(lent.id, [me[0]])
    made = folders.make()
    folders.add(made, video=a_video(container, me[0]).id)
    folders.add(made, video=lent.id)
    path = f"/api/collections/{made}/zip"
    films = [name for name in taken(folders.client, path, me[1]).namelist() if name.endswith(".mp4")]
    assert films == ["01 The moon.mp4", "02 The moon.mp4"]
    link = folders.seen(made)["url"].partition("?")[2]
    strangers = taken(folders.client, f"{path}?{link}", {})
    assert [name for name in strangers.namelist() if name.endswith(".mp4")] == ["01 The moon.mp4"]
    assert "another owner" in strangers.read("index.html").decode()
    assert folders.client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../etc/passwd", "01 etc passwd"), ("", "01"), ("CON", "01 CON"),
        ("a\\b:c*d?e\"f<g>h|i", "01 a b c d e f g h i"),
        (".hidden", "01 hidden"), ("月と太陽 — ١٢", "01 月と太陽 ١٢"), ("x" * 500, f"01 {'x' * 50}"),
        ("e\u0301t\u202e\x00", "01 \xe9t"),
    ],
)  # fmt: skip
def test_names_are_safe_on_every_system(title: str, name: str) -> None:
    assert file_name(1, title) == name
    assert len(f"{file_name(1, '𠀀' * 500)}.descriptions.vtt".encode()) <= 255
