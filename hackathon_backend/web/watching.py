"""A video's own page, /watch/<id>, and the player alone for frames on other pages, /embed/<id>."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, request

from ..access.links import VideoAccess
from ..access.moderation.reports import ReportReason
from ..access.principal import Proof, Scope
from ..api.current import current_container, current_principal
from ..api.guards.pages import is_page_for_people, to_login
from ..api.guards.prefix import root, rooted
from ..api.owned import seen_by
from ..api.sending import dumped
from ..api.sharing.routes import absolute, iframe, size_of, title_of
from ..api.shown import ending_of_files, ending_of_pages, job_to_show, keep_private, token_for_player, token_sent
from ..api.translations.view import film_languages
from ..errors import LoginRequired, NotFound, StorageAway
from ..handouts.content import is_drawn
from ..jobs import Job, State
from ..lessons.lesson import Lesson
from ..model7.reply import cancelled_reply, plain_text
from ..model7.request import lesson_of
from ..writers.base import NO_BRIEF
from .schema_org import ShownPage, video_object
from .sending import send_page

watching = Blueprint("watching", __name__, template_folder="templates")

_DESCRIPTION = 200
_OPENS_TO = {
    VideoAccess.LINK: "Whoever has this link can watch.",
    VideoAccess.PRIVATE: "Only its owner, and people whom they have named, can open this link once they are logged in.",
}
_EMBED_WIDTH = 960
_REASONS = (
    (ReportReason.UNSUITABLE, "It is not fit for learners"),
    (ReportReason.WRONG, "Something in it is wrong"),
    (ReportReason.PERSON, "It shows or names somebody who does not want that"),
    (ReportReason.RIGHTS, "It uses something that belongs to somebody"),
    (ReportReason.OTHER, "Something else"),
)


@watching.get("/watch/<video_id>")
def watch(video_id: str) -> Response:
    """The page of one video, to be linked to: player, takeaways, transcript, and how to put it on another page."""
    try:
        job = _find(video_id)
    except LoginRequired:
        if not is_page_for_people():
            raise
        return to_login(is_over=False)
    if job is None:
        return _sent("gone.html", 404, expired=False)
    if job.expired_at is not None:
        return _sent("gone.html", 410, expired=True, title=title_of(job), text=_said(job), takeaways=_takeaways(job))
    shown, lesson = _shown(job), _lesson(job)
    if job.state != State.COMPLETED:
        # Still being made, or there is a text in its place: the player itself shows which.
        return _sent("watch.html", 200 if job.ended else 202, **vars(shown), lesson=lesson)
    paragraphs = [part for part in _said(job).split("\n\n") if part.strip()]
    description = _description((job.reply and job.reply.narration) or " ".join(paragraphs))
    return _sent(
        "watch.html",
        200,
        **vars(shown),
        lesson=lesson,
        description=description,
        takeaways=_takeaways(job),
        paragraphs=paragraphs,
        reasons=_REASONS,
        manages=_manages(job),
        makes=current_principal().owns(job.owner) and current_principal().may(Scope.WRITE),
        passed_on=_is_passed_on(),
        opens_to=_opens_to(),
        named=current_container().watching.names(current_principal(), job),
        counts=current_principal().owns(job.owner),
        collects=_collects(),
        translates=_translates(job),
        drawn=is_drawn(job),
        ending=ending_of_pages(job, token_sent()),
        snippet=iframe(job, _EMBED_WIDTH, round(_EMBED_WIDTH * shown.height / shown.width), token_sent()),
        schema=video_object(job, shown, description, paragraphs),
    )


@watching.get("/embed/<video_id>")
def embed(video_id: str) -> Response:
    """Only the player, for a frame on a page of EMBED_ORIGINS. Nothing in it makes or changes anything."""
    framed_by = current_container().settings.framed_by
    try:
        job = _find(video_id)
    except LoginRequired:
        job = None  # in a frame nobody logs in
    if job is None:
        return _sent("embed.html", 404, framed_by=framed_by, message="There is no such video here.")
    if job.expired_at is not None:
        gone = "This video was removed because it had reached its age limit."
        return _sent("embed.html", 410, framed_by=framed_by, message=gone)
    return _sent("embed.html", 200 if job.ended else 202, framed_by=framed_by, **vars(_shown(job)))


def _find(video_id: str) -> Job | None:
    try:
        return job_to_show(video_id, token_sent())
    except NotFound:
        return None


def _opens_to() -> str:
    """Who can open the address of a video's page, where that is not everybody."""
    return _OPENS_TO.get(current_container().links.access, "")


def _is_passed_on() -> bool:
    """Whether the address of a page can be passed on: what a guest's link opens is not to be had by the address."""
    return current_principal().proof is not Proof.GUEST or current_container().links.access is VideoAccess.PUBLIC


def _manages(job: Job) -> bool:
    """Whether there is something to say about who may watch, and it is the caller's to say."""
    caller, access = current_principal(), current_container().links.access
    return caller.proof is not Proof.LOCAL and access is not VideoAccess.PUBLIC and caller.owns(job.owner)


def _lesson(job: Job) -> Lesson | None:
    """The lesson that the film was made of, if the caller may open it."""
    if current_principal().proof in (Proof.ANONYMOUS, Proof.GUEST):
        return None
    lesson = (job.brief or NO_BRIEF).lesson_id or (lesson_of(job.request) or {}).get("id", "")
    try:
        return current_container().materials.lesson({"id": lesson}, of=seen_by())
    except NotFound:
        return None


def _collects() -> bool:
    """Whether whoever asks may have collections."""
    caller = current_principal()
    return caller.proof is not Proof.GUEST and (caller.may(Scope.CHAT) or caller.may(Scope.WRITE))


def _translates(job: Job) -> bool:
    """Whether it can be put into other languages, and it is the caller's to order that."""
    return is_drawn(job) and current_principal().owns(job.owner)


def _shown(job: Job) -> ShownPage:
    kept, ending = job.reply.files() if job.reply else {}, ending_of_files()(job)
    files = {name: f"{path}{ending}" for name, path in kept.items() if path}
    page_ending = ending_of_pages(job, token_sent())
    width, height = size_of(job)
    return ShownPage(
        id=job.id,
        title=title_of(job),
        language=(job.brief or NO_BRIEF).language,
        width=width,
        height=height,
        files=files,
        urls={name: absolute(path) for name, path in files.items()},
        page_url=absolute(f"/watch/{job.id}{page_ending}"),
        embed_url=absolute(f"/embed/{job.id}{page_ending}"),
        oembed_url=absolute("/oembed"),
        start=request.args.get("t", type=float),
        share=token_for_player(job, token_sent()),
        languages=_languages(job),
    )


def _languages(job: Job) -> str:
    if job.state != State.COMPLETED:
        return ""
    found = [rooted(dumped(each), root()) for each in film_languages(job)]
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")) if found else ""


def _said(job: Job) -> str:
    """What the video says, a paragraph a scene."""
    reply = job.reply or cancelled_reply(job)
    name = (reply.transcript_url or "").rpartition("/")[2]
    try:
        kept = current_container().storage.text(name) if name else None
    except StorageAway:
        kept = None
    if kept is not None:
        return kept
    return (job.reply and reply.narration) or plain_text(reply.content or "")


def _takeaways(job: Job) -> list[str]:
    takeaways = job.reply.key_takeaways if job.reply else None
    return [text for text in takeaways or () if text.strip()]


def _description(said: str) -> str:
    text = " ".join(said.split())
    if len(text) <= _DESCRIPTION:
        return text
    return text[:_DESCRIPTION].rpartition(" ")[0].rstrip(",;:") + " …"


def _sent(template: str, status: int, *, framed_by: tuple[str, ...] = (), **values: Any) -> Response:
    page = send_page(template, framed_by=framed_by, **values)
    if page.status_code == 200:
        page.status_code = status
    return keep_private(page)
