"""What is said of publications."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from ...net.camel import CamelModel
from ...publishing.counting import TextUnit
from ...publishing.models import PublicationState
from ...publishing.platforms import Shape
from ..text import Text

MOST_POSTS = 20
_LONGEST = 10_000


class PostBody(CamelModel):
    """One film for one account. What else a platform wants to know: title, page, privacy, forKids, as its rules say."""

    model_config = ConfigDict(frozen=True)

    account: Annotated[Text, Field(min_length=1, max_length=200, description="The id of an account.")]
    text: Annotated[Text, Field(max_length=_LONGEST)] = ""
    title: Annotated[Text, Field(max_length=300)] | None = None
    page: Annotated[Text, Field(max_length=200)] | None = None
    privacy: Annotated[Text, Field(max_length=40)] | None = None
    for_kids: bool | None = None
    aspect_ratio: Annotated[Shape | None, Field(description="Left out: its own, if the platform takes it.")] = None

    def options(self) -> dict[str, str | bool]:
        """What the platform wants to know besides the text."""
        said = {"title": self.title, "page": self.page, "privacy": self.privacy, "forKids": self.for_kids}
        return {name: value for name, value in said.items() if value is not None and value != ""}


class PublishBody(CamelModel):
    """Where the film goes, and when. `at` is a time of the calendar, as 2026-12-24T18:00, in `timeZone`."""

    posts: Annotated[list[PostBody], Field(min_length=1, max_length=MOST_POSTS)]
    at: Annotated[str, Field(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$")] | None = None
    time_zone: Annotated[Text, Field(min_length=1, max_length=64, description="As Europe/Berlin.")] = "UTC"
    captions: Annotated[bool, Field(description="Draw the captions into the picture.")] = False
    dry_run: Annotated[bool, Field(description="Only say what would be done, and what keeps it from being done.")] = (
        False
    )


class PageView(CamelModel):
    """A page, board or channel of an account."""

    id: str
    name: str


class TextRuleView(CamelModel):
    """How long a text may be, and how it is counted."""

    most: int
    unit: TextUnit
    without: Annotated[str, Field(description="Signs that it can't have.")]


class TitleRuleView(CamelModel):
    """How long a title may be, and whether there must be one."""

    most: int
    needed: bool


class RulesView(CamelModel):
    """What a platform takes, with where that was found and when."""

    label: str
    shapes: list[Shape]
    seconds: list[float]
    megabytes: int
    text: TextRuleView
    title: TitleRuleView | None
    hashtags: int | None
    page: Literal["needed", "possible"] | None
    privacy: list[str]
    for_kids: bool
    source: str
    date: str


class AccountView(CamelModel):
    """An account that can be posted to. `suggestion` is a text to begin with, of a film."""

    id: str
    platform: str
    name: str
    handle: str
    pages: list[PageView]
    rules: RulesView
    suggestion: Annotated[str | None, Field(description="Of a film: a text to begin with.")] = None


class ServiceView(CamelModel):
    """Which service publishes."""

    name: str
    label: str


class PublishingAccounts(CamelModel):
    """Whom films can be published by, and to which accounts; no service where none is set up."""

    service: ServiceView | None
    accounts: list[AccountView]


class PublishedFilm(CamelModel):
    """What is known of the film that is to be published."""

    title: str
    seconds: float
    size: str
    drawn: bool
    captions: bool


class PublishingOptions(PublishingAccounts):
    """The same for one film."""

    film: PublishedFilm


class FaultView(CamelModel):
    """What keeps a post from being made."""

    param: str
    message: str


class PlannedPost(CamelModel):
    """What would be done for one account."""

    account: str
    platform: str
    ok: bool
    faults: list[FaultView]
    changes: list[str]
    aspect_ratio: Shape | None
    length: Annotated[int, Field(description="Of the text, as the platform counts it.")]


class PublishingPlanView(CamelModel):
    """What would be done."""

    object: Literal["publishing.plan"]
    posts: list[PlannedPost]
    at: str | None


class PublicationView(CamelModel):
    """One film for one account, and how far it is."""

    object: Literal["publication"]
    id: str
    video_id: str
    video_title: Annotated[str | None, Field(description="What the film is called; null if it is gone.")]
    version_id: Annotated[str | None, Field(description="The video that is published, if it is a version of the film.")]
    service: str
    account: str
    account_name: str
    platform: str
    platform_label: str
    text: str
    state: PublicationState
    at: Annotated[str | None, Field(description="When it shall be seen (UTC); null: at once.")]
    time_zone: str
    url: Annotated[str | None, Field(description="Where it is, once it is published.")]
    error: str | None
    error_code: str | None
    advice: Annotated[str | None, Field(description="What you can do, where it failed or nobody knows.")]
    notes: list[str]
    created_at: str
    updated_at: str


class PublicationList(CamelModel):
    """Publications, the newest first."""

    publications: list[PublicationView]


class PublicationGone(CamelModel):
    """A publication that was cancelled before it was published, or one that had ended and is forgotten."""

    id: str
    cancelled: bool
    deleted: bool
