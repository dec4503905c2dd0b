"""Lessons from Python: in this process, and at a server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hackathon_backend.client import DocumentImport, DocumentStatus, LessonClient, create_lesson_client
from hackathon_backend.errors import LessonNotMade, ServerRefused, ServerUnreachable
from tests.lessons.documents.test_pdf import pdf, text
from tests.server import Server, free_port

pytestmark = pytest.mark.slow

TIDES = """# Tides

The Moon pulls the sea towards it.

## When it rises

High tide comes about every twelve hours.
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("lessons")) as running:
        yield running


@pytest.fixture
def lessons(server: Server) -> LessonClient:
    return create_lesson_client(f"{server.url}/v1")


def test_a_lesson_is_made_read_saved_and_its_versions_are_kept(lessons: LessonClient) -> None:
    made = lessons.create(TIDES)
    assert (made.title, made.language, made.version, made.may_edit) == ("Tides", "en", 1, True)
    saved = lessons.save(made.id, TIDES.replace("twelve", "12"), version=made.version, title="The tides")
    assert (saved.version, saved.title) == (2, "The tides")
    with pytest.raises(ServerRefused, match="meanwhile"):
        lessons.save(made.id, TIDES, version=1)
    assert [each.version for each in lessons.versions(made.id)] == [2, 1]
    assert "twelve hours" in lessons.version(made.id, 1)
    assert lessons.restore(made.id, 1).version == 3
    assert lessons.get(made.id).text == made.text
    assert made.id in [each.id for each in lessons.listed() if each.origin == "own"]
    assert [each for each in lessons.listed(hidden=True) if each.origin == "built-in"]
    lessons.delete(made.id)
    with pytest.raises(ServerRefused):
        lessons.get(made.id)


def test_a_document_is_followed_until_it_is_a_lesson(lessons: LessonClient, tmp_path: Path) -> None:
    words = "Plants make sugar from light, and for that they take water and air."
    file = tmp_path / "Leaves.pdf"
    file.write_bytes(pdf(lambda canvas: text(canvas, 60, 100, words)))
    seen: list[DocumentImport] = []
    begun = lessons.upload(file, title="Leaves")
    lesson = lessons.wait(begun.id, on_progress=seen.append, timeout=120)
    assert (lesson.title, lesson.document) == ("Leaves", "Leaves.pdf")
    assert words in lesson.text
    assert (seen[-1].status, seen[-1].lesson_id, seen[-1].progress) == (DocumentStatus.COMPLETED, lesson.id, 100.0)
    assert begun.id in [each.id for each in lessons.imports()]
    lessons.cancel_import(begun.id)
    assert begun.id not in [each.id for each in lessons.imports()]
    broken = lessons.upload(b"%PDF-1.7 and no more", "Broken.pdf")
    with pytest.raises(LessonNotMade):
        lessons.wait(broken.id, timeout=120)
    assert lessons.imported(broken.id).error_message


def test_why_no_lesson_comes_of_an_address_is_told_in_the_servers_words(lessons: LessonClient) -> None:
    begun = lessons.fetch("http://127.0.0.1:9/tides")
    with pytest.raises(LessonNotMade) as raised:
        lessons.wait(begun.id, timeout=120)
    assert str(raised.value) == lessons.imported(begun.id).error_message
    with pytest.raises(ServerRefused):
        lessons.fetch("no address")


def test_it_is_shared_and_made_into_a_course(lessons: LessonClient, server: Server) -> None:
    made = lessons.create(TIDES)
    assert lessons.shared_with(made.id) == ("private", [])
    lessons.share(made.id, "class")
    assert lessons.shared_with(made.id)[0] == "class"
    films = lessons.course(made.id, seconds=60)
    assert films and films[0].start == 0 and films[-1].sections
    course = lessons.make_course(made.id, films[:1], title="Short")
    told = server.get(f"/api/collections/{course}")
    assert (told["title"], told["kind"], len(told["items"])) == ("Short", "course", 1)


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ServerUnreachable):
        create_lesson_client(f"http://127.0.0.1:{free_port()}/v1").listed()
