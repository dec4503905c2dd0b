"""/api/guest-links, and /guest/<token> to which they lead."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from ...access.guests import GuestLink, GuestTarget
from ...times import iso
from ..current import current_container, current_principal
from ..openapi import answers, spec
from ..owned import conversation_of_caller, job_to_change, owner_of_caller
from ..reading import read_json
from ..sending import send
from ..sharing.routes import absolute
from .schemas import EndedGuestLink, GuestLinkList, GuestLinkRequest, GuestLinkView

guest_links = Blueprint("guest_links", __name__)


@guest_links.post("/api/guest-links")
@spec.validate(
    json=GuestLinkRequest, resp=answers(HTTP_201=GuestLinkView, refused=(400, 401, 403, 404, 415)), tags=["guests"]
)
def create() -> Any:
    """Make a link that opens one video of yours, or one conversation, for so many hours, to whoever has it.

    A guest of a video watches it; a guest of a conversation reads it, goes on in it, and watches its videos.
    """
    asked, owner = read_json(GuestLinkRequest), owner_of_caller()
    if asked.video_id is not None:
        kind, target = GuestTarget.VIDEO, job_to_change(asked.video_id).id
    else:
        kind, target = GuestTarget.CONVERSATION, conversation_of_caller(asked.conversation_id or "").id
    made = current_container().people.guests.create(owner, kind, target, asked.hours)
    return send(_view(made), 201)


@guest_links.get("/api/guest-links")
@spec.validate(resp=answers(HTTP_200=GuestLinkList, refused=(401, 403)), tags=["guests"])
def listing() -> Any:
    """Your links that still open something."""
    owner_of_caller()
    links = current_container().people.guests.of(current_principal().sees_of)
    return send(GuestLinkList(links=[_view(each) for each in links]))


@guest_links.delete("/api/guest-links/<link_id>")
@spec.validate(resp=answers(HTTP_200=EndedGuestLink, refused=(401, 403, 404)), tags=["guests"])
def end(link_id: str) -> Any:
    """End a link at once."""
    owner_of_caller()
    current_container().people.guests.revoke(link_id, current_principal().sees_of)
    return send(EndedGuestLink(id=link_id, ended=True))


def _view(link: GuestLink) -> GuestLinkView:
    is_video = link.kind is GuestTarget.VIDEO
    return GuestLinkView(
        id=link.id,
        url=absolute(f"/guest/{current_container().people.guests.token(link)}"),
        opens=link.kind.value,
        video_id=link.target if is_video else None,
        conversation_id=None if is_video else link.target,
        created_at=iso(link.created_at),
        expires_at=iso(link.expires_at),
    )
