"""Which collections a request may see and change."""

from __future__ import annotations

from ...film_collections.models import Collection
from ...film_collections.store import no_collection
from ..current import current_container, current_principal
from ..owned import owner_of_caller, seen_owner
from ..shown import token_sent, unseen


def collection_to_show(collection_id: str) -> Collection:
    """The collection, if VIDEO_ACCESS lets whoever asks see it. Raises `NotFound`, `LoginRequired`."""
    container, missing = current_container(), no_collection(collection_id)
    found = container.collections.find(collection_id)
    if found is None or not container.collection_sharing.may_see(current_principal(), found, token_sent()):
        raise unseen(missing)
    return found


def collection_to_change(collection_id: str) -> Collection:
    """The collection, if it is the caller's. Raises `NotFound`, `NotAllowed`."""
    found = current_container().collections.get(collection_id, of=seen_owner())
    owner_of_caller()
    return found
