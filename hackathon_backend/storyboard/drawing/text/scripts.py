"""What stands low or high in a text: figures of chemical formulas, charges, exponents and indices.

A wrong figure teaches something wrong, so only what can hardly be anything else is moved: "B2B", "H1N1", "COP26" and
names of variables stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

Level = Literal["", "low", "high"]

_ELEMENT = "(?:Al|Ag|Ar|Au|Ba|Br|Ca|Cl|Cr|Cu|Fe|He|Hg|Li|Mg|Mn|Na|Ne|Ni|Pb|Pt|Si|Sn|Sr|Ti|Zn|Co|B|C|F|H|I|K|N|O|P|S)"
_FIGURE = "(?:[2-9]|1[0-9]|2[0-4])"
_GROUP = rf"\((?:{_ELEMENT}{_FIGURE}?)+\){_FIGURE}?"
_PART = rf"(?:{_ELEMENT}{_FIGURE}?|{_GROUP})"
_GASES = frozenset(["H2", "O2", "O3", "N2", "Cl2", "Br2", "NOx", "SOx"])
_IONS = re.compile(
    r"(?P<low>OH|NO[23]|NH4|H3O|HCO3|HSO4|MnO4|ClO[234]?|CN|SCN|HS|CH3COO|H2PO4)(?P<one>[+−-])"
    r"|(?P<base>SO[34]|CO3|HPO4|CrO4|Cr2O7|PO4)\^?(?P<many>[23][−-])"
    r"|(?P<metal>H|Li|Na|K|Ag|Cu|Cl|Br)(?P<plus>[+−-])"
    rf"|(?P<single>{_ELEMENT})\^?(?P<times>[2-4][+−-])"
)
_ABBREVIATIONS = re.compile(r"(?:PS|COP|HS|ISO|SOS|SSH|OSI|NPC)\d+|([A-Z])2\1|H2[AB]|I2C")
"""What looks like a formula and is none."""

_BEFORE, _AFTER = r"(?<![A-Za-zÀ-ɏ\d_])", r"(?![A-Za-zÀ-ɏ\d_])"
_FOUND = re.compile(
    rf"(?P<formula>{_BEFORE}\d{{0,2}}(?P<ion>{_IONS.pattern})(?![A-Za-zÀ-ɏ\d_+−]))"
    rf"|(?P<electron>(?<![A-Za-zÀ-ɏ_])e[−-](?![\w−-]))"
    rf"|{_BEFORE}(?P<count>\d{{0,2}})(?P<compound>{_PART}{{2,}}|H2|O2|O3|N2|Cl2|Br2|NOx|SOx){_AFTER}"
    r"|(?<=[A-Za-zα-ω\d)\]])\^(?P<power>\{[^{}]{1,8}\}|\([^()]{1,8}\)|[+−-]?\d{1,3}|[A-Za-z](?![A-Za-z]))"
    rf"|(?<![\w.])(?P<letter>[A-Za-zα-ωΔ]|log)_(?P<index>\{{[^{{}}]{{1,8}}\}}|[A-Za-z\d]{{1,3}}(?![\w.]))"
    rf"|(?<=\d[ \u00a0])(?P<unit>[kcdm]?m)(?P<dimension>[23]){_AFTER}|(?<=/s)(?P<second>2){_AFTER}"
)
_VARIABLE = re.compile(r"(?<![\w.=(,])(?P<name>[A-Za-z])(?P<number>\d)(?![A-Za-z\d_:]|\.\d)")
_PERHAPS = re.compile(r"[A-Za-z)][\d+−-]|[A-Za-z]x|[\^_]")
_SCRIPT = re.compile(r"\d+|x$")


class Script(NamedTuple):
    """A piece of a text that stands on the line, low or high."""

    text: str
    level: Level = ""


@lru_cache(maxsize=4096)
def scripts(text: str) -> tuple[Script, ...]:
    """The pieces of `text`: "CO2" has a low 2, "Ca2+" a high 2+, "x^2" a high 2, "v_0" a low 0."""
    if not _PERHAPS.search(text):
        return (Script(text),)
    found: list[Script] = []
    end = 0
    for match in _FOUND.finditer(text):
        pieces = tuple(_pieces(match))
        if pieces:
            found += [Script(text[end : match.start()]), *pieces]
            end = match.end()
    found.append(Script(text[end:]))
    if re.search(r"\S\s?=\s?\S", text):
        found = [piece for each in found for piece in (_numbered(each.text) if not each.level else [each])]
    return tuple(piece for piece in found if piece.text)


def _pieces(match: re.Match[str]) -> Iterator[Script]:
    if match["formula"]:
        yield from _ion(match)
    elif match["electron"]:
        yield from (Script("e"), Script("−", "high"))
    elif compound := match["compound"]:
        if _is_compound(compound):
            yield from (Script(match["count"]), *_counted(compound))
    elif match["power"]:
        yield Script(match["power"].strip("{()}").replace("-", "−"), "high")
    elif match["index"]:
        yield from (Script(match["letter"]), Script(match["index"].strip("{}"), "low"))
    else:
        yield from (Script(match["unit"] or ""), Script(match["dimension"] or match["second"], "high"))


def _ion(match: re.Match[str]) -> Iterator[Script]:
    base = match["low"] or match["base"] or match["metal"] or match["single"]
    charge = match["one"] or match["many"] or match["plus"] or match["times"]
    yield Script(match[0][: match[0].index(base)])
    yield from _counted(base)
    yield Script(charge.replace("-", "−"), "high")


def _is_compound(text: str) -> bool:
    if text in _GASES:
        return True
    return bool(re.search(r"\d", text)) and not _ABBREVIATIONS.fullmatch(text)


def _counted(formula: str) -> Iterator[Script]:
    end = 0
    for figure in _SCRIPT.finditer(formula):
        yield from (Script(formula[end : figure.start()]), Script(figure[0], "low"))
        end = figure.end()
    yield Script(formula[end:])


def _numbered(text: str) -> Iterator[Script]:
    """Variables of an equation with their numbers low, as in R = R1 + R2."""
    end = 0
    for match in _VARIABLE.finditer(text):
        yield from (Script(text[end : match.end("name")]), Script(match["number"], "low"))
        end = match.end()
    yield Script(text[end:])
