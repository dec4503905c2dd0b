"""Which film's poster stands for a collection."""

from __future__ import annotations

from collections.abc import Collection as Ids

from sqlalchemy import case, func, select

from ..jobs import Job, State
from ..jobs.database import Database
from .models import Collection, CollectionItem, ItemKind


def poster_films(database: Database, ids: Ids[str]) -> dict[str, str]:
    """For each of these collections that has one, the id of the film that was chosen, or of the first that is there."""
    chosen = case((CollectionItem.id == Collection.poster_item, 0), else_=1)
    turn = func.row_number().over(partition_by=Collection.id, order_by=(chosen, CollectionItem.place))
    films = (
        select(Collection.id.label("collection"), Job.id.label("film"), turn.label("turn"))
        .join(CollectionItem, CollectionItem.collection_id == Collection.id)
        # Of another's film it is not known whether everybody who sees the collection may see it.
        .join(Job, (Job.id == CollectionItem.target) & (Job.owner == Collection.owner))
        .where(Collection.id.in_(ids), CollectionItem.kind == ItemKind.VIDEO)
        .where(Job.state == State.COMPLETED, Job.filename.is_not(None))
        .where(Job.expired_at.is_(None), Job.deleted_at.is_(None))
        .subquery()
    )
    with database.read() as session:
        rows = session.execute(select(films.c.collection, films.c.film).where(films.c.turn == 1))
        return {str(collection): str(film) for collection, film in rows}
