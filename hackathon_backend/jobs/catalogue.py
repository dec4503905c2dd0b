"""All videos as a library: searched, sorted, counted, a page at a time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, case, func, or_, select

from ..errors import Busy
from .database import Database
from .models import Job, JobEvent, State, Status, states_of

Sort = Literal["newest", "oldest", "title", "longest"]


@dataclass(frozen=True)
class Shelf:
    """A page of jobs; `total` is how many fit the search, `counts` how many of those there are in each status."""

    jobs: list[Job]
    total: int
    counts: dict[str, int]


_NO_LESSON = "no_lesson"
"""The reason of a job that nobody could write: it was answered in words, and no video of it failed."""
_SEARCHES = 4
"""That run at once: each goes through all jobs, and holds one of the database's connections."""
_PATIENCE = 5.0
"""Seconds that a search waits for its turn."""
_MOST_WORDS = 12
_SEARCHED = 4000
"""Characters of a prompt that are searched, from its beginning."""


class Catalogue:
    """Reads jobs for people who look for one. Deleted ones, and those that became a text for want of a lesson, are
    nowhere in it.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._places = BoundedSemaphore(_SEARCHES)

    def stamp(self, of: str | None = None) -> str:
        """Changes whenever anything changes that a library shows (with `of`: that owner's); cheap to ask for."""
        with self._database.read() as session:
            if of is not None:
                # A job's version grows with each of its changes, and nothing of others is in it.
                changes = select(func.count(), func.sum(Job.version), func.max(Job.expired_at))
                return ".".join(map(str, session.execute(changes.where(Job.owner == of)).one()))
            seq = session.scalar(select(func.max(JobEvent.seq)))
            count, gone = session.execute(
                select(func.count(), func.max(Job.expired_at)).where(Job.deleted_at.is_(None))
            ).one()
        return f"{seq or 0}.{count}.{gone or 0}"

    def search(
        self, words: str, status: str | None, sort: str, *, page: int, size: int, of: str | None = None
    ) -> Shelf:
        """The jobs whose title or prompt has all of `words` (of the first dozen), with `of` only that owner's.

        Pages are counted from 1.

        Raises `Busy`.
        """
        if not self._places.acquire(timeout=_PATIENCE):
            raise Busy("Too many look for videos now. Try again in a moment.")
        try:
            if not words.split():
                return self._listed(of, status, sort, page=page, size=size)
            return self._found(_matching(words, of), status, sort, page=page, size=size)
        finally:
            self._places.release()

    def _listed(self, of: str | None, status: str | None, sort: str, *, page: int, size: int) -> Shelf:
        all_of_them = _matching("", of)
        counted = all_of_them.with_only_columns(Job.state, func.count().label("number")).group_by(Job.state)
        shown = all_of_them.with_only_columns(Job).where(Job.state.in_(_wanted(status))).order_by(*_order(sort))
        with self._database.read() as session:
            held = Counter({row.state: row.number for row in session.execute(counted)})
            jobs = list(session.scalars(shown.offset((page - 1) * size).limit(size)))
        return _shelf(jobs, held, status)

    def _found(self, matching: Select[Any, Any], status: str | None, sort: str, *, page: int, size: int) -> Shelf:
        wanted = _wanted(status)
        with self._database.read() as session:
            # All that fit, so that their texts are gone through once: to be counted, and cut into pages.
            found = session.execute(matching.order_by(*_order(sort))).all()
            ids = [row.id for row in found if row.state in wanted][(page - 1) * size : page * size]
            jobs = {job.id: job for job in session.scalars(select(Job).where(Job.id.in_(ids)))}
        return _shelf([jobs[id_] for id_ in ids if id_ in jobs], Counter(row.state for row in found), status)


def _wanted(status: str | None) -> tuple[State, ...]:
    return tuple(State) if status is None else states_of(status)


def _shelf(jobs: list[Job], held: Counter[State], status: str | None) -> Shelf:
    counts = {str(kind): sum(held[state] for state in states_of(kind)) for kind in Status}
    return Shelf(jobs, counts[status] if status else sum(counts.values()), counts)


def _matching(words: str, of: str | None) -> Select[Any, Any]:
    """Id and state of the jobs that are not deleted and have all of the words."""
    # Of one owner's the index of owners is right; SQLite would go by what is not deleted of everybody's.
    theirs = (Job.deleted_at.is_(None),) if of is None else (func.coalesce(Job.deleted_at, 0.0) == 0.0, Job.owner == of)
    query: Select[Any, Any] = select(Job.id, Job.state).where(
        *theirs, or_(Job.reason.is_(None), Job.reason != _NO_LESSON)
    )
    if not (sought := list(dict.fromkeys(words.split()))[:_MOST_WORDS]):
        return query
    message = func.substr(Job.request["message"].as_string(), 1, _SEARCHED)
    text = func.coalesce(Job.brief["title"].as_string(), "").concat(" ").concat(func.coalesce(message, ""))
    # Materialized: otherwise the JSON is read anew for each word and spelling.
    texts = select(Job.id, text.label("text")).where(*theirs).cte("texts").prefix_with("MATERIALIZED")
    return query.join(texts, texts.c.id == Job.id).where(*(_has(texts.c.text, word) for word in sought))


def _title() -> ColumnElement[str]:
    return func.coalesce(Job.brief["title"].as_string(), Job.request["message"].as_string(), "")


def _has(text: ColumnElement[str], word: str) -> ColumnElement[bool]:
    # SQLite folds the case of ASCII letters only.
    spellings = dict.fromkeys((word, word.lower(), word.upper(), word.capitalize()))
    return or_(*(text.icontains(each, autoescape=True) for each in spellings))


def _order(sort: str) -> tuple[ColumnElement[Any], ...]:
    newest = (Job.created_at.desc(), Job.id.desc())
    orders: dict[str, tuple[ColumnElement[Any], ...]] = {
        "oldest": (Job.created_at.asc(), Job.id.asc()),
        "title": (func.lower(_title()), *newest),
        "longest": (
            case(
                (Job.state == State.COMPLETED, func.coalesce(Job.reply["durationSeconds"].as_float(), 0.0)), else_=-1.0
            ).desc(),
            *newest,
        ),
    }
    return orders.get(sort, newest)
