"""A server that is killed in the middle of a conversion goes on with it: one lesson, whenever it was killed."""

from __future__ import annotations

import io
import json
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from tests.server import Server

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

SLIDES = 280
_BOUNDARY = "between-two-parts"


def deck() -> bytes:
    """Slides whose reading takes a while."""
    slides = Presentation()
    for number in range(1, SLIDES + 1):
        slide = slides.slides.add_slide(slides.slide_layouts[1])
        slide.shapes.title.text = f"Day {number} of the tides"
        slide.placeholders[1].text = "\n".join(
            f"At {hour} o'clock the sea is {hour % 6} metres high." for hour in range(24)
        )
    file = io.BytesIO()
    slides.save(file)
    return file.getvalue()


def sent(server: Server, data: bytes, name: str) -> tuple[int, Any]:
    head = f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + data + f"\r\n--{_BOUNDARY}--\r\n".encode()
    kind = {"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"}
    try:
        with urllib.request.urlopen(urllib.request.Request(f"{server.url}/api/lessons", body, kind), timeout=60) as got:
            return got.status, json.load(got)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def status_of(server: Server, import_id: str) -> dict[str, Any]:
    seen: dict[str, Any] = server.get(f"/api/lessons/imports/{import_id}")
    return seen


def test_one_lesson_comes_of_a_document_however_often_the_server_is_killed(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        code, made = sent(server, deck(), "Tides.pptx")
        assert code == 202, made
        killed = []
        for after in (0.0, 0.4, 0.8):
            server.until_true(lambda: status_of(server, made["id"])["status"] != "queued", 60)
            time.sleep(after)
            if (seen := status_of(server, made["id"]))["status"] not in ("fetching", "converting"):
                break
            killed.append(seen["done"])
            server.kill()
            server.start()
        assert killed, "it was never killed at its work"
        server.until_true(lambda: status_of(server, made["id"])["status"] in ("completed", "failed"), 240)
        done = status_of(server, made["id"])
        assert (done["status"], done["done"], done["total"], done["unit"]) == ("completed", SLIDES, SLIDES, "slide"), (
            done
        )
        own = [each for each in server.get("/api/lessons")["lessons"] if each["origin"] == "own"]
        assert [each["id"] for each in own] == [done["lessonId"]]
        assert f"Day {SLIDES} of the tides" in server.get(f"/api/lessons/{done['lessonId']}")["text"] or done["losses"]
        assert server.rows("select count(*) as n from lesson_versions")[0]["n"] == 1
        assert server.rows("select count(*) as n from lesson_files where kind = 'document'")[0]["n"] == 1


def test_a_file_that_is_too_large_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        code, answer = sent(server, b"The sea rises. " * 3_370_000, "Tides.txt")
        assert (code, answer["error"]["code"]) == (413, "too_large")
        assert server.get("/api/lessons/imports") == {"imports": []}
        assert list(Path(tmp_path).rglob("lesson_*")) == []
