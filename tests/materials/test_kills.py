"""A server that is killed while a document becomes lessons goes on with it: all of them, each once, whenever it was."""

from __future__ import annotations

import io
import json
import re
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import skia
from pptx import Presentation

from tests.server import Server

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

SLIDES = 280
"""Slides whose text is longer than a lesson."""
_BOUNDARY = "between-two-parts"


def deck() -> bytes:
    """Slides whose reading takes a while, each with a picture of its own."""
    slides = Presentation()
    noise = np.random.default_rng(1).integers(0, 255, (SLIDES, 150, 200, 4), dtype="uint8")
    for number in range(1, SLIDES + 1):
        slide = slides.slides.add_slide(slides.slide_layouts[1])
        slide.shapes.title.text = f"Day {number} of the tides"
        slide.placeholders[1].text = "\n".join(
            f"At {hour} o'clock the sea is {hour % 6} metres high." for hour in range(24)
        )
        slide.shapes.add_picture(io.BytesIO(skia.Image.fromarray(noise[number - 1]).encodeToData()), 0, 0, 3_000_000)
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


class Watched:
    """The only import of a server, looked at from outside of it."""

    def __init__(self, server: Server) -> None:
        self._server = server

    def row(self) -> dict[str, Any]:
        return self._server.rows("select * from lesson_imports")[0]

    def pictures(self) -> int:
        return int(self._server.rows("select count(*) as n from lesson_files where kind = 'picture'")[0]["n"])

    def is_converting(self) -> bool:
        return 0 < self.row()["done"] < SLIDES and not self.pictures()

    def is_between_conversion_and_commit(self) -> bool:
        return self.pictures() > 10 and self.row()["ended_at"] is None

    def has_ended(self) -> bool:
        return self.row()["ended_at"] is not None


def test_all_lessons_of_a_document_come_of_it_once_however_often_the_server_is_killed(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        code, made = sent(server, deck(), "Tides.pptx")
        assert code == 202, made
        watched, killed = Watched(server), []
        for moment in (None, watched.is_converting, watched.is_between_conversion_and_commit, watched.has_ended):
            if moment is not None:
                server.until_true(lambda moment=moment: moment() or watched.has_ended(), 120)
                assert moment(), "it was not killed at this"
            server.kill()
            killed.append((seen := watched.row())["done"])
            lessons = server.rows("select count(*) as n from own_lessons")[0]["n"]
            assert bool(lessons) is (seen["status"] == "completed"), "there are all of them, or none"
            server.start()
        assert killed[-1] == SLIDES, killed
        _is_clean(server, tmp_path, _whole_text(server, made["id"]))


def _whole_text(server: Server, import_id: str) -> str:
    """What all its lessons say, which are there once each."""
    done = server.get(f"/api/lessons/imports/{import_id}")
    told = [done[name] for name in ("status", "progress", "done", "total", "unit", "error")]
    assert told == ["completed", 100.0, SLIDES, SLIDES, "slide", None], done
    own = [each["id"] for each in server.get("/api/lessons")["lessons"] if each["origin"] == "own"]
    assert own == done["lessonIds"] and len(own) > 1
    lessons = [server.get(f"/api/lessons/{each}") for each in own]
    assert [lesson["part"] for lesson in lessons] == list(range(1, len(own) + 1))
    days = [int(day) for lesson in lessons for day in re.findall(r"^#+ Day (\d+) of", lesson["text"], re.MULTILINE)]
    assert days == list(range(1, SLIDES + 1)), "each slide is in exactly one lesson"
    assert server.rows("select count(*) as n from lesson_versions")[0]["n"] == len(own)
    return "".join(lesson["text"] for lesson in lessons)


def _is_clean(server: Server, folder: Path, text: str) -> None:
    """Only what is known is kept, and nothing is left of the work."""
    kept = server.rows("select name, kind, label from lesson_files order by name")
    assert sorted(path.name for path in folder.rglob("lesson_*")) == [row["name"] for row in kept]
    shown = set(re.findall(r"\]\(([\w-]+\.\w+)\)", text))
    assert {row["label"] for row in kept if row["kind"] == "picture"} == shown != set()
    assert len(kept) == len(shown) + 1, "the document is kept once"
    server.until_true(lambda: not list(folder.rglob("imp-*")), 60)


def test_a_file_that_is_too_large_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        code, answer = sent(server, b"The sea rises. " * 3_370_000, "Tides.txt")
        assert (code, answer["error"]["code"]) == (413, "too_large")
        assert server.get("/api/lessons/imports") == {"imports": []}
        assert list(Path(tmp_path).rglob("lesson_*")) == []
