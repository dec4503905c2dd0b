"""A server that is killed while it translates a lesson goes on with it: one lesson, and no answer asked for twice."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from tests.server import Server
from tests.translations.by_hand import asked_for
from tests.upstream import Fault, Scenario, Upstream

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

PARTS = 240


class Echo:
    """A language model that says in Spanish which sentence it was given."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, fields: dict[str, Any]) -> dict[str, Any]:
        _language, units = asked_for(fields)
        self.asked += [unit["text"] for unit in units]
        return {"units": [{"number": unit["number"], "text": spanish(unit["text"])} for unit in units]}


def spanish(text: str) -> str:
    return text.replace("The tides of day number", "Las mareas del día número").replace(
        "are higher than before.", "son más altas que antes."
    )


def test_one_lesson_comes_of_it_however_often_the_server_is_killed(tmp_path: Path) -> None:
    model = Echo()
    text = "# Tides\n\n" + "\n\n".join(
        f"The tides of day number {number} are higher than before." for number in range(1, PARTS + 1)
    )
    with (
        Upstream(Scenario(replies=(model,), chat=Fault(wait=1.5))) as upstream,
        Server(tmp_path, openai_base_url=upstream.url) as server,
    ):
        lesson = server.post("/api/lessons", {"text": text})["id"]
        path = f"/api/lessons/{lesson}/translations"

        def row() -> dict[str, Any]:
            found: dict[str, Any] = server.get(path)["translations"][0]
            return found

        server.post(path, {"languages": ["es"]})
        killed = []
        for least in (1, 61, 121):
            server.until_true(lambda least=least: row()["done"] >= least or row()["status"] == "completed", 120)
            if (seen := row())["status"] == "completed":
                break
            killed.append(seen["done"])
            time.sleep(0.5)
            server.kill()
            server.start()
            assert server.post(path, {"languages": ["es"]})["translations"][0]["id"] == seen["id"]
        assert killed, "it was never killed at its work"
        server.until_true(lambda: row()["status"] in ("completed", "failed"), 240)
        done = row()
        assert (done["status"], done["losses"]) == ("completed", []), done
        made = server.get(f"/api/lessons/{done['lessonId']}")["text"]
        assert all(f"Las mareas del día número {number} son" in made for number in range(1, PARTS + 1))
        assert len([each for each in server.get("/api/lessons")["lessons"] if each["origin"] == "own"]) == 2
        # Only the batch whose answer a kill took away is asked for again, at most once for each kill.
        again = len(model.asked) - len(set(model.asked))
        assert again <= 60 * len(killed) + 1, again
