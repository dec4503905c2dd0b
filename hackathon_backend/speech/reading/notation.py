"""The rules by which notation is read out: each turns one kind of it into words, or returns None for any other."""

from __future__ import annotations

import re
from collections.abc import Callable

from .formulas import chemical, factorial, formula, indexed, letter, lone_sign, variable
from .measures import currency, magnitude, money, quantity
from .numerals import decade, fraction, roman, spread, time_or_ratio, written_date, year
from .signs import SAME
from .vocabulary import Vocabulary, WrittenText


def _operator(here: WrittenText) -> str | None:
    return here.table.operators.get(here.core)


def _address(here: WrittenText) -> str | None:
    """The host of a web address: nobody reads out the rest. An e-mail address is read whole."""
    if mail := re.fullmatch(r"([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)", here.core):
        name, host = (re.sub(r"[._-]", lambda sign: f" {_mark(sign[0], here.table)} ", part) for part in mail.groups())
        return f"{name} {here.table.signs['@']} {host}".replace("+", f" {here.table.signs['+']} ")
    found = re.match(r"(?:https?://|www\.)(?:www\.)?([^/?#:]+)", here.core)
    return found[1].replace(".", f" {here.table.dot} ").replace("-", " ") if found else None


def _mark(sign: str, table: Vocabulary) -> str:
    return table.dot if sign == "." else ""


def _tag(here: WrittenText) -> str | None:
    """The name of a markup tag: `<div>` is said "div"."""
    found = re.fullmatch(r"</?([A-Za-z][\w-]*)[^<>]*>?", here.core)
    return found[1] if found else None


def _letters(here: WrittenText) -> str | None:
    """U.K. and p.m., letter by letter."""
    if not re.fullmatch(r"(?:[^\W\d_]\.){1,5}[^\W\d_]\.?", here.core):
        return None
    return " ".join(here.core.replace(".", "").upper())


def _hash(here: WrittenText) -> str | None:
    found = re.fullmatch(r"[#№](\d+)|§+(\d.*)", here.core)
    if not found:
        return None
    return f"{here.table.signs['#' if found[1] else '§']} {found[1] or found[2]}"


def _code(here: WrittenText) -> str | None:
    """A name in a program: its parts as words, calls without their brackets, the dot of a file name said."""
    if not re.search(r"[a-z][A-Z]|\w_\w|\w\.\w|\w\(|[\[\]{}()=;<>|&\\]|\w/\w|\w#\w", here.core) or not re.search(
        r"[^\W\d_]", here.core
    ):
        return None
    words = re.sub(r"[=!]==?|=>|&&|\|\|", lambda sign: f" {here.table.operators.get(sign[0], '')} ", here.core)
    words = words.replace("=", f" {here.table.signs['=']} ")
    words = re.sub(r"(?<=[^\W\d_])\.(?=[^\W\d_])", f" {here.table.dot} ", words)
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", words)
    words = re.sub(r"\b(html|css|js|ts|py|md|tsx|txt|csv|xml)\b", lambda name: " ".join(name[0].upper()), words)
    return " ".join(re.sub(r"[^\w\s.,'-]|_", " ", words).split())


def _leftover(here: WrittenText) -> str | None:
    """Signs inside of what no other rule reads: none of them is silent."""
    if not any(sign in here.table.signs and not sign.isalnum() for sign in here.core.translate(SAME)):
        return None
    said = "".join(
        f" {here.table.signs[sign]} " if sign in here.table.signs and sign not in "-&/!" else sign for sign in here.core
    )
    return " ".join(said.split()) if said.split() != [here.core] else None


RULES: tuple[Callable[[WrittenText], str | None], ...] = (
    _operator,
    currency,
    lone_sign,
    _address,
    _tag,
    _letters,
    money,
    magnitude,
    written_date,
    time_or_ratio,
    year,
    decade,
    fraction,
    quantity,
    spread,
    roman,
    chemical,
    factorial,
    formula,
    indexed,
    variable,
    letter,
    _hash,
    _code,
    _leftover,
)
"""In the order in which they are tried: the first that knows the word decides."""
