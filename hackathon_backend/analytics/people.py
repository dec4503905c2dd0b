"""Who has watched what and answered how, by name: only where people log in, the film's owner or the server's settings
want it, and the player has said so to whoever watches.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from ..access.principal import Principal, Proof
from ..clock import Clock
from ..errors import Conflict
from ..jobs import Database, Job
from .counting import ViewState
from .outline import FilmOutline
from .seconds import packed, unpacked
from .tables import FilmNames, NamedWatching

NamesKept = Literal["off", "film", "all"]


class WatchingPeople:
    """All reads and writes of names; `kept` is whose are: nobody's, those of films that are switched on, or all."""

    def __init__(self, database: Database, clock: Clock, kept: NamesKept) -> None:
        self._database, self._clock, self.kept = database, clock, kept

    def is_on(self, video_id: str) -> bool:
        """Whether names are kept of those who watch this film."""
        if self.kept != "film":
            return self.kept == "all"
        with self._database.read() as session:
            return session.get(FilmNames, video_id) is not None

    def names(self, viewer: Principal, job: Job) -> bool:
        """Whether this viewer's name is kept of this film: they are logged in, and it is not their own."""
        known = self.kept != "off" and viewer.proof in (Proof.SESSION, Proof.TOKEN)
        return known and viewer.owner != job.owner and self.is_on(job.id)

    def switch(self, video_id: str, *, on: bool) -> None:
        """Keep names of this film from now on, or forget those that there are.

        Raises `Conflict` where it is not for the owner to say.
        """
        if self.kept != "film":
            raise Conflict("Whether names are kept is decided for all films here by whoever runs this server.")
        with self._database.write() as session:
            if on:
                row = _insert(session, FilmNames).values(job_id=video_id, since=self._clock.now())
                session.execute(row.on_conflict_do_nothing())
            else:
                session.execute(delete(FilmNames).where(FilmNames.job_id == video_id))
                session.execute(delete(NamedWatching).where(NamedWatching.job_id == video_id))

    def note(self, state: ViewState, viewer: Principal, outline: FilmOutline) -> None:
        """Write down what somebody has watched and answered, added to what is known; first answers stand."""
        now = self._clock.now()
        key = {"job_id": state.video_id, "person": viewer.owner}
        new = {"name": viewer.name[:200], "seen": b"", "answers": {}, "first_at": now, "last_at": now}
        given = {str(at): option for at, option in state.answers.items() if outline.has_option(at, option)}
        with self._database.write() as session:
            session.execute(_insert(session, NamedWatching).values(**key, **new).on_conflict_do_nothing())
            row = session.get_one(NamedWatching, tuple(key.values()), with_for_update=True)
            row.seen = packed(unpacked(row.seen) | state.seen & outline.whole)
            row.answers = given | row.answers
            row.name, row.last_at = viewer.name[:200], now

    def of_film(self, video_id: str) -> Sequence[NamedWatching]:
        """Those who have watched a film, by name; nobody if names are not kept of it."""
        if not self.is_on(video_id):
            return ()
        these = select(NamedWatching).where(NamedWatching.job_id == video_id)
        with self._database.read() as session:
            return session.scalars(these.order_by(NamedWatching.name, NamedWatching.person)).all()

    def of_person(self, person: str) -> Sequence[NamedWatching]:
        """All that is kept of somebody."""
        these = select(NamedWatching).where(NamedWatching.person == person).order_by(NamedWatching.first_at)
        with self._database.read() as session:
            return session.scalars(these).all()

    def forget_unwanted(self) -> None:
        """Remove all names if none are to be kept any more."""
        if self.kept == "off":
            with self._database.write() as session:
                session.execute(delete(NamedWatching))


def forget_person(session: Session, person: str) -> None:
    """Remove all that is kept of somebody."""
    session.execute(
        delete(NamedWatching).where(NamedWatching.person == person),
        execution_options={"synchronize_session": False},
    )


def _insert(session: Session, table: Any) -> Any:
    return (postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert)(table)
