"""What is told of lessons, and what is sent to make and change them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from ...lessons.lesson import INLINE_LIMIT
from ...net.camel import CamelModel
from ..schemas import Language
from ..text import Text

_TITLE = 300
_NAMES = 200
TEXT_LIMIT = 2_000_000
"""Characters that are sent as a text; longer ones come as files."""
Title = Annotated[Text, Field(max_length=_TITLE)]
LessonMarkdown = Annotated[
    Text, Field(min_length=1, max_length=INLINE_LIMIT, description="Markdown, with front matter above it or without.")
]
LongMarkdown = Annotated[
    Text,
    Field(
        min_length=1,
        max_length=TEXT_LIMIT,
        description=f"As that of a lesson. What has more than {INLINE_LIMIT:,} characters becomes several: the answer "
        "is an import, as of a file.",
    ),
]
VisibilityName = Literal["private", "class", "public"]


class LessonSummary(CamelModel):
    """A lesson in a list."""

    id: str
    title: str
    summary: str
    language: str
    origin: Literal["built-in", "own", "shared"]
    visibility: Annotated[VisibilityName, Field(description="class: whoever logs in here.")]
    updated_at: str | None
    hidden: Annotated[bool, Field(description="Of a built-in one: whether you have hidden it.")]
    document_id: Annotated[
        str | None, Field(description="The same for all lessons of one document that is longer than a lesson.")
    ] = None
    part: Annotated[int | None, Field(description="Which of those it is, from 1.")] = None


class LessonList(CamelModel):
    """Your lessons and those that are shared, the ones that were changed last first, then the built-in ones."""

    lessons: list[LessonSummary]


class LessonListQuery(CamelModel):
    """Which lessons are told."""

    hidden: Annotated[bool, Field(description="Tell those too that you have hidden.")] = False


class LessonDocument(CamelModel):
    """The document that a lesson was made of: `count` pages, slides or sections, as `unit` says."""

    name: str
    type: str
    url: str
    unit: str
    count: int


class PartName(CamelModel):
    """A lesson of the same document."""

    id: str
    title: str
    part: int


class LessonText(LessonSummary):
    """A lesson with its text in Markdown; a built-in one is of version 1 for ever."""

    text: str
    version: int
    losses: Annotated[list[str], Field(description="What of its document could not be taken over.")]
    document: LessonDocument | None
    parts: Annotated[
        tuple[PartName, ...], Field(description="All lessons of its document that you may read, in order.")
    ] = ()
    owner: str | None
    may_edit: bool


class _SentOfLesson(CamelModel):
    model_config = ConfigDict(strict=True, extra="ignore", frozen=True, validate_by_name=False)


class NewLesson(_SentOfLesson):
    """The text of a lesson, or the address of what it is made of: one of the two.

    Its title and its language are what that says unless they are given. A document comes as `file` of a
    multipart/form-data, with `title` and `language` beside it.
    """

    text: LongMarkdown | None = None
    url: Annotated[Text, Field(min_length=1, max_length=4000)] | None = None
    title: Title = ""
    language: Language | None = None


class ChangedLesson(_SentOfLesson):
    """The next version of a lesson; `version` is the one that it was made from."""

    text: LessonMarkdown
    version: Annotated[int, Field(ge=1, le=1_000_000_000)]
    title: Title | None = None
    language: Language | None = None


class LessonDeletion(CamelModel):
    """What is deleted with a lesson."""

    all_parts: Annotated[bool, Field(description="All lessons of its document.")] = False


class DeletedLesson(CamelModel):
    """A lesson that is gone, and all that are gone with it."""

    id: str
    ids: list[str]
    object: Literal["lesson.deleted"]
    deleted: Literal[True]


class VersionSummary(CamelModel):
    """One save of a lesson: when, by whom (told to whoever may edit it, where people log in), and its length."""

    version: int
    at: str
    by: str
    characters: int


class VersionList(CamelModel):
    """All saves of a lesson that are kept, the newest first."""

    versions: list[VersionSummary]


class LessonVersionText(CamelModel):
    """A lesson as it was saved once."""

    id: str
    version: int
    title: str
    language: str
    text: str


class Hiding(_SentOfLesson):
    """Whether you want to see a built-in lesson."""

    hidden: bool


class Hidden(CamelModel):
    """Whether you see a built-in lesson."""

    id: str
    hidden: bool


class ImportFault(CamelModel):
    """Why no lesson came of a document."""

    code: str
    message: str


class ImportView(CamelModel):
    """A document or an address on its way to become a lesson: `done` of `total` pages, slides or sections."""

    id: str
    object: Literal["lesson.import"]
    name: str
    status: Literal["queued", "fetching", "converting", "completed", "failed", "cancelled"]
    progress: Annotated[float, Field(description="From 0 to 100: of its pages, slides or sections.")]
    done: int
    total: int
    unit: str
    lesson_id: Annotated[str | None, Field(description="The lesson that came of it, or the first of them.")]
    lesson_ids: Annotated[list[str], Field(description="All lessons that came of it, in order.")]
    losses: Annotated[list[str], Field(description="What of the document could not be taken over.")]
    error: ImportFault | None


class ImportList(CamelModel):
    """Imports, the newest first."""

    imports: list[ImportView]


class LessonSharingChange(_SentOfLesson):
    """Who may read a lesson. `with` are names that people log in by, or owners as GET /api/me tells them."""

    visibility: VisibilityName
    names: Annotated[list[Annotated[Text, Field(min_length=1, max_length=200)]], Field(max_length=_NAMES)] = Field(
        default=[], alias="with"
    )
    all_parts: Annotated[bool, Field(description="Of all lessons of its document.")] = False


class LessonSharingView(CamelModel):
    """Who may read a lesson; `with` are what people are called, or owners of whom no name is known."""

    id: str
    visibility: VisibilityName
    names: list[str] = Field(alias="with")
