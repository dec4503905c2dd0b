"""Which languages are written from right to left, and what is not in their texts."""

from __future__ import annotations

import re

_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "ug", "ur", "yi"})


def runs_right_to_left(language: str) -> bool:
    """Whether `language` (a tag such as "ar" or "pa-Arab") is written from right to left."""
    parts = language.lower().split("-")
    return parts[0] in _RIGHT_TO_LEFT or bool({"arab", "hebr"} & set(parts[1:]))


_LEFT_TO_RIGHT, _END = "\u2066", "\u2069"
_TERM = r"[^\W_\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]"
"""A letter or digit that is read from left to right."""
_SIGN, _AFTER = r"[+\-−±∓~≈√∆∇∫∑∂$€£¥°#@(\[{|]", r"[⁺⁻+#°%‰′″!')\]}|²³]"
_BETWEEN = r"(?:[.,:/·'’_^*]|[⁺⁻°%‰′″'²³)\]}|]*\s?[+\-−±×·/*=<>≤≥≈≠→⇌↔⟶^|&]\s?|[⁺⁻°%‰′″²³)\]}]*\s?)"
_FORMULA = re.compile(f"{_SIGN}*{_TERM}(?:{_BETWEEN}{_SIGN}*{_TERM})*{_AFTER}*")


def formulas_kept(text: str) -> str:
    """`text` in a script from right to left, with its formulas and quantities marked, such as Cl + e⁻ → Cl⁻ or 0 °C, so
    that they keep the order in which they are read; by themselves, their signs would be turned around.
    """
    return _FORMULA.sub(_kept, text)


def _kept(found: re.Match[str]) -> str:
    text = found[0]
    # A bracket that is opened outside is closed outside.
    spare = next((place for place in range(len(text)) if _surplus(text[: place + 1]) < 0), len(text))
    inner, rest = text[:spare], text[spare:]
    opened = len(inner) - len(inner.lstrip("([{")) if _surplus(inner) > 0 else 0
    return f"{inner[:opened]}{_LEFT_TO_RIGHT}{inner[opened:]}{_END}{rest}"


def _surplus(text: str) -> int:
    """How many brackets stay open in `text`; less than 0 if one is closed that was not opened."""
    return sum(text.count(sign) for sign in "([{") - sum(text.count(sign) for sign in ")]}")
