"""Publishing, wired together for a process that takes publications on or shows them."""

from __future__ import annotations

from dataclasses import dataclass

from ..access.links import SHARE, Links, VideoAccess
from ..jobs import Database, Job, JobStore
from ..settings import Settings
from ..storage import Storage
from .accounts import KnownAccounts
from .desk import PublishingDesk
from .registry import publisher_of
from .store import Publications
from .working import PublicationWork


@dataclass(frozen=True)
class Publishing:
    """The rows, and what works on them where a service is set up."""

    rows: Publications
    accounts: KnownAccounts | None
    desk: PublishingDesk | None

    def start(self) -> None:
        """Begin to work on what is due."""
        if self.desk is not None:
            self.desk.start()

    def stop(self) -> None:
        """Begin nothing more."""
        if self.desk is not None:
            self.desk.stop()


def publishing_of(
    settings: Settings, database: Database, store: JobStore, storage: Storage, links: Links
) -> Publishing:
    """Publishing as the settings have it; nothing moves before it is started."""
    rows, publisher = Publications(database, store.clock), publisher_of(settings)
    if publisher is None:
        return Publishing(rows, None, None)

    def link_of(job: Job, name: str) -> str | None:
        """Where the service could fetch the film: from the bucket, or from here under PUBLIC_URL."""
        if (address := storage.address(name)) is not None:
            return address
        if settings.public_url is None:
            return None
        ending = "" if links.access is VideoAccess.PUBLIC else f"?{SHARE}={links.passing(job)}"
        return f"{settings.public_url}/videos/{name}{ending}"

    desk = PublishingDesk(rows, PublicationWork(publisher, rows, store, storage, link_of))
    store.listeners.append(desk)
    return Publishing(rows, KnownAccounts(publisher), desk)
