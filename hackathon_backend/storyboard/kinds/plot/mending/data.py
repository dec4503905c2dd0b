"""Data points and histograms of a plot mended."""

from __future__ import annotations

import re
from typing import Any

from ....fields import Fields
from ....reading.changelog import ChangeLog, Path
from ....reading.objects import by_other_names, items_of
from ..maths.statistics import counted
from .numbers import OTHER_NAMES, is_number, read_number

_FALSE = ("", "no", "false", "none", "off")
_MOST_NUMBERS = 200


def mend_data(given: Any, path: Path, told: ChangeLog) -> Fields | None:
    """Points may come as two rows of numbers, or in pairs."""
    if isinstance(given, list | tuple):
        given = {"points": [given]} if len(given) == 2 and not isinstance(given[0], list) else {"points": given}
    if not isinstance(given, dict):
        return None
    fields = by_other_names(given, OTHER_NAMES, path, told)
    if isinstance(fields.get("fit"), str):
        fields["fit"] = fields["fit"].strip().lower() not in _FALSE
    pairs = fields.pop("points", fields.pop("values", None))
    if isinstance(pairs, list) and "xs" not in fields:
        fields |= _in_rows(pairs)
    xs, ys = (_numbers(fields.pop(name, fields.pop(name[0], None))) for name in ("xs", "ys"))
    kept = [(x, y) for x, y in zip(xs, ys, strict=False) if is_number(x) and is_number(y)]
    if len(kept) < max(len(xs), len(ys)):
        told.tell(path, f"{len(kept)} points have both their numbers; the others were left out")
    if len(kept) > _MOST_NUMBERS:
        told.tell(path, f"{len(kept)} points are too many; {_MOST_NUMBERS} of them, evenly spread, were kept")
        kept = _spread(kept)
    return fields | {"xs": [x for x, _ in kept], "ys": [y for _, y in kept]} if kept else None


def _in_rows(pairs: list[Any]) -> Fields:
    """Pairs of numbers, be they lists or objects, as a row of each."""
    rows = [list(pair.values()) if isinstance(pair, dict) else pair for pair in pairs]
    rows = [row for row in rows if isinstance(row, list | tuple) and len(row) >= 2]
    return {"xs": [row[0] for row in rows], "ys": [row[1] for row in rows]}


def mend_bars(given: Any, path: Path, told: ChangeLog) -> Fields | None:
    """A histogram: of values, which are counted if they are many, or of counts."""
    if isinstance(given, list | tuple):
        given = {"values": list(given)}
    if not isinstance(given, dict):
        return None
    fields = by_other_names(given, OTHER_NAMES, path, told)
    for name in ("values", "counts"):
        numbers = _numbers(fields.get(name))
        kept = [value for value in numbers if is_number(value)]
        if len(kept) < len(numbers):
            told.tell((*path, name), f"{len(numbers) - len(kept)} that are no numbers were left out")
        fields[name] = kept
    if fields["values"] and fields["counts"]:
        told.tell(path, "has values and counts; the counts were taken")
        fields["values"] = []
    if len(fields["values"]) > _MOST_NUMBERS:
        told.tell((*path, "values"), f"{len(fields['values'])} were counted")
        bins = counted(fields["values"])
        fields |= {"values": [], "counts": list(bins.counts), "width": bins.width, "first": bins.start + bins.width / 2}
    return fields if fields["values"] or any(fields["counts"]) else None


def _numbers(given: Any) -> list[Any]:
    """A row of numbers, which may come as a text, and with units; what is none stays as it is."""
    row = re.split(r"[;\s]+|,\s*", given.strip()) if isinstance(given, str) else items_of(given)
    read = [read_number(each) if isinstance(each, str) else each for each in row]
    return [given if number != number else number for given, number in zip(row, read, strict=True)]


def _spread(items: list[Any]) -> list[Any]:
    return [items[place * len(items) // _MOST_NUMBERS] for place in range(_MOST_NUMBERS)]
