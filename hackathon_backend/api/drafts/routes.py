"""Drafts: made, read, edited by programs, shared, taken back to what they were, and edited live."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint

from ...access.principal import Proof
from ...collaboration.author import Author
from ...collaboration.models import DraftRevision, SharedDraft
from ...container import Container
from ...times import iso
from ..current import current_container, current_principal
from ..live.sockets import Socket, converse
from ..live.standing import standing
from ..openapi import answers, spec
from ..owned import owner_of_caller, seen_owner
from ..reading import read_json, read_query
from ..sending import send
from ..sharing.people import named, owners_in
from ..videos.bodies import SharedWithBody
from ..videos.socket_routes import add_socket
from .schemas import (
    DeletedDraft,
    DraftEdit,
    DraftHistory,
    DraftList,
    DraftPeople,
    DraftRequest,
    DraftSummary,
    DraftView,
    LiveQuery,
    RestoreRequest,
    RevisionView,
)
from .talk import MOST_BYTES, DraftTalk

drafts = Blueprint("drafts", __name__)

_NAMELESS = "Somebody"
_STUDIO = {"prompt": "create", "brief": "create"}
"""The tab of the studio for a kind of draft, where it is not that of storyboards."""


@drafts.post("/api/drafts")
@spec.validate(json=DraftRequest, resp=answers(HTTP_201=DraftView, refused=(400, 401, 403, 413, 415)), tags=["drafts"])
def create() -> Any:
    """Keep a storyboard, a brief or a prompt where several people can edit it at once."""
    asked = read_json(DraftRequest)
    title = asked.title or str(asked.document.get("title") or "")[:120]
    made = current_container().drafts.create(asked.kind, title, asked.document, author())
    return send(_view(made), 201)


@drafts.get("/api/drafts")
@spec.validate(resp=answers(HTTP_200=DraftList, refused=(401, 403)), tags=["drafts"])
def listing() -> Any:
    """Drafts of yours, and those that others let you edit."""
    found = current_container().drafts.listing(seen_owner())
    return send(DraftList(drafts=[DraftSummary(**_told(each)) for each in found]))


@drafts.get("/api/drafts/<draft_id>")
@spec.validate(resp=answers(HTTP_200=DraftView, refused=(401, 403, 404)), tags=["drafts"])
def one(draft_id: str) -> Any:
    """A draft as it is now."""
    return send(_view(_draft(draft_id)))


@drafts.put("/api/drafts/<draft_id>")
@spec.validate(
    json=DraftEdit, resp=answers(HTTP_200=DraftView, refused=(400, 401, 403, 404, 409, 413, 415)), tags=["drafts"]
)
def edit(draft_id: str) -> Any:
    """Change it. What others have changed since `base` is kept: both are merged field by field."""
    asked = read_json(DraftEdit)
    container = current_container()
    draft = container.drafts.edit(draft_id, asked.base, asked.document, author(), of=seen_owner())
    container.draft_hub.stir()
    return send(_view(draft))


@drafts.delete("/api/drafts/<draft_id>")
@spec.validate(resp=answers(HTTP_200=DeletedDraft, refused=(401, 403, 404)), tags=["drafts"])
def delete(draft_id: str) -> Any:
    """Delete it with its history. Only its owner can."""
    owner_of_caller()
    current_container().drafts.delete(draft_id, of=seen_owner())
    return send(DeletedDraft(id=draft_id, object="draft.deleted", deleted=True))


@drafts.get("/api/drafts/<draft_id>/editors")
@spec.validate(resp=answers(HTTP_200=DraftPeople, refused=(401, 403, 404)), tags=["drafts"])
def editors(draft_id: str) -> Any:
    """Who may edit it beside its owner, who alone is told."""
    return send(_people(own_draft(draft_id)))


@drafts.put("/api/drafts/<draft_id>/editors")
@spec.validate(
    json=SharedWithBody, resp=answers(HTTP_200=DraftPeople, refused=(400, 401, 403, 404, 415)), tags=["drafts"]
)
def share(draft_id: str) -> Any:
    """Let these people edit it beside you, and nobody else from now on."""
    asked, draft, container = read_json(SharedWithBody), own_draft(draft_id), current_container()
    container.drafts.set_editors(draft.id, owners_in(asked))
    container.draft_hub.stir()
    return send(_people(draft))


@drafts.get("/api/drafts/<draft_id>/history")
@spec.validate(resp=answers(HTTP_200=DraftHistory, refused=(401, 403, 404)), tags=["drafts"])
def history(draft_id: str) -> Any:
    """Who changed it, and when: at most 300 changes, what was typed in one go as one."""
    rows = current_container().drafts.history(draft_id, of=seen_owner())
    return send(DraftHistory(revisions=[_revision(row) for row in rows]))


@drafts.post("/api/drafts/<draft_id>/restore")
@spec.validate(
    json=RestoreRequest, resp=answers(HTTP_200=DraftView, refused=(400, 401, 403, 404, 409, 415)), tags=["drafts"]
)
def restore(draft_id: str) -> Any:
    """Make it what it was at a revision. That is a change like any other, and can be undone."""
    container = current_container()
    draft = container.drafts.restore(draft_id, read_json(RestoreRequest).revision, author(), of=seen_owner())
    container.draft_hub.stir()
    return send(_view(draft))


@drafts.post("/api/drafts/<draft_id>/undo")
@spec.validate(resp=answers(HTTP_200=DraftView, refused=(401, 403, 404, 409)), tags=["drafts"])
def undo(draft_id: str) -> Any:
    """Take back your last change that stands; what others changed since stays."""
    container = current_container()
    draft = container.drafts.undo(draft_id, author(), of=seen_owner())
    container.draft_hub.stir()
    return send(_view(draft))


@spec.validate(query=LiveQuery, resp=answers(refused=(400, 401, 403, 404, 426, 429, 503)), tags=["drafts"])
def live(draft_id: str) -> Any:
    """A WebSocket to edit with others.

    Send `{"edit": {...}, "base": 3, "id": "..."}` (the whole document as you have it now; `base` is the revision that
    you have taken over, or that document itself, or is left out if you have taken over none since your last edit; an
    `id` of your own lets you send it again when the connection broke before it was answered), `{"undo": true}`, and
    `{"here": {"field": "...", "caret": 0}}` when you move, and every few seconds. Sends
    `{"type": "draft", "revision", "document", "answers"}` with each change, where `answers` counts the edits of yours
    that were answered, `{"type": "present", "people": [...]}`, heartbeats, and `{"type": "error", "error", "asked"}`.
    If an edit is refused, that has `answers`, too, and, where it is only too long, `revision` and in `document` what
    would have become of it.
    """
    page = read_query(LiveQuery).page
    of, who = seen_owner(), author()
    who = replace(who, name="") if current_principal().proof is Proof.LOCAL else who
    draft = _draft(draft_id)
    asker = standing(lambda: _draft(draft_id))

    def talk(container: Container, socket: Socket) -> None:
        DraftTalk(container, socket, draft.id, who, of, page).go()

    return converse(talk, asker, most_bytes=MOST_BYTES)


add_socket(drafts, "/api/drafts/<draft_id>/live", live)


def author() -> Author:
    """Whoever asks, as the author of a change. Raises `NotAllowed`."""
    return Author(owner_of_caller(), current_principal().name[:80] or _NAMELESS)


def own_draft(draft_id: str) -> SharedDraft:
    """The draft, if the caller owns it. Raises `NotFound`."""
    draft = _draft(draft_id)
    if not current_principal().owns(draft.owner):
        return current_container().drafts.get(draft_id, of="none")
    return draft


def _draft(draft_id: str) -> SharedDraft:
    return current_container().drafts.get(draft_id, of=seen_owner())


def _told(draft: SharedDraft) -> dict[str, Any]:
    tab = _STUDIO.get(draft.kind.value, "storyboard")
    return {
        "id": draft.id,
        "object": "draft",
        "kind": draft.kind,
        "title": draft.title,
        "revision": draft.revision,
        "mine": current_principal().owns(draft.owner),
        "created_at": iso(draft.created_at),
        "changed_at": iso(draft.changed_at),
        "url": f"/studio?draft={draft.id}#{tab}",
    }


def _view(draft: SharedDraft) -> DraftView:
    return DraftView(**_told(draft), document=draft.document)


def _people(draft: SharedDraft) -> DraftPeople:
    owners = current_container().drafts.editors(draft.id)
    return DraftPeople(id=draft.id, object="draft.editors", people=named(owners))


def _revision(row: DraftRevision) -> RevisionView:
    mine = current_principal().owner == row.by
    return RevisionView(revision=row.revision, at=iso(row.at), by=row.name, mine=mine, undoes=row.undoes)
