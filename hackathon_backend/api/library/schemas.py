"""Cards and details of videos, and how they are looked for."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field, JsonValue

from ...jobs import FailedEngine
from ...jobs.catalogue import Sort
from ...jobs.models import Status
from ..text import Text
from ..videos.schemas import Video

_QUERY_LIMIT, _LAST_PAGE = 200, 1_000_000


class LibraryQuery(BaseModel):
    """What to look for: words of the title or the prompt, of which the first dozen count."""

    query: Text = Field("", max_length=_QUERY_LIMIT)
    status: Status | None = None
    sort: Sort = "newest"
    page: int = Field(1, ge=1, le=_LAST_PAGE)
    size: int = Field(24, ge=1, le=100)


class VideoCost(BaseModel):
    """What a video costs at engines that are paid, in dollars; language models and voices are not in it."""

    estimated_usd: Annotated[float | None, Field(description="As it was ordered; null if nobody knew.")]
    spent_usd: Annotated[
        float, Field(description="For all orders that were taken, those of engines that failed later too.")
    ]
    currency: Literal["USD"]
    known: Annotated[
        bool, Field(description="false: a price is not known, or not whether an order was taken (which is counted).")
    ]


class VideoCard(Video):
    """A video with what its card shows."""

    title: str
    engine: str | None
    cost: VideoCost
    duration: float | None
    removed: bool
    video_url: str | None
    poster_url: str | None
    captions_url: str | None
    transcript_url: str | None


class LibraryPage(BaseModel):
    """A page of cards. `total` is how many there are in all, `counts` how many in each status."""

    videos: list[VideoCard]
    total: int
    pages: int
    page: int
    counts: dict[str, int]


class LogEntry(BaseModel):
    """A line of a video's log; `at` is in unix seconds."""

    at: float
    state: str
    activity: str
    progress: float


class OutlineThing(BaseModel):
    """A thing that is drawn, by its id in every scene."""

    id: str
    label: str


class OutlineScene(BaseModel):
    """A scene as it was planned: its idea, the kind of scene, what is drawn and what is said meanwhile."""

    idea: str
    kind: str
    drawn: str
    narration: str
    things: list[OutlineThing]


class SceneCitation(BaseModel):
    """Where a scene comes from: `scene` is its number from 0, `label` names the place in the film's language."""

    scene: int
    lesson: Annotated[str, Field(description="Its id; empty if it can't be opened here.")]
    document: Annotated[str, Field(description="The file that the lesson was made of, if it was.")]
    place: Annotated[str, Field(description="As page 4, slide 4, section 2 or 0:12:05; empty if there are no places.")]
    section: str
    quote: Annotated[str, Field(description="The first words of the sentence.")]
    label: str
    page: Annotated[str, Field(description="Where it can be read on this server, by whoever may read the lesson.")]


class VideoDetails(VideoCard):
    """A video with all that is known of it. `took` is in seconds."""

    visual_prompt: str | None
    narration: str | None
    takeaways: list[str]
    attempts: list[FailedEngine]
    log: list[LogEntry]
    took: float | None
    outline: Annotated[
        list[OutlineScene], Field(description="As soon as there is one; empty if no language model has directed it.")
    ]
    storyboard: Annotated[dict[str, JsonValue] | None, Field(description="As GET /api/storyboard/schema says.")]
    sources: Annotated[list[SceneCitation], Field(description="Where scenes come from, as far as that is known.")]
    reference_images: Annotated[list[str], Field(description="Addresses of the pictures that came with the order.")]
    asked: Annotated[dict[str, JsonValue], Field(description="The options that came with the order.")]
