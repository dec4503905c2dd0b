"""Whose things a request may touch: every route that takes an id asks here.

What belongs to somebody else is answered as what is not there, in the same words and by the same one look into the
database. Admins have everything; whoever came by a link has the one video or conversation that it opens, to see.
"""

from __future__ import annotations

from dataclasses import replace

from ..access.principal import Principal, Proof, Scope
from ..chat.conversations import no_message
from ..chat.models import Conversation, Message
from ..errors import NotAllowed
from ..jobs import Job
from ..jobs.characters import Character
from ..jobs.store.reading import no_video
from .current import current_container, current_principal

_NONE = "none"
"""An owner that nobody is: owners of before may be written as nothing."""


def seen_owner() -> str | None:
    """The owner whose rows lists show to the caller; None for everybody's."""
    caller = current_principal()
    return caller.sees_of if _may_own(caller) else _NONE


def seen_by() -> str:
    """The owner whose choice of lessons the caller sees: for admins, too, only their own and what is shared."""
    caller = current_principal()
    return caller.owner if _may_own(caller) else _NONE


def owner_of_caller() -> str:
    """Whose it becomes what the caller makes. Raises `NotAllowed` for somebody who can own nothing."""
    caller = current_principal()
    if not _may_own(caller):
        raise NotAllowed("A link lets you watch and read. To make something yourself, log in.")
    return caller.owner


def job_of_caller(video_id: str) -> Job:
    """The video, if the caller may see it. Raises `NotFound`."""
    store, caller = current_container().store, current_principal()
    if caller.proof is not Proof.GUEST:
        return store.visible(video_id, of=seen_owner())
    job = store.visible(video_id)
    if not is_linked(caller, job):
        raise no_video(video_id)
    return job


def job_to_change(video_id: str) -> Job:
    """The video, if it is the caller's to change or remove. Raises `NotFound`, `NotAllowed`."""
    job = job_of_caller(video_id)
    owner_of_caller()
    return job


def conversation_of_caller(conversation_id: str) -> Conversation:
    """The conversation, if the caller may see it. Raises `NotFound`."""
    caller = current_principal()
    linked = caller.proof is Proof.GUEST and caller.only == conversation_id
    return current_container().conversations.get(conversation_id, of=None if linked else seen_owner())


def talker(conversation_id: str | None) -> Principal:
    """Who says something in the conversation, or in a new one. A guest goes on in the one that their link opens, and
    all that comes of it is its owner's. Raises `NotFound`, and `NotAllowed` for a guest who would begin another one.
    """
    caller = current_principal()
    if caller.proof is not Proof.GUEST:
        owner_of_caller()
        return caller
    if conversation_id is None or Scope.CHAT not in caller.scopes:
        owner_of_caller()
    return replace(caller, owner=conversation_of_caller(conversation_id or "").owner)


def message_of_caller(message_id: str) -> tuple[Message, Job | None]:
    """The message with its job, if the caller may see it. Raises `NotFound`."""
    conversations, caller = current_container().conversations, current_principal()
    if caller.proof is not Proof.GUEST:
        return conversations.message(message_id, of=seen_owner())
    message, job = conversations.message(message_id)
    if caller.only not in (message.conversation_id, message.job_id or message.conversation_id):
        raise no_message(message_id)
    return message, job


def character_of_caller(character_id: str) -> Character:
    """The character, if the caller may see it. Raises `NotFound`."""
    return current_container().characters.get(character_id, of=seen_owner())


def is_linked(guest: Principal, job: Job) -> bool:
    """Whether the guest's link opens the video, or the conversation that it was asked for in."""
    return guest.only is not None and guest.only in (job.id, job.request.conversation_id)


def _may_own(caller: Principal) -> bool:
    return caller.proof is not Proof.GUEST and bool(caller.owner)
