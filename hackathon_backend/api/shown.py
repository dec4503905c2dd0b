"""Videos that are shown by their addresses: who may watch them, and what their addresses end in for whoever asks."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, request
from pydantic import BaseModel

from ..access.links import SHARE, VideoAccess
from ..access.principal import LOCAL, Principal, Proof
from ..container import Container
from ..errors import LoginRequired, Model7Error
from ..jobs import Job, TranslationRequest
from ..jobs.store.reading import no_video
from .current import current_container, current_principal


class ShareQuery(BaseModel):
    """The token that an address was given out with, where VIDEO_ACCESS wants one."""

    share: str | None = None


Ending = Callable[[Job], str]
"""What the addresses of a video's files end in: "?share=..." or nothing."""

_CACHING = {
    # Asked for anew each time: a link can be ended at any moment.
    VideoAccess.LINK: "private, no-cache",
    VideoAccess.PRIVATE: "private, no-store",
}


def job_to_show(video_id: str, sent: str | None) -> Job:
    """The video, if VIDEO_ACCESS lets whoever has sent this token see its pages. Raises `NotFound`, `LoginRequired`."""
    if not current_container().audience.may_watch(current_principal(), video_id, sent):
        raise unseen(no_video(video_id))
    return current_container().store.visible(video_id)


def job_to_play(video_id: str) -> Job:
    """The video for a player that shows how far it is: its pages hand it a token. Raises the same."""
    if not current_container().audience.is_let_in(current_principal(), video_id, token_sent(), files=True):
        raise unseen(no_video(video_id))
    return current_container().store.visible(video_id)


def may_be_watched(job: Job) -> bool:
    """Whether whoever has sent this request may see the video's pages."""
    return current_container().audience.may_watch(current_principal(), job.id, token_sent(), files=True)


def unseen(error: Model7Error) -> Model7Error:
    """What to raise for a video that is not shown: whether there is one is not told, only that a log-in may help."""
    by_link = current_container().links.access is VideoAccess.LINK
    if current_principal().proof is not Proof.ANONYMOUS or by_link:
        return error
    return LoginRequired("Log in to see this, or send an API key or a token as Authorization: Bearer.")


def token_sent() -> str | None:
    """The token in this request's address."""
    return request.args.get(SHARE)


def ending_of_files() -> Ending:
    """What addresses of files end in for whoever has sent this request; good also when the request is over."""
    container, caller, sent = current_container(), current_principal(), token_sent()

    def ending(job: Job) -> str:
        return _query(_passed_on(container, job, sent) or container.links.of_files(job, caller, sent))

    return ending


def ending_of_pages(job: Job, sent: str | None) -> str:
    """What the addresses of the video's pages end in for whoever has sent this token."""
    return _query(_of_page(job, sent))


def token_for_player(job: Job, sent: str | None) -> str | None:
    """What the player on a page of the video asks for its reply with; None if nobody has to be let in."""
    caller, links = current_principal(), current_container().links
    if caller == LOCAL:
        return None
    return _of_page(job, sent) or (None if job.ended else links.passing(job))


def keep_private(answer: Response) -> Response:
    """Say which caches may keep what only some may watch."""
    if (caching := _CACHING.get(current_container().links.access)) is not None:
        answer.headers["Cache-Control"] = caching
        answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def is_stranger(caller: Principal, job: Job) -> bool:
    """Whether the video was neither asked for by the caller nor in the conversation that their link opens."""
    return not (caller.owns(job.owner) or (caller.only is not None and caller.only == job.request.conversation_id))


def _of_page(job: Job, sent: str | None) -> str | None:
    container = current_container()
    return container.links.of_page(job, current_principal(), sent) or _passed_on(container, job, sent)


def _passed_on(container: Container, job: Job, sent: str | None) -> str | None:
    """The token that was sent, if it is that of the film of which this one is a translation."""
    if sent is None or not isinstance(job.request, TranslationRequest):
        return None
    return sent if container.audience.is_passed_on(sent, job.id) else None


def _query(token: str | None) -> str:
    return f"?{SHARE}={token}" if token else ""
