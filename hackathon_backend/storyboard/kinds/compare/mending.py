"""Comparisons mended: two sides by whatever names, and tables of rows, as columns."""

from __future__ import annotations

from typing import Any

from ...fields import Fields
from ...reading.changelog import ChangeLog, Path, listed
from ...reading.names import ALSO, snake
from .scene import CompareScene

_OWN = frozenset({*CompareScene.model_fields, *ALSO["columns"], *ALSO["heading"], *ALSO["narration"]})
_TITLES = ("title", "name", "label", "heading", "header", "term")
_FEWEST, _MOST = 2, 3


def gather(fields: Fields, path: Path, told: ChangeLog) -> Fields:
    """`fields` with its sides as columns: {"left": {...}, "right": {...}}, or a table with titles and rows."""
    columns = fields.get("columns", fields.get("headers"))
    if _is_table(columns, fields.get("rows")):
        told.tell((*path, "rows"), "were read as columns")
        return {key: value for key, value in fields.items() if key not in ("rows", "headers")} | {
            "columns": _turned(list(columns or ()), fields["rows"])
        }
    if any(isinstance(fields.get(key), list | dict) for key in ("columns", *ALSO["columns"])):
        return fields
    sides = [
        key for key, value in fields.items() if snake(key) not in _OWN and isinstance(value, dict | list) and value
    ]
    if not _FEWEST <= len(sides) <= _MOST:
        return fields
    told.tell(path, f"{listed(sides)} were read as columns")
    used = {*sides, *(f"{side}_{title}" for side in sides for title in _TITLES)}
    kept = {key: value for key, value in fields.items() if key not in used}
    return kept | {"columns": [_column(side, fields) for side in sides]}


def _column(side: str, fields: Fields) -> Fields:
    """A side as a column; without a title of its own, it is called by its key."""
    given = fields[side]
    column: Fields = dict(given) if isinstance(given, dict) else {"items": given}
    if not any(column.get(name) for name in _TITLES):
        beside = next((fields[f"{side}_{name}"] for name in _TITLES if fields.get(f"{side}_{name}")), "")
        column["title"] = beside or side.replace("_", " ").strip().capitalize()
    return column


def _is_table(columns: Any, rows: Any) -> bool:
    titled = isinstance(columns, list) and all(isinstance(each, str) for each in columns) and len(columns) > 1
    return titled and isinstance(rows, list) and all(isinstance(row, list) for row in rows) and bool(rows)


def _turned(titles: list[str], rows: list[list[Any]]) -> list[Fields]:
    """Rows as columns; the first cell of a row that has one more than there are things says what it is about."""
    first = len(rows[0]) - len(titles)
    titles = titles[1:] if first == 0 and len(titles) > _MOST else titles
    shift = max(len(rows[0]) - len(titles), 0)
    return [
        {"title": title, "items": [str(row[place + shift]) for row in rows if len(row) > place + shift]}
        for place, title in enumerate(titles)
    ]
