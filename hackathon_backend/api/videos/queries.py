"""What may stand behind the question mark of the protocol's addresses."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from ...jobs.models import Status
from ..live.streams import seq_of


def _event(value: str) -> str:
    if seq_of(value) is None:
        raise ValueError("must be the id of an event, as evt_12")
    return value


class _Query(BaseModel):
    model_config = ConfigDict(frozen=True)


class ListQuery(_Query):
    """Which videos: those `after` the one of that id, at most `limit`."""

    limit: Annotated[int, Field(ge=0, le=100)] = 20
    order: Literal["asc", "desc"] = "desc"
    status: Status | None = None
    after: str = ""


class ContentQuery(_Query):
    """Which file of a video."""

    variant: Literal["video", "thumbnail", "spritesheet", "described"] = "video"


class PollQuery(_Query):
    """For how many seconds to wait."""

    timeout: Annotated[int, Field(ge=1, le=600)] = 60


class EventsQuery(_Query):
    """The event that was seen last, as evt_12."""

    after: Annotated[str, AfterValidator(_event)] = "0"
