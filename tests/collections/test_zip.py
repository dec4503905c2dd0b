"""A collection as a zip: whole, with safe names, as long as it said, and nothing in it that may not be seen."""

from __future__ import annotations

import io
import threading
import zipfile
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from hackathon_backend.container import Container
from hackathon_backend.errors import NotFound
from hackathon_backend.film_collections.packing import file_name
from hackathon_backend.handouts import ahead
from hackathon_backend.handouts.making import Handouts
from hackathon_backend.jobs import Job, State
from tests.access.ownership.conftest import key
from tests.access.ownership.rows import FILES, a_video
from tests.collections.conftest import Folders

PAPER = b"%PDF-1.7 " + b"drawn" * 30_000


@pytest.fixture(autouse=True)
def papers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Hand-outs that take no process to be drawn; the ids of their films as they are asked for."""
    asked: list[str] = []

    def on_paper(_self: Handouts, job: Job, _paper: str, *, answers: bool) -> Path:
        asked.append(job.id)
        (tmp_path / "made.pdf").write_bytes(PAPER)
        return tmp_path / "made.pdf"

    monkeypatch.setattr(Handouts, "on_paper", on_paper)
    return asked


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
    assert archive.read("01 The moon.pdf") == archive.read("04 Inside/01 The moon.pdf") == PAPER
    assert "04 Inside/01 The moon.mp4" in names and f"{file_name(2, lesson.title)}.md" in names
    assert not [name for name in names if name.startswith("03")]
    assert archive.read("01 The moon.mp4") == FILES["mp4"]
    page = archive.read("index.html").decode()
    assert 'href="01%20The%20moon.pdf"' in page and "not drawn yet" not in page
    assert "It was still being made." in page and page.index("The moon") < page.index(lesson.title)
    assert b64encode(FILES["vtt"]) in archive.read("films.js")
    answer = folders.client.get(f"/api/collections/{made}/zip", headers=me[1])
    assert 'filename="The sky at night.zip"' in answer.headers["Content-Disposition"]


def test_a_hand_out_that_is_not_drawn_in_time_is_told_and_there_the_next_time(
    folders: Folders, container: Container, me: tuple[str, dict[str, str]], papers: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    begin, quick = threading.Event(), Handouts.on_paper

    def slow(self: Handouts, job: Job, paper: Any, *, answers: bool) -> Path:
        assert begin.wait(30)
        return quick(self, job, paper, answers=answers)

    monkeypatch.setattr(Handouts, "on_paper", slow)
    monkeypatch.setattr(ahead, "PATIENCE", 0.05)
    made = folders.make()
    folders.add(made, video=a_video(container, me[0]).id)
    path = f"/api/collections/{made}/zip"
    for _ in range(2):
        archive = taken(folders.client, path, me[1])
        assert "01 The moon.pdf" not in archive.namelist()
        assert "Its hand-out was not drawn yet." in archive.read("index.html").decode()
    monkeypatch.setattr(ahead, "PATIENCE", 30)
    begin.set()
    assert taken(folders.client, path, me[1]).read("01 The moon.pdf") == PAPER
    assert len(papers) <= 2, "it was drawn once for all who had waited"


def test_a_film_without_a_hand_out_is_packed_without(
    folders: Folders, container: Container, me: tuple[str, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(_self: Handouts, _job: Job, _paper: Any, *, answers: bool) -> Path:
        raise NotFound("It is gone.")

    monkeypatch.setattr(Handouts, "on_paper", none)
    made = folders.make()
    folders.add(made, video=a_video(container, me[0]).id)
    archive = taken(folders.client, f"/api/collections/{made}/zip", me[1])
    assert archive.read("01 The moon.mp4") == FILES["mp4"]
    assert "There is no hand-out of it." in archive.read("index.html").decode()


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
