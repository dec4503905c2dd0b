"""A server that is killed in the middle of a request that brings something, or has something made: sent once more it is
done once, nothing is lost, and nothing is left of the first try.
"""

from __future__ import annotations

import http.client
import io
import json
import os
import random
import re
import threading
import time
import urllib.error
import urllib.request
import zipfile
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.publishing.blotato_server import BlotatoServer
from tests.publishing.test_kills import VIDEO, put_video
from tests.server import Server

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

_BOUNDARY = "between-two-parts"
_FORM = {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"}
TIDES = "# Tides\n\n" + "".join(f"## Day {day}\n\nThe sea is {day} metres high.\n\n" for day in range(300))


@pytest.fixture
def blotato() -> Iterator[BlotatoServer]:
    with BlotatoServer() as running:
        yield running


@pytest.fixture
def server(tmp_path: Path, blotato: BlotatoServer) -> Iterator[Server]:
    with Server(tmp_path, **blotato.settings) as running:
        yield running


@pytest.fixture
def film(server: Server) -> str:
    put_video(server)
    return VIDEO


def form(**parts: tuple[str, bytes] | str) -> bytes:
    """A multipart body of fields, and of files with their names."""
    body = b""
    for name, part in parts.items():
        named = f'; filename="{part[0]}"' if isinstance(part, tuple) else ""
        data = part[1] if isinstance(part, tuple) else part.encode()
        head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'
        body += head.encode() + data + b"\r\n"
    return body + f"--{_BOUNDARY}--\r\n".encode()


def sent(server: Server, path: str, body: bytes | None, method: str = "POST", **headers: str) -> tuple[int, Any]:
    """The answer's status and what it says; 0 if there was none."""
    asked = urllib.request.Request(server.url + path, body, headers, method=method)
    try:
        with urllib.request.urlopen(asked, timeout=120) as answer:
            data = answer.read()
            return answer.status, json.loads(data) if data[:1] in b"{[" else data
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)
    except (OSError, http.client.HTTPException):
        return 0, None


def killed_within(server: Server, ask: Callable[[], tuple[int, Any]], seconds: float | Callable[[], bool]) -> int:
    """Kill the server so many seconds after something is asked for, or as soon as something is so; start it again."""
    told: list[tuple[int, Any]] = []
    asking = threading.Thread(target=lambda: told.append(ask()))
    asking.start()
    if callable(seconds):
        server.until_true(lambda: seconds() or bool(told), 60)
    else:
        time.sleep(seconds)
    server.kill()
    asking.join()
    server.start()
    return told[0][0]


def moments(usual: float, count: int) -> list[float]:
    """Moments within what something usually takes, and just behind it."""
    chance = random.Random(7)
    return [usual * (number + chance.random()) / (count - 1) for number in range(count)]


def lasts(ask: Callable[[], object]) -> float:
    began = time.monotonic()
    ask()
    return time.monotonic() - began


def strays(server: Server) -> list[str]:
    """Parts of files, and folders of requests, that nobody needs any more."""
    found = [Path(folder, name) for folder, folders, files in os.walk(server.folder) for name in (*folders, *files)]
    return sorted(str(path) for path in found if path.name.endswith(".part") or path.name.startswith("req-"))


def test_a_publication_is_posted_once_whenever_the_server_is_killed_in_its_request(
    server: Server, film: str, blotato: BlotatoServer
) -> None:
    def ask(number: int) -> tuple[int, Any]:
        body = json.dumps({"posts": [{"account": "11", "text": f"Leaves {number}"}]}).encode()
        headers = {"Content-Type": "application/json", "Idempotency-Key": f"k{number}"}
        return sent(server, f"/api/videos/{film}/publish", body, **headers)

    usual = lasts(lambda: ask(0))
    trials = moments(usual, 5)
    cut = [killed_within(server, lambda number=number: ask(number), at) for number, at in enumerate(trials, 1)]
    assert 0 in cut, f"none was cut off: {trials}"
    for number in range(len(trials) + 1):
        code, told = ask(number)
        assert code == 202 and len(told["publications"]) == 1, told
    server.until("select count(*) = 0 from publications where state not in ('published', 'failed', 'unknown')", 300)
    texts = sorted(each["post"]["content"]["text"] for each in blotato.posts)
    assert texts == sorted(f"Leaves {number}" for number in range(len(trials) + 1))
    assert {row["state"] for row in server.rows("select state from publications")} == {"published"}


def test_a_document_is_one_import_whenever_the_server_is_killed_in_its_upload(server: Server) -> None:
    body = form(file=("Tides.md", TIDES.encode() * 8), title="Tides")

    def ask(number: int) -> tuple[int, Any]:
        return sent(server, "/api/lessons", body, **_FORM, **{"Idempotency-Key": f"k{number}"})

    def is_written() -> bool:
        return bool(server.rows("select id from lesson_imports where file is null and ended_at is null"))

    def end() -> None:
        server.until("select count(*) = 0 from lesson_imports where ended_at is null", 300)

    ask(0)
    trials: list[float | Callable[[], bool]] = [*moments(lasts(lambda: ask(1)), 4), is_written]
    cut = []
    for number, at in enumerate(trials, 2):
        cut.append(killed_within(server, lambda number=number: ask(number), at))
        end()  # what is killed again and again while it is read is given up
    assert 0 in cut, f"none was cut off: {trials}"
    imports = [ask(number) for number in range(len(trials) + 2)]
    assert [code for code, _told in imports] == [202] * len(imports)
    end()
    rows = server.rows("select id, status, error_message from lesson_imports")
    assert {row["id"] for row in rows} == {told["id"] for _code, told in imports} and len(rows) == len(imports)
    assert {row["status"] for row in rows} == {"completed"}, rows
    _only_known_files(server, len(imports))


def _only_known_files(server: Server, count: int) -> None:
    """What is on the disk is known, and there once for each lesson, as soon as the next start has looked."""

    def is_clean() -> bool:
        kept = {row["name"] for row in server.rows("select name from lesson_files where kind = 'document'")}
        return len(kept) == count and kept == {path.name for path in server.folder.rglob("lesson_*")}

    server.kill()
    server.start()
    server.until_true(is_clean, 60)
    assert server.rows("select count(*) as n from own_lessons where part in (0, 1)")[0]["n"] == count
    server.until_true(lambda: not list(server.folder.rglob("imp-*")) and not strays(server), 60)


def test_half_a_document_leaves_nothing(server: Server) -> None:
    body = form(file=("Tides.md", TIDES.encode() * 200))
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)) as connection:
        connection.putrequest("POST", "/api/lessons")
        for name, value in (_FORM | {"Content-Length": str(len(body)), "Idempotency-Key": "k"}).items():
            connection.putheader(name, value)
        connection.endheaders(body[: len(body) // 2])
        time.sleep(0.5)
        server.kill()
    server.start()
    assert server.get("/api/lessons/imports") == {"imports": []}
    assert list(server.folder.rglob("lesson_*")) == [] == strays(server)
    assert sent(server, "/api/lessons", body, **_FORM, **{"Idempotency-Key": "k"})[0] == 202


def _logo(shade: int) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((300, 300), 60).convert("RGB").point(lambda value: (value + shade) % 256).save(out, "PNG")
    return out.getvalue()


def test_a_brand_is_the_one_of_before_or_the_new_one_whenever_the_server_is_killed_in_its_upload(
    server: Server,
) -> None:
    def ask(number: int) -> tuple[int, Any]:
        logo = f"data:image/png;base64,{b64encode(_logo(number)).decode()}"
        body = json.dumps({"name": f"School {number}", "logo": logo, "mark": True}).encode()
        return sent(server, "/api/me/brand", body, "PUT", **{"Content-Type": "application/json"})

    assert ask(0)[0] == 200
    trials = moments(lasts(lambda: ask(0)), 4)
    cut, before = [], "School 0"
    for number, at in enumerate(trials, 1):
        cut.append(killed_within(server, lambda number=number: ask(number), at))
        shown = server.get("/api/me/brand")
        assert shown["name"] in (before, f"School {number}") and shown["logo"].startswith("data:image/png")
        assert server.rows("select count(*) as n from brands where in_use")[0]["n"] == 1
        assert ask(number)[0] == 200
        before = f"School {number}"
        assert server.get("/api/me/brand")["name"] == before
    assert 0 in cut, f"none was cut off: {trials}"


def test_a_watermark_is_laid_over_a_film_once_whenever_the_server_is_killed_in_its_upload(
    server: Server, film: str
) -> None:
    clip = (server.folder / "clip.mp4").read_bytes()
    filler = _logo(1)

    def ask(number: int) -> tuple[int, Any]:
        body = form(operation="overlay", video=("film.mp4", clip), logo=("logo.png", filler), width=f"0.{10 + number}")
        return sent(server, "/v1/videos/upload/edits", body, **_FORM, **{"Idempotency-Key": f"k{number}"})

    def is_saved() -> bool:
        return any(path.stat().st_size for path in server.folder.rglob("req-*/video"))

    usual = lasts(lambda: ask(0))
    trials: list[float | Callable[[], bool]] = [*moments(usual, 4), is_saved]
    cut = [killed_within(server, lambda number=number: ask(number), at) for number, at in enumerate(trials, 1)]
    assert 0 in cut, f"none was cut off: {trials}"
    made = [ask(number) for number in range(len(trials) + 1)]
    assert [code for code, _told in made] == [200] * len(made), made
    ids = {told["id"] for _code, told in made}
    server.until("select count(*) = 0 from jobs where ended_at is null", 600)
    rows = server.rows("select id, state from jobs where request like '%overlay%'")
    assert {row["id"] for row in rows} == ids and {row["state"] for row in rows} == {"completed"}, rows
    assert len(rows) == len(made)
    server.until_true(lambda: not strays(server), 60)


def test_hand_outs_and_zips_are_whole_after_the_server_was_killed_while_they_were_made(server: Server) -> None:
    film = _drawn_film(server)
    collection = server.post("/api/collections", {"title": "Tides"})["id"]
    server.post(f"/api/collections/{collection}/items", {"video": film})
    ways: dict[str, Callable[[bytes], bool]] = {
        f"/api/videos/{film}/handout.pdf": lambda data: data.startswith(b"%PDF") and b"%%EOF" in data[-32:],
        f"/api/videos/{film}/slides.pptx": _is_zip,
        f"/api/collections/{collection}/zip": _is_zip,
    }
    for path, is_whole in ways.items():
        for at in (0.05, 0.6):
            killed_within(server, lambda path=path: sent(server, path, None, "GET"), at)
        code, data = sent(server, path, None, "GET")
        assert code == 200 and is_whole(data), (path, code, data[:200])
    names = zipfile.ZipFile(io.BytesIO(sent(server, f"/api/collections/{collection}/zip", None, "GET")[1])).namelist()
    assert len(names) == len(set(names)) and any(name.endswith(".pdf") for name in names), names
    server.until_true(lambda: not strays(server), 30)


def _is_zip(data: bytes) -> bool:
    with suppress(zipfile.BadZipFile):
        return zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    return False


def _drawn_film(server: Server) -> str:
    board = {"title": "Tides", "scenes": [{"type": "title", "title": "Tides", "narration": "The sea rises."}]}
    made = server.post("/v1/videos", {"prompt": json.dumps(board), "model": "storyboard-1", "size": "320x180"})
    server.until(f"select ended_at is not null from jobs where id = '{made['id']}'")
    assert re.fullmatch(r"vid_\w+", made["id"])
    return str(made["id"])
