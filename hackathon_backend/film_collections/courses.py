"""Courses: their films are items first, which say what is to be ordered, and are ordered one by one.

The item is the truth. The row of a film and the item that has it are written in one transaction, so whatever is killed
when, a film is either still to be ordered or ordered, and never ordered twice.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from sqlalchemy import ColumnElement, CursorResult, func, select, update
from sqlalchemy.orm import Session

from ..access.audit import acting
from ..access.principal import Principal, Proof, UserRole
from ..clock import SYSTEM, Clock
from ..errors import LimitReached, Model7Error, NotFound
from ..jobs import Job
from ..jobs.database import Database, one_at_a_time
from ..jobs.orders import OrderSlot
from .models import Collection, CollectionItem
from .plans import PlannedFilm
from .store import no_item

log = logging.getLogger(__name__)

_AT_ONCE = 50
"""Films that are looked at in one go."""
_LATER = 10.0
"""Seconds after which a film is tried again that there was no room for."""


Place = Callable[[PlannedFilm, str, OrderSlot], object]
"""Orders a film for its owner, unless the slot has one. Raises `Model7Error`."""


class ItemSlot:
    """The place of a film in its item: taken by one film, whoever orders it how often."""

    def __init__(self, item_id: str) -> None:
        self._item_id = item_id

    def taken(self, session: Session) -> Job | None:
        """The film that is there. Raises `NotFound` if the item is gone, or is not to be ordered any more."""
        one_at_a_time(session, f"collection item {self._item_id}")
        item = session.get(CollectionItem, self._item_id)
        if item is None or item.due_at is None:
            film = session.get(Job, item.target) if item is not None else None
            if film is None:
                raise no_item(self._item_id)
            return film
        return None

    def fill(self, session: Session, job: Job) -> None:
        """Have the item be of this film, in the transaction that writes the film down."""
        mine = CollectionItem.id == self._item_id, CollectionItem.due_at.is_not(None)
        done = session.execute(
            update(CollectionItem).where(*mine).values(target=job.id, due_at=None, refusal=None),
            execution_options={"synchronize_session": False},
        )
        assert isinstance(done, CursorResult)
        if not done.rowcount:
            raise no_item(self._item_id)


class Courses:
    """Orders the films of all courses that are due."""

    def __init__(self, database: Database, place: Place, *, clock: Clock = SYSTEM) -> None:
        self._database = database
        self._place = place
        self._clock = clock

    def again(self, collection_id: str, item_id: str) -> None:
        """Have the film of an item ordered anew. Raises `NotFound` if it is none of a course."""
        with self._database.write() as session:
            one_at_a_time(session, f"collection item {item_id}")
            item = session.get(CollectionItem, item_id)
            if item is None or item.collection_id != collection_id or item.plan is None:
                raise no_item(item_id)
            item.target, item.due_at, item.refusal = item.id, self._clock.now(), None

    def order_due(self, collection_id: str | None = None) -> int:
        """Order every film that is due (or those of one course), as far as there is room for it; returns how many."""
        first = (CollectionItem.due_at, CollectionItem.collection_id, CollectionItem.place)
        # Owners take turns: nobody waits until all films of another's book are ordered.
        turn = func.row_number().over(partition_by=Collection.owner, order_by=first)
        due = (
            select(CollectionItem, Collection.owner)
            .join(Collection, Collection.id == CollectionItem.collection_id)
            .where(CollectionItem.due_at <= self._clock.now())
            .order_by(turn, *first)
            .limit(_AT_ONCE)
        )
        if collection_id is not None:
            due = due.where(Collection.id == collection_id)
        with self._database.read() as session:
            found = [(item, owner) for item, owner in session.execute(due)]
        full: set[str] = set()
        return sum(self._order(item, owner, full) for item, owner in found)

    def _order(self, item: CollectionItem, owner: str, full: set[str]) -> bool:
        """Order the film of one item; whose owner has no room for it, `full` has from then on."""
        if item.plan is None or owner in full:
            return False
        try:
            with acting(Principal(owner, "a course", UserRole.TEACHER, frozenset(), Proof.LOCAL)):
                self._place(item.plan, owner, ItemSlot(item.id))
        except NotFound as error:
            # The item is gone, and its film with it; or the lesson is, which is for its owner to know.
            self._put_off(CollectionItem.id == item.id, error.message, until=None)
            return False
        except Model7Error as error:
            if isinstance(error, LimitReached) or error.retryable:
                full.add(owner)
                theirs = select(Collection.id).where(Collection.owner == owner)
                self._put_off(CollectionItem.collection_id.in_(theirs), error.message, until=self._clock.now() + _LATER)
            else:
                self._put_off(CollectionItem.id == item.id, error.message, until=None)
            return False
        return True

    def _put_off(self, which: ColumnElement[bool], why: str, *, until: float | None) -> None:
        """Look at these films later, or no more; one that was ordered meanwhile is not touched."""
        with self._database.write() as session:
            session.execute(
                update(CollectionItem)
                .where(which, CollectionItem.due_at.is_not(None))
                .values(due_at=until, refusal=why),
                execution_options={"synchronize_session": False},
            )
        log.info("Films of courses are not ordered: %s", why)
