"""All reads and writes of shared drafts."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from ..clock import SYSTEM, Clock
from ..errors import Conflict, RequestError, TooLarge
from ..jobs.database import Database
from .alignment import Json
from .author import Author
from .merging import merged
from .models import Document, DraftEditor, DraftKind, DraftPresence, DraftRevision, SharedDraft
from .queries import (
    document_at,
    found_draft,
    last_standing,
    no_draft,
    origin_of,
    revision_before,
    stir,
    thin_out,
    visible_to,
    was_merged,
)

MOST_CHARACTERS = 60_000
"""Of a draft as JSON."""
MOST_DRAFTS = 500
"""Of one owner."""
AWAY_AFTER = 20.0
"""Seconds after which somebody who was not heard of is no longer there."""
_PREFIX = "dra-"
_EVERY = 10
"""Revisions after which the history is made shorter."""


class SharedDrafts:
    """The tables of drafts. With `of`, only what that owner may edit is found; None is everybody's."""

    def __init__(self, database: Database, *, clock: Clock = SYSTEM) -> None:
        self.database = database
        self._clock = clock

    def create(self, kind: DraftKind, title: str, document: Document, author: Author) -> SharedDraft:
        """A new draft. Raises `TooLarge`, and `RequestError` if the owner has as many as may be."""
        _check_size(document)
        now = self._clock.now()
        made = SharedDraft(
            id=f"{_PREFIX}{secrets.token_hex(16)}", owner=author.owner, kind=kind, title=title, document=document,
            revision=0, stirred=0, created_at=now, changed_at=now,
        )  # fmt: skip
        with self.database.write() as session:
            count = session.scalar(select(func.count()).where(SharedDraft.owner == author.owner)) or 0
            if count >= MOST_DRAFTS:
                raise RequestError(
                    f"You have {count:,} drafts, and no more can be kept: delete some that you are done with."
                )
            session.add(made)
            session.flush()
            session.add(self._revision(made, author))
        return made

    def get(self, draft_id: str, *, of: str | None = None) -> SharedDraft:
        """The draft. Raises `NotFound`."""
        with self.database.read() as session:
            return found_draft(session, draft_id, of)

    def listing(self, of: str | None, most: int = 100) -> list[SharedDraft]:
        """Drafts that the owner may edit, those first that were changed last."""
        with self.database.read() as session:
            query = visible_to(select(SharedDraft), of).order_by(SharedDraft.changed_at.desc()).limit(most)
            return list(session.scalars(query))

    def owned(self, owner: str) -> list[SharedDraft]:
        """All drafts of the owner, the oldest first."""
        with self.database.read() as session:
            query = select(SharedDraft).where(SharedDraft.owner == owner).order_by(SharedDraft.created_at)
            return list(session.scalars(query))

    def edit(
        self,
        draft_id: str,
        base: int | Document,
        mine: Document,
        author: Author,
        *,
        of: str | None = None,
        edit_id: str | None = None,
    ) -> SharedDraft:
        """Merge in what `author` made of `base`, a revision or the document itself. The draft as it is then.

        What comes again with the `edit_id` of a change that is in it changes nothing. Raises `NotFound`, `TooLarge`,
        and `Conflict` if that revision is no longer kept.
        """
        _check_size(mine)
        with self.database.write() as session:
            draft = found_draft(session, draft_id, of, lock=True)
            if edit_id and was_merged(session, draft.id, author.key, edit_id):
                return draft
            found = merged(_origin(session, draft, base), mine, draft.document)
            return self._become(session, draft, found, author, edit_id=edit_id)

    def preview(
        self, draft_id: str, base: int | Document, mine: Document, *, of: str | None = None
    ) -> tuple[SharedDraft, Json]:
        """The draft as it is, and what `edit` would make of it, whatever its size. Raises as `edit`."""
        with self.database.read() as session:
            draft = found_draft(session, draft_id, of)
            return draft, merged(_origin(session, draft, base), mine, draft.document)

    def undo(self, draft_id: str, author: Author, *, of: str | None = None) -> SharedDraft:
        """Take back the author's last change that stands, and keep what others did since. Raises `NotFound`, and
        `Conflict` if there is none.
        """
        with self.database.write() as session:
            draft = found_draft(session, draft_id, of, lock=True)
            own = session.scalar(last_standing(draft.id, author.key))
            before = session.scalar(revision_before(own)) if own else None
            if own is None or before is None:
                raise Conflict("There is nothing of yours to take back.")
            found = merged(own.document, before.document, draft.document)
            return self._become(session, draft, found, author, undoes=own.revision)

    def restore(self, draft_id: str, revision: int, author: Author, *, of: str | None = None) -> SharedDraft:
        """Make the draft what it was, as a new revision. Raises `NotFound`, `Conflict`."""
        with self.database.write() as session:
            draft = found_draft(session, draft_id, of, lock=True)
            return self._become(session, draft, document_at(session, draft, revision), author)

    def history(self, draft_id: str, *, of: str | None = None) -> list[DraftRevision]:
        """Its revisions that are kept, the newest first. Raises `NotFound`."""
        with self.database.read() as session:
            found_draft(session, draft_id, of)
            query = select(DraftRevision).where(DraftRevision.draft_id == draft_id)
            return list(session.scalars(query.order_by(DraftRevision.revision.desc())))

    def delete(self, draft_id: str, *, of: str | None = None) -> None:
        """Remove the draft with its history; only its owner's `of` finds it. Raises `NotFound`."""
        with self.database.write() as session:
            draft = found_draft(session, draft_id, of)
            if of is not None and draft.owner != of:
                raise no_draft(draft_id)
            session.delete(draft)

    def editors(self, draft_id: str) -> list[str]:
        """The owners beside its own who may edit it, in order."""
        with self.database.read() as session:
            query = select(DraftEditor.owner).where(DraftEditor.draft_id == draft_id).order_by(DraftEditor.owner)
            return list(session.scalars(query))

    def set_editors(self, draft_id: str, owners: Sequence[str]) -> None:
        """Let these owners edit it, and nobody else."""
        with self.database.write() as session:
            session.execute(delete(DraftEditor).where(DraftEditor.draft_id == draft_id))
            session.add_all(DraftEditor(draft_id=draft_id, owner=owner) for owner in dict.fromkeys(owners))

    def be_there(self, draft_id: str, client: str, name: str, field: str, caret: int) -> float:
        """Note where somebody is. The time of it."""
        now = self._clock.now()
        with self.database.write(durable=False) as session:
            session.merge(DraftPresence(draft_id=draft_id, client=client, name=name, field=field, caret=caret, at=now))
            session.execute(stir(draft_id))
        return now

    def leave(self, draft_id: str, client: str, at: float) -> None:
        """They are gone, unless they were heard of after `at`, by another connection."""
        gone = DraftPresence.draft_id == draft_id, DraftPresence.client == client, DraftPresence.at <= at
        with self.database.write(durable=False) as session:
            session.execute(delete(DraftPresence).where(*gone))
            session.execute(stir(draft_id))

    def present(self, draft_id: str) -> list[DraftPresence]:
        """Who has it open, in the order of their names."""
        since = self._clock.now() - AWAY_AFTER
        with self.database.read() as session:
            query = select(DraftPresence).where(DraftPresence.draft_id == draft_id, DraftPresence.at >= since)
            return list(session.scalars(query.order_by(DraftPresence.name, DraftPresence.client)))

    def stirred(self, draft_ids: Sequence[str]) -> dict[str, int]:
        """The count of what happened to each of these drafts."""
        with self.database.glance() as connection:
            query = select(SharedDraft.id, SharedDraft.stirred).where(SharedDraft.id.in_(draft_ids))
            return {row.id: row.stirred for row in connection.execute(query)}

    def _become(
        self,
        session: Session,
        draft: SharedDraft,
        document: Json,
        author: Author,
        *,
        undoes: int | None = None,
        edit_id: str | None = None,
    ) -> SharedDraft:
        if document == draft.document:
            return draft
        _check_size(document)
        draft.document, draft.revision = document, draft.revision + 1
        draft.stirred, draft.changed_at = draft.stirred + 1, self._clock.now()
        draft.title = _title(document) or draft.title
        session.add(self._revision(draft, author, undoes=undoes, edit_id=edit_id))
        if draft.revision % _EVERY == 0:
            thin_out(session, draft, draft.changed_at)
        return draft

    def _revision(
        self, draft: SharedDraft, author: Author, *, undoes: int | None = None, edit_id: str | None = None
    ) -> DraftRevision:
        return DraftRevision(
            draft_id=draft.id, revision=draft.revision, document=draft.document, by=author.key, name=author.name,
            at=self._clock.now(), undoes=undoes, edit_id=edit_id,
        )  # fmt: skip


def forget_drafts(session: Session, owner: str) -> None:
    """Remove all drafts of the owner, and the owner from those of others."""
    session.execute(delete(SharedDraft).where(SharedDraft.owner == owner))
    session.execute(delete(DraftEditor).where(DraftEditor.owner == owner))
    session.execute(update(DraftRevision).where(DraftRevision.by == owner).values(by="", name=""))


def _origin(session: Session, draft: SharedDraft, base: int | Document) -> Document:
    return base if isinstance(base, dict) else origin_of(session, draft, base)


def _title(document: Json) -> str:
    title = document.get("title") if isinstance(document, dict) else None
    return title.strip()[:120] if isinstance(title, str) else ""


def _check_size(document: Json) -> None:
    size = len(json.dumps(document, ensure_ascii=False))
    if size > MOST_CHARACTERS:
        raise TooLarge(f"The draft has {size:,} characters; at most {MOST_CHARACTERS:,} are kept.", param="document")
