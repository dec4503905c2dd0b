"""Fields of operations, as JSON and forms write them."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field


def as_number(value: object) -> object:
    """A number that was written as text, as forms and the protocol's lengths ("8") are; anything else as it is."""
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return value
    return value


def as_flag(value: object) -> object:
    """A yes or no as forms write it; anything else stays as it is."""
    words = {"true": True, "1": True, "false": False, "0": False}
    return words.get(value.lower(), value) if isinstance(value, str) else value


Number = Annotated[float, BeforeValidator(as_number), Field(strict=True, allow_inf_nan=False)]
Moment = Annotated[Number, Field(ge=0, le=86_400)]
Flag = Annotated[bool, BeforeValidator(as_flag), Field(strict=True)]
