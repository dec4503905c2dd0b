"""Tables of a lesson as scenes: numbers as a chart, words side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ..lessons import Block
from .lesson_labels import cue_at, heading

_NUMBER = re.compile(r"[-−+]?\d[\d,\u202f\u00a0]*(?:\.\d+)?\s*%?")
_UNIT = re.compile(r"\s*\(([^()]{1,20})\)\s*$")
_MOST_ROWS = 8
_CELL = 60
_WIDEST_SPREAD = 500.0
"""The greatest value over the smallest, above which bars show nothing."""

Rows = Sequence[Sequence[str]]


def table_scene(block: Block, narration: str) -> dict[str, Any] | None:
    """The fields of the scene that shows a table best, its type among them; None if it is too wide for any."""
    rows = [row for row in block.rows if len(row) == len(block.rows[0])]
    if len(rows) < 2 or len(rows[0]) < 2:
        return None
    return _chart(rows, narration) or _compare(rows, narration)


def cue_of(text: str, narration: str) -> str:
    """The place in `narration` that speaks of `text`: its longest word that is said; "" if none is."""
    for word in sorted(re.findall(r"\w{4,}|\d+", text), key=len, reverse=True)[:2]:
        if match := re.search(rf"\b{re.escape(word)}\w*", narration, re.IGNORECASE):
            return match[0]
    return ""


def _chart(rows: Rows, narration: str) -> dict[str, Any] | None:
    header, body = rows[0], rows[1:]
    columns = [[_number(row[place]) for row in body] for place in range(1, len(header))]
    if not columns or len(columns) > 4 or any(value is None for column in columns for value in column):
        return None
    values = [[value or 0.0 for value in column] for column in columns]
    flat = [abs(value) for column in values for value in column if value]
    if not flat or max(flat) / min(flat) > _WIDEST_SPREAD or len(body) > 40:
        return None
    names, units = zip(*(_name_and_unit(cell) for cell in header[1:]), strict=True)
    labels = [heading(row[0]) or str(number) for number, row in enumerate(body, 1)]
    series = [
        {"name": heading(name) if len(names) > 1 else "", "values": column, "cue": ""}
        for name, column in zip(names, values, strict=True)
    ]
    return {
        "type": "chart",
        "kind": _kind(body, values, units[0]),
        "unit": units[0] if len(set(units)) == 1 else "",
        "x_label": heading(header[0]),
        "labels": labels,
        "series": series,
        "focus": _focus(labels, narration),
    }


def _kind(body: Rows, values: Sequence[Sequence[float]], unit: str) -> str:
    steps = [_number(row[0]) for row in body]
    known = [step for step in steps if step is not None]
    if len(known) == len(steps) >= 3 and known in (sorted(known), sorted(known, reverse=True)):
        return "line"
    is_share = unit == "%" and len(values) == 1 and 99 <= sum(values[0]) <= 101
    return "pie" if is_share and min(values[0]) >= 1 else "bar"


def _focus(labels: Sequence[str], narration: str) -> list[dict[str, str]]:
    found = [(match.start(), label) for label in labels if (match := _whole(label).search(narration))]
    return [{"label": label, "cue": cue_at(narration, place)} for place, label in sorted(found)][:6]


def _whole(label: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(label)}(?!\w)", re.IGNORECASE)


def _compare(rows: Rows, narration: str) -> dict[str, Any] | None:
    header, body = rows[0], rows[1 : _MOST_ROWS + 1]
    if not header[0] and len(header) in (3, 4):
        columns = [
            _column(title, [_aspect(row[0], row[place]) for row in body], narration)
            for place, title in enumerate(header[1:], 1)
        ]
    elif len(body) in (2, 3) and len(header) > 2:
        columns = [_column(row[0], _explained(header, row), narration) for row in body]
    elif len(header) <= 3:
        columns = [_column(title, [row[place] for row in body], narration) for place, title in enumerate(header)]
    else:
        return None
    return {"type": "compare", "columns": columns}


def _column(title: str, cells: Sequence[str], narration: str) -> dict[str, Any]:
    items = [{"text": heading(cell, _CELL) or "–", "cue": cue_of(cell, narration)} for cell in cells[:_MOST_ROWS]]
    return {"title": heading(title, _CELL) or "–", "cue": cue_of(title, narration), "items": items}


def _explained(header: Sequence[str], row: Sequence[str]) -> list[str]:
    """The cells of a row; those that are bare numbers, with what they count."""
    return [_aspect(name, cell) if _NUMBER.fullmatch(cell) else cell for name, cell in zip(header, row, strict=True)][
        1:
    ]


def _aspect(name: str, value: str) -> str:
    return f"{name}: {value}" if name and value else name or value


def _name_and_unit(cell: str) -> tuple[str, str]:
    unit = _UNIT.search(cell)
    return (cell[: unit.start()], unit[1]) if unit else (cell, "")


def _number(cell: str) -> float | None:
    text = cell.strip()
    if not _NUMBER.fullmatch(text):
        return None
    return float(re.sub(r"[,\u202f\u00a0%\s]", "", text).replace("−", "-"))
