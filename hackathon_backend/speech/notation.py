"""The rules by which notation is read out: each turns one kind of it into words, or returns None for any other."""

from __future__ import annotations

import re
from collections.abc import Callable

from .vocabulary import Vocabulary

NUMBER = r"[-+−]?\d+(?:[.,]\d+)*"
"""A number as it is written, for `re`."""

_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")
_POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻ⁿ", "0123456789-n")
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻ⁿ]+")
_SAME = str.maketrans({"−": "-", "∗": "×", "*": "×", "·": "×", "⋅": "×", "⇒": "→", "⟶": "→"})
# Words, dates, pairs as "and/or" and "I/O", and code.
_NO_FORMULA = re.compile(r"[^\W\d_]{4}|[^\W\d_]{2}[/&@][^\W\d_]{2}|^[A-Z]/[A-Z]$|\d-\d+-\d|--|:|[\"`{}\[\];|]|&&|==|=>")
_SIGN = r"[=≠≈<>≤≥+±×÷/√π∞→~&@]"


def unit(symbol: str, table: Vocabulary, *, plural: bool) -> str | None:
    """The words for a unit, a degree or one unit over another, as "m/s²"; None if `symbol` is none."""
    if symbol in ("°", "°C", "°F"):
        return table.signs[symbol]
    parts: list[str] = []
    for index, part in enumerate(_powered(symbol).split("/")):
        name, _, power = part.partition("^")
        if name not in table.units or power not in ("", "2", "3"):
            return None
        parts.append(table.units[name][plural and not index] + (f" {table.signs['^' + power]}" if power else ""))
    return f" {table.per} ".join(parts)


def _operator(core: str, table: Vocabulary) -> str | None:
    return table.operators.get(core)


def _address(core: str, table: Vocabulary) -> str | None:
    """The host of a web address: nobody reads out the rest."""
    found = re.match(r"(?:https?://|www\.)(?:www\.)?([^/?#:]+)", core)
    return found[1].replace(".", f" {table.dot} ").replace("-", " ") if found else None


def _tag(core: str, _: Vocabulary) -> str | None:
    """The name of a markup tag: `<div>` is said "div"."""
    found = re.fullmatch(r"</?([A-Za-z][\w-]*)[^<>]*>?", core)
    return found[1] if found else None


def _money(core: str, table: Vocabulary) -> str | None:
    found = re.fullmatch(r"([$€£₹])(\d+(?:[.,]\d+)*)|(\d+(?:[.,]\d+)*)([$€£₹])", core)
    if not found:
        return None
    amount, names = found[2] or found[3], table.currencies.get(found[1] or found[4])
    return f"{amount} {names[amount != '1']}" if names else None


def _quantity(core: str, table: Vocabulary) -> str | None:
    """A number with its unit, as "5kg" and "-3°C", or one unit over another by itself."""
    if "/" in core and (words := unit(core, table, plural=True)):
        return words
    found = re.fullmatch(rf"({NUMBER})([^\d\s].*)", core)
    words = unit(found[2], table, plural=found[1] != "1") if found else None
    if not found or not words:
        return None
    minus = f"{table.signs['-']} " if found[1][0] in "-−" else ""
    return f"{minus}{found[1].lstrip('-−')} {words}"


def _year(core: str, table: Vocabulary) -> str | None:
    """1945 as "19 45", 1905 as "19 oh 5", 1990s as "19 90s"."""
    if not (table.years_in_pairs and re.fullmatch(r"(1[1-9]\d\d|20[1-9]\d)s?", core)):
        return None
    century, rest = core[:2], core[2:]
    if rest.startswith("00"):
        return f"{century} hundred{rest[2:]}"
    return f"{century} oh {rest[1:]}" if rest[0] == "0" else f"{century} {rest}"


def _range(core: str, table: Vocabulary) -> str | None:
    found = re.fullmatch(r"(\d+(?:[.,]\d+)*)[–—-](\d+(?:[.,]\d+)*%?)", core)
    return f"{found[1]} {table.to} {found[2]}" if found else None


def _chemical(core: str, _: Vocabulary) -> str | None:
    """A chemical formula, letter by letter."""
    plain = core.translate(_SUBSCRIPTS)
    if not re.fullmatch(r"(?:[A-Z][a-z]?\d{0,3}){1,12}", plain) or not re.search(r"\d", plain):
        return None
    return " ".join(re.findall(r"[A-Z]|[a-z]|\d+", plain))


def _formula(core: str, table: Vocabulary) -> str | None:
    """Mathematics, each sign and letter said for itself; `f(x)` as "f of x"."""
    plain = _powered(core).translate(_SAME).translate(_SUBSCRIPTS)
    if not re.search(rf"{_SIGN}|\^|^-\d|\d-\d|^([A-Za-z]'?|sin|cos|tan|log|ln)\(.+\)", plain):
        return None
    if _NO_FORMULA.search(plain):
        return None
    atoms = r"\^[23](?![\d.])|\^|\d+(?:[.,]\d+)*%?|sin|cos|tan|log|ln|'|(?<=[fgh'ns])\((?!\))|[^\W\d_]|-|" + _SIGN
    said = {**table.signs, **table.short, "(": table.of, "'": table.prime}
    return " ".join(said.get(atom, atom) for atom in re.findall(atoms, plain))


def _code(core: str, table: Vocabulary) -> str | None:
    """A name in a program: its parts as words, calls without their brackets, the dot of a file name said."""
    if not re.search(r"[a-z][A-Z]|\w_\w|\w\.\w|\w\(|[\[\]{}()=;<>|&]|\w/\w", core) or not re.search(r"[^\W\d_]", core):
        return None
    words = re.sub(r"[=!]==?|=>|&&|\|\|", lambda sign: f" {table.operators.get(sign[0], '')} ", core)
    words = words.replace("=", f" {table.signs['=']} ")
    words = re.sub(r"(?<=[^\W\d_])\.(?=[^\W\d_])", f" {table.dot} ", words)
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", words)
    words = re.sub(r"\b(html|css|js|ts|py|md|tsx|txt|csv|xml)\b", lambda name: " ".join(name[0].upper()), words)
    return " ".join(re.sub(r"[^\w\s.,'-]|_", " ", words).split())


def _powered(text: str) -> str:
    """Raised digits written with one caret: "m²" as "m^2", "10⁻³" as "10^-3"."""
    return _RAISED.sub(lambda raised: "^" + raised[0].translate(_POWERS), text)


RULES: tuple[Callable[[str, Vocabulary], str | None], ...] = (
    _operator,
    _address,
    _tag,
    _money,
    _year,
    _quantity,
    _range,
    _chemical,
    _formula,
    _code,
)
"""In the order in which they are tried: the first that knows the word decides."""
