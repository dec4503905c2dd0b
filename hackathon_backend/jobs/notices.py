"""PostgreSQL's word that jobs have changed, whichever process changed them: LISTEN on a connection of its own.

A trigger on `job_events` sends it with the transaction that writes an event, so what it tells of can be read by then.
It says no more than that, and all that one transaction writes is one notice.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from .database import Database

if TYPE_CHECKING:
    import psycopg

log = logging.getLogger(__name__)

CHANNEL = "job_events"
LOOK_SECONDS = 0.5
"""How soon `stop` is seen."""
ECHO_EVERY, ECHO_WITHIN = 15.0, 5.0
"""Seconds of silence after which a notice is sent to see whether it comes back, and in which it has to."""
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
"""Seconds between two tries to connect: doubled with each one that fails."""
_KEEPALIVE = {"keepalives": 1, "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}


class NoticeListener:
    """Calls `heard` after others' commits. While `works` is False nothing is heard, and rows must be looked at."""

    def __init__(self, database: Database) -> None:
        url = database.engine.url.set(drivername="postgresql")
        self._address = url.render_as_string(hide_password=False)
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._heard: Callable[[], None] = lambda: None
        self.works = False

    def start(self, heard: Callable[[], None]) -> None:
        """Begin, if it has not begun."""
        if self._thread is None and not self._stopping.is_set():
            self._heard = heard
            self._thread = threading.Thread(target=self._listen, name="notices", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Hear no more; the connection is closed in a moment."""
        self._stopping.set()

    def _listen(self) -> None:
        import psycopg  # of no use to whoever has another database

        address = psycopg.conninfo.make_conninfo(self._address, connect_timeout=10, **_KEEPALIVE)
        pause = FIRST_PAUSE
        while not self._stopping.is_set():
            try:
                with psycopg.connect(address, autocommit=True) as connection:
                    self._hear(connection)
            except psycopg.Error as error:
                log.info("No notices of changes from the database: %s", str(error).strip().partition("\n")[0])
            pause = FIRST_PAUSE if self.works else min(LONGEST_PAUSE, pause * 2)
            if self.works and not self._stopping.is_set():
                log.warning("The database sends no notices of changes any more: its rows are looked at more often.")
            self.works = False
            self._stopping.wait(pause)

    def _hear(self, connection: psycopg.Connection[Any]) -> None:
        """Until it ends, or a notice does not come back: a pooler in between gives LISTEN's connection to others."""
        connection.execute(f"LISTEN {CHANNEL}")
        silent, asked = ECHO_EVERY, False
        while not self._stopping.is_set():
            if silent >= ECHO_EVERY and not asked:
                connection.execute("select pg_notify(%s, '')", [CHANNEL])
                silent, asked = 0.0, True
            if list(connection.notifies(timeout=LOOK_SECONDS, stop_after=1)):
                silent, asked, self.works = 0.0, False, True
                self._heard()
                continue
            silent += LOOK_SECONDS
            if asked and silent >= ECHO_WITHIN:
                return


def listener_of(database: Database) -> NoticeListener | None:
    """One for this database, if it is of a kind that sends notices."""
    return NoticeListener(database) if database.engine.dialect.name == "postgresql" else None
