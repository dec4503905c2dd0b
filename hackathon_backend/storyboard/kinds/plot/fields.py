"""What the parts of a plot are given in: numbers, formulas, names and ranges."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from ....errors import FormulaError
from ..base import Part
from ..tidying import tidy
from .maths.formula import LONGEST, constant, read_formula

_LARGEST = 1e12


def _number(value: object) -> object:
    """A number that is written as one, such as 2π or 1/2."""
    if not isinstance(value, str):
        return value
    try:
        return constant(value)
    except FormulaError:
        return value


def _readable(text: str) -> str:
    if text:
        try:
            read_formula(text)
        except FormulaError as error:
            raise ValueError(f"is no formula: {error}") from error
    return text


def _drawable(value: float) -> float:
    if not abs(value) <= _LARGEST:
        raise ValueError("must be a number that can be drawn, of at most 1e12")
    return value


Number = Annotated[float, BeforeValidator(_number), AfterValidator(_drawable)]
Count = Annotated[float, AfterValidator(_drawable), Field(ge=0)]
Numbers = Annotated[tuple[Number, ...], Field(max_length=200)]
FormulaText = Annotated[
    str,
    BeforeValidator(tidy),
    AfterValidator(_readable),
    Field(
        max_length=LONGEST,
        description="In x and parameters, such as a*x^2 - 3x + 1, sin(x), 1/x, sqrt(x), |x|, step(x - 3).",
    ),
]
Name = Annotated[str, BeforeValidator(tidy), Field(min_length=1, max_length=60)]


class Ranged(Part):
    """A part with a lowest and a highest value, chosen to suit if null; also called `from` and `to`."""

    start: Number | None = None
    end: Number | None = None

    @model_validator(mode="before")
    @classmethod
    def _by_other_names(cls, fields: Any) -> Any:
        if not isinstance(fields, Mapping):
            return fields
        names = {"from": "start", "to": "end"}
        return {names.get(name, name) if names.get(name) not in fields else name: fields[name] for name in fields}

    @model_validator(mode="after")
    def _runs_upwards(self) -> Self:
        if self.start is not None and self.end is not None and self.start >= self.end:
            raise ValueError("end must be more than start")
        return self
