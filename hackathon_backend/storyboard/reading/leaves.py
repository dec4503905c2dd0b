"""Texts, numbers and choices made to fit their types."""

from __future__ import annotations

import difflib
import math
import re
from enum import Enum
from typing import Annotated, Any, get_args

from pydantic import BeforeValidator, ValidationError

from .changelog import ChangeLog, Path, shown
from .names import snake
from .texts import cut
from .types import NOTHING, adapter, limit, taken_apart, takes

_WHOLE = frozenset({"latex", "source"})
"""Fields whose text means nothing once it is cut."""
_MARKED = 240
"""Texts of up to so many characters show that they were cut."""
LARGEST = 1e300
"""Numbers beyond this are not meant; neither are those that are none."""
_NUMBER = re.compile(
    r"(?P<sign>[-+−]?)(?P<whole>\d{1,3}(?:[, ]\d{3})+(?!\d)|\d*)(?:[.,](?P<part>\d+))?(?P<power>[eE][-+]?\d{1,3})?"
)


def fit_choice(value: Any, base: Any, path: Path, told: ChangeLog) -> Any:
    """The member of the enum or literal type `base` that `value` is nearly spelled like, or `NOTHING`."""
    names = [member.value if isinstance(member, Enum) else member for member in get_args(base) or base]
    if not isinstance(value, str):
        return NOTHING
    near = difflib.get_close_matches(snake(value[:80]), names, 1, 0.75)
    if near:
        told.tell(path, f"{shown(value)} was read as {near[0]}")
    return near[0] if near else NOTHING


def fit_text(value: Any, kind: Any, path: Path, told: ChangeLog) -> Any:
    """`value` as a text of `kind`, cut to its length, or `NOTHING`."""
    text = value if isinstance(value, str) else _as_text(value)
    text = _cleaned(kind, text)
    if text is None:
        return NOTHING
    most = limit(kind, "max_length")
    if most and len(text) > most and path[-1] not in _WHOLE:
        told.tell(path, f"{len(text)} characters were cut to {most}")
        text = cut(text, most) if most <= _MARKED else cut(text, most).rstrip("…")
    elif text and not isinstance(value, str):
        told.tell(path, f"{shown(value)} was read as text")
    return text if takes(kind, text) else NOTHING


def _cleaned(kind: Any, text: str | None) -> str | None:
    """`text` as the type tidies it before it looks at its length."""
    befores = [each for each in taken_apart(kind)[1] if isinstance(each, BeforeValidator)]
    try:
        cleaned: str = adapter(Annotated[str, *befores] if befores else str).validate_python(text)
    except ValidationError:
        return None
    return cleaned


def _as_text(value: Any) -> str | None:
    """A number, a list of texts or an object with one as text."""
    if isinstance(value, int | float):
        return f"{value:.12g}" if abs(value) < LARGEST else None
    if isinstance(value, list | tuple):
        texts = [each if isinstance(each, str) else _as_text(each) for each in value if not isinstance(each, list)]
        return "\n".join(text for text in texts if text)
    if isinstance(value, dict):
        return next((each for each in value.values() if isinstance(each, str) and each.strip()), None)
    return None


def fit_number(value: Any, kind: Any, path: Path, told: ChangeLog) -> Any:
    """`value` as a number within the limits of `kind`, or `NOTHING`; where 1 is the most, 50 is 50 %."""
    number = _as_number(value)
    if number is None:
        return NOTHING
    low, high = limit(kind, "ge"), limit(kind, "le")
    if high == 1 and 1 < number <= 100:
        number /= 100
    number = number if low is None else max(number, low)
    number = number if high is None else min(number, high)
    made = round(number) if taken_apart(kind)[0] is int else number
    if not takes(kind, made):
        return NOTHING
    told.tell(path, f"{shown(value)} was read as {made:g}")
    return made


def _as_number(value: Any) -> float | None:
    """The first number of a text, or a number that is one."""
    if isinstance(value, str):
        found = next((each for each in _NUMBER.finditer(value[:200]) if each["whole"] or each["part"]), None)
        value = _written(found) if found else math.nan
    return float(value) if isinstance(value, int | float) and abs(value) < LARGEST else None


def _written(match: re.Match[str]) -> float:
    """What a number means: commas and spaces part thousands, a comma before other than three digits is a point."""
    whole = match["whole"].replace(",", "").replace(" ", "") or "0"
    sign = "-" if match["sign"] in ("-", "−") else ""
    return float(f"{sign}{whole}.{match['part'] or '0'}{match['power'] or ''}")
