"""A school on several machines without a shared disk, and everything that somebody does there who makes films.

Two web processes behind nginx, workers of all kinds, PostgreSQL, Redis and a bucket; the language model and the
service that publishes are servers of the tests.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import httpx2
import numpy as np
import skia

from tests.lessons.documents.test_pdf import pdf, text, wrapped
from tests.materials.test_translation_kills import spanish
from tests.publishing.blotato_server import BlotatoServer
from tests.translations.by_hand import FILM, HandTranslator, asked_for
from tests.upstream import Scenario, Upstream

from .cluster import Cluster
from .services import ObjectStore

BOARD = {**FILM["board"], "scenes": [FILM["board"]["scenes"][0], FILM["board"]["scenes"][5]]}
SIZE = "320x240"


class SchoolModel:
    """A language model that translates the film by hand, and of lessons says in Spanish what stands there."""

    def __init__(self) -> None:
        self._films = HandTranslator()
        self.asked: list[str] = []

    def __call__(self, fields: dict[str, Any]) -> dict[str, Any]:
        _language, units = asked_for(fields)
        self.asked += [unit["text"] for unit in units]
        if not any("of day number" in unit["text"] for unit in units):
            return self._films(fields)
        return {"units": [{"number": unit["number"], "text": spanish(unit["text"])} for unit in units]}


class CitySchool:
    """What people do there, over HTTP; whoever meets a web process that is away asks again."""

    def __init__(
        self, cluster: Cluster, blotato: BlotatoServer | None = None, model: SchoolModel | None = None
    ) -> None:
        self.cluster, self.blotato, self.model = cluster, blotato or BlotatoServer(), model or SchoolModel()
        self._client = cluster.client(follow_redirects=True)

    def close(self) -> None:
        self._client.close()

    def ask(self, method: str, path: str, **more: Any) -> httpx2.Response:
        """The answer of a process that is there; only what changes nothing, or has a key, may be sent like this."""
        until = time.monotonic() + 120
        while True:
            with suppress(httpx2.TransportError):
                answer = self._client.request(method, path, **more)
                if answer.status_code not in (500, 502, 503, 504):
                    return answer
            assert time.monotonic() < until, f"Nobody answers {method} {path}."
            time.sleep(0.3)

    def get(self, path: str) -> Any:
        answer = self.ask("GET", path)
        assert answer.status_code == 200, (path, answer.text[:500])
        return answer.json()

    def post(self, path: str, body: Mapping[str, Any], key: str = "", *codes: int) -> Any:
        headers = {"Idempotency-Key": key} if key else {}
        answer = self.ask("POST", path, json=body, headers=headers)
        assert answer.status_code in (codes or (200, 201, 202)), (path, answer.text[:500])
        return answer.json()

    def files(self, path: str) -> list[bytes]:
        """What each of the web processes has at the address."""
        answers = [self.ask("GET", path) for _ in self.cluster.webs]
        assert {answer.status_code for answer in answers} == {200}, (path, answers)
        return [answer.content for answer in answers]

    def until(self, look: Callable[[], Any], done: Callable[[Any], object], seconds: float = 600) -> Any:
        """What `look` finds once it is `done`."""
        until = time.monotonic() + seconds
        while not done(found := look()):
            assert time.monotonic() < until, found
            time.sleep(0.2)
        return found

    # -- what is done

    def document(self, pages: int = 3) -> dict[str, Any]:
        """A PDF on its way: the import of it."""
        sent = {"file": ("Tides.pdf", tides(pages), "application/pdf")}
        answer = self.ask("POST", "/api/lessons", files=sent)
        assert answer.status_code == 202, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def imported(self, import_id: str) -> dict[str, Any]:
        """The import once it has ended."""
        look = lambda: self.get(f"/api/lessons/imports/{import_id}")  # noqa: E731
        found: dict[str, Any] = self.until(look, lambda seen: seen["status"] in ("completed", "failed"))
        return found

    def film(self, board: Mapping[str, Any] = BOARD, key: str = "") -> str:
        """The id of a film that is ordered."""
        order = {"prompt": json.dumps(board), "model": "storyboard-1", "size": SIZE, "cache": False}
        return str(self.post("/v1/videos", order, key or secrets.token_hex(4))["id"])

    def finished(self, *videos: str) -> None:
        """All of these are there."""
        for video in videos:
            look = lambda video=video: self.get(f"/v1/videos/{video}")  # noqa: E731
            found = self.until(look, lambda seen: seen["status"] in ("completed", "failed"))
            assert found["status"] == "completed", found

    def published(self, *ids: str) -> list[dict[str, Any]]:
        """These publications once they have ended."""
        ends = ("published", "failed", "unknown")
        looks = [lambda each=each: self.get(f"/api/publications/{each}") for each in ids]
        return [self.until(look, lambda seen: seen["state"] in ends) for look in looks]

    def translated(self, path: str) -> list[dict[str, Any]]:
        """The translations of a film or a lesson once all have ended."""
        look = lambda: self.get(path)["translations"]  # noqa: E731
        ends = ("completed", "failed")
        found: list[dict[str, Any]] = self.until(look, lambda seen: all(each["status"] in ends for each in seen))
        return found

    def course(self, films: int = 5) -> tuple[str, list[str]]:
        """A course of so many films: its id, and the lesson that it is made of."""
        parts = "\n\n".join(f"## Tide {number}\n\n{_SAID}" for number in range(1, films))
        lesson = self.post("/api/lessons", {"text": f"# Tides of a day\n\n{_SAID}\n\n{parts}"})["id"]
        outline = self.get(f"/api/lessons/{lesson}/course?seconds=60")["films"]
        wanted = [{name: film[name] for name in ("start", "end", "title")} for film in outline]
        body = {"films": wanted, "options": {"size": SIZE}}
        made = self.post(f"/api/lessons/{lesson}/course", body)
        return made["id"], [film["title"] for film in wanted]

    def items(self, course: str) -> list[dict[str, Any]]:
        """The films of a course once all have ended."""
        look = lambda: self.get(f"/api/collections/{course}")["items"]  # noqa: E731
        ends = ("ready", "failed", "refused")
        found: list[dict[str, Any]] = self.until(look, lambda seen: all(each["state"] in ends for each in seen), 400)
        return found


_SAID = " ".join(f"The sea rises for the {number}th time." for number in range(4, 12))


def tides(pages: int) -> bytes:
    """A PDF with a paragraph and a picture on each page."""

    noise = np.random.default_rng(1).integers(0, 255, (pages, 150, 200, 4), dtype="uint8")

    def page(number: int) -> Callable[[skia.Canvas], None]:
        def draw(canvas: skia.Canvas) -> None:
            text(canvas, 60, 90, f"Tide {number}", 20)
            wrapped(canvas, 60, 120, 80, f"The tides of day number {number} are higher than before. " * 6)
            canvas.drawImageRect(
                skia.Image.fromarray(noise[number - 1]),
                skia.Rect.MakeXYWH(100, 250 + number, 300 + number, 200 + number),
            )
            text(canvas, 100, 640, f"Figure {number}: the sea", 10)

        return draw

    return pdf(*(page(number) for number in range(1, pages + 1)))


@contextmanager
def opened(folder: Path, *, workers: int = 2, **settings: object) -> Iterator[CitySchool]:
    """The school with so many workers on machines of their own. `folder` is for the bucket."""
    model = SchoolModel()
    with ExitStack() as stack:
        upstream = stack.enter_context(Upstream(Scenario(replies=(model,))))
        blotato = stack.enter_context(BlotatoServer())
        store = stack.enter_context(ObjectStore(folder))
        own: dict[str, object] = {
            "workers": "celery", "storage": "s3", "s3_endpoint_url": store.url, "own_folders": True,
            "voices": "espeak", "openai_base_url": upstream.url, "blotato_media": "link",
            "max_videos_under_way": 0, **store.settings, **blotato.settings,
        }  # fmt: skip
        cluster = stack.enter_context(Cluster(**{**own, **settings}))  # type: ignore[arg-type]
        for _ in range(workers):
            cluster.add_worker()
        school = CitySchool(cluster, blotato, model)
        stack.callback(school.close)
        yield school
