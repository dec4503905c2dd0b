"""Whom a collection is shown to: its link, and people by name, as with videos."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from ...film_collections.models import Collection
from ..current import current_container
from ..openapi import answers, spec
from ..reading import read_json
from ..sending import send
from ..sharing.people import named, owners_in
from ..sharing.routes import absolute
from ..videos.bodies import SharedWithBody
from .found import collection_to_change
from .schemas import CollectionPeople, CollectionShareLink
from .view import ending_of_collection

collection_showing = Blueprint("collection_showing", __name__)


@collection_showing.post("/api/collections/<collection_id>/share")
@spec.validate(resp=answers(HTTP_200=CollectionShareLink, refused=(401, 403, 404)), tags=["collections"])
def renew_link(collection_id: str) -> Any:
    """Give the collection a new link. All that were given out before are dead at once; links to its films are not."""
    found = current_container().collection_sharing.renew(collection_to_change(collection_id).id)
    ending = ending_of_collection(found, None)
    return send(
        CollectionShareLink(
            object="collection.share",
            id=found.id,
            access=current_container().links.access.value,
            share=ending.partition("=")[2] or None,
            watch_url=_page(found, ending),
            embed_url=absolute(f"/embed/collections/{found.id}{ending}"),
        )
    )


@collection_showing.get("/api/collections/<collection_id>/shared-with")
@spec.validate(resp=answers(HTTP_200=CollectionPeople, refused=(401, 403, 404)), tags=["collections"])
def shared_with(collection_id: str) -> Any:
    """The owners who may see the collection where VIDEO_ACCESS is `private`."""
    return send(_people(collection_to_change(collection_id)))


@collection_showing.put("/api/collections/<collection_id>/shared-with")
@spec.validate(
    json=SharedWithBody,
    resp=answers(HTTP_200=CollectionPeople, refused=(400, 401, 403, 404, 415)),
    tags=["collections"],
)
def share_with(collection_id: str) -> Any:
    """Show the collection, with those films in it that are yours, to these owners, and to nobody else from now on."""
    found = collection_to_change(collection_id)
    current_container().collection_sharing.set_names(found.id, owners_in(read_json(SharedWithBody)))
    return send(_people(found))


def _people(found: Collection) -> CollectionPeople:
    container = current_container()
    owners = container.collection_sharing.names(found.id)
    return CollectionPeople(
        object="collection.shared_with",
        id=found.id,
        access=container.links.access.value,
        watch_url=_page(found, ending_of_collection(found, None)),
        owners=owners,
        people=named(owners),
    )


def _page(found: Collection, ending: str) -> str:
    return absolute(f"/collections/{found.id}{ending}")
