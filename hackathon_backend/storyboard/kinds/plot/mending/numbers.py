"""Numbers of a plot as writers give them."""

from __future__ import annotations

import math
import re
from typing import Any

from .....errors import FormulaError
from ....reading.changelog import ChangeLog, Path, shown
from ..maths.formula import constant

OTHER_NAMES = {"name": ("label", "title", "legend", "text", "caption")}
_MEASURED = re.compile(r"([-+−]?\d+(?:[.,]\d+)?)\s*(%|[^\W\d].*|[°€$£¥].*)?")


def read_end(value: Any, path: Path, told: ChangeLog) -> float | None:
    """An end of a range; None, which is told, for what can't be drawn."""
    if value is None:
        return None
    number = read_number(value)
    if not abs(number) <= 1e12:
        told.tell(path, f"{shown(value)} is no number that can be drawn; it was chosen")
        return None
    return number


def read_number(value: Any) -> float:
    """A number as it may be written: 3, "2π", "20 mL", "8 %"; NaN if it is none."""
    if isinstance(value, str) and (measured := _MEASURED.fullmatch(value.strip())) and measured[2]:
        value = measured[1].replace("−", "-").replace(",", ".")
    try:
        return constant(value) if isinstance(value, str) else float(value)
    except (FormulaError, TypeError, ValueError):
        return math.nan


def is_number(value: Any) -> bool:
    """Whether a value is a number that can be drawn."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= 1e12
