"""A finished film on paper, as slides, and a scene of it as a small moving picture."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from flask import Blueprint, Response, send_file
from pydantic import BeforeValidator, Field
from werkzeug.http import dump_options_header

from ...analytics.counting import Taken
from ...errors import NotFound
from ...handouts.content import check_finished
from ...handouts.making import Handouts
from ...jobs import Job
from ...model7.reply import cancelled_reply
from ..analytics.downloads import count_download
from ..current import current_container
from ..openapi import answers, spec
from ..reading import read_query
from ..shown import ShareQuery, job_to_show, keep_private, token_sent
from ..videos.bodies import flag

handouts = Blueprint("handouts", __name__)

_TYPES = {
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "gif": "image/gif",
    "webp": "image/webp",
}
_NAME = 80
"""Characters of a title that become the name of a file."""


class PaperQuery(ShareQuery):
    """How it is printed."""

    paper: Literal["a4", "letter"] = "a4"
    answers: Annotated[bool, BeforeValidator(flag), Field(description="Answers on a page of their own.")] = True


class MovingQuery(ShareQuery):
    """What is to move."""

    scene: Annotated[int, Field(ge=1, le=1000, description="Counted from 1.")] = 1
    format: Literal["webp", "gif"] = "webp"


@handouts.get("/api/videos/<video_id>/handout.pdf")
@spec.validate(query=PaperQuery, resp=answers(HTTP_200=None, refused=(400, 404, 409, 410, 503)), tags=["handouts"])
def on_paper(video_id: str) -> Response:
    """Scenes with what is said in them, what to remember, and the questions, with their answers on the last page."""
    asked, job = read_query(PaperQuery), finished(video_id)
    return _sent(job, _made().on_paper(job, asked.paper, answers=asked.answers), Taken.HANDOUT)


@handouts.get("/api/videos/<video_id>/slides.pptx")
@spec.validate(query=ShareQuery, resp=answers(HTTP_200=None, refused=(404, 409, 410, 503)), tags=["handouts"])
def slides(video_id: str) -> Response:
    """A slide for each scene of a drawn film, with what is said in its notes."""
    job = finished(video_id)
    return _sent(job, _made().slides(job), Taken.SLIDES)


@handouts.get("/api/videos/<video_id>/moving")
@spec.validate(query=MovingQuery, resp=answers(HTTP_200=None, refused=(400, 404, 409, 410, 503)), tags=["handouts"])
def moving(video_id: str) -> Response:
    """One scene, of at most half a minute, as a picture that moves: without sound, 640 pixels at its longer side."""
    asked, job = read_query(MovingQuery), finished(video_id)
    return _sent(job, _made().moving(job, asked.format, asked.scene), Taken.MOVING)


def finished(video_id: str) -> Job:
    """The video, if whoever asks may see it and there is a film of it.

    Raises `NotFound`, `LoginRequired`, `Conflict`, `Expired`.
    """
    job = job_to_show(video_id, token_sent())
    check_finished(job)
    return job


def named(answer: Response, job: Job, ending: str) -> None:
    """Have the answer kept in a file that is called as the video is."""
    title = (job.reply or cancelled_reply(job)).title or job.id
    plain = " ".join("".join(char if char.isalnum() or char in "-_" else " " for char in title).split())[:_NAME]
    answer.headers["Content-Disposition"] = dump_options_header(
        "attachment", {"filename": f"{plain or job.id}.{ending}"}
    )


def _made() -> Handouts:
    return current_container().handouts


def _sent(job: Job, path: Path, kind: Taken) -> Response:
    try:
        answer: Any = send_file(path.resolve(), mimetype=_TYPES[path.suffix[1:]], conditional=True, max_age=3600)
    except FileNotFoundError:  # it had to make room at this moment
        raise NotFound("It is gone again: ask for it once more.") from None
    named(answer, job, path.suffix[1:])
    answer.headers["X-Content-Type-Options"] = "nosniff"
    count_download(job.id, kind, answer)
    return keep_private(answer)
