"""What is said of links for guests."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from ...net.camel import CamelModel
from ..text import Text

_MOST_HOURS = 24 * 366


class GuestLinkRequest(CamelModel):
    """What the link opens, one video or one conversation, and for how long."""

    video_id: Text | None = Field(None, min_length=1, max_length=200)
    conversation_id: Text | None = Field(None, min_length=1, max_length=200)
    hours: float = Field(24, gt=0, le=_MOST_HOURS)

    @model_validator(mode="after")
    def _one(self) -> GuestLinkRequest:
        if (self.video_id is None) == (self.conversation_id is None):
            raise ValueError("name either videoId or conversationId")
        return self


class GuestLinkView(CamelModel):
    """A link; `url` opens what it is for, to whoever has it."""

    id: str
    url: str
    opens: Literal["video", "conversation"]
    video_id: Annotated[str | None, Field(description="null for a conversation.")]
    conversation_id: Annotated[str | None, Field(description="null for a video.")]
    created_at: str
    expires_at: str


class GuestLinkList(CamelModel):
    """The links that still open something, the newest first."""

    links: list[GuestLinkView]


class EndedGuestLink(CamelModel):
    """A link that opens nothing any more."""

    id: str
    ended: Literal[True]
