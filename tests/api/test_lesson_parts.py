"""A long document over HTTP: several lessons, which are told of, shared, deleted and filmed one by one or together."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from hackathon_backend.container import Container
from hackathon_backend.errors import QuotaExceeded
from hackathon_backend.materials.materials import Materials
from hackathon_backend.materials.models import KeptDocument, LessonFileKind, LessonImport
from hackathon_backend.materials.own_lesson import part_id
from hackathon_backend.materials.writing import LessonToKeep

OWNER = "local"
SAID = "The sea rises for six hours and falls for six hours, tide after tide."
SECTIONS = "".join(f"## Tide {n}\n\n{SAID}\n\n" for n in "ABC")


def text_of(part: int) -> str:
    return f'---\ntitle: "Tides — part {part}: Sea {part}"\n---\n\n# Sea {part}\n\n{SECTIONS}'


def of_document(container: Container, parts: int) -> LessonImport:
    """An import that is about to become so many lessons, with its original and a picture."""
    rooms = container.lessons
    made = rooms.imports.begin(OWNER, "Tides.txt")
    name = f"lesson_{made.lesson_id}_document.txt"
    for each, kind in ((name, LessonFileKind.DOCUMENT), (f"lesson_{made.lesson_id}_a.png", LessonFileKind.PICTURE)):
        rooms.imports.note_file(made, each, kind, each[-5:], "text/plain", 4)
        here = container.work.folder(made.id) / each
        here.write_bytes(b"tide")
        container.storage.keep(here, each)
    rooms.imports.arrived(made, name)
    claimed = rooms.imports.claim()
    assert claimed is not None
    document = KeptDocument("Tides.txt", "text/plain", name, "section", 9, "Tides")
    rooms.imports.complete(claimed, [_kept(rooms.materials, made, document, part) for part in range(1, parts + 1)])
    return made


def _kept(materials: Materials, made: LessonImport, document: KeptDocument, part: int) -> LessonToKeep:
    lesson = materials.read(part_id(made.lesson_id, part), "", text_of(part), "en")
    return LessonToKeep(text_of(part), lesson, ("1 page is a scan.",), document, made.lesson_id, part)


@pytest.fixture
def ids(container: Container) -> list[str]:
    """The three lessons of a document."""
    made = of_document(container, 3)
    return [part_id(made.lesson_id, part) for part in (1, 2, 3)]


def kept_files(container: Container) -> list[str]:
    container.lessons.leftovers.sweep()
    return container.lessons.leftovers.files_of(OWNER)


def own(client: FlaskClient) -> list[dict[str, Any]]:
    return [each for each in client.get("/api/lessons").get_json()["lessons"] if each["origin"] == "own"]


def test_an_import_tells_all_its_lessons_and_each_of_them_the_others(client: FlaskClient, ids: list[str]) -> None:
    [told] = client.get("/api/lessons/imports").get_json()["imports"]
    assert (told["lessonId"], told["lessonIds"]) == (ids[0], ids)
    assert [(each["id"], each["part"], each["documentId"]) for each in own(client)] == [
        (id_, part, ids[0]) for part, id_ in enumerate(ids, 1)
    ]
    second = client.get(f"/api/lessons/{ids[1]}").get_json()
    assert second["part"] == 2 and second["losses"] == ["1 page is a scan."]
    assert [(each["id"], each["title"]) for each in second["parts"]] == [
        (id_, f"Tides — part {part}: Sea {part}") for part, id_ in enumerate(ids, 1)
    ]
    assert client.get(f"/api/lessons/{ids[1]}/document").data == b"tide"


def test_files_of_a_document_stay_until_its_last_lesson_is_gone(
    client: FlaskClient, container: Container, ids: list[str]
) -> None:
    assert client.delete(f"/api/lessons/{ids[0]}").get_json()["ids"] == [ids[0]]
    assert len(kept_files(container)) == 2
    assert client.get(f"/api/lessons/{ids[2]}/document").status_code == 200
    assert container.lessons.pictures.folder(ids[2]) is not None
    assert client.delete(f"/api/lessons/{ids[2]}?allParts=true").get_json()["ids"] == ids[1:]
    assert kept_files(container) == [] and own(client) == []


def test_one_lesson_is_shared_or_all_of_the_document(client: FlaskClient, ids: list[str]) -> None:
    client.put(f"/api/lessons/{ids[1]}/sharing", json={"visibility": "class"})
    assert [each["visibility"] for each in own(client)] == ["private", "class", "private"]
    client.put(f"/api/lessons/{ids[0]}/sharing", json={"visibility": "public", "allParts": True})
    assert {each["visibility"] for each in own(client)} == {"public"}


def test_a_course_is_of_one_lesson_or_of_the_whole_document(client: FlaskClient, ids: list[str]) -> None:
    path = f"/api/lessons/{ids[1]}/course"
    one = client.get(path).get_json()
    assert {film["lessonId"] for film in one["films"]} == {ids[1]}
    outline = client.get(f"{path}?allParts=true").get_json()
    assert outline["title"] == "Tides" and [film["lessonId"] for film in outline["films"]] == ids
    made = client.post(path, json={"allParts": True}).get_json()
    assert made["title"] == "Tides" and [item["sections"] for item in made["items"]] == [
        film["sections"] for film in outline["films"]
    ]
    films = [{"lessonId": ids[2], "start": 0, "end": 2, "title": "A"}, {"start": 0, "end": 1, "title": "B"}]
    named = client.post(path, json={"films": films}).get_json()
    assert [item["sections"] for item in named["items"]] == [["Sea 3", "Tide A"], ["Sea 2"]]


def test_films_of_lessons_that_are_not_of_the_document_are_refused(client: FlaskClient, ids: list[str]) -> None:
    film = {"lessonId": "photosynthesis", "start": 0, "end": 1, "title": "A"}
    answer = client.post(f"/api/lessons/{ids[1]}/course", json={"films": [film]})
    assert (answer.status_code, answer.get_json()["error"]["param"]) == (400, "films.0")
    twice = [{"lessonId": id_, "start": 0, "end": 1, "title": "A"} for id_ in (ids[0], ids[1])]
    assert client.post(f"/api/lessons/{ids[1]}/course", json={"films": twice}).status_code == 201


def test_all_parts_are_made_or_none(container: Container, client: FlaskClient) -> None:
    container.lessons.imports._most_lessons = 2
    with pytest.raises(QuotaExceeded, match="This makes 3 lessons"):
        of_document(container, 3)
    assert own(client) == []
