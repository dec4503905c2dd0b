"""Listings mended: which lines are in focus."""

from __future__ import annotations

import re
from typing import Any

from ...fields import Fields
from ...reading.changelog import ChangeLog, Path
from ...reading.objects import first_of

_LINES = re.compile(r"\d{1,3}(?:\s*(?:-|–|to|\.\.+)\s*\d{1,3})?")


def mend(fields: Fields, _path: Path, _told: ChangeLog) -> Fields:
    """Lines in focus may come as a number, as a list of numbers, or in words."""
    if "focus" not in fields:
        return fields
    items = fields["focus"] if isinstance(fields["focus"], list) else [fields["focus"]]
    return fields | {"focus": [_focus(item) for item in items]}


def _focus(item: Any) -> Any:
    if not isinstance(item, dict):
        return {"lines": _lines(item)}
    return {"lines": _lines(first_of(item, "lines"))} | {key: item[key] for key in ("cue",) if key in item}


def _lines(value: Any) -> Any:
    """Line numbers as "2-4,7"."""
    text = ",".join(map(str, value[:9])) if isinstance(value, list) else value if isinstance(value, str) else None
    if text is None:
        return value
    found = _LINES.findall(text)
    return ",".join(re.sub(r"\s*(?:-|–|to|\.\.+)\s*", "-", each) for each in found) or value
