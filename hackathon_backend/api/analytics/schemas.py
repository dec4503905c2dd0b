"""What players tell of a view, and what was counted."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from ...analytics.reports import MOST_DAYS
from ...net.camel import CamelModel

_LONGEST = 6 * 3600
_RANGES = 500
_QUESTIONS = 100
_TELLS_OWN = "false: nobody logs in here, so that the owner's views are like those of others."

Second = Annotated[int, Field(ge=0, le=_LONGEST)]


class GivenAnswer(CamelModel):
    """What was chosen at a question: both are counted from 0."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    question: Annotated[int, Field(ge=0, lt=_QUESTIONS)]
    option: Annotated[int, Field(ge=0, lt=100)]


class ViewReport(CamelModel):
    """All that is known of one view until now. What tells less than an earlier one changes nothing."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    view: Annotated[
        str,
        Field(
            pattern=r"^[A-Za-z0-9_-]{16,64}$",
            description="A random name that the player gives to one playing of one page, and keeps nowhere.",
        ),
    ]
    watched: Annotated[
        list[Annotated[list[Second], Field(min_length=2, max_length=2)]],
        Field(max_length=_RANGES, description="Seconds of the film: from the first number on, before the second one."),
    ]
    answers: Annotated[list[GivenAnswer], Field(max_length=_QUESTIONS, default_factory=list)]
    told: Annotated[bool, Field(description="Whether it was said in the player whose name is kept, if it is.")] = False


class CountedView(CamelModel):
    """What has become of it."""

    object: Literal["video.view"]
    counted: Annotated[bool, Field(description="false: nothing was played, or nothing more is counted here.")]
    named: Annotated[
        bool, Field(description="The film's owner sees who watches: it has to be said in the player before.")
    ]


class DaysQuery(CamelModel):
    """Of how many days: today and those before it, by UTC."""

    days: Annotated[int, Field(ge=1, le=MOST_DAYS)] = 30


class DayCounts(CamelModel):
    """One day. `full`: as many views were counted as are taken on one day, and later ones are not in it."""

    day: str
    views: int
    own_views: int
    finished: int
    watched_seconds: int
    downloads: int
    full: bool


class TotalCounts(CamelModel):
    """All days together. Views of the film's owner are only in `ownViews`; `finished`: nine tenths were watched."""

    views: int
    own_views: int
    finished: int
    watched_seconds: int
    downloads: int


class SceneCounts(CamelModel):
    """By how many views a scene was begun, and by how many at least half of it was watched. `index` counts from 1."""

    index: int
    title: str
    start: float
    end: float
    begun: int
    watched: int


class OptionCounts(CamelModel):
    """How often an option was chosen."""

    text: str
    right: bool
    chosen: int


class QuestionCounts(CamelModel):
    """A question of the film."""

    question: str
    answered: int
    right: int
    options: list[OptionCounts]


class DownloadCounts(CamelModel):
    """How often something was taken along."""

    kind: str
    count: int


class PersonResult(CamelModel):
    """What somebody has watched, in percent, and their first answers: how many there are, and how many are right."""

    name: str
    person: str
    watched_percent: int
    answered: int
    right: int
    first_at: str
    last_at: str


class NamesSwitch(CamelModel):
    """Whether names are kept of those who watch the film."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    names: bool


class NamesState(CamelModel):
    """Whether names are kept of those who watch, and whether that is for the film's owner to say."""

    object: Literal["video.names"]
    names: bool
    may_switch: bool


class FilmAnalytics(CamelModel):
    """What was counted of one film in some days."""

    object: Literal["video.analytics"]
    video_id: str
    title: str
    seconds: float
    days: list[DayCounts]
    total: TotalCounts
    scenes: list[SceneCounts]
    questions: list[QuestionCounts]
    downloads: list[DownloadCounts]
    names: NamesState
    people: Annotated[
        list[PersonResult], Field(description="Of all time: those who were told that their name is kept.")
    ]
    tells_own: Annotated[bool, Field(description=_TELLS_OWN)]


class FilmCounts(TotalCounts):
    """One of several films."""

    video_id: str
    title: str
    created_at: int


class FilmsAnalytics(CamelModel):
    """What was counted of all films in some days; `leftOut` films more are in the days and in the total alone."""

    object: Literal["analytics"]
    days: list[DayCounts]
    total: TotalCounts
    films: list[FilmCounts]
    left_out: int
    tells_own: Annotated[bool, Field(description=_TELLS_OWN)]
