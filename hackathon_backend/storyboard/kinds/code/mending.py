"""Listings mended: which lines are in focus."""

from __future__ import annotations

import re
from typing import Any

from ...fields import Fields
from ...reading.changelog import ChangeLog, Path
from ...reading.objects import first_of

_LINES = re.compile(r"\d{1,3}(?:\s*(?:-|–|to|\.\.+)\s*\d{1,3})?")
_ALSO = ("steps", "lines", "beats", "explanations", "walkthrough")
"""Other names of the list of lines that are spoken of."""


def mend(fields: Fields, path: Path, told: ChangeLog) -> Fields:
    """Lines in focus may come as a number, as a list of numbers, or in words."""
    spoken_of = next((name for name in ("focus", *_ALSO) if name in fields), None)
    if spoken_of is None:
        return fields
    if spoken_of != "focus":
        told.tell((*path, spoken_of), "was read as focus")
        fields = {name: value for name, value in fields.items() if name != spoken_of} | {"focus": fields[spoken_of]}
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
