"""Who may see a collection: as with videos, what VIDEO_ACCESS says."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select

from ..access.audit import Act, AuditAction, record
from ..access.links import Links, VideoAccess
from ..access.principal import Principal, Proof
from ..jobs.database import Database
from ..jobs.models import new_share_key
from .models import Collection, CollectionShare


class CollectionSharing:
    """Whom collections are shown to, and by which links."""

    def __init__(self, database: Database, links: Links) -> None:
        self._database = database
        self._links = links

    def may_see(self, caller: Principal, found: Collection, token: str | None) -> bool:
        """Whether the caller, who has sent `token`, may see the collection."""
        if self._links.access is VideoAccess.PUBLIC or caller.owns(found.owner):
            return True
        if caller.proof is not Proof.GUEST and caller.owner and caller.owner in self.names(found.id):
            return True
        # A passing token is that of a collection which this one is in.
        return token is not None and self._links.opens_files(token, found.id, found.share_key)

    def names(self, collection_id: str) -> list[str]:
        """The owners that it is shared with, in order."""
        query = select(CollectionShare.owner).where(CollectionShare.collection_id == collection_id)
        with self._database.read() as session:
            return list(session.scalars(query.order_by(CollectionShare.owner)))

    def set_names(self, collection_id: str, owners: Sequence[str]) -> None:
        """Share it with these owners and nobody else."""
        with self._database.write() as session:
            session.execute(delete(CollectionShare).where(CollectionShare.collection_id == collection_id))
            session.add_all(CollectionShare(collection_id=collection_id, owner=name) for name in dict.fromkeys(owners))
            said = f"with {', '.join(owners) or 'nobody'}"
            record(session, Act(AuditAction.COLLECTION_SHARE, "collection", collection_id, detail=said))

    def renew(self, collection_id: str) -> Collection:
        """Give it a new link; all that were given out before are dead at once."""
        with self._database.write() as session:
            found = session.get_one(Collection, collection_id)
            found.share_key = new_share_key()
            record(session, Act(AuditAction.COLLECTION_SHARE, "collection", collection_id, detail="a new link"))
        return found
