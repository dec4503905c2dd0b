"""The rules by which notation is read out: each turns one kind of it into words, or returns None for any other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace

from .numerals import NUMBER, decade, fraction, roman, spread, time_or_ratio, written_date, year
from .vocabulary import Vocabulary, WrittenText

_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋ₙₓ", "0123456789+-nx")
_POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿˣ", "0123456789-+nx")
_RAISED = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿˣ]+")
_SAME = str.maketrans(
    {
        "−": "-",
        "–": "-",
        "∗": "×",
        "*": "×",
        "·": "×",
        "⋅": "×",
        "⟶": "→",
        "º": "°",
        "µ": "μ",
        "∶": ":",
        "∣": "|",
        "⟹": "⇒",
        "⟺": "⇔",
    }
)
_TYPED = {">=": "≥", "<=": "≤", "!=": "≠", "=/=": "≠", "<->": "↔", "<=>": "⇔"}
"""Signs as they are typed."""
# Words, dates, pairs as "and/or" and "I/O", and code.
_NO_FORMULA = re.compile(
    r"^\d{3}-\d{4}$|[^\W\d_]{4}|[^\W\d_]{2}[/&@][^\W\d_]{2}|^[A-Z]/[A-Z]$|\d-\d+-\d|--|:|[\"`{}\[\];]|&&|==|=>"
)
_FORMULA_SIGNS = "=≠≈<>≤≥+±×÷/√π∞→~&@∈∉⊂⊆⊄⊃⊇∪∩∖∅∀∃∄¬∧∨⊕⇒⇔↔⇌←∑∏∫∂∇≡≅≃∼∝∴∵∠⊥∥△∘≪≫∓∛ℝℕℤℚℂ∆"
_SIGN = f"[{re.escape(_FORMULA_SIGNS)}]"
_ELEMENT = (
    "A[cglmrstu]|B[aehikr]?|C[adelmorsu]?|D[y]|E[ru]|F[er]?|G[ade]|H[efgo]?|I[nr]?|Kr?|L[airu]|M[gno]|N[abdeip]?|O[s]?|"
    "P[abdmortu]?|R[abehnu]|S[bceimnr]?|T[abcehil]|[UVW]|Xe|Yb?|Z[nr]"
)
_COMPOUND = re.compile(rf"\d{{0,2}}(?:(?:{_ELEMENT})\d{{0,3}}|[()\[\]]\d{{0,2}}){{1,16}}")
# Capital letters alone are more often a short form; these are taught as formulas.
_PLAIN_FORMULAS = re.compile("KOH|[HK]F|KI|K?CN|HCN|CO")
_AMOUNT = r"\d+(?:[.,]\d+)*"


def unit(symbol: str, table: Vocabulary, *, plural: bool) -> str | None:
    """The words for a unit, a degree or one unit over another, as "m/s²"; None if `symbol` is none."""
    symbol = symbol.translate({0xBA: "°", 0xB5: "μ"})
    if symbol in ("°", "°C", "°F", "%", "‰"):
        return table.signs[symbol]
    said = ""
    for sign, part in re.findall(r"(^|[/·⋅])([^/·⋅]*)", _powered(symbol)):
        name, _, power = part.partition("^")
        if name not in table.units or power.lstrip("-") not in ("", "1", "2", "3"):
            return None
        size = power.lstrip("-").replace("1", "")
        words = table.units[name][plural and not said and not power.startswith("-")] + (
            f" {table.signs['^' + size]}" if size else ""
        )
        said += f" {table.per} {words}" if sign == "/" or power.startswith("-") else f" {words}"
    return said.strip()


def _operator(here: WrittenText) -> str | None:
    return here.table.operators.get(here.core)


def _lone_sign(here: WrittenText) -> str | None:
    """A sign that stands by itself: "5 − 3", "3 ‰", "∀ x". A dash between words is no minus."""
    beside = is_quantity(here.before) and is_quantity(here.after)
    if here.core in ("-", "−", "–"):
        leads = re.fullmatch(NUMBER, here.after) and re.fullmatch(rf"[a-zà-ÿ]{{0,4}}|{_SIGN}", here.before)
        return here.table.signs["-"] if beside or here.core == "−" or (leads and here.core == "-") else None
    if here.core == ":":
        return here.table.ratio if beside else None
    if here.core == "!":
        return None
    sign = _TYPED.get(here.core, here.core).translate(_SAME)
    return here.table.signs.get(sign) if len(sign) == 1 and not sign.isalnum() else None


def _currency(here: WrittenText) -> str | None:
    """A currency after its amount: "5 €", "2.4 million €", "5 €/day"."""
    symbol, _, each = here.core.partition("/")
    magnitude = here.table.magnitudes.get(here.before.lower())
    if symbol not in here.table.currencies or not (magnitude or re.fullmatch(_AMOUNT, here.before)):
        return None
    words = here.table.currencies[symbol][here.before != "1"]
    if magnitude and magnitude.partition(" ")[2]:
        words = _joined(magnitude.partition(" ")[2], words)
    return f"{words} {here.table.per} {unit(each, here.table, plural=False) or each}" if each else words


def _joined(preposition: str, words: str) -> str:
    """French drops the vowel: "millions d'euros"."""
    return f"d'{words}" if preposition == "de" and words == "euros" else f"{preposition} {words}"


def is_quantity(core: str) -> bool:
    """Whether something can be added or taken away: a number, a variable, a root."""
    return bool(re.fullmatch(rf"{NUMBER}%?|[-−]?\d*[^\W\d_]|[πθαβ√(].*", _powered(core)))


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


def _money(here: WrittenText) -> str | None:
    """$5, 5€, $2.4bn, €5/day, and the number of "$2.4 billion", whose currency follows the magnitude."""
    names = "|".join(map(re.escape, sorted(here.table.currencies, key=len, reverse=True)))
    found = re.fullmatch(
        rf"([-−]?)(?:({names})({_AMOUNT})|({_AMOUNT})({names}))([A-Za-z]{{1,2}})?((?:/[^\W\d_]+)?)", here.core
    )
    if not found:
        return None
    minus, before, first, second, behind, suffix, each = found.groups()
    amount, symbol = first or second, before or behind
    magnitude = here.table.magnitudes.get((suffix or "").lower())
    if suffix and magnitude is None:
        return None
    words = f"{here.table.signs['-']} {amount}" if minus else amount
    if not suffix and here.after.lower() in here.table.magnitudes:
        return words
    words += f" {magnitude}" if magnitude else ""
    words += f" {here.table.currencies[symbol][bool(magnitude) or amount != '1']}"
    return f"{words} {here.table.per} {unit(each[1:], here.table, plural=False) or each[1:]}" if each else words


def _magnitude(here: WrittenText) -> str | None:
    """The billion of "$2.4 billion": the dollars are said after it."""
    names = "|".join(map(re.escape, sorted(here.table.currencies, key=len, reverse=True)))
    found = re.fullmatch(rf"({names}){_AMOUNT}", here.before)
    words = here.table.magnitudes.get(here.core.lower())
    return f"{words} {here.table.currencies[found[1]][1]}" if found and words and len(here.core) > 1 else None


def _quantity(here: WrittenText) -> str | None:
    """A number with its unit, as "5kg" and "-3°C", one unit over another by itself, or a place as 40°26′46″N."""
    if (
        re.search(r"/|\^-", _powered(here.core))
        and not here.core[0].isdigit()
        and (words := unit(here.core, here.table, plural=True))
    ):
        return words
    if here.core == "Uhr" and re.fullmatch(r"\d+:\d\d", here.before):
        return ""  # It was said with the hour.
    if found := re.fullmatch(r"(\d+)°(?:(\d+)[′'])?(?:(\d+)[″\"])?([NSEWOL]?)", here.core):
        marks = zip(found.groups()[:3], ("°", "′", "″"), strict=True)
        return " ".join([*(f"{number} {here.table.signs[sign]}" for number, sign in marks if number), found[4]]).strip()
    found = re.fullmatch(rf"({NUMBER})([^\d\s].*)", here.core)
    words = unit(found[2], here.table, plural=found[1] != "1") if found else None
    if not found or not words:
        return None
    minus = f"{here.table.signs['-']} " if found[1][0] in "-−" else ""
    return f"{minus}{found[1].lstrip('-−')} {words}"


def _chemical(here: WrittenText) -> str | None:
    """A chemical formula, letter by letter, with its charge: "Ca(OH)2", "NaCl", "SO₄²⁻"."""
    core = here.core.replace("·", "")
    plain = _RAISED.sub(lambda raised: "^" + raised[0].translate(_POWERS), core).translate(_SUBSCRIPTS)
    body, charge = re.fullmatch(r"(.*?)(\^?\d?[+\-−])?", plain).groups("")  # type: ignore[union-attr]
    if not _COMPOUND.fullmatch(body):
        return None
    elements = re.findall(r"[A-Z][a-z]?", body)
    mixed = any(len(element) > 1 for element in elements) and len(elements) > 1
    if not (charge or mixed or re.search(r"\d", body) or _PLAIN_FORMULAS.fullmatch(body)):
        return None
    if re.fullmatch(r"[A-Z]\d+", body) and not charge and body not in ("O2", "H2", "N2", "O3", "F2"):
        return None
    said = re.findall(r"[A-Za-z]|\d+", body)
    sign = {"+": here.table.signs["+"], "-": here.table.signs["-"], "−": here.table.signs["-"]}.get(charge[-1:], "")
    return " ".join([*said, *re.findall(r"\d", charge), *([sign] if sign else [])])


def _factorial(here: WrittenText) -> str | None:
    """5! and n!, where what stands around shows that it is no exclamation."""
    found = re.fullmatch(r"(\d+|[a-z]|\(.+\))!", here.core)
    calculates = any(re.fullmatch(rf"{_SIGN}|[-−×*]", beside) for beside in (here.before, here.after))
    if not found or not calculates:
        return None
    inner = _formula(replace(here, core=found[1])) or found[1].strip("()")
    return f"{inner} {here.table.signs['!']}"


def _formula(here: WrittenText) -> str | None:
    """Mathematics, each sign and letter said for itself; `f(x)` as "f of x"."""
    typed = re.sub(r"[<>!]=", lambda sign: _TYPED[sign[0]], here.core)
    plain = _powered(typed).translate(_SAME).translate(_SUBSCRIPTS)
    if not re.search(
        rf"{_SIGN}|\^|^-[\dA-Za-z]$|^-\d|\d-\d|\d-[a-z]|^[a-z]-[a-z\d]$|^([A-Za-z]'?|sin|cos|tan|log|ln)\(.+\)", plain
    ):
        return None
    if _NO_FORMULA.search(plain):
        return None
    atoms = r"\^[23](?![\d.])|\^|\d+(?:[.,]\d+)*|sin|cos|tan|log|ln|'|(?<=[fgh'ns])\((?!\))|[^\W\d_]|[-|!°%]|" + _SIGN
    said = {**here.table.signs, **here.table.short, "(": here.table.of, "'": here.table.prime, "|": ""}
    if here.table.language == "en":
        said["a"] = "A"  # the letter, not the article
    return " ".join(filter(None, (said.get(atom, atom) for atom in re.findall(atoms, plain))))


def _variable(here: WrittenText) -> str | None:
    """The letter a beside an operator, which is no article."""
    operators = here.table.operators.keys() | here.table.signs.keys() | _TYPED.keys()
    beside = here.before in operators or here.after in operators
    return "A" if here.core == "a" and here.table.language == "en" and beside else None


def _letter(here: WrittenText) -> str | None:
    """Greek letters by their names, alone or with what they belong to: "Δt", "β-carotene"; no Greek words."""
    named = {sign: f" {name} " for sign in here.core if (name := _greek(sign))}
    if not named or (len(here.core) > 1 and all(_greek(sign) for sign in here.core if sign.isalpha())):
        return None
    said = "".join(named.get(sign, sign) for sign in here.core.translate(_SUBSCRIPTS))
    return " ".join(said.replace(" -", " ").split())


def _greek(sign: str) -> str:
    """The name of a Greek letter, "" for any other."""
    found = re.fullmatch(r"GREEK (?:SMALL|CAPITAL) LETTER (?:FINAL )?(\w+)", unicodedata.name(sign, ""))
    return found[1].lower() if found else ""


def _indexed(here: WrittenText) -> str | None:
    """A letter with an index: "x₁" as "x 1"."""
    plain = here.core.translate(_SUBSCRIPTS)
    return " ".join(plain) if plain != here.core and re.fullmatch(r"[^\W\d_][\dnx+-]{1,3}", plain) else None


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
    if not any(sign in here.table.signs and not sign.isalnum() for sign in here.core.translate(_SAME)):
        return None
    said = "".join(
        f" {here.table.signs[sign]} " if sign in here.table.signs and sign not in "-&/!" else sign for sign in here.core
    )
    return " ".join(said.split()) if said.split() != [here.core] else None


def _powered(text: str) -> str:
    """Raised digits written with one caret: "m²" as "m^2", "10⁻³" as "10^-3"."""
    return _RAISED.sub(lambda raised: "^" + raised[0].translate(_POWERS), text)


RULES: tuple[Callable[[WrittenText], str | None], ...] = (
    _operator,
    _currency,
    _lone_sign,
    _address,
    _tag,
    _letters,
    _money,
    _magnitude,
    written_date,
    time_or_ratio,
    year,
    decade,
    fraction,
    _quantity,
    spread,
    roman,
    _chemical,
    _factorial,
    _formula,
    _indexed,
    _variable,
    _letter,
    _hash,
    _code,
    _leftover,
)
"""In the order in which they are tried: the first that knows the word decides."""
