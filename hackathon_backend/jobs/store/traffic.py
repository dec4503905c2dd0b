"""How engines fare, in rows: all processes leave one alone that is down, and slow down together.

A process looks at most once a second, while it asks; it writes when the engine fares otherwise than before, and every
now and then that it still asks. Without an answer from the database it goes on with what it knows.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from sqlalchemy import Float, String, delete, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from ...clock import Clock
from ...engines.traffic import Change, EngineTraffic
from ..database import Base, Database, one_at_a_time
from ..documents import Document
from .lease import this_process

log = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
"""How old what is known may be."""
SAYS_SO_SECONDS = 10.0
"""Between two times at which a process writes that it asks an engine; after three of them it does not any more."""


class EngineTrafficRow(Base):
    """How one engine fares. A row is there once it has not fared well."""

    __tablename__ = "engine_traffic"

    engine: Mapped[str] = mapped_column(String(100), primary_key=True)
    traffic: Mapped[EngineTraffic] = mapped_column(Document(EngineTraffic))


class EngineAsker(Base):
    """A process that asks an engine. Times are unix seconds."""

    __tablename__ = "engine_askers"

    engine: Mapped[str] = mapped_column(String(100), primary_key=True)
    process: Mapped[str] = mapped_column(String(200), primary_key=True)
    seen_at: Mapped[float] = mapped_column(Float(53))
    answered_at: Mapped[float] = mapped_column(Float(53))
    """When the engine last took a request of this process, or when it began."""


class SharedTraffic:
    """The board of one engine. Its times are unix seconds, as all else that processes share."""

    def __init__(self, database: Database, engine: str, clock: Clock, process: str | None = None) -> None:
        self._database = database
        self._engine = engine
        self._clock = clock
        self._process = process or this_process()
        self._known = EngineTraffic()
        self._others = 0
        self._answered_at = 0.0
        self._looked_at = self._said_so_at = float("-inf")
        self._looking = threading.Lock()
        self.now = clock.now

    def seen(self) -> EngineTraffic:
        """As it was a second ago, at most."""
        # Only one thread looks; the others go on with what is known.
        if self._is_over(self._looked_at, LOOK_SECONDS) and self._looking.acquire(blocking=False):
            try:
                self._looked_at = self._clock.monotonic()
                self._try(self._look)
            finally:
                self._looking.release()
        return self._known

    def change(self, how: Change) -> EngineTraffic:
        """Change it in a transaction of its own; if that can't be, for this process alone."""
        if not self._try(lambda: self._write(how)):
            self._known = how(self._known)
        return self._known

    def asks(self, answered_at: float) -> None:
        """Tell the others that this process asks, and when it last had an answer, unless it has just done so."""
        if self._is_over(self._said_so_at, SAYS_SO_SECONDS):
            self._said_so_at = self._clock.monotonic()
            self._try(lambda: self._say_so(answered_at))

    @property
    def askers(self) -> int:
        """How many processes have asked lately, with this one."""
        return self._others + 1

    @property
    def answered_at(self) -> float:
        """When any of the others last had an answer, as far as they have told; 0 if there is none."""
        return self._answered_at

    def _look(self) -> None:
        lately = EngineAsker.seen_at > self._clock.now() - 3 * SAYS_SO_SECONDS
        asking = select(func.count(), func.max(EngineAsker.answered_at)).where(
            EngineAsker.engine == self._engine, EngineAsker.process != self._process, lately
        )
        row = select(EngineTrafficRow.traffic).where(EngineTrafficRow.engine == self._engine)
        with self._database.read() as session:
            self._others, answered_at = session.execute(asking).one()
            self._known = session.scalar(row) or EngineTraffic()
        self._answered_at = answered_at or 0.0

    def _write(self, how: Change) -> None:
        with self._database.write() as session:
            one_at_a_time(session, f"traffic at {self._engine}")
            row = session.get(EngineTrafficRow, self._engine)
            traffic = how(row.traffic if row else EngineTraffic())
            if row is None:
                session.add(EngineTrafficRow(engine=self._engine, traffic=traffic))
            else:
                row.traffic = traffic
        self._known, self._looked_at = traffic, self._clock.monotonic()

    def _say_so(self, answered_at: float) -> None:
        now = self._clock.now()
        gone = EngineAsker.seen_at < now - 30 * SAYS_SO_SECONDS
        with self._database.write(durable=False) as session:
            session.merge(EngineAsker(engine=self._engine, process=self._process, seen_at=now, answered_at=answered_at))
            session.execute(delete(EngineAsker).where(EngineAsker.engine == self._engine, gone))

    def _is_over(self, since: float, seconds: float) -> bool:
        return self._clock.monotonic() - since >= seconds

    def _try(self, act: Callable[[], None]) -> bool:
        try:
            act()
        except SQLAlchemyError as error:
            log.warning("How %s fares is known to this process alone: %s", self._engine, type(error).__name__)
            return False
        return True
