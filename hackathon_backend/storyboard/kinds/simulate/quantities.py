"""Quantities with units, as writers give them: "15 m/s", 15, {"value": 15, "unit": "km/h"}."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, TypedDict

from pydantic import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

_NUMBER = re.compile(
    r"^\s*([-+−]?\s*(?:\d[\d_ ]*(?:[.,]\d+)?|[.,]\d+)(?:\s*(?:[eE]|[×x·*]\s*10\^?)\s*[-+−]?\d{1,3})?)\s*(.*)$"
)
_POWER = re.compile(r"\s*(?:[eE]|[×x·*]\s*10\^?)\s*([-+−]?\d{1,3})$")
_RAISED = re.compile(r"(?<=10)[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_LONGEST = 60


class QuantityKind(TypedDict):
    """What is measured in one unit: by how much others are more than that, by their names in all languages."""

    unit: str
    factors: dict[str, float]


@cache
def dimensions() -> Mapping[str, QuantityKind]:
    """For each kind of quantity its unit, and what other units are in it."""
    table: dict[str, QuantityKind] = json.loads(files(__package__).joinpath("units.json").read_text("utf-8"))
    return table


def unit_of(dimension: str) -> str:
    """The unit in which quantities of a dimension are kept and shown."""
    return dimensions()[dimension]["unit"]


def read(given: object, dimension: str) -> float:
    """`given` in the unit of its dimension; a bare number is in it already.

    Raises `ValueError` for what is no quantity, or has a unit of another dimension.
    """
    if isinstance(given, Mapping):
        value = next((given[key] for key in ("value", "amount", "number", "magnitude") if key in given), None)
        unit = next((given[key] for key in ("unit", "units") if key in given), "")
        return _converted(_plain(value, dimension), str(unit), dimension)
    if isinstance(given, str):
        number, unit = parted(given)
        if number is None:
            raise ValueError(f"must be {_example(dimension)}, not {given[:_LONGEST]!r}")
        return _converted(number, unit, dimension)
    return _plain(given, dimension)


def _as_digits(power: re.Match[str]) -> str:
    return power[0].translate(str.maketrans("⁻⁺⁰¹²³⁴⁵⁶⁷⁸⁹", "-+0123456789"))


def parted(text: str) -> tuple[float | None, str]:
    """The number at the beginning of `text` and what follows it; no number if there is none."""
    match = _NUMBER.match(_RAISED.sub(_as_digits, text[:200]))
    if match is None:
        return None, text
    digits, unit = match[1].replace("−", "-").replace(" ", "").replace("_", ""), match[2].strip()
    power = _POWER.search(digits)
    mantissa = digits[: power.start()] if power else digits
    return float(f"{mantissa.replace(',', '.')}e{power[1] if power else 0}"), unit


def _plain(value: object, dimension: str) -> float:
    if isinstance(value, str):
        number, rest = parted(value)
        if number is not None and not rest:
            return number
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    raise ValueError(f"must be {_example(dimension)}")


def _converted(value: float, unit: str, dimension: str) -> float:
    known = dimensions()[dimension]["factors"]
    name = unit.strip().rstrip(".").casefold().replace("**", "^").replace("μ", "µ")
    if dimension == "temperature" and name in {"k", "kelvin"}:
        return value - 273.15
    if dimension == "temperature" and name in {"°f", "f", "fahrenheit"}:
        return (value - 32) * 5 / 9
    if name and name not in known:
        raise ValueError(f"must be {_example(dimension)}: {unit[:_LONGEST]!r} is no unit of {dimension}")
    return value * float(known.get(name, 1.0))


def _example(dimension: str) -> str:
    unit = unit_of(dimension)
    return f"a number with its unit, such as {f'15 {unit}'.strip()}" if unit else "a number"


@dataclass(frozen=True)
class Measured:
    """Annotates a float as a quantity of `dimension` from `low` to `high`, in the unit of that dimension."""

    dimension: str
    low: float
    high: float

    def read(self, given: object) -> float:
        """The quantity as a number. Raises `ValueError` if it is none, or out of its limits."""
        value = read(given, self.dimension)
        if not math.isfinite(value) or not self.low <= value <= self.high:
            unit = unit_of(self.dimension)
            raise ValueError(f"must be between {self.low:g} and {self.high:g} {unit}".rstrip())
        return value

    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.read, core_schema.float_schema())

    def __get_pydantic_json_schema__(self, _schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        example = _example(self.dimension)
        # Only the first letter: volts are V and not v.
        told = f"{example[:1].upper()}{example[1:]}."
        return {"type": "string", "maxLength": _LONGEST, "description": told}
