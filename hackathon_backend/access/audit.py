"""The audit log: who did what to which thing, from where, and what came of it.

Whoever changes something that matters writes the line in the transaction of the change, so that neither is ever there
without the other:

    with database.write() as session:
        session.add(key)
        record(session, Act(AuditAction.KEY_CREATE, "key", key.id))

Who it was and where from is known already (`acting`, `tracing.current_origin`). What is written in a transaction of its
own, as a log-in that was refused, goes through `AuditLog.add`:

    audit.add(Act(AuditAction.LOGIN, "account", name, AuditResult.REFUSED, detail="wrong password"))

A line never holds a secret, nor what somebody wrote: ids, names and counts.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from ..jobs.changes import Also
from ..tracing import current_origin, current_owner
from .audit_table import AuditEntry
from .principal import LOCAL, Principal

_AGENT = 200
"""Characters of a user agent that are kept."""
_LONGEST = {"name": 200, "object_id": 200, "address": 64, "detail": 500}


class AuditAction(StrEnum):
    """What was done. The word before the dot is what it was done to."""

    VIDEO_ORDER = "video.order"
    VIDEO_REMIX = "video.remix"
    VIDEO_EDIT = "video.edit"
    VIDEO_EXTEND = "video.extend"
    VIDEO_TRANSLATE = "video.translate"
    VIDEO_CANCEL = "video.cancel"
    VIDEO_DELETE = "video.delete"
    VIDEO_SHARE = "video.share"
    """A link was made, renewed or ended, or the video was shared with somebody by name."""
    COLLECTION_SHARE = "collection.share"
    VIDEO_PUBLISH = "video.publish"
    """It was sent to an account of a platform, or is to be at a time."""
    VIDEO_REPORT = "video.report"
    VIDEO_JUDGE = "video.judge"
    """An admin decided on a report."""
    PROMPT_REFUSE = "prompt.refuse"
    """Something was asked for that is not made here; the detail is the kind of it."""
    CHARACTER_CREATE = "character.create"
    LESSON_CREATE = "lesson.create"
    LESSON_CHANGE = "lesson.change"
    LESSON_DELETE = "lesson.delete"
    LESSON_SHARE = "lesson.share"
    """Who may read a lesson was changed."""
    KEY_CREATE = "key.create"
    KEY_REVOKE = "key.revoke"
    KEY_USE = "key.use"
    """With the result `refused`: somebody came with a key that is over, revoked, or wrong but for its beginning."""
    LOGIN = "account.login"
    """With the result `refused`: somebody tried."""
    LOGOUT = "account.logout"
    ACCOUNT_LOCK = "account.lock"
    ACCOUNT_CREATE = "account.create"
    ACCOUNT_INVITE = "account.invite"
    ACCOUNT_CHANGE = "account.change"
    """Another name, role or address."""
    ACCOUNT_DELETE = "account.delete"
    ACCOUNT_EXPORT = "account.export"
    PASSWORD_CHANGE = "account.password"  # noqa: S105 - the name of an act
    SESSION_END = "session.end"
    GUEST_LINK = "guest.link"
    AUDIT_FORGET = "audit.forget"
    DATA_FORGET = "data.forget"
    """Conversations and videos that are older than they are kept were removed."""


class AuditResult(StrEnum):
    """What came of it."""

    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True)
class Act:
    """One act. `kind` and `id` say what it was done to ("video", "vid_12"), `by` who did it if not whoever asks now."""

    action: AuditAction
    kind: str
    id: str
    result: AuditResult = AuditResult.DONE
    detail: str = ""
    by: Principal | None = None


current_actor: ContextVar[Principal] = ContextVar("current_actor", default=LOCAL)
"""Who asks now."""


def act_as(principal: Principal) -> None:
    """What this thread does from now on, and what it logs, is done by `principal`."""
    current_actor.set(principal)
    current_owner.set(principal.owner)


@contextmanager
def acting(principal: Principal) -> Iterator[None]:
    """The same for what is done inside."""
    actor, owner = current_actor.set(principal), current_owner.set(principal.owner)
    try:
        yield
    finally:
        current_actor.reset(actor)
        current_owner.reset(owner)


def record(session: Session, act: Act) -> None:
    """Write the act down in the transaction of `session`: it is there exactly if the transaction is committed."""
    origin, by = current_origin.get(), act.by or current_actor.get()
    session.add(
        AuditEntry(
            at=time.time(),
            owner=by.owner,
            name=_cut("name", by.name),
            proof=by.proof,
            key_id=by.key_id,
            action=act.action,
            kind=act.kind,
            object_id=_cut("object_id", act.id),
            result=act.result,
            detail=_cut("detail", act.detail),
            address=_cut("address", origin.address),
            agent=_plain(origin.agent)[:_AGENT],
            request_id=origin.request_id,
        )
    )


def recorded(act: Act) -> Also:
    """What writes the act down, for those who take what else is to be written in their transaction."""
    return lambda session: record(session, act)


def _cut(column: str, text: str) -> str:
    return _plain(text)[: _LONGEST[column]]


def _plain(text: str) -> str:
    """Letters, signs and blanks: neither databases nor terminals have trouble with them."""
    return "".join(each if each.isprintable() else " " for each in text)
