"""What is asked of the tables of drafts."""

from __future__ import annotations

from itertools import pairwise

from sqlalchemy import Select, Update, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from ..errors import Conflict, NotFound
from .models import Document, DraftEditor, DraftRevision, SharedDraft

MOST_REVISIONS = 300
"""That are kept of a draft; the oldest go first."""
_LOOKED_AT = 60
"""Revisions of which it is seen whether they can be told as one."""
_SETTLED, _IN_ONE_GO = 60.0, 5.0
"""Seconds after which the history is no longer told in every step, and between steps that are told as one."""


def found_draft(session: Session, draft_id: str, of: str | None, *, lock: bool = False) -> SharedDraft:
    """The draft, if `of` may edit it; with `lock`, nobody else changes it before the transaction ends.

    Raises `NotFound`.
    """
    query = visible_to(select(SharedDraft).where(SharedDraft.id == draft_id), of)
    found = session.scalar(query.with_for_update() if lock else query)
    if found is None:
        raise no_draft(draft_id)
    return found


def visible_to(query: Select[SharedDraft], of: str | None) -> Select[SharedDraft]:
    """The query, of what `of` owns or was let edit; None is everybody's."""
    if of is None:
        return query
    invited = exists().where(DraftEditor.draft_id == SharedDraft.id, DraftEditor.owner == of)
    return query.where(or_(SharedDraft.owner == of, invited))


def last_standing(draft_id: str, by: str) -> Select[DraftRevision]:
    """Somebody's last change that is no undoing and was not undone."""
    undone = select(DraftRevision.undoes).where(DraftRevision.draft_id == draft_id, DraftRevision.undoes.is_not(None))
    query = select(DraftRevision).where(DraftRevision.draft_id == draft_id, DraftRevision.by == by)
    standing = query.where(DraftRevision.undoes.is_(None), DraftRevision.revision.not_in(undone))
    return standing.where(DraftRevision.revision > 0).order_by(DraftRevision.revision.desc()).limit(1)


def revision_before(later: DraftRevision) -> Select[DraftRevision]:
    """The revision that another was made of, as far as it is kept."""
    query = select(DraftRevision).where(
        DraftRevision.draft_id == later.draft_id, DraftRevision.revision < later.revision
    )
    return query.order_by(DraftRevision.revision.desc()).limit(1)


def was_merged(session: Session, draft_id: str, by: str, edit_id: str) -> bool:
    """Whether this change of theirs is in the draft already."""
    known = exists().where(DraftRevision.draft_id == draft_id, DraftRevision.edit_id == edit_id, DraftRevision.by == by)
    return bool(session.scalar(select(known)))


def thin_out(session: Session, draft: SharedDraft, now: float) -> None:
    """Of what one typed in one go a while ago, keep the last; and no more revisions than may be."""
    query = select(DraftRevision.revision, DraftRevision.by, DraftRevision.at, DraftRevision.undoes).where(
        DraftRevision.draft_id == draft.id, DraftRevision.at < now - _SETTLED
    )
    rows = session.execute(query.order_by(DraftRevision.revision.desc()).limit(_LOOKED_AT)).all()
    undone = {row.undoes for row in rows}
    steps = [
        earlier.revision
        for later, earlier in pairwise(rows)
        if later.by == earlier.by and later.at - earlier.at < _IN_ONE_GO
        and later.undoes is None and earlier.undoes is None and not undone & {later.revision, earlier.revision}
        and earlier.revision > 0
    ]  # fmt: skip
    gone = or_(DraftRevision.revision.in_(steps), DraftRevision.revision <= draft.revision - MOST_REVISIONS)
    session.execute(delete(DraftRevision).where(DraftRevision.draft_id == draft.id, gone))


def document_at(session: Session, draft: SharedDraft, revision: int) -> Document:
    """The draft as it was. Raises `Conflict` if that is not kept."""
    kept = session.get(DraftRevision, (draft.id, revision)) if 0 <= revision <= draft.revision else None
    if kept is None:
        raise Conflict(f"Revision {revision} of this draft is not kept: read it anew.", param="revision")
    return kept.document


def origin_of(session: Session, draft: SharedDraft, base: int) -> Document:
    """What a change was made of: revision `base` or, where the history was made shorter, the last kept before it;
    what happened in between stands in both versions then. Raises `Conflict` if none is kept.
    """
    query = select(DraftRevision).where(DraftRevision.draft_id == draft.id, DraftRevision.revision <= base)
    kept = session.scalar(query.order_by(DraftRevision.revision.desc()).limit(1)) if base <= draft.revision else None
    if kept is None:
        raise Conflict(f"Revision {base} of this draft is not kept: read it anew.", param="base")
    return kept.document


def stir(draft_id: str) -> Update:
    """Counts up what happened to the draft."""
    return update(SharedDraft).where(SharedDraft.id == draft_id).values(stirred=SharedDraft.stirred + 1)


def no_draft(draft_id: str) -> NotFound:
    """What is said of one that is not there, or is not for whoever asks."""
    return NotFound(f"There is no draft {draft_id[:80]!r}.")
