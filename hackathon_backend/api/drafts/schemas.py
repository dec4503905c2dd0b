"""What is told of shared drafts."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from ...collaboration.models import DraftKind
from ...net.camel import CamelModel
from ..text import Text
from ..videos.schemas import NamedOwner

Document = Annotated[
    dict[str, Any],
    Field(description="A storyboard; a brief with title, visual_prompt, narration and takeaways; or {prompt}."),
]


class DraftRequest(CamelModel):
    """A new draft."""

    kind: DraftKind = DraftKind.STORYBOARD
    title: Text = Field("", max_length=120)
    document: Document


class DraftEdit(CamelModel):
    """The draft as you have changed it, and the revision that you changed."""

    document: Document
    base: int = Field(ge=0, le=2**31 - 1)


class LiveQuery(BaseModel):
    """Which page connects."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    page: Annotated[
        Text,
        Field(
            pattern="^[0-9a-f]{16,64}$",
            description="A secret of your own: whoever connects again with it is known as who was there before.",
        ),
    ] = ""


class RestoreRequest(CamelModel):
    """Which revision the draft is to be again."""

    revision: int = Field(ge=0, le=2**31 - 1)


class DraftSummary(CamelModel):
    """A draft in a list."""

    id: str
    object: Literal["draft"]
    kind: DraftKind
    title: str
    revision: int
    mine: Annotated[bool, Field(description="Whether you own it; else somebody lets you edit it.")]
    created_at: str
    changed_at: str
    url: Annotated[str, Field(description="Where it is edited in a browser.")]


class DraftView(DraftSummary):
    """A draft with all that is in it."""

    document: Document


class DraftList(CamelModel):
    """Drafts that you may edit, those first that were changed last: at most 100."""

    drafts: list[DraftSummary]


class DraftPeople(CamelModel):
    """Who may edit a draft beside its owner."""

    id: str
    object: Literal["draft.editors"]
    people: list[NamedOwner]


class RevisionView(CamelModel):
    """A change of a draft."""

    revision: int
    at: str
    by: str
    mine: bool
    undoes: int | None


class DraftHistory(CamelModel):
    """The changes that are kept, the newest first."""

    revisions: list[RevisionView]


class DeletedDraft(CamelModel):
    """It is gone."""

    id: str
    object: Literal["draft.deleted"]
    deleted: Literal[True]
