"""What is in a collection as it is shown to somebody: what is there, what is still being made, what is gone."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from ..access.links import VideoAccess
from ..access.principal import Principal, Proof
from ..access.shares import Shares
from ..errors import NotFound
from ..jobs import Job, JobStore, State
from ..lessons import Lesson
from ..lessons.lesson import is_own_id
from ..materials.materials import Materials
from ..materials.own_lesson import OwnLesson
from .models import Collection, CollectionItem, ItemKind
from .store import Collections

_NOBODY = "none"
"""An owner that nobody is."""


class ItemState(StrEnum):
    """What has become of an item."""

    READY = "ready"
    MAKING = "making"
    FAILED = "failed"
    """No film came of it."""
    EXPIRED = "expired"
    """The film has reached its age limit."""
    DELETED = "deleted"
    PLANNED = "planned"
    """A film of a course that is ordered as soon as there is room for it."""
    REFUSED = "refused"
    """A film of a course that could not be ordered."""
    HIDDEN = "hidden"
    """It is another owner's, and not to be seen by whoever asks."""


@dataclass(frozen=True)
class ShownItem:
    """An item with what is known of it. `has_page`: whoever asks may see its own page as well."""

    item: CollectionItem
    state: ItemState
    job: Job | None = None
    lesson: Lesson | OwnLesson | None = None
    collection: Collection | None = None
    count: int = 0
    has_page: bool = True


class Contents:
    """Reads what is in collections.

    A collection opens the films of its own owner to whoever may see it: its owner has put them there to be seen with
    it. Those of others keep their own rules.
    """

    def __init__(
        self, collections: Collections, store: JobStore, materials: Materials, shares: Shares, access: VideoAccess
    ) -> None:
        self._collections = collections
        self._store = store
        self._materials = materials
        self._shares = shares
        self._access = access

    def of(self, found: Collection, caller: Principal) -> list[ShownItem]:
        """All of its items, in order, as `caller` may see them."""
        items = self._collections.items(found.id)
        jobs = self._store.many(_targets(items, ItemKind.VIDEO))
        inner = self._collections.many(_targets(items, ItemKind.COLLECTION))
        counts = self._collections.counts(list(inner))
        named = self._shares.those_with(caller.owner, list(jobs)) if self._asks_who(caller) else frozenset()
        shown = []
        for item in items:
            if item.kind is ItemKind.VIDEO:
                shown.append(self._video(item, jobs.get(item.target), found, caller, named))
            elif item.kind is ItemKind.LESSON:
                shown.append(self._lesson(item, caller))
            else:
                shown.append(_nested(item, inner.get(item.target), found, counts))
        return shown

    def _video(
        self, item: CollectionItem, job: Job | None, found: Collection, caller: Principal, named: frozenset[str]
    ) -> ShownItem:
        if item.is_planned:
            return ShownItem(item, ItemState.REFUSED if item.due_at is None else ItemState.PLANNED)
        if job is None or job.deleted_at is not None:
            return ShownItem(item, ItemState.DELETED)
        by_right = self._access is VideoAccess.PUBLIC or caller.owns(job.owner) or job.id in named
        if not (by_right or job.owner == found.owner):
            return ShownItem(item, ItemState.HIDDEN)
        return ShownItem(item, state_of(job), job=job, has_page=by_right)

    def _asks_who(self, caller: Principal) -> bool:
        return self._access is not VideoAccess.PUBLIC and caller.proof is not Proof.GUEST and bool(caller.owner)

    def lesson(self, lesson_id: str, of: str | None) -> Lesson | OwnLesson:
        """A lesson, built-in or somebody's that `of` may read (None: whoever's it is). Raises `NotFound`."""
        if is_own_id(lesson_id):
            return self._materials.get(lesson_id, of=of)
        return self._materials.built_in.get(lesson_id)

    def _lesson(self, item: CollectionItem, caller: Principal) -> ShownItem:
        nobody = caller.proof is Proof.GUEST or not caller.owner
        for of, state in ((_NOBODY if nobody else caller.owner, ItemState.READY), (None, ItemState.HIDDEN)):
            with suppress(NotFound):
                found = self.lesson(item.target, of)
                return ShownItem(item, state, lesson=found if state is ItemState.READY else None)
        return ShownItem(item, ItemState.DELETED)


def state_of(job: Job) -> ItemState:
    """What has become of a film that is there."""
    if job.expired_at is not None:
        return ItemState.EXPIRED
    if not job.ended:
        return ItemState.MAKING
    has_film = job.state == State.COMPLETED and job.reply is not None and bool(job.reply.video_url)
    return ItemState.READY if has_film else ItemState.FAILED


def _nested(item: CollectionItem, inner: Collection | None, found: Collection, counts: dict[str, int]) -> ShownItem:
    if inner is None:
        return ShownItem(item, ItemState.DELETED)
    if inner.owner != found.owner:
        return ShownItem(item, ItemState.HIDDEN)
    return ShownItem(item, ItemState.READY, collection=inner, count=counts[inner.id])


def _targets(items: Sequence[CollectionItem], kind: ItemKind) -> list[str]:
    return [item.target for item in items if item.kind is kind]
