"""All videos as a library: searched, sorted, counted, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, Select, case, func, or_, select

from .database import Database
from .models import Job, JobEvent, Status, states_of

Sort = Literal["newest", "oldest", "title", "longest"]
SORTS: tuple[str, ...] = get_args(Sort)


@dataclass(frozen=True)
class Shelf:
    """A page of jobs; `total` is how many fit the search, `counts` how many of those there are in each status."""

    jobs: list[Job]
    total: int
    counts: dict[str, int]


class Catalogue:
    """Reads jobs for people who look for one. Deleted ones are nowhere in it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def stamp(self) -> str:
        """Changes whenever anything changes that a library shows; cheap to ask for."""
        with self._database.read() as session:
            seq = session.scalar(select(func.max(JobEvent.seq)))
            count, gone = session.execute(
                select(func.count(), func.max(Job.expired_at)).where(Job.deleted_at.is_(None))
            ).one()
        return f"{seq or 0}.{count}.{gone or 0}"

    def search(self, words: str, status: str | None, sort: str, *, page: int, size: int) -> Shelf:
        """The jobs whose title or prompt has all of `words`; pages are counted from 1."""
        found = [Job.deleted_at.is_(None), *(_has(word) for word in words.split())]
        with self._database.read() as session:
            counts = {
                kind: session.scalar(select(func.count()).where(*found, Job.state.in_(states_of(kind)))) or 0
                for kind in get_args(Status)
            }
            query: Select[Any] = select(Job).where(*found)
            if status is not None:
                query = query.where(Job.state.in_(states_of(status)))
            jobs = list(session.scalars(query.order_by(*_order(sort)).limit(size).offset((page - 1) * size)))
        return Shelf(jobs, counts[status] if status else sum(counts.values()), counts)


def _title() -> ColumnElement[str]:
    return func.coalesce(Job.brief["title"].as_string(), Job.request["message"].as_string(), "")


def _has(word: str) -> ColumnElement[bool]:
    # SQLite folds the case of ASCII letters only.
    spellings = dict.fromkeys((word, word.lower(), word.upper(), word.capitalize()))
    places = (Job.brief["title"].as_string(), Job.request["message"].as_string())
    return or_(*(place.icontains(each, autoescape=True) for place in places for each in spellings))


def _order(sort: str) -> tuple[ColumnElement[Any], ...]:
    newest = (Job.created_at.desc(), Job.id.desc())
    orders: dict[str, tuple[ColumnElement[Any], ...]] = {
        "oldest": (Job.created_at.asc(), Job.id.asc()),
        "title": (func.lower(_title()), *newest),
        "longest": (
            case(
                (Job.state == "completed", func.coalesce(Job.reply["durationSeconds"].as_float(), 0.0)), else_=-1.0
            ).desc(),
            *newest,
        ),
    }
    return orders.get(sort, newest)
