"""The table of collections: all reads and writes of what is in them and in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Collection as Ids
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from ..clock import SYSTEM, Clock
from ..errors import CollectionRefused, NotFound
from ..jobs.database import Database, one_at_a_time
from ..jobs.models import new_share_key
from .models import Collection, CollectionItem, CollectionKind, CollectionShare, ItemKind, new_id
from .nesting import check_nesting

MOST_COLLECTIONS = 500
"""That one owner may have."""
MOST_ITEMS = 200
"""That are put into one collection."""
MOST_FILMS = 1_000
"""Of one course: a book of 300 pages has some 500."""


@dataclass(frozen=True)
class NewItem:
    """What is to be put into a collection: its kind, its id, and what it is called now."""

    kind: ItemKind
    target: str
    title: str


class Collections:
    """All collections. Whoever changes those of one owner waits for the others who do."""

    def __init__(self, database: Database, *, clock: Clock = SYSTEM) -> None:
        self._database = database
        self._clock = clock

    def create(
        self,
        owner: str,
        title: str,
        *,
        description: str = "",
        kind: CollectionKind = CollectionKind.COLLECTION,
        earlier: Callable[[Session], Collection | None] = lambda _session: None,
        also: Callable[[Session, Collection], None] = lambda _session, _made: None,
    ) -> Collection:
        """A new one with nothing in it, unless `earlier` finds one that is there; `also` writes more in the same
        transaction.

        Raises `CollectionRefused` if the owner has as many as may be.
        """
        now = self._clock.now()
        made = Collection(
            id=new_id("col"), owner=owner, kind=kind, title=title, description=description, share_key=new_share_key(),
            created_at=now, updated_at=now,
        )  # fmt: skip
        with self._database.write() as session:
            _wait_for_owner(session, owner)
            if (there := earlier(session)) is not None:
                return there
            count = session.scalar(select(func.count()).where(Collection.owner == owner)) or 0
            if count >= MOST_COLLECTIONS:
                raise CollectionRefused(f"There are {count} collections already, as many as may be. Delete one first.")
            session.add(made)
            session.flush()
            also(session, made)
        return made

    def get(self, collection_id: str, *, of: str | None = None) -> Collection:
        """The collection; with `of`, only if it is that owner's. Raises `NotFound`, the same for both."""
        found = self.find(collection_id)
        if found is None or of not in (None, found.owner):
            raise no_collection(collection_id)
        return found

    def find(self, collection_id: str) -> Collection | None:
        """The collection, if there is one."""
        if not (collection_id.isascii() and collection_id.isprintable()):
            return None  # no database takes every text, not even to look for it
        with self._database.read() as session:
            return session.get(Collection, collection_id)

    def many(self, ids: Ids[str]) -> dict[str, Collection]:
        """Those that there are of these, by id."""
        with self._database.read() as session:
            return {each.id: each for each in session.scalars(select(Collection).where(Collection.id.in_(ids)))}

    def listed(self, of: str | None) -> list[Collection]:
        """The collections of one owner, or of all, those that were changed last at first."""
        query = select(Collection).order_by(Collection.updated_at.desc(), Collection.id).limit(MOST_COLLECTIONS)
        with self._database.read() as session:
            return list(session.scalars(query if of is None else query.where(Collection.owner == of)))

    def items(self, collection_id: str) -> list[CollectionItem]:
        """What is in it, in order."""
        with self._database.read() as session:
            return _items(session, collection_id)

    def counts(self, ids: Ids[str]) -> dict[str, int]:
        """How many things are in each of these collections."""
        query = select(CollectionItem.collection_id, func.count()).where(CollectionItem.collection_id.in_(ids))
        with self._database.read() as session:
            rows = session.execute(query.group_by(CollectionItem.collection_id))
            return dict.fromkeys(ids, 0) | {str(id_): int(count) for id_, count in rows}

    def holding(self, ids: Ids[str], kind: ItemKind, target: str) -> dict[str, str]:
        """Which of these collections have a thing in them: the id of its item, by theirs."""
        query = select(CollectionItem.collection_id, CollectionItem.id).where(
            CollectionItem.collection_id.in_(ids), CollectionItem.kind == kind, CollectionItem.target == target
        )
        with self._database.read() as session:
            return {str(collection): str(item) for collection, item in session.execute(query)}

    def change(self, collection_id: str, values: Mapping[str, object]) -> Collection:
        """Give it another `title`, `description` or `poster_item`. Raises `NotFound`, also for the item."""
        with self._changing(collection_id) as (session, found):
            chosen = values.get("poster_item")
            if chosen is not None and chosen not in {item.id for item in _items(session, found.id)}:
                raise no_item(str(chosen))
            for name, value in values.items():
                setattr(found, name, value)
        return found

    def delete(self, collection_id: str) -> None:
        """Remove it; what is in it stays where it is. Raises `NotFound`."""
        with self._changing(collection_id) as (session, found):
            session.delete(found)

    def add(self, collection_id: str, new: NewItem, place: int | None = None) -> tuple[CollectionItem, bool]:
        """Put a thing into it, by default at the end: the item, and whether it was in it before, which changes nothing.

        Raises `NotFound`, and `CollectionRefused` if it is full or would be inside of itself.
        """
        with self._changing(collection_id) as (session, found):
            items = _items(session, found.id)
            here = next((item for item in items if (item.kind, item.target) == (new.kind, new.target)), None)
            if here is not None:
                return here, True
            if len(items) >= MOST_ITEMS:
                raise CollectionRefused(f"There are {MOST_ITEMS} things in it, as many as may be. Begin another one.")
            if new.kind is ItemKind.COLLECTION:
                check_nesting(session, found.id, new.target)
            made = CollectionItem(
                id=new_id("item"), collection_id=found.id, place=len(items), kind=new.kind, target=new.target,
                title=new.title[:300], added_at=self._clock.now(),
            )  # fmt: skip
            session.add(made)
            items.insert(len(items) if place is None else place, made)
            _number(items)
        return made, False

    def remove(self, collection_id: str, item_id: str) -> None:
        """Take an item out of it. Raises `NotFound`."""
        with self._changing(collection_id) as (session, found):
            items = _items(session, found.id)
            gone = next((item for item in items if item.id == item_id), None)
            if gone is None:
                raise no_item(item_id)
            items.remove(gone)
            session.delete(gone)
            if found.poster_item == item_id:
                found.poster_item = None
            _number(items)

    def order(self, collection_id: str, ids: Sequence[str]) -> list[CollectionItem]:
        """Put its items into this order. Raises `NotFound`, `CollectionRefused` unless they are those in it."""
        with self._changing(collection_id) as (session, found):
            items = {item.id: item for item in _items(session, found.id)}
            if sorted(ids) != sorted(items):
                raise CollectionRefused(
                    "These are not the items that are in it now: it was changed meanwhile. Load it again.",
                    param="items",
                )
            ordered = [items[id_] for id_ in ids]
            _number(ordered)
        return ordered

    @contextmanager
    def _changing(self, collection_id: str) -> Iterator[tuple[Session, Collection]]:
        """The collection, to be changed: others who change one of its owner's wait meanwhile. Raises `NotFound`."""
        owner = self.get(collection_id).owner
        with self._database.write() as session:
            _wait_for_owner(session, owner)
            found = session.get(Collection, collection_id)
            if found is None:
                raise no_collection(collection_id)
            found.updated_at = self._clock.now()
            yield session, found


def no_collection(collection_id: str) -> NotFound:
    """What is said of a collection that is not there, and of one that is another's."""
    return NotFound(f"There is no collection {collection_id[:80]!r}.", param="collection_id")


def no_item(item_id: str) -> NotFound:
    """What is said of an item that is not in the collection."""
    return NotFound(f"There is no item {item_id[:80]!r} in it.", param="item_id")


def forget_collections(session: Session, owner: str) -> int:
    """Remove all collections of the owner for good, and them from those of others; returns how many there were."""
    mine = select(Collection.id).where(Collection.owner == owner)
    count = len(list(session.scalars(mine)))
    session.execute(delete(CollectionShare).where(CollectionShare.owner == owner))
    session.execute(delete(Collection).where(Collection.owner == owner))
    return count


def forget_items(session: Session, kind: ItemKind, targets: Sequence[str]) -> None:
    """Take these things out of every collection, whoever's it is."""
    gone = delete(CollectionItem).where(CollectionItem.kind == kind, CollectionItem.target.in_(targets))
    session.execute(gone, execution_options={"synchronize_session": False})


def _wait_for_owner(session: Session, owner: str) -> None:
    one_at_a_time(session, f"collections {owner}")


def _items(session: Session, collection_id: str) -> list[CollectionItem]:
    here = select(CollectionItem).where(CollectionItem.collection_id == collection_id)
    return list(session.scalars(here.order_by(CollectionItem.place, CollectionItem.id)))


def _number(items: Sequence[CollectionItem]) -> None:
    for place, item in enumerate(items):
        item.place = place
