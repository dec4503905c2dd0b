"""Courses on their way to become films, as rows that outlive whoever plans them.

The films of one lesson, or some of those that were named, become items in one transaction that also says how far the
plan is: whoever is killed when, the next one goes on after the last of them, and no film is left out or there twice.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ..clock import SYSTEM, Clock
from ..jobs.database import Database
from ..jobs.store.keys import KeyUse
from ..materials.leases import Leases, change_claimed, ended, take
from .models import Collection, CollectionItem, CollectionKind, CoursePlan, ItemKind, new_id
from .plans import CourseOrder, PlannedFilm
from .store import MOST_FILMS, Collections

_TOO_MANY = (
    f"A course has {MOST_FILMS:,} films at most, and this one would have more: those after them were left out. Make "
    "another course of the lessons that are missing here."
)


class CoursePlans:
    """All reads and writes of plans."""

    def __init__(self, database: Database, collections: Collections, *, clock: Clock = SYSTEM) -> None:
        self._database = database
        self._collections = collections
        self._clock = clock
        self._leases = Leases(database, CoursePlan, "course plans", clock)
        self.on_new: list[Callable[[], None]] = []
        """Are called when there is something to plan."""

    def begin(
        self,
        owner: str,
        title: str,
        description: str,
        order: CourseOrder,
        use: KeyUse | None = None,
        *,
        claimed: bool = False,
    ) -> tuple[Collection, CoursePlan | None]:
        """A course with nothing in it, and its plan, which is `claimed` for whoever calls or left to whoever looks
        next; the course that was ordered with the same key, if there is one, and None.

        Raises `CollectionRefused`, `KeyReused`.
        """
        now = self._clock.now()
        plan = CoursePlan(
            id=new_id("plan"), owner=owner, created_at=now, tries=0, order=order, done=0, total=order.total,
            key=use and use.mark, body=use.body if use else "",
        )  # fmt: skip
        if claimed:
            take(plan, now)

        def also(session: Session, made: Collection) -> None:
            plan.collection_id = made.id
            session.add(plan)

        made = self._collections.create(
            owner, title, description=description, kind=CollectionKind.COURSE, earlier=partial(_by_key, use), also=also
        )
        if plan.collection_id != made.id:
            return made, None
        if not claimed:
            for each in self.on_new:
                each()
        return made, plan

    def of(self, collection_id: str) -> CoursePlan | None:
        """The plan of a course."""
        with self._database.read() as session:
            return session.scalars(select(CoursePlan).where(CoursePlan.collection_id == collection_id)).first()

    def claim(self) -> CoursePlan | None:
        """Take the plan whose turn it is; None if there is nothing to do."""
        return self._leases.claim()

    def hold(self, claimed: CoursePlan) -> None:
        """Renew the lease. Raises `LeaseLost` if another has it, or the course is gone."""
        self._leases.hold(claimed)

    def add(self, claimed: CoursePlan, films: Sequence[PlannedFilm], done: int) -> bool:
        """Write these films down as items that are due, and that so much is `done`; whether there is more to do.

        Raises `LeaseLost`.
        """
        now = self._clock.now()
        with self._database.write() as session:
            here = select(func.count(), func.max(CollectionItem.place))
            count, last = session.execute(here.where(CollectionItem.collection_id == claimed.collection_id)).one()
            kept = films[: max(0, MOST_FILMS - count)]
            is_over = done >= claimed.total or len(kept) < len(films)
            # Whoever gets on with it does not break off again and again at the same place.
            values: dict[str, object] = {"done": done, "tries": 1}
            if is_over:
                values |= ended(now) | {"error_message": _TOO_MANY if len(kept) < len(films) else None}
            change_claimed(session, CoursePlan, claimed, values)
            add_films(session, claimed.collection_id, kept, now, first=0 if last is None else last + 1)
        claimed.done = done
        return not is_over

    def put_off(self, claimed: CoursePlan, seconds: float) -> None:
        """Leave it alone for a while: it is no fault of its own that it can't be worked on. Raises `LeaseLost`."""
        self._leases.put_off(claimed, seconds)

    def fail(self, claimed: CoursePlan, why: str) -> None:
        """Say why no more films come of it; those that there are stay. Raises `LeaseLost`."""
        with self._database.write() as session:
            change_claimed(session, CoursePlan, claimed, ended(self._clock.now()) | {"error_message": why})


def add_films(
    session: Session, collection_id: str, films: Sequence[PlannedFilm], now: float, *, first: int = 0
) -> None:
    """Write an item for each film, all of them due, from the place `first` on."""
    for place, film in enumerate(films, first):
        id_ = new_id("item")
        session.add(
            CollectionItem(
                id=id_, collection_id=collection_id, place=place, kind=ItemKind.VIDEO, target=id_,
                title=film.request.message[:300], added_at=now, plan=film, due_at=now,
            )
        )  # fmt: skip


def _by_key(use: KeyUse | None, session: Session) -> Collection | None:
    if use is None:
        return None
    earlier = session.scalars(select(CoursePlan).where(CoursePlan.key == use.mark)).first()
    if earlier is None:
        return None
    use.check(earlier.body)
    return session.get(Collection, earlier.collection_id)
