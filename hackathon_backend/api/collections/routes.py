"""/api/collections: collections of the caller, and one of them."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from ...errors import RequestError
from ...film_collections.models import ItemKind
from ..current import current_container
from ..openapi import answers, spec
from ..owned import owner_of_caller, seen_owner
from ..reading import read_json, read_query
from ..sending import send
from ..shown import ShareQuery, keep_private, token_sent
from .found import collection_to_change, collection_to_show
from .schemas import (
    TARGETS,
    CollectionChange,
    CollectionList,
    CollectionsQuery,
    CollectionView,
    DeletedCollection,
    NewCollection,
)
from .view import cards_of, collection_view

collections = Blueprint("collections", __name__)


@collections.get("/api/collections")
@spec.validate(
    query=CollectionsQuery, resp=answers(HTTP_200=CollectionList, refused=(400, 401, 403)), tags=["collections"]
)
def listing() -> Any:
    """Your collections, those that were changed last at first.

    With `video`, `lesson` or `collection` each says which `item` of it that is, null if it is not in it.
    """
    asked, container = read_query(CollectionsQuery), current_container()
    named = {name: value for name in TARGETS if (value := getattr(asked, name)) is not None}
    if len(named) > 1:
        raise RequestError("Ask for one thing at a time.", param=sorted(named)[0])
    found = container.collections.listed(seen_owner())
    holding = None
    for name, target in named.items():
        holding = container.collections.holding([each.id for each in found], ItemKind(name), target)
    answer = send(CollectionList(collections=cards_of(found, holding)))
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@collections.post("/api/collections")
@spec.validate(
    json=NewCollection, resp=answers(HTTP_201=CollectionView, refused=(400, 401, 403, 409, 415)), tags=["collections"]
)
def create() -> Any:
    """Make a collection with nothing in it."""
    owner, asked = owner_of_caller(), read_json(NewCollection)
    made = current_container().collections.create(owner, asked.title, description=asked.description)
    return send(collection_view(made, None), 201)


@collections.get("/api/collections/<collection_id>")
@spec.validate(query=ShareQuery, resp=answers(HTTP_200=CollectionView, refused=(404,)), tags=["collections"])
def one(collection_id: str) -> Any:
    """A collection with what is in it, in order, and what has become of each thing.

    For its owner, and for whoever may see its page: as VIDEO_ACCESS says.
    """
    answer = keep_private(send(collection_view(collection_to_show(collection_id), token_sent())))
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@collections.patch("/api/collections/<collection_id>")
@spec.validate(
    json=CollectionChange,
    resp=answers(HTTP_200=CollectionView, refused=(400, 401, 403, 404, 415)),
    tags=["collections"],
)
def change(collection_id: str) -> Any:
    """Give it another title, description or poster."""
    found = collection_to_change(collection_id)
    changed = current_container().collections.change(found.id, read_json(CollectionChange).values())
    return send(collection_view(changed, None))


@collections.delete("/api/collections/<collection_id>")
@spec.validate(resp=answers(HTTP_200=DeletedCollection, refused=(401, 403, 404)), tags=["collections"])
def delete(collection_id: str) -> Any:
    """Remove the collection. The films and lessons in it stay."""
    found = collection_to_change(collection_id)
    current_container().collections.delete(found.id)
    return send(DeletedCollection(object="collection.deleted", id=found.id, deleted=True))
