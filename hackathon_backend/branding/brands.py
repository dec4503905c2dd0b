"""The brands of owners. A row is never changed: films that were ordered keep theirs, and the newest one is in use."""

from __future__ import annotations

import base64
import secrets

from sqlalchemy import Boolean, Float, Index, LargeBinary, String, Update, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from ..clock import SYSTEM, Clock
from ..jobs.database import Base, Database, one_at_a_time
from ..storyboard import Brand


class OwnBrand(Base):
    """A brand of `owner`. `logo` is a PNG of our own making; with `mark` it stands, or the name, in a corner of every
    scene; `closing` are the words of a last card, "" for none.
    """

    __tablename__ = "brands"
    __table_args__ = (Index("brands_of_owner", "owner", "in_use"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    owner: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[float] = mapped_column(Float(53))
    in_use: Mapped[bool] = mapped_column(Boolean)
    name: Mapped[str] = mapped_column(String(120), default="")
    colour: Mapped[str] = mapped_column(String(7), default="")
    closing: Mapped[str] = mapped_column(String(200), default="")
    mark: Mapped[bool] = mapped_column(Boolean, default=True)
    logo: Mapped[bytes | None] = mapped_column(LargeBinary)

    @property
    def logo_url(self) -> str:
        """The logo as a data URL; "" if there is none."""
        return f"data:image/png;base64,{base64.b64encode(self.logo).decode()}" if self.logo else ""

    def drawn(self) -> Brand:
        """The brand of a storyboard."""
        return Brand(self.name, self.colour, self.logo_url) if self.mark else Brand(colour=self.colour)


class Brands:
    """The table of brands."""

    def __init__(self, database: Database, clock: Clock = SYSTEM) -> None:
        self._database, self._clock = database, clock

    def of(self, owner: str) -> OwnBrand | None:
        """The one that an owner's films get now."""
        with self._database.read() as session:
            return session.scalar(select(OwnBrand).where(OwnBrand.owner == owner, OwnBrand.in_use.is_(True)))

    def get(self, brand_id: str) -> OwnBrand | None:
        """The one that a film was ordered with; None if it is forgotten."""
        with self._database.read() as session:
            return session.get(OwnBrand, brand_id)

    def put(self, owner: str, *, name: str, colour: str, closing: str, mark: bool, logo: bytes | None) -> OwnBrand:
        """Let this be what the owner's films get from now on."""
        made = OwnBrand(
            id=f"brand_{secrets.token_hex(16)}", owner=owner, created_at=self._clock.now(), in_use=True,
            name=name, colour=colour, closing=closing, mark=mark, logo=logo,
        )  # fmt: skip
        with self._database.write() as session:
            one_at_a_time(session, f"brand {owner}")
            session.execute(_retired(owner))
            session.add(made)
        return made

    def drop(self, owner: str) -> None:
        """Films that are ordered from now on get none."""
        with self._database.write() as session:
            session.execute(_retired(owner))

    @staticmethod
    def forget(session: Session, owner: str) -> None:
        """Remove all of an owner's, in the session's transaction."""
        session.execute(
            delete(OwnBrand).where(OwnBrand.owner == owner), execution_options={"synchronize_session": False}
        )


def _retired(owner: str) -> Update:
    return update(OwnBrand).where(OwnBrand.owner == owner, OwnBrand.in_use.is_(True)).values(in_use=False)
