"""The table of deliveries. Times are unix seconds."""

from __future__ import annotations

from typing import Literal, TypedDict

from sqlalchemy import JSON, Boolean, Float, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from ..jobs import Base

VideoEnd = Literal["video.completed", "video.failed"]
DeliveryKind = Literal[VideoEnd, "budget.alert"]
DeliveryState = Literal["pending", "delivered", "stopped", "failed"]
"""`stopped`: the receiver wants no more (410). `failed`: it was not taken in all the time that there is."""


class KeptAttempt(TypedDict):
    """One call, as a row keeps it: when (unix seconds), for how many seconds, the HTTP status, or why there is none."""

    at: float
    seconds: float
    status: int | None
    error: str | None


class Delivery(Base):
    """One event for one receiver, and every attempt to hand it over."""

    __tablename__ = "deliveries"
    __table_args__ = (Index("deliveries_due", "next_at"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    event_id: Mapped[str] = mapped_column(String(64))
    job_id: Mapped[str | None] = mapped_column(ForeignKey("jobs.id", ondelete="CASCADE"), index=True)
    data: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    """What is told of an event that is about no job."""
    type: Mapped[DeliveryKind] = mapped_column(String(40))
    created_at: Mapped[float] = mapped_column(Float(53))
    url: Mapped[str] = mapped_column(Text)
    host: Mapped[str] = mapped_column(String(300))
    """Where it goes, as "name:port": those that go to the same place wait for each other, and for nobody else."""
    from_settings: Mapped[bool] = mapped_column(Boolean)
    """Whether the URL is WEBHOOK_URL, and not one that came with the request."""
    state: Mapped[DeliveryState] = mapped_column(String(16), default="pending")
    next_at: Mapped[float | None] = mapped_column(Float(53))
    """When the next attempt is due; None when there will be none."""
    tries: Mapped[int] = mapped_column(Integer, default=0)
    """Attempts begun; what an attempt has found is written down only by the one who began the last."""
    attempts: Mapped[list[KeptAttempt]] = mapped_column(JSON, default=list)
    """What came of each."""
