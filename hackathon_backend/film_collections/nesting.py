"""Collections in collections: none is ever inside of itself, and none is deeper than people keep in mind."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from ..errors import CollectionRefused
from .models import CollectionItem, ItemKind

DEEPEST = 4
"""Collections inside of each other, the outermost counted."""


def check_nesting(session: Session, outer: str, inner: str) -> None:
    """Raise `CollectionRefused` if `inner` can't be put into `outer`."""
    above, below = _levels(session, outer, up=True), _levels(session, inner, up=False)
    if any(outer in level for level in below):
        raise CollectionRefused("A collection can't be inside of itself.", param="collection")
    if len(above) + len(below) > DEEPEST:
        raise CollectionRefused(
            f"Collections can be inside of each other {DEEPEST} deep, no deeper.", param="collection"
        )


def _levels(session: Session, start: str, *, up: bool) -> list[set[str]]:
    """The collection, those right above it (or in it), those above these, and so on."""
    at, next_ = CollectionItem.collection_id, CollectionItem.target
    if up:
        at, next_ = next_, at
    levels, seen = [{start}], {start}
    while (
        found := set(
            session.scalars(select(next_).where(CollectionItem.kind == ItemKind.COLLECTION, at.in_(levels[-1])))
        )
        - seen
    ):
        levels.append(found)
        seen |= found
    return levels
