"""Where a video is found from outside, and /oembed: a link to its page becomes a player wherever it is pasted."""

from __future__ import annotations

from typing import Any
from urllib.parse import SplitResult, parse_qs, urlsplit

from flask import Blueprint, request
from markupsafe import Markup

from ...access.links import SHARE
from ...errors import Expired, NotFound, NotImplementedHere, RequestError
from ...jobs import Job, State
from ...writers.base import NO_BRIEF
from ..current import current_container
from ..openapi import answers, spec
from ..sending import send
from ..shown import ending_of_pages, job_to_show, keep_private, token_sent
from .schemas import Embed

sharing = Blueprint("sharing", __name__)

_PAGES = ("watch", "embed")
_PORTS = {"http": 80, "https": 443}
_DAY = 86_400
_SIZE = (1280, 720)


def absolute(path: str) -> str:
    """The address of a path of this server as people outside reach it: under PUBLIC_URL, or where this request came."""
    return (current_container().settings.public_url or request.url_root.rstrip("/")) + path


def size_of(job: Job) -> tuple[int, int]:
    """Width and height of the video in pixels, or what they will be."""
    width, _, height = (job.size or job.request.size or "").partition("x")
    return (int(width), int(height)) if width.isdigit() and height.isdigit() else _SIZE


def title_of(job: Job) -> str:
    """What the video is called."""
    asked = " ".join(job.request.topic.split())[:120]
    return (job.brief or NO_BRIEF).title or asked or "A lesson video"


def iframe(job: Job, width: int, height: int, sent: str | None) -> str:
    """The element that shows the player on another page, for whoever has `sent` this token."""
    # Where there is less room than that, its height follows its width.
    element = Markup(
        '<iframe src="{}" width="{}" height="{}" title="{}" '
        'style="border:0;max-width:100%;height:auto;aspect-ratio:{}/{}" allow="fullscreen; autoplay" '
        'loading="lazy"></iframe>'
    )
    address = absolute(f"/embed/{job.id}{ending_of_pages(job, sent)}")
    return str(element.format(address, width, height, title_of(job), width, height))


@sharing.get("/oembed")
@spec.validate(resp=answers(HTTP_200=Embed, refused=(400, 404, 410, 501)), tags=["pages"])
def oembed() -> Any:
    """What shows the video whose page is at `url`, no larger than `maxwidth` and `maxheight` (oEmbed 1.0, JSON)."""
    job, sent = _job_at(request.args.get("url", ""))
    if (request.args.get("format") or "json") != "json":
        raise NotImplementedHere("Only format=json is written here.", param="format")
    width, height = _within(*size_of(job))
    embed = Embed(
        version="1.0",
        type="video",
        title=title_of(job),
        provider_name="Model 7",
        provider_url=absolute("/"),
        width=width,
        height=height,
        html=iframe(job, width, height, sent),
    )
    if job.ended and job.ended_at and (life := current_container().settings.video_life):
        embed.cache_age = int(life / 2)
    answer = send(embed)
    answer.headers["Cache-Control"] = "no-cache"
    return keep_private(answer)


def _job_at(url: str) -> tuple[Job, str | None]:
    """The video whose page is at `url`, and the token in it.

    Raises `RequestError` for another server's, `NotFound`, `Expired`, `LoginRequired`.
    """
    video_id, sent = _video_id_in(url), token_sent()
    sent = next(iter(parse_qs(urlsplit(url).query).get(SHARE, ())), sent)
    job = job_to_show(video_id, sent)
    if job.expired_at is not None:
        raise Expired("This video was removed because it had reached its age limit.", param="url")
    if job.ended and job.state != State.COMPLETED:
        raise NotFound("There is no video at this address: it could not be made.", param="url")
    return job, sent


def _video_id_in(url: str) -> str:
    """Raises `RequestError` for another server's address, `NotFound` for one that is of no video."""
    home = urlsplit(absolute("/"))
    try:
        parts = urlsplit(url)
        is_here = parts.scheme in _PORTS and _server_of(parts) == _server_of(home)
    except ValueError:
        raise RequestError("url: is not an address.", param="url") from None
    if not is_here:
        raise RequestError("url: must be the address of a video's page on this server.", param="url")
    root = home.path.rstrip("/")
    page, _, video_id = parts.path.removeprefix(f"{root}/").rstrip("/").partition("/")
    if page not in _PAGES or not video_id or not parts.path.startswith(f"{root}/"):
        raise NotFound("There is no video at this address.", param="url")
    return video_id


def _server_of(parts: SplitResult) -> tuple[str | None, int | None]:
    return parts.hostname, parts.port or _PORTS.get(parts.scheme)


def _within(width: int, height: int) -> tuple[int, int]:
    """The size scaled down to what was asked for, in its own shape."""
    scale = min(1.0, _most("maxwidth", width) / width, _most("maxheight", height) / height)
    return max(1, int(width * scale)), max(1, int(height * scale))


def _most(name: str, otherwise: int) -> int:
    text = request.args.get(name, str(otherwise))
    if not (text.isascii() and text.isdigit() and int(text[:9]) > 0):
        raise RequestError(f"{name}: must be a whole number of pixels.", param=name)
    return int(text[:9])
