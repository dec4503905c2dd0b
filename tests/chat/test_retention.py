"""Conversations are forgotten when nobody has said anything for long, and videos when their files are gone."""

from __future__ import annotations

import pytest
from sqlalchemy import text, update

from hackathon_backend.access.audit_table import AuditEntry
from hackathon_backend.access.guests import GuestLink, GuestTarget
from hackathon_backend.access.moderation.reports import VideoReport
from hackathon_backend.access.shares import VideoShare
from hackathon_backend.chat import retention as retention_module
from hackathon_backend.chat.conversations import Conversations
from hackathon_backend.chat.models import Conversation, Message
from hackathon_backend.chat.retention import Retention
from hackathon_backend.errors import NotFound
from hackathon_backend.jobs import Database, Job, JobStore, LessonRequest, Quote, State
from hackathon_backend.jobs.models import OrderKey
from hackathon_backend.webhooks.models import Delivery
from tests.clock import START, FakeClock

DAY = 86_400.0
AN_ENTRY = dict.fromkeys(
    ("owner", "name", "proof", "action", "kind", "result", "detail", "address", "agent", "request_id"), ""
) | {"at": START}


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def retention(database: Database, clock: FakeClock) -> Retention:
    return Retention(database, 30, clock=clock)


def a_job(store: JobStore, id_: str, days_ago: float, **values: object) -> Job:
    at = START - days_ago * DAY
    row = {
        "id": id_, "created_at": at, "wake_at": at, "engines": ["a"], "request": LessonRequest(message="The moon"),
        "state": State.COMPLETED, "ended_at": at, "expired_at": at,
    }  # fmt: skip
    return store.create(Job(**row | values))


def a_delivery(job: Job, next_at: float | None) -> Delivery:
    return Delivery(
        id="whd_1", event_id="evt_1", job_id=job.id, type="video.completed", created_at=1, url="", host="",
        from_settings=False, next_at=next_at,
    )  # fmt: skip


def a_talk(database: Database, days_ago: float, job: Job | None = None) -> str:
    """A conversation whose last words were said so many days ago."""
    conversations = Conversations(database)
    made = conversations.begin(None)
    conversations.ask(made.id, "Hello", answer_id=f"msg_{made.id}")
    conversations.answer(made.id, f"msg_{made.id}", reply=None, job_id=job.id if job else None)
    at = START - days_ago * DAY
    with database.write() as session:
        session.execute(update(Message).where(Message.conversation_id == made.id).values(created_at=at))
        session.execute(update(Conversation).where(Conversation.id == made.id).values(created_at=at - DAY))
    return made.id


def has(database: Database, conversation: str) -> bool:
    try:
        Conversations(database).get(conversation)
    except NotFound:
        return False
    return True


def test_a_conversation_is_forgotten_with_its_messages_when_nobody_has_said_anything_for_so_long(
    database: Database, retention: Retention, clock: FakeClock
) -> None:
    old, new = a_talk(database, 31), a_talk(database, 29)
    assert retention.forget().conversations == [old]
    assert (has(database, old), has(database, new)) == (False, True)
    with database.engine.connect() as connection:
        assert connection.scalar(text("select count(*) from messages")) == 2
    clock.advance(2 * DAY)
    assert retention.forget().conversations == [new]


def test_nothing_is_forgotten_without_a_limit(database: Database, store: JobStore, clock: FakeClock) -> None:
    old = a_talk(database, 5000, a_job(store, "vid_1", 5000))
    assert Retention(database, 0, clock=clock).forget().conversations == ()
    assert has(database, old)
    assert store.get("vid_1").id == "vid_1"


def test_a_conversation_waits_for_its_video(database: Database, store: JobStore, retention: Retention) -> None:
    making = a_job(store, "vid_1", 40, state=State.RENDERING, ended_at=None, expired_at=None)
    talk = a_talk(database, 40, making)
    assert retention.forget().conversations == []
    assert has(database, talk)


def test_a_dry_run_only_says_what_would_go(database: Database, store: JobStore, retention: Retention) -> None:
    talk = a_talk(database, 31, a_job(store, "vid_1", 31))
    found = retention.forget(dry_run=True)
    assert (found.conversations, found.videos) == ([talk], ["vid_1"])
    assert has(database, talk)
    assert store.get("vid_1")


def test_what_is_kept_of_a_video_goes_once_its_files_and_its_conversation_are_gone(
    database: Database, store: JobStore, retention: Retention
) -> None:
    a_talk(database, 31, a_job(store, "vid_of_old_talk", 31))
    a_talk(database, 1, a_job(store, "vid_of_new_talk", 31))
    a_job(store, "vid_of_program", 31)
    a_job(store, "vid_failed", 31, state=State.FAILED, expired_at=None)
    a_job(store, "vid_with_files", 31, expired_at=None)
    a_job(store, "vid_new", 1)
    a_job(store, "vid_source", 31)
    a_job(store, "vid_remix", 1, remixed_from="vid_source")
    assert sorted(retention.forget().videos) == ["vid_failed", "vid_of_old_talk", "vid_of_program"]
    assert len(store.page(limit=20)[0]) == 5


def test_what_was_paid_for_it_stays(database: Database, store: JobStore, retention: Retention) -> None:
    a_job(store, "vid_1", 31)
    with database.write() as session:
        Quote("vid_1", "sora", "", "local", "sora-2", 4.0, 0.1).spent(START)(session)
    assert retention.forget().videos == ["vid_1"]
    assert len(store.charges.of(["vid_1"])["vid_1"]) == 1


@pytest.fixture
def pruning(database: Database, clock: FakeClock) -> Retention:
    return Retention(database, 0, job_days=30, clock=clock)


def test_the_row_of_an_old_video_goes_with_all_that_hangs_on_it(
    database: Database, store: JobStore, pruning: Retention
) -> None:
    a_job(store, "vid_new", 29)
    a_job(store, "vid_with_files", 31, expired_at=None)
    a_job(store, "vid_under_way", 31, state=State.RENDERING, ended_at=None, expired_at=None)
    old = a_job(store, "vid_old", 31)
    with database.write() as session:
        session.add(OrderKey(key="k", body="b", job_id=old.id))
        session.add(a_delivery(old, next_at=None))
        session.add(AuditEntry(**AN_ENTRY, object_id=old.id))
        Quote("vid_old", "sora", "", "local", "sora-2", 4.0, 0.1).spent(START)(session)
    assert pruning.forget(dry_run=True).videos == ["vid_old"]
    assert store.get("vid_old")
    assert pruning.forget().videos == ["vid_old"]
    with database.engine.connect() as connection:
        left = {
            table: connection.scalar(text(f"select count(*) from {table}"))
            for table in ("jobs", "job_events", "order_keys", "deliveries", "charges", "audit_log")
        }
    assert left == {
        "jobs": 3, "job_events": 3, "order_keys": 0, "deliveries": 0, "charges": 1, "audit_log": 2,
    }, "what was paid and what was done stays"  # fmt: skip


def test_a_video_stays_while_anybody_needs_it(database: Database, store: JobStore, pruning: Retention) -> None:
    a_talk(database, 400, a_job(store, "vid_of_talk", 400))
    a_job(store, "vid_source", 400)
    a_job(store, "vid_remix", 1, remixed_from="vid_source")
    told, shared, linked, reported = (
        a_job(store, f"vid_{why}", 400) for why in ("told", "shared", "linked", "reported")
    )
    with database.write() as session:
        session.add(a_delivery(told, next_at=START))
        session.add(VideoShare(job_id=shared.id, owner="mo"))
        link = {"owner": "mo", "kind": GuestTarget.VIDEO, "created_at": 1, "expires_at": START + 1}
        session.add(GuestLink(id="g", target=linked.id, **link))
        report = {"at": 1, "reason": "wrong", "text": "", "reporter": "mo", "state": "open"}
        session.add(VideoReport(id="r", job_id=reported.id, **report))
    assert pruning.forget().videos == []
    assert len(store.page(limit=20)[0]) == 7


def test_thousands_of_rows_go_some_at_a_time(
    database: Database, store: JobStore, pruning: Retention, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention_module, "_AT_ONCE", 3)
    for number in range(10):
        a_job(store, f"vid_{number}", 40 + number // 4)
    a_talk(database, 1, a_job(store, "vid_kept", 50))
    assert len(pruning.forget().videos) == 10
    assert [job.id for job in store.page(limit=20)[0]] == ["vid_kept"]
