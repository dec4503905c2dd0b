"""Reports as they are sent and told."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from ...access.moderation.reports import TEXT_LIMIT, ReportReason, ReportState
from ..text import Text


class ReportBody(BaseModel):
    """What is wrong with a video."""

    model_config = ConfigDict(extra="ignore")

    reason: ReportReason
    text: Annotated[Text, Field(max_length=TEXT_LIMIT, description="In words, if there is more to say.")] = ""


class ReportThanks(BaseModel):
    """That it has arrived."""

    object: Literal["video.report"]
    id: str
    message: str


class ReportQuery(BaseModel):
    """Which reports."""

    model_config = ConfigDict(extra="ignore")

    state: ReportState | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 50
    before: Annotated[
        float | None, Field(ge=0, allow_inf_nan=False, description="Older than this: `next` of the page before.")
    ] = None


class ReportView(BaseModel):
    """A report, and the video that it is about. `removed`: the video is there no more."""

    id: str
    at: str
    reason: ReportReason
    text: str
    reporter: str
    state: ReportState
    decided_at: str | None
    decided_by: str | None
    video_id: str
    title: str
    owner: str
    watch_url: str
    removed: bool


class ReportPage(BaseModel):
    """Reports, newest first; `open` and `all` count those on all pages."""

    data: list[ReportView]
    open: int
    all: int
    next: float | None


class ReportDecision(BaseModel):
    """What becomes of it: `dismiss` leaves the video as it is, `remove` removes it with its files and links."""

    model_config = ConfigDict(extra="ignore")

    action: Literal["dismiss", "remove"]
