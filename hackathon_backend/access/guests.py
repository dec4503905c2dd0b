"""Links for guests: each opens one video or one conversation for a time, to whoever has it. Times are unix seconds."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Float, String, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from ..clock import SYSTEM, Clock
from ..errors import CredentialsRefused, NotFound
from ..jobs.database import Base, Database
from ..jobs.models import text_enum
from .audit import Act, AuditAction, record
from .identity import Asked
from .login.signing import Signing
from .principal import Principal, Proof, Scope, UserRole
from .sessions import PLAIN_COOKIE, SECURE_COOKIE, Sessions

QUERY = "guest"
"""Where a link can stand in an address, instead of the cookie."""
_ENDING = "-guest"
_GONE = "This link is over. Ask whoever sent it for another one."
_KEPT = 30 * 86_400.0


class GuestTarget(StrEnum):
    """What a link opens."""

    VIDEO = "video"
    CONVERSATION = "conversation"


_MAY = {
    GuestTarget.VIDEO: frozenset({Scope.READ}),
    GuestTarget.CONVERSATION: frozenset({Scope.READ, Scope.CHAT}),
}


class GuestLink(Base):
    """One link. It stands in no table whole: its address is signed."""

    __tablename__ = "guest_links"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64), index=True)
    kind: Mapped[GuestTarget] = mapped_column(text_enum(GuestTarget))
    target: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[float] = mapped_column(Float(53))
    expires_at: Mapped[float] = mapped_column(Float(53))
    revoked_at: Mapped[float | None] = mapped_column(Float(53))


@dataclass(frozen=True)
class Guests:
    """The table of links, and the way to come by one."""

    database: Database
    signing: Signing
    sessions: Sessions
    clock: Clock = SYSTEM

    is_on = False
    """A link alone is no way to log in."""

    def create(self, owner: str, kind: GuestTarget, target: str, hours: float) -> GuestLink:
        """A new link."""
        now = self.clock.now()
        made = GuestLink(
            id=secrets.token_hex(16), owner=owner, kind=kind, target=target, created_at=now,
            expires_at=now + hours * 3600,
        )  # fmt: skip
        with self.database.write() as session:
            session.execute(delete(GuestLink).where(GuestLink.expires_at < now - _KEPT))
            session.add(made)
            record(session, Act(AuditAction.GUEST_LINK, kind, target, detail=f"{made.id}, {hours:g} hours"))
        return made

    def token(self, link: GuestLink) -> str:
        """What stands in its address."""
        return self.signing.link(link.id)

    def of(self, owner: str | None) -> list[GuestLink]:
        """The links that still open something, of one owner or of all, the newest first."""
        valid = select(GuestLink).where(GuestLink.revoked_at.is_(None), GuestLink.expires_at > self.clock.now())
        mine = valid if owner is None else valid.where(GuestLink.owner == owner)
        with self.database.read() as session:
            return list(session.scalars(mine.order_by(GuestLink.created_at.desc(), GuestLink.id)))

    def revoke(self, link_id: str, owner: str | None) -> None:
        """End a link at once. Raises `NotFound` if it is none of the owner's."""
        with self.database.write() as session:
            found = session.get(GuestLink, link_id)
            if found is None or owner not in (None, found.owner):
                raise NotFound("There is no such link.", param="link_id")
            session.execute(
                update(GuestLink)
                .where(GuestLink.id == link_id, GuestLink.revoked_at.is_(None))
                .values(revoked_at=self.clock.now())
            )
            record(session, Act(AuditAction.GUEST_LINK, found.kind, found.target, detail=f"{link_id}, ended"))

    @staticmethod
    def forget(session: Session, owner: str) -> None:
        """Remove all links of an owner."""
        session.execute(delete(GuestLink).where(GuestLink.owner == owner))

    def opened_by(self, token: str) -> GuestLink:
        """The link. Raises `CredentialsRefused` for one that is not ours, over, or ended."""
        link_id = self.signing.link_of(token)
        with self.database.read() as session:
            found = session.get(GuestLink, link_id) if link_id else None
        if found is None or found.revoked_at is not None or found.expires_at <= self.clock.now():
            raise CredentialsRefused(_GONE)
        return found

    def principal(self, asked: Asked) -> Principal | None:
        """A guest, by a link in the address or in the cookie. Raises `CredentialsRefused` for one in the address.

        Whoever is logged in comes by the cookie only where the link leads: they have things of their own elsewhere.
        """
        if asked.bearer is not None:
            return None
        if (token := asked.query.get(QUERY)) is not None:
            return guest_of(self.opened_by(token))
        token = next((asked.cookies[name] for name in cookie_names() if asked.cookies.get(name)), None)
        if token is None:
            return None
        try:
            link = self.opened_by(token)
        except CredentialsRefused:
            return None
        leads_here = link.target in asked.path or link.target in asked.query.values()
        return guest_of(link) if leads_here or self.sessions.token_in(asked.cookies) is None else None


def guest_of(link: GuestLink) -> Principal:
    """Whoever comes by the link."""
    return Principal(f"guest:{link.id}", "Guest", UserRole.STUDENT, _MAY[link.kind], Proof.GUEST, only=link.target)


def cookie_names() -> tuple[str, str]:
    """The names of the cookie that has the link, with https and without."""
    return f"{SECURE_COOKIE}{_ENDING}", f"{PLAIN_COOKIE}{_ENDING}"
