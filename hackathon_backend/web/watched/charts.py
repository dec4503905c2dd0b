"""Numbers as shapes: places and heights in units of an SVG that is stretched to the room there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ...api.analytics.schemas import DayCounts

_HIGH = 100


@dataclass(frozen=True)
class DayBar:
    """A day: its place, how high its views stand, and how many of those watched to the end."""

    x: int
    height: float
    finished: float
    day: DayCounts
    name: str


@dataclass(frozen=True)
class DayChart:
    """Bars of days, and what stands beside them; `most` is the number of views that the highest one stands for."""

    bars: Sequence[DayBar]
    most: int
    label: str

    @property
    def width(self) -> int:
        """Units, one for each day."""
        return len(self.bars)


def day_chart(days: Sequence[DayCounts]) -> DayChart:
    """Views by day."""
    most = max((day.views for day in days), default=0)
    unit = _HIGH / most if most else 0
    bars = [
        DayBar(x, round(day.views * unit, 2), round(day.finished * unit, 2), day, day_name(day.day))
        for x, day in enumerate(days)
    ]
    span = f"{bars[0].name} to {bars[-1].name}"
    top = max(bars, key=lambda bar: bar.height)
    label = f"Views by day, {span}; the most on one day were {most} on {top.name}" if most else f"No views, {span}"
    return DayChart(bars, most, label)


def day_name(day: str) -> str:
    """As "30 Nov"."""
    found = date.fromisoformat(day)
    return f"{found.day} {found:%b}"


def share(part: int, whole: int) -> int:
    """Percent, rounded; 0 of nothing."""
    return round(100 * part / whole) if whole else 0


def minutes(seconds: float) -> str:
    """As "4 min", or "1 h 20 min"; below one minute in seconds."""
    if seconds < 60:
        return f"{round(seconds)} s"
    whole = round(seconds / 60)
    return f"{whole // 60} h {whole % 60} min" if whole >= 60 else f"{whole} min"


def clock(seconds: float) -> str:
    """As "1:04"."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"
