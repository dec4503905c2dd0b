"""Which languages are written from right to left."""

from __future__ import annotations

_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "ug", "ur", "yi"})


def runs_right_to_left(language: str) -> bool:
    """Whether `language` (a tag such as "ar" or "pa-Arab") is written from right to left."""
    parts = language.lower().split("-")
    return parts[0] in _RIGHT_TO_LEFT or bool({"arab", "hebr"} & set(parts[1:]))
