"""Text that came in from outside, made safe to keep: every database and every encoder takes it."""

from __future__ import annotations

import unicodedata
from typing import Annotated

from pydantic import BeforeValidator

_KEPT = "\n\t\u200c\u200d"


def clean(value: object) -> object:
    """`value`, if it is text, without control characters, direction overrides and broken surrogates; ends trimmed.

    Line breaks and tabs stay, and so do the joiners that Persian, Hindi and emoji are spelled with.
    """
    if not isinstance(value, str):
        return value
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in lines if char in _KEPT or unicodedata.category(char) not in _DROPPED).strip()


_DROPPED = frozenset({"Cc", "Cf", "Cs"})

Text = Annotated[str, BeforeValidator(clean)]
