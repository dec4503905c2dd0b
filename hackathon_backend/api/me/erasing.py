"""An end of all that is somebody's: what is under way is cancelled, files and rows are removed for good.

What stays: what was paid (the charges, by the owner's id), since budgets and bills count it, and the audit log.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import CursorResult, delete, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import Delete

from ...access.accounts import Account
from ...access.audit import Act, AuditAction, record
from ...access.guests import Guests
from ...access.principal import Principal
from ...access.shares import VideoShare
from ...analytics.people import forget_person
from ...branding.brands import Brands
from ...chat.models import Conversation, Message
from ...collaboration.shared_drafts import forget_drafts
from ...container import Container
from ...errors import NotFound
from ...film_collections.models import ItemKind
from ...film_collections.store import forget_collections, forget_items
from ...jobs.characters import Character
from ...jobs.store.belongings import forget_jobs, ids_of, in_parts
from ...publishing.store import Publications

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Erased:
    """How many there were of each."""

    videos: int
    conversations: int
    characters: int
    collections: int
    lessons: int


def erase(container: Container, caller: Principal, account: Account | None) -> Erased:
    """Remove all that is the caller's, and their account or key."""
    with container.database.read() as session:
        ids, under_way = ids_of(session, caller.owner), ids_of(session, caller.owner, unfinished=True)
    for job_id in under_way:
        container.store.cancel(job_id)
    _remove_files(container, ids)
    with container.database.write() as session:
        erased = _forget_rows(container, session, caller)
    # Whoever worked on one of them has found out by now, and may have kept a file a moment ago.
    _remove_files(container, ids)
    container.lessons.leftovers.discard_of(caller.owner)
    _end_ways_in(container, caller, account)
    log.info(
        "All that was of %s is removed: %d videos, %d conversations.", caller.owner, len(ids), erased.conversations
    )
    return erased


def _forget_rows(container: Container, session: Session, caller: Principal) -> Erased:
    owner = caller.owner
    conversations = _removed(session, delete(Conversation).where(Conversation.owner == owner))
    characters = _removed(session, delete(Character).where(Character.owner == owner))
    lessons = container.lessons.leftovers.forget_owner(session, owner)
    _removed(session, delete(VideoShare).where(VideoShare.owner == owner))
    Guests.forget(session, owner)
    forget_person(session, owner)
    collections = forget_collections(session, owner)
    Publications.forget(session, owner)
    Brands.forget(session, owner)
    forget_drafts(session, owner)
    ids = ids_of(session, owner)
    for part in in_parts(ids):
        forget_items(session, ItemKind.VIDEO, part)
        # What others said of them is theirs.
        session.execute(
            update(Message).where(Message.job_id.in_(part)).values(job_id=None),
            execution_options={"synchronize_session": False},
        )
    forget_jobs(session, ids)
    record(session, Act(AuditAction.ACCOUNT_DELETE, "owner", owner, detail=f"{len(ids)} videos", by=caller))
    return Erased(len(ids), conversations, characters, collections, lessons)


def _removed(session: Session, statement: Delete) -> int:
    done = session.execute(statement, execution_options={"synchronize_session": False})
    assert isinstance(done, CursorResult)
    return done.rowcount


def _remove_files(container: Container, ids: Collection[str]) -> None:
    theirs = frozenset(ids)
    container.storage.discard(*(file.name for file in container.storage.of_jobs(theirs)))
    for job_id in theirs:
        container.work.clear(job_id)


def _end_ways_in(container: Container, caller: Principal, account: Account | None) -> None:
    people = container.people
    if account is not None:
        people.accounts.delete(account)
    if caller.key_id is not None:
        people.sessions.end_all(key_id=caller.key_id)
        try:
            container.keys.revoke(caller.key_id)
        except NotFound:
            log.debug("The key is revoked already.")
