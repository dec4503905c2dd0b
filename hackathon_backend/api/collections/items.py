"""/api/collections/<id>/items and /order: what is in a collection, and in which order."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from ...film_collections.models import ItemKind
from ...film_collections.store import NewItem
from ..current import current_container
from ..library.view import card_title
from ..openapi import answers, spec
from ..owned import seen_owner
from ..reading import read_json
from ..sending import send
from ..shown import job_to_show
from .found import collection_to_change
from .schemas import AddedItem, CollectionItemView, CollectionView, DeletedCollection, ItemOrder
from .view import collection_view, contents_of, item_view

collection_items = Blueprint("collection_items", __name__)


@collection_items.post("/api/collections/<collection_id>/items")
@spec.validate(
    json=AddedItem,
    resp=answers(HTTP_200=CollectionItemView, HTTP_201=CollectionItemView, refused=(400, 401, 403, 404, 409, 415)),
    tags=["collections"],
)
def add(collection_id: str) -> Any:
    """Put a film, a lesson or another collection of yours into it: 200 if it was in it before, which changes nothing.

    A film may be anybody's that you may watch by its address alone; whoever sees the collection sees it if they may.
    """
    found, asked = collection_to_change(collection_id), read_json(AddedItem)
    new = _new(asked, found.owner)
    item, was_there = current_container().collections.add(found.id, new, asked.position)
    shown = next(each for each in contents_of(found) if each.item.id == item.id)
    return send(item_view(shown, may_edit=True), 200 if was_there else 201)


@collection_items.delete("/api/collections/<collection_id>/items/<item_id>")
@spec.validate(resp=answers(HTTP_200=DeletedCollection, refused=(401, 403, 404)), tags=["collections"])
def delete(collection_id: str, item_id: str) -> Any:
    """Take something out of it; that itself stays where it is."""
    found = collection_to_change(collection_id)
    current_container().collections.remove(found.id, item_id)
    return send(DeletedCollection(object="collection.item.deleted", id=item_id, deleted=True))


@collection_items.put("/api/collections/<collection_id>/order")
@spec.validate(
    json=ItemOrder, resp=answers(HTTP_200=CollectionView, refused=(400, 401, 403, 404, 409, 415)), tags=["collections"]
)
def order(collection_id: str) -> Any:
    """Put its items into another order: all of them, by their ids. 409 if it was changed meanwhile."""
    found, collections = collection_to_change(collection_id), current_container().collections
    collections.order(found.id, read_json(ItemOrder).items)
    return send(collection_view(collections.get(found.id), None))


def _new(asked: AddedItem, owner: str) -> NewItem:
    """What is to be added, if the caller may see it. Raises `NotFound`."""
    container = current_container()
    if asked.video is not None:
        job = job_to_show(asked.video, None)
        return NewItem(ItemKind.VIDEO, job.id, card_title(job))
    if asked.lesson is not None:
        lesson = container.contents.lesson(asked.lesson, seen_owner())
        return NewItem(ItemKind.LESSON, lesson.id, lesson.title)
    inner = container.collections.get(asked.collection or "", of=owner)
    return NewItem(ItemKind.COLLECTION, inner.id, inner.title)
