"""What is counted. A day is written "2026-11-30", in UTC; seconds of a film are bits, as `seconds.py` has them."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Float, ForeignKey, Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from ..jobs.database import Base
from ..jobs.documents import Document
from .outline import FilmOutline


class FilmView(Base):
    """One playing of one film on one page, until its day is summed up. Nothing in it says whose it is."""

    __tablename__ = "film_views"
    __table_args__ = (Index("film_views_of_day", "day", "job_id"),)

    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True)
    view: Mapped[str] = mapped_column(String(64), primary_key=True)
    """What the player has named it; random, and forgotten with the page."""
    day: Mapped[str] = mapped_column(String(10))
    """On which it began."""
    seen: Mapped[bytes] = mapped_column(LargeBinary)
    """The seconds that were watched."""
    seconds: Mapped[int] = mapped_column(Integer)
    """How many those are."""
    answers: Mapped[dict[str, int]] = mapped_column(JSON)
    """The option that was chosen, by the index of the question."""
    known: Mapped[int] = mapped_column(Integer)
    """How much it tells: a state that tells less came late."""
    finished: Mapped[bool] = mapped_column(Boolean)
    own: Mapped[bool] = mapped_column(Boolean)
    """Whether the film's owner watched."""


class FilmDay(Base):
    """What the views of a film on one day came to."""

    __tablename__ = "film_days"

    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    begun: Mapped[int] = mapped_column(Integer, default=0)
    """Views that were let in, single ones included."""
    views: Mapped[int] = mapped_column(Integer, default=0)
    """From here on: views that are summed up, those of others."""
    own_views: Mapped[int] = mapped_column(Integer, default=0)
    finished: Mapped[int] = mapped_column(Integer, default=0)
    seconds: Mapped[int] = mapped_column(Integer, default=0)
    scenes: Mapped[list[list[int]]] = mapped_column(JSON, default=list)
    """For each scene: by how many it was begun, and watched."""
    answers: Mapped[list[list[int]]] = mapped_column(JSON, default=list)
    """For each question: how often each option was chosen."""


class FilmDownload(Base):
    """How often something of a film was taken along on one day."""

    __tablename__ = "film_downloads"

    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[str] = mapped_column(String(10), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    """A `counting.Taken`."""
    count: Mapped[int] = mapped_column(Integer)


class FilmContents(Base):
    """The scenes and questions of a film that was watched: they are known also when its files are gone."""

    __tablename__ = "film_contents"

    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True)
    outline: Mapped[FilmOutline] = mapped_column(Document(FilmOutline))


class FilmNames(Base):
    """That the owner of this film wants to know by name who has watched it."""

    __tablename__ = "film_names"

    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True)
    since: Mapped[float] = mapped_column(Float(53))


class NamedWatching(Base):
    """What somebody who is logged in has watched of a film and answered, where its owner sees that by name.

    Times are unix seconds.
    """

    __tablename__ = "film_people"

    job_id: Mapped[str] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), primary_key=True)
    person: Mapped[str] = mapped_column(String(64), primary_key=True, index=True)
    """The owner that they are themselves."""
    name: Mapped[str] = mapped_column(String(200))
    seen: Mapped[bytes] = mapped_column(LargeBinary)
    """The seconds that were watched, in all of their views."""
    answers: Mapped[dict[str, int]] = mapped_column(JSON)
    """Their first answers."""
    first_at: Mapped[float] = mapped_column(Float(53))
    last_at: Mapped[float] = mapped_column(Float(53))
