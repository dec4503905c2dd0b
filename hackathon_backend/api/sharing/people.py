"""Those whom something is shared with, as they are sent and as they are told."""

from __future__ import annotations

from collections.abc import Sequence

from ..current import current_container
from ..videos.bodies import SharedWithBody
from ..videos.schemas import NamedOwner


def owners_in(asked: SharedWithBody) -> list[str]:
    """The owners that were sent, by their ids or by name. Raises `RequestError` for a name that is nobody's."""
    return [*asked.owners, *current_container().people.directory.owners_called(asked.names)]


def named(owners: Sequence[str]) -> list[NamedOwner]:
    """The owners with their names, as far as they have any."""
    known = current_container().people.directory.names_of(owners)
    return [NamedOwner(owner=owner, name=known.get(owner)) for owner in owners]
