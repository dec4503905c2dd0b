"""Documents and addresses that become lessons over HTTP: kept, converted, told of, stopped, refused."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image

from hackathon_backend.api.lessons import receiving
from hackathon_backend.container import Container
from hackathon_backend.net.safe_fetch import Fetched
from tests.materials.conftest import TIDES

PAGE = (
    b"<!doctype html><html><head><title>Tides</title></head><body><main><h1>Tides</h1>"
    b"<p>At full moon tides are highest, since the sun and the moon pull together.</p></main></body></html>"
)
BOOK = {
    "mimetype": "application/epub+zip",
    "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">'
    "<rootfiles>"
    '<rootfile full-path="b.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
    "b.opf": '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
    '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Tides</dc:title><dc:language>en</dc:language>'
    '</metadata><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
    '<item id="p" href="p.png" media-type="image/png"/></manifest><spine><itemref idref="a"/></spine></package>',
    "a.xhtml": '<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>Tides</h1>'
    '<p>At full moon tides are highest.</p><img src="p.png" alt="The sea"/></body></html>',
}


@pytest.fixture
def working(container: Container) -> Iterator[Container]:
    container.lessons.importer.fetch = lambda url: Fetched(url, "text/html", PAGE)
    container.lessons.importer.start()
    yield container
    container.lessons.importer.stop()


def send(client: FlaskClient, data: bytes, name: str, **fields: str) -> Any:
    return client.post("/api/lessons", data={"file": (io.BytesIO(data), name), **fields})


def ended(client: FlaskClient, import_id: str) -> dict[str, Any]:
    for _ in range(600):
        seen: dict[str, Any] = client.get(f"/api/lessons/imports/{import_id}").get_json()
        if seen["status"] in ("completed", "failed", "cancelled"):
            return seen
        time.sleep(0.1)
    raise AssertionError(seen)


def test_a_file_becomes_a_lesson_and_is_kept_as_it_came(client: FlaskClient, working: Container) -> None:
    sent = send(client, TIDES.encode(), "C:\\Users\\ann\\../Tides of the sea.md", title="The sea")
    assert sent.status_code == 202, sent.text
    assert sent.headers["Location"] == f"/api/lessons/imports/{sent.get_json()['id']}"
    done = ended(client, sent.get_json()["id"])
    assert (done["name"], done["status"], done["progress"], done["error"]) == (
        "Tides of the sea.md", "completed", 100.0, None,
    )  # fmt: skip
    lesson = client.get(f"/api/lessons/{done['lessonId']}").get_json()
    assert lesson["title"] == "The sea"
    assert "At full moon tides are highest." in lesson["text"]
    assert lesson["document"]["name"] == "Tides of the sea.md"
    kept = client.get(lesson["document"]["url"])
    assert kept.data == TIDES.encode()
    assert kept.headers["Content-Disposition"].startswith("attachment")
    assert kept.mimetype == "application/octet-stream"
    assert kept.headers["Content-Security-Policy"].startswith("sandbox;")
    assert (kept.headers["X-Content-Type-Options"], kept.headers["X-Frame-Options"]) == ("nosniff", "DENY")
    assert client.get("/api/lessons/imports").get_json()["imports"] == [done]
    said = client.post("/api/chat", json={"message": "When are tides highest?"}).get_json()
    assert said["sources"][0]["lessonId"] == done["lessonId"]


@pytest.mark.slow
def test_an_address_becomes_a_lesson(client: FlaskClient, working: Container) -> None:
    sent = client.post("/api/lessons", json={"url": "https://example.org/tides"})
    assert (sent.status_code, sent.get_json()["name"]) == (202, "https://example.org/tides")
    done = ended(client, sent.get_json()["id"])
    assert (done["status"], done["name"]) == ("completed", "tides.html"), done
    assert "full moon" in client.get(f"/api/lessons/{done['lessonId']}").get_json()["text"]


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/x", "http://localhost/", "http://169.254.169.254/latest"])
def test_nothing_is_fetched_from_within(client: FlaskClient, container: Container, url: str) -> None:
    container.lessons.importer.start()
    done = ended(client, client.post("/api/lessons", json={"url": url}).get_json()["id"])
    container.lessons.importer.stop()
    assert (done["status"], done["error"]["code"]) == ("failed", "url_refused")


@pytest.mark.parametrize(
    "url", ["ftp://example.org/x", "no address", "http://user:word@example.org/", "file:///etc/passwd"]
)
def test_what_is_no_address_is_refused(client: FlaskClient, url: str) -> None:
    answer = client.post("/api/lessons", json={"url": url})
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (400, "url_refused")
    assert client.get("/api/lessons/imports").get_json() == {"imports": []}


@pytest.mark.parametrize(
    ("data", "name", "status", "code"),
    [
        (b"", "empty.pdf", 400, "invalid_request"),
        (b"MZ\x90\0" + b"\0" * 200, "setup.exe", 415, "document_unknown"),
        (b"x" * 100_001, "large.txt", 413, "too_large"),
    ],
)
def test_what_is_no_document_is_refused_at_once(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, data: bytes, name: str, status: int, code: str
) -> None:
    monkeypatch.setattr(receiving, "MOST_BYTES", 100_000)
    answer = send(client, data, name)
    assert (answer.status_code, answer.get_json()["error"]["code"]) == (status, code)
    assert client.get("/api/lessons/imports").get_json() == {"imports": []}


@pytest.mark.slow
def test_a_file_that_is_not_utf_8_is_read_all_the_same(client: FlaskClient, working: Container) -> None:
    text = "# Gezeiten\n\nDas Meer fällt und steigt überall mit dem Mond, zweimal an jedem Tag.".encode("latin-1")
    done = ended(client, send(client, text, "Gezeiten.md").get_json()["id"])
    assert "und steigt" in client.get(f"/api/lessons/{done['lessonId']}").get_json()["text"]


@pytest.mark.slow
def test_a_broken_document_fails_with_a_reason_and_its_file_is_gone(client: FlaskClient, working: Container) -> None:
    done = ended(client, send(client, b"%PDF-1.7\nnothing of one", "broken.pdf").get_json()["id"])
    assert (done["status"], done["error"]["code"][:9], done["lessonId"]) == ("failed", "document_", None)
    for _ in range(50):
        if not working.lessons.leftovers.files_of("local"):
            break
        time.sleep(0.1)
    assert list(working.storage.folder.glob("lesson_*")) == []
    client.delete(f"/api/lessons/imports/{done['id']}")
    assert client.get("/api/lessons/imports").get_json() == {"imports": []}


@pytest.mark.slow
def test_a_text_that_is_longer_than_a_lesson_becomes_several_as_a_file_of_it_would(
    client: FlaskClient, working: Container
) -> None:
    chapters = "\n\n".join(f"# Chapter {n}\n\n" + "The sea rises and falls twice a day. " * 900 for n in range(1, 8))
    sent = client.post("/api/lessons", json={"text": chapters, "title": "Tides/ebb"})
    assert (sent.status_code, sent.get_json()["name"]) == (202, "Tides ebb.md"), sent.text
    assert sent.headers["Location"] == f"/api/lessons/imports/{sent.get_json()['id']}"
    done = ended(client, sent.get_json()["id"])
    assert (done["status"], len(done["lessonIds"])) == ("completed", 2), done
    texts = [client.get(f"/api/lessons/{each}").get_json() for each in done["lessonIds"]]
    assert [each["title"] for each in texts] == ["Tides/ebb — part 1: Chapter 1", "Tides/ebb — part 2: Chapter 4"]
    assert sum(each["text"].count("twice a day") for each in texts) == 7 * 900
    assert client.get(texts[0]["document"]["url"]).data.decode() == chapters.strip()


def test_a_text_that_is_longer_than_any_is_refused_with_its_limit(client: FlaskClient) -> None:
    sent = client.post("/api/lessons", json={"text": "x" * 2_000_001})
    assert sent.status_code in (400, 413)
    assert "2000000" in sent.get_json()["error"]["message"].replace(",", "")


@pytest.mark.slow
def test_what_breaks_the_rules_becomes_no_lesson(client: FlaskClient, working: Container) -> None:
    text = b"# Party\n\nHow to make a pipe bomb at home: take nails and powder."
    done = ended(client, send(client, text, "party.md").get_json()["id"])
    assert (done["status"], done["error"]["code"]) == ("failed", "prompt_refused")


def test_an_import_is_stopped_before_it_begins(client: FlaskClient, container: Container) -> None:
    made = send(client, TIDES.encode(), "tides.md").get_json()
    assert client.delete(f"/api/lessons/imports/{made['id']}").get_json()["status"] == "cancelled"
    assert container.lessons.imports.claim() is None
    assert list(container.storage.folder.glob("lesson_*")) == []


def test_an_owner_has_so_many_under_way_and_no_more(client: FlaskClient, container: Container) -> None:
    statuses = [send(client, TIDES.encode(), f"{number}.md").status_code for number in range(21)]
    assert statuses == [202] * 20 + [429]


@pytest.mark.slow
def test_pictures_of_a_document_are_shown_beside_its_text(client: FlaskClient, working: Container) -> None:
    picture = io.BytesIO()
    Image.effect_noise((400, 300), 60).convert("RGB").save(picture, "PNG")
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as archive:
        for name, text in BOOK.items():
            archive.writestr(name, text)
        archive.writestr("p.png", picture.getvalue())
    done = ended(client, send(client, book.getvalue(), "tides.epub").get_json()["id"])
    assert done["status"] == "completed", done
    text = client.get(f"/api/lessons/{done['lessonId']}").get_json()["text"]
    assert "![The sea](picture-1.png)" in text
    shown = client.get(f"/lessons/{done['lessonId']}/pictures/picture-1.png")
    assert (shown.status_code, shown.mimetype) == (200, "image/png")
    assert f"lessons/{done['lessonId']}/pictures/picture-1.png" in client.get(f"/?lesson={done['lessonId']}").text
