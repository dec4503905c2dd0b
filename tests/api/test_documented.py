"""Every `curl` of these pages works as it is pasted, against a server in a process of its own.

What they name by a variable is there: a film (`$id`), a lesson, an import, a collection.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation

from hackathon_backend.client import create_lesson_client
from tests.browser.conftest import QUIZ_BOARD
from tests.publishing.blotato_server import ACCOUNTS, BlotatoServer
from tests.server import ROOT, Server
from tests.upstream import Upstream

pytestmark = pytest.mark.slow

PAGES = ("own-lessons", "collections", "publishing", "translations", "analytics")


def commands(page: str) -> list[str]:
    """The blocks of a page in which something is asked for."""
    text = (ROOT / "docs" / f"{page}.md").read_text("utf-8")
    return [block for block in re.findall(r"```(?:sh|bash)\n(.*?)```", text, re.S) if "curl" in block]


COMMANDS = [
    pytest.param(block, id=f"{page} {number}") for page in PAGES for number, block in enumerate(commands(page), 1)
]
DOCUMENTED = [
    {"id": "98432", "platform": "twitter", "fullname": "Biology", "username": "bio"},
    {"id": "98437", "platform": "youtube", "fullname": "Riverside School", "username": "riverside"},
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where commands are pasted; the document that one of them sends lies there."""
    made: Path = tmp_path_factory.mktemp("pasted")
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text, slide.placeholders[1].text = "Cells", "A cell is the smallest unit of life."
    deck.save(str(made / "Cells.pptx"))
    return made


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, monkeypatch_module: pytest.MonkeyPatch) -> Iterator[Server]:
    """One that publishes and translates."""
    monkeypatch_module.setattr("tests.publishing.blotato_server.ACCOUNTS", [*ACCOUNTS, *DOCUMENTED])
    settings = tmp_path_factory.mktemp("documented")
    with (
        BlotatoServer() as blotato,
        Upstream() as upstream,
        Server(settings, openai_base_url=upstream.url, **blotato.settings) as server,
    ):
        yield server


@pytest.fixture(scope="module")
def monkeypatch_module() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture(scope="module")
def named(server: Server, folder: Path) -> dict[str, str]:
    """What the variables stand for."""
    order = {"prompt": json.dumps(QUIZ_BOARD), "model": "storyboard-1"}
    video = server.post("/v1/videos", order, 120)["id"]
    made = create_lesson_client(f"{server.url}/v1").upload(folder / "Cells.pptx")
    lesson = server.post("/api/lessons", {"text": "# Rain\n\nAda Lovelace has seen rain fall from clouds."}, 120)
    collection = server.post("/api/collections", {"title": "This week"}, 120)
    server.wait(f"/api/videos/{video}", 240)
    return {"id": video, "import": made.id, "lesson": lesson["id"], "collection": collection["id"]}


def test_each_page_has_commands() -> None:
    assert {str(each.id).partition(" ")[0] for each in COMMANDS} == set(PAGES)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_works_as_pasted(server: Server, named: dict[str, str], folder: Path, command: str) -> None:
    pasted = command.replace("http://127.0.0.1:5000", server.url)
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).strftime("%Y-%m-%d")
    pasted = re.sub(r'"at": "\d{4}-\d\d-\d\d', f'"at": "{tomorrow}', pasted)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", pasted],
        cwd=folder, env={"PATH": os.environ["PATH"], **named}, capture_output=True, text=True, timeout=240,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answers = list(documents(done.stdout))
    assert len(answers) == pasted.count("curl") - pasted.count(" -o ")
    # An import that failed says why in a field of that name, too; a refusal has a type.
    assert not [each for each in answers if "type" in (each.get("error") or {})], answers


def documents(text: str) -> Iterator[dict[str, Any]]:
    """The JSON objects that were printed, one after the other."""
    decoder, at = json.JSONDecoder(), 0
    while at < len(text.rstrip()):
        found, at = decoder.raw_decode(text, at + len(text[at:]) - len(text[at:].lstrip()))
        yield found
