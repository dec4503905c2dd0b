"""Views and downloads are written down as they come. A view's state replaces the one before only if it tells more, so
that it does not matter how often, in which order or how late states arrive.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypedDict

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from ..access.principal import Principal, Proof
from ..clock import Clock
from ..jobs import Database, Job
from ..storage import Storage
from .outline import FilmOutline, outline_of
from .seconds import packed
from .tables import FilmContents, FilmDay, FilmDownload, FilmView

log = logging.getLogger(__name__)

MOST_VIEWS = 5000
"""Of one film on one day: whoever makes up more of them fills no disk."""
_REMEMBERED = 2000


class Taken(StrEnum):
    """What of a film is taken along."""

    FILM = "film"
    CAPTIONS = "captions"
    TRANSCRIPT = "transcript"
    POSTER = "poster"
    HANDOUT = "handout"
    SLIDES = "slides"
    MOVING = "moving"
    OFFLINE = "offline"
    ARCHIVE = "archive"
    OTHER = "other"


@dataclass(frozen=True)
class ViewState:
    """All that a player has seen of one view until now: seconds as bits, and options by the index of the question."""

    video_id: str
    view: str
    seen: int
    answers: Mapping[int, int]


class _Told(TypedDict):
    """What of a view is written to its row."""

    seen: bytes
    seconds: int
    answers: dict[str, int]
    known: int
    finished: bool


class ViewCounter:
    """Writes down what is watched and taken along. `find` looks up a video, and raises `NotFound` for none."""

    def __init__(self, database: Database, find: Callable[[str], Job], storage: Storage, clock: Clock) -> None:
        self._database, self._find, self._storage, self._clock = database, find, storage, clock
        self._outlines: dict[str, FilmOutline] = {}

    def outline(self, video_id: str) -> FilmOutline:
        """What is counted of a film. Raises `NotFound`, `Conflict` where there is no film, `StorageAway`."""
        if (known := self._outlines.get(video_id)) is not None:
            return known
        with self._database.read() as session:
            kept = session.get(FilmContents, video_id)
        outline = kept.outline if kept else outline_of(self._find(video_id), self._storage)
        if len(self._outlines) >= _REMEMBERED:
            self._outlines.clear()
        self._outlines[video_id] = outline
        return outline

    def view(self, state: ViewState, viewer: Principal) -> bool:
        """Write down how far a view is; whether it counts: one in which nothing was played, or that is one too many on
        its day, does not. Raises as `outline`.
        """
        outline = self.outline(state.video_id)
        seen = state.seen & outline.whole
        if not seen:
            return False
        answers = {str(at): chosen for at, chosen in state.answers.items() if outline.has_option(at, chosen)}
        told: _Told = {
            "seen": packed(seen),
            "seconds": seen.bit_count(),
            "answers": answers,
            "known": seen.bit_count() + len(answers),
            "finished": outline.is_finished(seen),
        }
        # A state that is lost comes again with the next one.
        with self._database.write(durable=False) as session:
            return _more_known(session, state, told) or self._begun(session, state, told, viewer, outline)

    def download(self, video_id: str, kind: Taken) -> None:
        """Count it; nobody waits for a download because it can't be counted."""
        row = {"job_id": video_id, "day": self.today(), "kind": kind.value}
        try:
            with self._database.write(durable=False) as session:
                one = _insert(session, FilmDownload).values(**row, count=1)
                more = {"count": FilmDownload.count + 1}
                session.execute(one.on_conflict_do_update(index_elements=[*row], set_=more))
        except SQLAlchemyError as error:
            log.warning("A download of %s is not counted: %s", video_id, error)

    def today(self) -> str:
        """The day by UTC."""
        return day_of(self._clock.now())

    def _begun(self, session: Session, state: ViewState, told: _Told, viewer: Principal, outline: FilmOutline) -> bool:
        key = {"job_id": state.video_id, "view": state.view}
        if session.get(FilmView, tuple(key.values())) is not None:
            return True  # it told no more than what is known
        job, day = self._find(state.video_id), self.today()
        contents = _insert(session, FilmContents).values(job_id=job.id, outline=outline)
        session.execute(contents.on_conflict_do_nothing())
        if not _let_in(session, job.id, day):
            return False
        new = _insert(session, FilmView).values(**key, **told, day=day, own=is_own(viewer, job))
        session.execute(new.on_conflict_do_nothing())
        return True


def is_own(viewer: Principal, job: Job) -> bool:
    """Whether the owner of the film watches; where nobody logs in that is not known."""
    return viewer.proof not in (Proof.LOCAL, Proof.GUEST, Proof.ANONYMOUS) and viewer.owner == job.owner


def day_of(moment: float) -> str:
    """The day of a moment in unix seconds, by UTC."""
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%d")


def _more_known(session: Session, state: ViewState, told: _Told) -> bool:
    """Whether the view is there and was behind this state; then it no longer is."""
    this = (FilmView.job_id == state.video_id, FilmView.view == state.view, FilmView.known < told["known"])
    done: Any = session.execute(update(FilmView).where(*this).values(**told).execution_options(**_NO_SYNC))
    return bool(done.rowcount)


def _let_in(session: Session, job_id: str, day: str) -> bool:
    """Whether there is room for one view more on that day."""
    one = _insert(session, FilmDay).values(job_id=job_id, day=day, begun=1)
    more = one.on_conflict_do_update(
        index_elements=["job_id", "day"], set_={"begun": FilmDay.begun + 1}, where=FilmDay.begun < MOST_VIEWS
    )
    return session.execute(more.returning(FilmDay.begun)).first() is not None


def _insert(session: Session, table: Any) -> Any:
    return (postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert)(table)


_NO_SYNC = {"synchronize_session": False}
