"""Tables of pages, with cells that span others."""

from __future__ import annotations

from lxml.html import HtmlElement

from .inline import InlineText

_MOST_SPAN = 40
_MOST_CELLS = 20_000


def is_layout(table: HtmlElement) -> bool:
    """Whether it is no table but a way to place things beside one another."""
    if table.get("role") in ("presentation", "none"):
        return True
    if next(table.iterdescendants("table"), None) is not None:
        return True
    # A box around a note is set as a table of one column, often with a head.
    return max((len(_cells(row)) for row in table.iter("tr")), default=0) <= 1


def rows_of(table: HtmlElement) -> list[list[str]]:
    """Its rows as Markdown, the header first; a cell that spans others stands in each place that it covers."""
    held: dict[int, tuple[int, str]] = {}
    found: list[list[str]] = []
    cells = 0
    for row in table.iter("tr"):
        line: list[str] = []
        for cell in _cells(row):
            _fill(line, held)
            text = InlineText.of(cell)
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            for place in range(wide):
                if high > 1:
                    held[len(line)] = (high - 1, text)
                line.append(text if place == 0 or cell.tag == "th" else "")
        _fill(line, held)
        cells += len(line)
        if cells > _MOST_CELLS:
            break
        found.append(line)
    return found


def _fill(line: list[str], held: dict[int, tuple[int, str]]) -> None:
    while (place := len(line)) in held:
        left, text = held.pop(place)
        if left > 1:
            held[place] = (left - 1, text)
        line.append(text)


def _cells(row: HtmlElement) -> list[HtmlElement]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name) or ""
    return max(1, min(_MOST_SPAN, int(value))) if value.isdecimal() else 1
