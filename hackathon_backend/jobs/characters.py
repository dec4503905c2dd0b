"""Characters that engines keep for later videos: which engine has which, under what name."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from sqlalchemy import Index, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.types import Float

from ..clock import SYSTEM, Clock
from ..errors import NotFound
from .database import Base, Database
from .models import LOCAL_OWNER


class Character(Base):
    """One character. `upstream` is the engine's own id of it; `created_at` is in unix seconds."""

    __tablename__ = "characters"
    __table_args__ = (Index("characters_of_owner", "owner", "created_at"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[float] = mapped_column(Float(53))
    engine: Mapped[str] = mapped_column(String(64))
    upstream: Mapped[str] = mapped_column(String(500))
    owner: Mapped[str] = mapped_column(String(64), default=LOCAL_OWNER)


class Characters:
    """The table of characters."""

    def __init__(self, database: Database, *, clock: Clock = SYSTEM) -> None:
        self._database = database
        self._clock = clock

    def add(
        self,
        name: str,
        engine: str,
        upstream: str,
        *,
        owner: str = LOCAL_OWNER,
        also: Callable[[Session, Character], None] = lambda _session, _made: None,
    ) -> Character:
        """Write a new one down; `also` writes more in the same transaction."""
        made = Character(
            id=f"char_{secrets.token_hex(16)}",
            name=name,
            created_at=self._clock.now(),
            engine=engine,
            upstream=upstream,
            owner=owner,
        )
        with self._database.write() as session:
            session.add(made)
            also(session, made)
        return made

    def get(self, character_id: str, *, of: str | None = None) -> Character:
        """The character; with `of`, only if it is that owner's. Raises `NotFound`."""
        query = select(Character).where(Character.id == character_id)
        with self._database.read() as session:
            found = session.scalar(query if of is None else query.where(Character.owner == of))
        if found is None:
            raise NotFound(f"There is no character {character_id[:80]!r}.", param="character_id")
        return found
