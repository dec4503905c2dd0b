"""What a validator found wrong, in plain words: no type names and no patterns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

_WORDS = {
    "missing": "is needed",
    "string": "must be text",
    "int": "must be a whole number",
    "float": "must be a number",
    "finite": "must be a number",
    "bool": "must be true or false",
    "dict": "must be an object",
    "model": "must be an object",
    "list": "must be a list",
    "tuple": "must be a list",
    "path": "must be a path",
    "none": "must be left out",
}
_BOUNDS = {
    "greater_than": ("gt", "must be more than"),
    "greater_than_equal": ("ge", "must be at least"),
    "less_than": ("lt", "must be less than"),
    "less_than_equal": ("le", "must be at most"),
}
_COUNTED = {
    "string_too_short": "characters",
    "string_too_long": "characters",
    "too_short": "of them",
    "too_long": "of them",
}


def fault_in_words(fault: Mapping[str, Any]) -> str:
    """One of a `ValidationError`'s errors as what the value must be, to follow its name and a colon."""
    kind, told = str(fault["type"]), fault.get("ctx") or {}
    if kind in ("value_error", "assertion_error"):
        return str(fault["msg"]).partition(", ")[2] or str(fault["msg"])
    if kind in _BOUNDS:
        bound, words = _BOUNDS[kind]
        return f"{words} {_number(told[bound])}"
    if kind in _COUNTED:
        return _count(kind, told)
    if kind in ("literal_error", "enum"):
        return f"must be one of {str(told.get('expected', '')).replace(' or ', ', ').replace(chr(39), '')}"
    if kind == "extra_forbidden":
        return "is not known here"
    return _WORDS.get(kind) or _WORDS.get(kind.split("_")[0]) or "is not as it must be"


def did_you_mean(name: str, known: Sequence[str], *, cutoff: float = 0.7) -> str:
    """A question after the name that was probably meant; empty if none is near."""
    near = get_close_matches(name, known, n=1, cutoff=cutoff)
    return f" Did you mean {near[0]}?" if near else ""


def _count(kind: str, told: Mapping[str, Any]) -> str:
    if kind.endswith("_short"):
        least = told["min_length"]
        return "must not be empty" if least == 1 else f"must have at least {least:,} {_COUNTED[kind]}"
    return f"must have at most {told['max_length']:,} {_COUNTED[kind]}"


def _number(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:g}" if isinstance(value, float) else str(value)
