"""Among a hundred thousand videos each query finds its rows by an index, and no call asks more often for that."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import event, select

from hackathon_backend.access.audit_log import AuditFilter, AuditLog
from hackathon_backend.access.spending.budgets import BudgetSpan, SpendingBudget
from hackathon_backend.chat.conversations import Conversations
from hackathon_backend.jobs import Database, EtaEstimator, Job, JobStore
from hackathon_backend.jobs.catalogue import Catalogue
from hackathon_backend.jobs.costs import Costs
from hackathon_backend.webhooks import Outbox, Targets
from tests.clock import START, FakeClock
from tests.jobs.many_rows import DAY, ENDED, fill

TABLES = "jobs|job_events|messages|conversations|charges|deliveries|audit_log"
READ_THROUGH = re.compile(rf"Seq Scan on ({TABLES})\b|^SCAN ({TABLES})$")


class Big:
    """A big database, and what is asked of it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        clock = FakeClock()
        clock.advance(200)
        self.store = JobStore(database, clock=clock)
        self.catalogue = Catalogue(database)
        self.costs = Costs(database)
        self.audit = AuditLog(database, clock=clock)
        self.outbox = Outbox(database, Targets(None, ()), clock=clock.now)
        self.conversations = Conversations(database)
        self.eta = EtaEstimator(database, clock=clock)
        self.asked: list[tuple[str, Any]] = []
        event.listen(database.engine, "before_cursor_execute", self._note)

    def _note(self, _connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "UPDATE", "WITH", "DELETE")):
            self.asked.append((statement, parameters))

    def plans(self) -> Iterator[tuple[str, str]]:
        """Each line of how the database goes about what it was asked, with the statement."""
        postgres = self.database.engine.dialect.name == "postgresql"
        explain = "EXPLAIN " if postgres else "EXPLAIN QUERY PLAN "
        with self.database.engine.connect() as connection:
            for statement, given in list(self.asked):
                # One statement for many rows goes about each of them in the same way.
                parameters = given[0] if isinstance(given, list) else given
                for row in connection.exec_driver_sql(explain + statement, parameters):
                    yield row[0 if postgres else 3].strip(), statement


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def big(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Big]:
    if request.param == "postgresql":
        with request.getfixturevalue("postgres_server").empty() as database:
            fill(database)
            yield Big(database)
        return
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('many') / 'many.db'}")
    database.migrate()
    fill(database)
    yield Big(database)
    database.close()


def in_session(ask: Callable[[Any], object]) -> Callable[[Big], object]:
    def asked(big: Big) -> object:
        with big.database.read() as session:
            return ask(session)

    return asked


ASKED: dict[str, tuple[int, Callable[[Big], object]]] = {
    "steps to be taken": (2, lambda big: big.store.claims.due(8, asking=False)),
    "polls to be made": (2, lambda big: big.store.claims.due(8, asking=True)),
    "when the next is due": (1, lambda big: big.store.claims.next_due()),
    "leases": (1, lambda big: big.store.claims.renew(["a", "b"])),
    "leases of the dead": (2, lambda big: big.store.claims.free_those_of_the_dead()),
    "jobs that sleep too long": (3, lambda big: big.store.claims.pull_in()),
    "one video": (1, lambda big: big.store.get("vid_500")),
    "a file": (1, lambda big: big.store.by_filename("vid_500.mp4")),
    "a page of videos": (1, lambda big: big.store.page(limit=20)),
    "a page further on": (2, lambda big: big.store.page(limit=20, after="vid_50000")),
    "a page of an owner": (1, lambda big: big.store.page(limit=20, of="o7")),
    "a page of those under way": (1, lambda big: big.store.page(limit=20, status="in_progress")),
    "how many are unfinished": (1, lambda big: big.store.count_unfinished()),
    "orders of an engine": (1, lambda big: big.store.under_way()),
    "a place at an engine": (2, lambda big: big.store.has_room("sora", 5000)),
    "videos that are too old": (1, lambda big: big.store.finished_before(START - 250 * DAY)),
    "changes of a video": (1, lambda big: big.store.events("vid_500")),
    "new changes": (1, lambda big: big.store.events_since(ENDED - 10)),
    "missed changes": (1, lambda big: big.store.events_at([5, 6, 7])),
    "the last change": (1, lambda big: big.store.last_seq()),
    "whether a library has changed": (2, lambda big: big.catalogue.stamp()),
    "a library": (2, lambda big: big.catalogue.search("", None, "newest", page=1, size=24)),
    "failed videos of a library": (2, lambda big: big.catalogue.search("", "failed", "newest", page=1, size=24)),
    "an owner's library": (2, lambda big: big.catalogue.search("moon", None, "newest", page=1, size=24, of="o7")),
    "what a day cost": (1, lambda big: big.costs.total(int(START - DAY), int(START))),
    "what an owner's days cost": (1, lambda big: big.costs.by(["day"], 0, int(START), of="o7")),
    "a budget": (1, in_session(lambda session: SpendingBudget(BudgetSpan.DAY, 1, None).used(session, START))),
    "an owner's budget": (
        1, in_session(lambda session: SpendingBudget(BudgetSpan.MONTH, 1, "o7").used(session, START)),
    ),
    "what an owner has under way": (
        1, in_session(lambda session: session.scalars(select(Job.id).where(Job.owner == "o7", Job.ended_at.is_(None)))),
    ),
    "what an owner did": (1, lambda big: big.audit.page(AuditFilter(owner="o7"), limit=50)),
    "what was done with a video": (1, lambda big: big.audit.page(AuditFilter(object_id="vid_500"), limit=50)),
    "a model's pace": (1, lambda big: big.eta._ask(("sora", "sora-2", 5))),
    "a conversation": (1, lambda big: big.conversations.messages("c500")),
    "webhooks that are due": (10, lambda big: big.outbox.claim(8)),
    "when the next webhook is due": (1, lambda big: big.outbox.next_due()),
    "a video's webhooks": (1, lambda big: big.outbox.of("vid_500")),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("what", ASKED)
def test_nothing_is_read_through(big: Big, what: str) -> None:
    most, ask = ASKED[what]
    big.asked.clear()
    ask(big)
    assert 1 <= len(big.asked) <= most
    assert [(line, statement) for line, statement in big.plans() if READ_THROUGH.search(line)] == []
