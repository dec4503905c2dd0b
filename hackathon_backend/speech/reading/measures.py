"""How amounts are read out: numbers with units, and money."""

from __future__ import annotations

import re

from .numerals import NUMBER
from .signs import powered
from .vocabulary import Vocabulary, WrittenText

_AMOUNT = r"\d+(?:[.,]\d+)*"


def unit(symbol: str, table: Vocabulary, *, plural: bool) -> str | None:
    """The words for a unit, a degree or one unit over another, as "m/s²"; None if `symbol` is none."""
    symbol = symbol.translate({0xBA: "°", 0xB5: "μ"})
    if symbol in ("°", "°C", "°F", "%", "‰"):
        return table.signs[symbol]
    said = ""
    for sign, part in re.findall(r"(^|[/·⋅])([^/·⋅]*)", powered(symbol)):
        name, _, power = part.partition("^")
        if name not in table.units or power.lstrip("-") not in ("", "1", "2", "3"):
            return None
        size = power.lstrip("-").replace("1", "")
        words = table.units[name][plural and not said and not power.startswith("-")] + (
            f" {table.signs['^' + size]}" if size else ""
        )
        said += f" {table.per} {words}" if sign == "/" or power.startswith("-") else f" {words}"
    return said.strip()


def quantity(here: WrittenText) -> str | None:
    """A number with its unit, as "5kg" and "-3°C", one unit over another by itself, or a place as 40°26′46″N."""
    if words := _unit_over_unit(here):
        return words
    if here.core == "Uhr" and re.fullmatch(r"\d+:\d\d", here.before):
        return ""  # It was said with the hour.
    return _degrees(here) or _number_with_unit(here)


def _unit_over_unit(here: WrittenText) -> str | None:
    if here.core[:1].isdigit() or not re.search(r"/|\^-", powered(here.core)):
        return None
    return unit(here.core, here.table, plural=True)


def _degrees(here: WrittenText) -> str | None:
    found = re.fullmatch(r"(\d+)°(?:(\d+)[′'])?(?:(\d+)[″\"])?([NSEWOL]?)", here.core)
    if found is None:
        return None
    marks = zip(found.groups()[:3], ("°", "′", "″"), strict=True)
    return " ".join([*(f"{number} {here.table.signs[sign]}" for number, sign in marks if number), found[4]]).strip()


def _number_with_unit(here: WrittenText) -> str | None:
    found = re.fullmatch(rf"({NUMBER})([^\d\s].*)", here.core)
    words = unit(found[2], here.table, plural=found[1] != "1") if found else None
    if not found or not words:
        return None
    minus = f"{here.table.signs['-']} " if found[1][0] in "-−" else ""
    return f"{minus}{found[1].lstrip('-−')} {words}"


def currency(here: WrittenText) -> str | None:
    """A currency after its amount: "5 €", "2.4 million €", "5 €/day"."""
    symbol, _, each = here.core.partition("/")
    magnitude = here.table.magnitudes.get(here.before.lower())
    if symbol not in here.table.currencies or not (magnitude or re.fullmatch(_AMOUNT, here.before)):
        return None
    words = here.table.currencies[symbol][here.before != "1"]
    if magnitude and magnitude.partition(" ")[2]:
        words = _joined(magnitude.partition(" ")[2], words)
    return words + (_per(each, here) if each else "")


def _per(each: str, here: WrittenText) -> str:
    return f" {here.table.per} {unit(each, here.table, plural=False) or each}"


def _joined(preposition: str, words: str) -> str:
    """French drops the vowel: "millions d'euros"."""
    return f"d'{words}" if preposition == "de" and words == "euros" else f"{preposition} {words}"


def money(here: WrittenText) -> str | None:
    """$5, 5€, $2.4bn, €5/day, and the number of "$2.4 billion", whose currency follows the magnitude."""
    signs = _currency_signs(here)
    found = re.fullmatch(
        rf"([-−]?)(?:({signs})({_AMOUNT})|({_AMOUNT})({signs}))([A-Za-z]{{1,2}})?((?:/[^\W\d_]+)?)", here.core
    )
    if not found:
        return None
    minus, before, first, second, behind, suffix, each = found.groups()
    amount, symbol = first or second, before or behind
    words = f"{here.table.signs['-']} {amount}" if minus else amount
    names = here.table.currencies[symbol]
    if suffix:
        magnitude = here.table.magnitudes.get(suffix.lower())
        if magnitude is None:
            return None
        words += f" {magnitude} {names[1]}"
    elif here.after.lower() in here.table.magnitudes:
        return words
    else:
        words += f" {names[amount != '1']}"
    return words + (_per(each[1:], here) if each else "")


def _currency_signs(here: WrittenText) -> str:
    """A pattern of them."""
    return "|".join(map(re.escape, sorted(here.table.currencies, key=len, reverse=True)))


def magnitude(here: WrittenText) -> str | None:
    """The billion of "$2.4 billion": the dollars are said after it."""
    found = re.fullmatch(rf"({_currency_signs(here)}){_AMOUNT}", here.before)
    words = here.table.magnitudes.get(here.core.lower())
    return f"{words} {here.table.currencies[found[1]][1]}" if found and words and len(here.core) > 1 else None
