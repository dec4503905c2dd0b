"""How formulas are read out: mathematics and chemistry, sign by sign and letter by letter."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from .numerals import NUMBER
from .signs import POWERS, RAISED, SAME, SIGN, SUBSCRIPTS, TYPED, is_quantity, powered
from .vocabulary import WrittenText

# Words, dates, pairs as "and/or" and "I/O", and code.
_NO_FORMULA = re.compile(
    r"^\d{3}-\d{4}$|[^\W\d_]{4}|[^\W\d_]{2}[/&@][^\W\d_]{2}|^[A-Z]/[A-Z]$|\d-\d+-\d|--|:|[\"`{}\[\];]|&&|==|=>"
)
_ELEMENT = (
    "A[cglmrstu]|B[aehikr]?|C[adelmorsu]?|D[y]|E[ru]|F[er]?|G[ade]|H[efgo]?|I[nr]?|Kr?|L[airu]|M[gno]|N[abdeip]?|O[s]?|"
    "P[abdmortu]?|R[abehnu]|S[bceimnr]?|T[abcehil]|[UVW]|Xe|Yb?|Z[nr]"
)
_COMPOUND = re.compile(rf"\d{{0,2}}(?:(?:{_ELEMENT})\d{{0,3}}|[()\[\]]\d{{0,2}}){{1,16}}")
# Capital letters alone are more often a short form; these are taught as formulas.
_PLAIN_FORMULAS = re.compile("KOH|[HK]F|KI|K?CN|HCN|CO")


def lone_sign(here: WrittenText) -> str | None:
    """A sign that stands by itself: "5 − 3", "3 ‰", "∀ x". A dash between words is no minus."""
    if here.core in ("-", "−", "–"):
        return here.table.signs["-"] if _is_minus(here) else None
    if here.core == ":":
        return here.table.ratio if _stands_between(here) else None
    if here.core == "!":
        return None
    sign = TYPED.get(here.core, here.core).translate(SAME)
    return here.table.signs.get(sign) if len(sign) == 1 and not sign.isalnum() else None


def _stands_between(here: WrittenText) -> bool:
    return is_quantity(here.before) and is_quantity(here.after)


def _is_minus(here: WrittenText) -> bool:
    if here.core == "−" or _stands_between(here):
        return True
    after_sign = re.fullmatch(rf"[a-zà-ÿ]{{0,4}}|{SIGN}", here.before)
    return here.core == "-" and after_sign is not None and re.fullmatch(NUMBER, here.after) is not None


def chemical(here: WrittenText) -> str | None:
    """A chemical formula, letter by letter, with its charge: "Ca(OH)2", "NaCl", "SO₄²⁻"."""
    core = here.core.replace("·", "")
    plain = RAISED.sub(lambda raised: "^" + raised[0].translate(POWERS), core).translate(SUBSCRIPTS)
    body, charge = re.fullmatch(r"(.*?)(\^?\d?[+\-−])?", plain).groups("")  # type: ignore[union-attr]
    if not _COMPOUND.fullmatch(body) or not (charge or _is_compound(body)):
        return None
    said = re.findall(r"[A-Za-z]|\d+", body)
    sign = {"+": here.table.signs["+"], "-": here.table.signs["-"], "−": here.table.signs["-"]}.get(charge[-1:], "")
    return " ".join([*said, *re.findall(r"\d", charge), *([sign] if sign else [])])


def _is_compound(body: str) -> bool:
    """Whether it is a formula without a charge, too: "NaCl" and "H2" are, "OK" and the cell "B2" are not."""
    if re.fullmatch(r"[A-Z]\d+", body):
        return body in ("O2", "H2", "N2", "O3", "F2")
    elements = re.findall(r"[A-Z][a-z]?", body)
    mixed = any(len(element) > 1 for element in elements) and len(elements) > 1
    return mixed or bool(re.search(r"\d", body) or _PLAIN_FORMULAS.fullmatch(body))


def factorial(here: WrittenText) -> str | None:
    """5! and n!, where what stands around shows that it is no exclamation."""
    found = re.fullmatch(r"(\d+|[a-z]|\(.+\))!", here.core)
    calculates = any(re.fullmatch(rf"{SIGN}|[-−×*]", beside) for beside in (here.before, here.after))
    if not found or not calculates:
        return None
    inner = formula(replace(here, core=found[1])) or found[1].strip("()")
    return f"{inner} {here.table.signs['!']}"


def formula(here: WrittenText) -> str | None:
    """Mathematics, each sign and letter said for itself; `f(x)` as "f of x"."""
    typed = re.sub(r"[<>!]=", lambda sign: TYPED[sign[0]], here.core)
    plain = powered(typed).translate(SAME).translate(SUBSCRIPTS)
    if not re.search(
        rf"{SIGN}|\^|^-[\dA-Za-z]$|^-\d|\d-\d|\d-[a-z]|^[a-z]-[a-z\d]$|^([A-Za-z]'?|sin|cos|tan|log|ln)\(.+\)", plain
    ):
        return None
    if _NO_FORMULA.search(plain):
        return None
    atoms = r"\^[23](?![\d.])|\^|\d+(?:[.,]\d+)*|sin|cos|tan|log|ln|'|(?<=[fgh'ns])\((?!\))|[^\W\d_]|[-|!°%]|" + SIGN
    said = {**here.table.signs, **here.table.short, "(": here.table.of, "'": here.table.prime, "|": ""}
    if here.table.language == "en":
        said["a"] = "A"  # the letter, not the article
    return " ".join(filter(None, (said.get(atom, atom) for atom in re.findall(atoms, plain))))


def variable(here: WrittenText) -> str | None:
    """The letter a beside an operator, which is no article."""
    operators = here.table.operators.keys() | here.table.signs.keys() | TYPED.keys()
    beside = here.before in operators or here.after in operators
    return "A" if here.core == "a" and here.table.language == "en" and beside else None


def letter(here: WrittenText) -> str | None:
    """Greek letters by their names, alone or with what they belong to: "Δt", "β-carotene"; no Greek words."""
    named = {sign: f" {name} " for sign in here.core if (name := _greek(sign))}
    if not named or (len(here.core) > 1 and all(_greek(sign) for sign in here.core if sign.isalpha())):
        return None
    said = "".join(named.get(sign, sign) for sign in here.core.translate(SUBSCRIPTS))
    return " ".join(said.replace(" -", " ").split())


def _greek(sign: str) -> str:
    """The name of a Greek letter, "" for any other."""
    found = re.fullmatch(r"GREEK (?:SMALL|CAPITAL) LETTER (?:FINAL )?(\w+)", unicodedata.name(sign, ""))
    return found[1].lower() if found else ""


def indexed(here: WrittenText) -> str | None:
    """A letter with an index: "x₁" as "x 1"."""
    plain = here.core.translate(SUBSCRIPTS)
    return " ".join(plain) if plain != here.core and re.fullmatch(r"[^\W\d_][\dnx+-]{1,3}", plain) else None
