"""Films that nobody has made, of one owner, with scenes and a question; and a clock that tests set."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from hackathon_backend.access.principal import NOBODY, Principal, Proof, UserRole, scopes_of
from hackathon_backend.analytics.counting import ViewCounter, ViewState
from hackathon_backend.analytics.reports import AnalyticsReports
from hackathon_backend.analytics.seconds import seconds_of
from hackathon_backend.analytics.summing import ViewSummer
from hackathon_backend.jobs import Database, Job, JobStore, LessonRequest, Reply, State
from hackathon_backend.storage import LocalStorage, video_stem
from tests.clock import START, FakeClock

SECONDS = 20.0
DETAILS = {
    "duration": SECONDS,
    "chapters": [
        {"start": 0.0, "title": "Pairs"},
        {"start": 5.0, "title": "A question"},
        {"start": 12.0, "title": "="},
    ],
    "quizzes": [
        {"at": 6.0, "resume": 9.0, "question": "Which is even?", "options": ["Three", "Eight"], "answer": 1},
        {"at": 6.0, "question": "No answer", "options": ["One"], "answer": 3},
    ],
}


def somebody(owner: str, name: str = "Ada Lovelace") -> Principal:
    """Who is logged in."""
    return Principal(owner, name, UserRole.STUDENT, scopes_of(UserRole.STUDENT), Proof.SESSION)


def a_film(store: JobStore, storage: LocalStorage, id_: str, owner: str = "teacher") -> Job:
    """A finished film with its file of details."""
    stem = video_stem(id_, START)
    (storage.folder / f"{stem}.json").write_text(json.dumps(DETAILS), "utf-8")
    (storage.folder / f"{stem}.mp4").write_bytes(b"a film")
    reply = Reply(
        format="video", status="completed", message_id=None, conversation_id=None, lesson_id=None,
        generated_at="2026-11-29T00:00:00Z", video_url=f"/videos/{stem}.mp4", video_id=id_, title="Even numbers",
        duration_seconds=SECONDS,
    )  # fmt: skip
    job = Job(
        id=id_, owner=owner, created_at=START, wake_at=START + 1e9, state=State.COMPLETED, engines=["storyboard"],
        request=LessonRequest(message="Even numbers", topic="even numbers"), filename=f"{stem}.mp4", reply=reply,
        ended_at=START + 9, size="1280x720",
    )  # fmt: skip
    return store.create(job)


@dataclass
class House:
    """What counts, sums up and reports, over one database."""

    counter: ViewCounter
    reports: AnalyticsReports
    summer: ViewSummer
    clock: FakeClock
    store: JobStore
    storage: LocalStorage
    film: Job

    def watch(
        self, *ranges: tuple[int, int], view: str = "view-of-somebody-1", by: Principal = NOBODY, **answers: int
    ) -> bool:
        """Tell of a view; answers are `q0=1`."""
        chosen = {int(name[1:]): option for name, option in answers.items()}
        return self.counter.view(ViewState(self.film.id, view, seconds_of(ranges), chosen), by)

    def total(self) -> Any:
        """All figures of the film."""
        return self.reports.film(self.film.id, self.counter.outline(self.film.id), 30).total


@pytest.fixture
def build(database: Database, tmp_path: Any) -> Callable[[], House]:
    def built() -> House:
        clock = FakeClock()
        store = JobStore(database, clock=clock)
        storage = LocalStorage(tmp_path / "films")
        storage.folder.mkdir(parents=True, exist_ok=True)
        film = a_film(store, storage, "vid_even")
        return House(
            ViewCounter(database, store.visible, storage, clock),
            AnalyticsReports(database, clock),
            ViewSummer(database, clock, keep_days=2),
            clock,
            store,
            storage,
            film,
        )

    return built


@pytest.fixture
def house(build: Callable[[], House]) -> Iterator[House]:
    yield build()
