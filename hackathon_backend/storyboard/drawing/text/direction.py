"""Which languages are written from right to left, and what keeps its own order in their texts."""

from __future__ import annotations

import re
from functools import lru_cache

_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "ug", "ur", "yi"})


def runs_right_to_left(language: str) -> bool:
    """Whether `language` (a tag such as "ar" or "pa-Arab") is written from right to left."""
    parts = language.lower().split("-")
    return parts[0] in _RIGHT_TO_LEFT or bool({"arab", "hebr"} & set(parts[1:]))


LEFT_TO_RIGHT, RIGHT_TO_LEFT, END = "\u2066", "\u2067", "\u2069"
"""Isolates of the Unicode Bidirectional Algorithm, and their end."""

_RTL = r"\u0590-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufeff"
"""Letters that are read from right to left, and the digits of Arabic, whose formulas are too; Persian ones are not."""
_LETTER = f"[^\\W_{_RTL}]"
_ARROWS = "→←↔⇒⇐⇔⇌⇄⟶⟵⟷⟹⟸↦↑↓"
_OPERATOR = rf"[+\-−–—±∓×÷·∙⋅∗*/⁄∕∶=≠<>≤≥≪≫≈≡≅∼∝^|&∈∉⊂⊆⊃⊇∪∩∧∨∘⊕⊗∥⊥{_ARROWS}]"
_SIGN = rf"(?:[+±∓~≈<>≤≥√∛∆∇∫∑∏∂¬∠$€£¥₪₹₽﷼°#@(\[{{|]|(?<![{_RTL}])[\-−–])"
_AFTER = r"(?:[⁺⁻°′″'²³)\]}|]|\s?[%‰٪]|\s?[€$£¥₪₹₽]|[+#](?!\w)|!(?=\s?[=+\-−×÷/)(]))"
_UNKNOWN = r"[∞∅□]|_{1,4}|\?(?=\s*[=+−×÷])|(?<=[=+−×÷]\s)\?"
_TERM = rf"(?:{_LETTER}|{_UNKNOWN})"
"""A letter or digit that is read from left to right, or what stands for one."""
_BETWEEN = rf"(?:[.,٫٬:'’_]|{_AFTER}*\s?{_OPERATOR}+\s?|{_AFTER}*\s:\s|{_AFTER}*\s?)"
_CHAIN = rf"{_SIGN}*{_TERM}(?:{_BETWEEN}{_SIGN}*{_TERM})*{_AFTER}*"
_LISTED = rf"(?:{_LETTER}*[(\[{{]{_CHAIN}(?:[,;]\s?{_CHAIN})+[)\]}}])"
"""Several in brackets, as a point, an interval or the arguments of a function."""
_PART = f"(?:{_LISTED}|{_CHAIN})"
FORMULA = re.compile(rf"{_PART}(?:\s?{_OPERATOR}+\s?{_PART})*")
_LIST = re.compile(r"[,;]\s")
_LEFTWARD = str.maketrans("→⇒⟶⟹↦", "←⇐⟵⟸↤")
_ARROW = re.compile(r"(?<=\S)(\s*)([→⇒⟶⟹↦])(?=\s*\S)")
_RTL_TEXT = re.compile(rf"[{_RTL}](?:[^{LEFT_TO_RIGHT}-{END}A-Za-z\u00c0-\u024f\u0370-\u052f]*[{_RTL}])?")


def has_right_to_left(text: str) -> bool:
    """Whether there are letters in `text` that are read from right to left."""
    return bool(_RTL_TEXT.search(text))


@lru_cache(maxsize=1024)
def ordered(text: str, *, rtl: bool) -> str:
    """`text` with marks that keep what it is made of in the order in which it is read, where some runs from right to
    left: in such a text (`rtl`) its formulas, quantities and ranges, such as Cl + e⁻ → Cl⁻, 13 ÷ 2 or 0–9, and in any
    other the words in such letters. Arrows between words point the way that is read.
    """
    if rtl:
        return formulas_kept(text)
    return _RTL_TEXT.sub(lambda found: f"{RIGHT_TO_LEFT}{formulas_kept(found[0])}{END}", text)


def formulas_kept(text: str) -> str:
    """`text` in a script from right to left, with its formulas marked; by themselves, their signs would be turned."""
    if not has_right_to_left(text) and not _LIST.search(text) and re.search(_TERM, text):
        return f"{LEFT_TO_RIGHT}{text}{END}"
    kept, end = "", 0
    for found in FORMULA.finditer(text):
        kept += text[end : found.start()] + _kept(found[0])
        end = found.end()
    return _arrows_turned(kept + text[end:])


def _arrows_turned(text: str) -> str:
    """`text` in which an arrow outside of formulas points from the words before it to those behind it: to the left."""
    parts = re.split(f"({LEFT_TO_RIGHT}[^{END}]*{END})", text)
    whole = "".join(parts)
    inside = [False] * len(whole)
    place = 0
    for index, part in enumerate(parts):
        inside[place : place + len(part)] = [bool(index % 2)] * len(part)
        place += len(part)
    return _ARROW.sub(lambda found: found[0] if inside[found.start(2)] else found[0].translate(_LEFTWARD), whole)


def _kept(text: str) -> str:
    # A bracket that is opened outside is closed outside.
    spare = next((place for place in range(len(text)) if _surplus(text[: place + 1]) < 0), len(text))
    inner, rest = text[:spare], text[spare:]
    opened = len(inner) - len(inner.lstrip("([{")) if _surplus(inner) > 0 else 0
    return f"{inner[:opened]}{LEFT_TO_RIGHT}{inner[opened:]}{END}{rest}"


def _surplus(text: str) -> int:
    """How many brackets stay open in `text`; less than 0 if one is closed that was not opened."""
    return sum(text.count(sign) for sign in "([{") - sum(text.count(sign) for sign in ")]}")
