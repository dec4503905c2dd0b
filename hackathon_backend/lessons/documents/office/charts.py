"""Charts as tables of their numbers."""

from __future__ import annotations

from typing import Any

from ..escaping import escaped, tidy

_MOST_ROWS = 60


def chart_rows(chart: Any) -> tuple[str, list[list[str]]]:
    """A chart's title, and its numbers: a row a category, a column a series; no rows if it has none."""
    try:
        title = tidy(chart.chart_title.text_frame.text) if chart.has_title and chart.chart_title.has_text_frame else ""
        return title.strip(), _rows(chart)
    except (AttributeError, KeyError, ValueError, TypeError, NotImplementedError):
        return "", []


def _rows(chart: Any) -> list[list[str]]:
    plots: list[Any] = list(chart.plots)
    if not plots or not (series := list(plots[0].series)):
        return []
    plot = plots[0]
    names = [tidy(str(category)).strip() for category in plot.categories]
    columns = [[_number(value) for value in each.values] for each in series]
    across = [_across(each) for each in series]
    if not names and any(across):
        names = across[0]
    count = min(_MOST_ROWS, max(map(len, [names, *columns])))
    header = ["", *(escaped(tidy(each.name or "")) for each in series)]
    return [header, *([_at(names, row), *(_at(column, row) for column in columns)] for row in range(count))]


def _across(series: Any) -> list[str]:
    """Where the points of a series stand across, in charts of points."""
    found = series._element.xpath("./c:xVal//c:pt/c:v/text()")
    return [_number(float(each)) if each.replace(".", "", 1).lstrip("-").isdigit() else each for each in found]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}" if abs(value) < 1e6 else f"{value:,.0f}"


def _at(values: list[str], place: int) -> str:
    return escaped(values[place]) if place < len(values) else ""
