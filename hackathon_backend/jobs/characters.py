"""Characters that engines keep for later videos: which engine has which, under what name."""

from __future__ import annotations

import secrets

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import Float

from ..clock import SYSTEM, Clock
from ..errors import NotFound
from .database import Base, Database


class Character(Base):
    """One character. `upstream` is the engine's own id of it; `created_at` is in unix seconds."""

    __tablename__ = "characters"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[float] = mapped_column(Float(53))
    engine: Mapped[str] = mapped_column(String(64))
    upstream: Mapped[str] = mapped_column(String(500))


class Characters:
    """The table of characters."""

    def __init__(self, database: Database, *, clock: Clock = SYSTEM) -> None:
        self._database = database
        self._clock = clock

    def add(self, name: str, engine: str, upstream: str) -> Character:
        """Write a new one down."""
        made = Character(
            id=f"char_{secrets.token_hex(8)}", name=name, created_at=self._clock.now(), engine=engine, upstream=upstream
        )
        with self._database.write() as session:
            session.add(made)
        return made

    def get(self, character_id: str) -> Character:
        """The character. Raises `NotFound`."""
        with self._database.read() as session:
            found = session.get(Character, character_id)
        if found is None:
            raise NotFound(f"There is no character {character_id[:80]!r}.", param="character_id")
        return found
