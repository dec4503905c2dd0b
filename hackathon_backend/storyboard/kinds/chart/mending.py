"""Charts mended: which numbers belong to which labels, and whether they can be drawn as asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ...drawing.colours import known
from ...fields import Fields
from ...reading.changelog import ChangeLog, Path, shown
from ...reading.leaves import LARGEST
from ...reading.names import ALSO, snake
from ...reading.objects import first_of, items_of


def mend(fields: Fields, path: Path, told: ChangeLog) -> Fields:
    """Numbers may come as pairs, as an object or as a bare list; what has no number goes, with its label."""
    series, labels = _series(fields.get("series"))
    labels = labels or items_of(fields.get("labels"))
    rows = [items_of(each.get("values")) for each in series]
    count = max(map(len, rows), default=0)
    if not labels and count:
        labels = [str(number) for number in range(1, count + 1)]
        told.tell((*path, "labels"), "were missing; they are counted")
    whole = [index for index in range(min(count, len(labels))) if all(_is_number(row, index) for row in rows)]
    if any(len(row) != len(whole) for row in rows) or len(labels) != len(whole):
        told.tell((*path, "series"), f"labels and numbers do not match; {len(whole)} that do were kept")
    series = [
        each | {"values": [row[index] for index in whole]} for each, row in zip(series, rows, strict=True) if whole
    ]
    fields = _coloured(fields, len(labels), whole, path, told)
    fields = fields | {"labels": [labels[index] for index in whole], "series": series}
    return _drawable(fields, path, told)


def _coloured(fields: Fields, count: int, whole: list[int], path: Path, told: ChangeLog) -> Fields:
    """The colours of those of `count` labels that were kept; what is no colour is none."""
    colors = items_of(fields.get("colors"))
    if len(colors) != count:
        return fields
    kept = [colors[index] for index in whole]
    for index, color in enumerate(kept):
        if not (isinstance(color, str) and (color.strip() == "" or known(color))):
            told.tell((*path, "colors", index), f"{shown(color)} is no colour; left out")
            kept[index] = ""
    return fields | {"colors": kept}


def _series(given: Any) -> tuple[list[Fields], list[Any]]:
    """The series, and the labels if they came with the numbers."""
    if isinstance(given, dict) and not any(snake(str(key)) in ("values", *ALSO["values"]) for key in given):
        if any(isinstance(value, list) for value in given.values()):
            return [{"name": str(key)[:60], "values": value} for key, value in given.items()], []
        return [{"values": list(given.values())}], [str(key) for key in given]
    items = [given] if isinstance(given, dict) else items_of(given)
    rows = [item for item in items if isinstance(item, dict)]
    if rows:
        return _of_objects(rows)
    nested = [item for item in items if isinstance(item, list)]
    return [{"values": item} for item in nested] or ([{"values": items}] if items else []), []


def _of_objects(rows: list[Fields]) -> tuple[list[Fields], list[Any]]:
    """Series if the objects have rows of numbers, else one series of what each has, by their labels."""
    values = [first_of(row, "values") for row in rows]
    names = [first_of(row, "label") for row in rows]
    if any(isinstance(value, list | tuple) for value in values):
        cues = [{key: row[key] for key in ("cue", "color") if key in row} for row in rows]
        named = zip(cues, names, values, strict=True)
        return [cue | ({"name": name} if name else {}) | {"values": value} for cue, name, value in named], []
    return [{"values": values}], names if all(isinstance(name, str | int | float) for name in names) else []


def _is_number(row: list[Any], index: int) -> bool:
    value = row[index] if index < len(row) else None
    if isinstance(value, str):
        return bool(re.search(r"\d", value))
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < LARGEST


def _drawable(fields: Fields, path: Path, told: ChangeLog) -> Fields:
    """A pie of what is no shares becomes bars."""
    rows = [each["values"] for each in fields["series"]]
    numbers = [value for row in rows for value in row if isinstance(value, int | float)]
    if fields.get("kind") == "pie" and (len(rows) != 1 or min(numbers, default=0) < 0 or not any(numbers)):
        told.tell((*path, "kind"), "these numbers make no pie; bar was taken")
        return fields | {"kind": "bar"}
    return fields


def numbers_told(fields: Fields) -> Iterator[str]:
    """The numbers of a mended chart's first series with their labels, as they are said."""
    for label, number in zip(fields["labels"], fields["series"][0]["values"], strict=False):
        yield f"{label}: {float(number):g} {fields.get('unit', '')}".strip()
