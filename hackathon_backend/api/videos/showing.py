"""To whom a video is shown: its link, and the owners that it is shared with."""

from __future__ import annotations

from typing import Any

from ...jobs import Job
from ..current import current_container
from ..openapi import answers, spec
from ..owned import job_to_change
from ..reading import read_json
from ..sending import send
from ..sharing.people import named, owners_in
from ..sharing.routes import absolute
from ..shown import ending_of_pages
from .bodies import SharedWithBody
from .schemas import SharedWith, ShareLink


@spec.validate(resp=answers(HTTP_200=ShareLink, refused=(403, 404)), tags=["videos"])
def renew_link(video_id: str) -> Any:
    """Give the video a new link. All that were given out before, to its pages and to its files, are dead at once."""
    job = job_to_change(video_id)
    current_container().shares.renew(job.id)
    return send(_link(current_container().store.visible(job.id)))


@spec.validate(resp=answers(HTTP_200=SharedWith, refused=(403, 404)), tags=["videos"])
def shared_with(video_id: str) -> Any:
    """The owners who may watch the video where VIDEO_ACCESS is `private`."""
    return send(_names(job_to_change(video_id)))


@spec.validate(json=SharedWithBody, resp=answers(HTTP_200=SharedWith, refused=(400, 403, 404, 415)), tags=["videos"])
def share_with(video_id: str) -> Any:
    """Share the video with these owners, and nobody else from now on."""
    job = job_to_change(video_id)
    current_container().shares.set_names(job.id, owners_in(read_json(SharedWithBody)))
    return send(_names(job))


def _names(job: Job) -> SharedWith:
    container = current_container()
    owners = container.shares.names(job.id)
    return SharedWith(
        object="video.shared_with",
        id=job.id,
        access=container.links.access.value,
        watch_url=_watch_url(job),
        owners=owners,
        people=named(owners),
    )


def _watch_url(job: Job) -> str:
    return absolute(f"/watch/{job.id}{ending_of_pages(job, None)}")


def _link(job: Job) -> ShareLink:
    ending = ending_of_pages(job, None)
    return ShareLink(
        object="video.share",
        id=job.id,
        access=current_container().links.access.value,
        share=ending.partition("=")[2] or None,
        watch_url=_watch_url(job),
        embed_url=absolute(f"/embed/{job.id}{ending}"),
    )
