"""Collections as they are sent and answered."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from ...film_collections.contents import ItemState
from ...film_collections.models import CollectionKind, ItemKind
from ...film_collections.store import MOST_FILMS, MOST_ITEMS
from ...net.camel import CamelModel
from ..text import Text
from ..videos.schemas import NamedOwner

LONGEST_DESCRIPTION = 4000
TARGETS = ("video", "lesson", "collection")

Title = Annotated[Text, Field(min_length=1, max_length=200)]
Description = Annotated[Text, Field(max_length=LONGEST_DESCRIPTION)]
TargetId = Annotated[Text, Field(min_length=1, max_length=64)]


class _Sent(CamelModel):
    model_config = ConfigDict(strict=True, extra="ignore", frozen=True, validate_by_name=False)


class NewCollection(_Sent):
    """A collection to be made, with a first thing in it or with nothing."""

    title: Title
    description: Description = ""


class CollectionChange(_Sent):
    """What shall be different; what is left out stays. `posterItem` null is the poster of the first film."""

    title: Title | None = None
    description: Description | None = None
    poster_item: TargetId | None = None

    def values(self) -> dict[str, object]:
        """The columns that change."""
        sent = {name: getattr(self, name) for name in self.model_fields_set}
        return {name: value for name, value in sent.items() if value is not None or name == "poster_item"}


class AddedItem(_Sent):
    """What is to be put into a collection, one thing, by its id; `position` counts from 0, by default it is the end."""

    video: TargetId | None = None
    lesson: TargetId | None = None
    collection: TargetId | None = None
    position: Annotated[int, Field(ge=0, le=MOST_ITEMS)] | None = None

    @model_validator(mode="after")
    def _is_one(self) -> AddedItem:
        if sum(getattr(self, name) is not None for name in TARGETS) != 1:
            raise ValueError("name one thing: video, lesson or collection")
        return self


class ItemOrder(_Sent):
    """All items of a collection by their ids, in the order that they shall have."""

    items: Annotated[list[TargetId], Field(max_length=MOST_FILMS + MOST_ITEMS)]


class CollectionsQuery(CamelModel):
    """Of which thing each collection shall say whether it is in it."""

    model_config = ConfigDict(validate_by_name=False)

    video: TargetId | None = None
    lesson: TargetId | None = None
    collection: TargetId | None = None


class CollectionItemView(CamelModel):
    """One thing in a collection as it is now; what does not apply to its type is null."""

    id: str
    type: ItemKind
    state: ItemState
    title: Annotated[str, Field(description="Empty for what is another's and not to be seen.")]
    target: Annotated[str | None, Field(description="The id of the video, lesson or collection.")]
    url: Annotated[str | None, Field(description="Its own page; null if there is none for whoever asks.")]
    poster_url: str | None
    seconds: Annotated[float | None, Field(description="How long the film is, or is likely to be.")]
    progress: Annotated[float | None, Field(description="Percent, of a film that is being made.")]
    activity: Annotated[
        str | None, Field(description="What is being done for it now, or why it was not ordered, in words.")
    ]
    count: Annotated[int | None, Field(description="How many things are in a collection.")]
    sections: Annotated[list[str], Field(description="The headings that a film of a course tells.")]
    may_order: Annotated[bool, Field(description="Whether a film of a course can be ordered anew.")]
    share: Annotated[str | None, Field(description="What the player asks for the film with, if it needs that.")]


class CoursePlanning(CamelModel):
    """How far a course is planned: how many lessons, or films that were named, are `done`."""

    of: Literal["lessons", "films"]
    done: int
    total: int
    error: Annotated[str | None, Field(description="What was left out, and why, if it has ended early.")]


class CollectionCard(CamelModel):
    """A collection in a list."""

    id: str
    object: Literal["collection"]
    kind: CollectionKind
    title: str
    description: str
    count: int
    poster_url: str | None
    url: str
    created_at: str
    updated_at: str
    item: Annotated[str | None, Field(description="The item of what was asked for, if that is in it.")] = None


class CollectionView(CamelModel):
    """A collection with what is in it, in order. `seconds` is how long its films are that are there."""

    id: str
    object: Literal["collection"]
    kind: CollectionKind
    title: str
    description: str
    count: int
    seconds: float
    poster_url: str | None
    poster_item: Annotated[str | None, Field(description="The item whose poster was chosen.")]
    may_edit: bool
    url: Annotated[str, Field(description="Its page, to be passed on.")]
    embed_url: str
    zip_url: str
    created_at: str
    updated_at: str
    planning: Annotated[CoursePlanning | None, Field(description="Of a course whose films are not all in it yet.")]
    items: list[CollectionItemView]


class CollectionList(CamelModel):
    """Collections, those that were changed last at first."""

    collections: list[CollectionCard]


class DeletedCollection(CamelModel):
    """That a collection, or an item of one, is gone."""

    object: Literal["collection.deleted", "collection.item.deleted"]
    id: str
    deleted: Literal[True]


class CollectionShareLink(BaseModel):
    """Where the collection is found from now on."""

    object: Literal["collection.share"]
    id: str
    access: str
    share: str | None
    watch_url: str
    embed_url: str


class CollectionPeople(BaseModel):
    """The owners, beside its own and admins, who may see a collection where VIDEO_ACCESS is `private`."""

    object: Literal["collection.shared_with"]
    id: str
    access: str
    watch_url: str
    owners: list[str]
    people: list[NamedOwner]
