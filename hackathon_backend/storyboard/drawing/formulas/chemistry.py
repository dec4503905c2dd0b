"""Chemistry in formulas: the letters of elements, ions and states stand upright, figures of atoms low, charges high."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ELEMENTS = (
    "H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Mo "
    "Ag Cd In Sn Sb Te I Xe Cs Ba La Ce W Pt Au Hg Tl Pb Bi Po Rn Ra Th Pa U Np Pu Am"
)
_ELEMENT = "(?:" + "|".join(sorted(_ELEMENTS.split(), key=len, reverse=True)) + ")"
_ATOMS = re.compile(rf"{_ELEMENT}+")
_ACID = re.compile(rf"(?:{_ELEMENT}|[AMRX])+")
"""Letters in brackets that mean a concentration: A is the rest of any acid, M any metal."""
_STATES = frozenset({"s", "l", "g", "aq"})
_PARTICLES = frozenset({"e", "n", "p", "d"})
_LIKEWISE = re.compile(r"<=+>|<-+>")
_ONWARD = re.compile(r"[-–−]+>")
_ARROW = re.compile(r"\\(?:x|long)?(?:right|left|leftright)arrow\b|\\to\b|\\rightleftharpoons|[→⇌⟶]")
_OTHERS = frozenset(
    {"to", "rightarrow", "leftarrow", "leftrightarrow", "longrightarrow", "longleftarrow", "xrightarrow", "xleftarrow"}
    | {"rightleftharpoons", "cdot", "bullet", "circ", "uparrow", "downarrow", "quad", "qquad", "overset", "underset"}
    | {"bar", "nu", "gamma", "alpha", "beta", "Delta", "left", "right"}
)
"""Commands that may stand in the equation of a reaction."""
_TOKENS = re.compile(
    r"(?P<opaque>\\(?:mathrm|text|textrm|ce|operatorname)\s*\{(?:[^{}]|\{[^{}]*\})*\})"
    r"|\\(?P<command>[A-Za-z]+)|(?P<escape>\\.)|(?P<word>[A-Za-z]+)|(?P<sign>.)",
    re.DOTALL,
)
_ATTACHED = re.compile(rf"({_ELEMENT}|[)\]])(\d+)(?![\d.]*[+−-](?=[\s)\]/]|$))")
_CHARGED = re.compile(rf"({_ELEMENT}(?:_\{{?\d+\}}?)?|[)\]](?:_\{{?\d+\}}?)?)(\d*[+−-])(?=[\s)\]/]|\((?:aq|s|l|g)\)|$)")
_ELECTRON = re.compile(r"(?<![A-Za-z\\{])e[-−](?=\s|[)\]/]|$)")
_HIGH = re.compile(r"\^(\d+[+−-])(?=[\s)\]/]|$)")
_LOW = re.compile(r"_\{?(\d+)")
_CHARGE = re.compile(r"\^\{?\d*[+−-]")
_STATE = re.compile(r"\((?:s|l|g|aq)\)")
_CONCENTRATION = re.compile(r"\[([^\[\]]{1,40})\]")
_ACIDITY = re.compile(r"(?<![A-Za-z\\{])p(OH|H|K)(?![A-Za-z])")


def upright(latex: str) -> str:
    r"""`latex` with its chemistry upright: reactions such as 2H_2 + O_2 \to 2H_2O, single formulas, [H^+] and pH."""
    if r"\ce" in latex:
        return latex
    if (reaction := _with_figures(_with_arrows(latex, r"\rightleftharpoons"))) and _is_reaction(reaction):
        return letters_upright(reaction, words=True)
    alone = _with_figures(latex)
    if _is_formula(alone):
        return letters_upright(alone)
    latex = _with_arrows(latex, r"\Leftrightarrow")
    found = _CONCENTRATION.findall(latex)
    if found and any(_CHARGE.search(each) or _LOW.search(each) for each in found) and all(map(_is_species, found)):
        latex = _CONCENTRATION.sub(lambda match: rf"[\mathrm{{{match[1]}}}]", latex)
    return _ACIDITY.sub(
        lambda match: rf"\mathrm{{p}}{match[1]}" if match[1] == "K" else rf"\mathrm{{{match[0]}}}", latex
    )


def _with_arrows(latex: str, both: str) -> str:
    """`latex` with arrows for what looks like them."""
    return _ONWARD.sub(r" \\rightarrow ", _LIKEWISE.sub(lambda _: f" {both} ", latex))


def _with_figures(latex: str) -> str:
    """Figures of atoms and charges that stand on the line, such as those of H2O and Na+, low and high."""
    if "_" not in latex:
        latex = _ATTACHED.sub(r"\1_{\2}", latex)
    latex = _ELECTRON.sub("e^{-}", latex)
    return _CHARGED.sub(r"\1^{\2}", _HIGH.sub(r"^{\1}", latex))


def _is_reaction(latex: str) -> bool:
    arrow = _ARROW.search(latex)
    if arrow is None or not _has_figures(latex):
        return False
    runs = 0
    for kind, text in _parts(latex):
        if kind == "command" and text not in _OTHERS:
            return False
        if kind == "sign" and text in "=<>|:!&,;'":
            return False
        if kind == "word" and _ATOMS.fullmatch(text):
            runs += 1
        elif kind == "word" and text not in _STATES | _PARTICLES and not _is_word(text):
            return False
        runs += kind == "opaque"
    return runs > 1


def _is_formula(latex: str) -> bool:
    """Whether it is the formula of one substance, such as CuSO_4 \\cdot 5H_2O or SO_4^{2-}."""
    parts = list(_parts(latex))
    words = "".join(text for kind, text in parts if kind == "word")
    if not _ATOMS.fullmatch(words) or any(kind == "sign" and text in "=<>|,:/*&" for kind, text in parts):
        return False
    if any(kind in ("opaque", "escape") or (kind == "command" and text != "cdot") for kind, text in parts):
        return False
    several = len(re.findall(_ELEMENT, words)) > 1
    if re.search(r"[+−-]|\S\s+[A-Z]", _CHARGE.sub("", latex.replace(r"\cdot", "")).strip()):
        return False
    return _has_figures(latex) and (several or bool(_CHARGE.search(latex)))


def _has_figures(latex: str) -> bool:
    """Whether atoms are counted, charges or states given, or whole compounds named; 1 is never written as a figure."""
    if any(int(figure[:6]) < 2 for figure in _LOW.findall(_without_nuclei(latex))):
        return False
    compounds = (text for kind, text in _parts(latex) if kind == "word" and _ATOMS.fullmatch(text))
    several = any(len(re.findall(_ELEMENT, text)) > 1 and not text.isupper() for text in compounds)
    return bool(_LOW.search(latex) or _CHARGE.search(latex) or _STATE.search(latex) or several)


def _without_nuclei(latex: str) -> str:
    """`latex` without the numbers in front of nuclei, such as those of hydrogen with its 1 proton."""
    return re.sub(r"\^\{?\d+\}?_\{?-?\d+\}?|_\{?-?\d+\}?\^\{?\d+\}?(?=\\?[A-Za-z])", "", latex)


def _is_species(text: str) -> bool:
    words = "".join(word for kind, word in _parts(text) if kind == "word")
    signs = (kind == "word" or (kind == "sign" and each in "_^{}()+-−0123456789 ") for kind, each in _parts(text))
    return bool(_ACID.fullmatch(words)) and all(signs)


def _is_word(text: str) -> bool:
    """Whether it says, over an arrow, what a reaction takes: heat, light."""
    return len(text) > 2 and text.islower()


def _parts(latex: str) -> Iterator[tuple[str, str]]:
    for match in _TOKENS.finditer(latex):
        kind = match.lastgroup or "sign"
        yield kind, match[kind]


def letters_upright(latex: str, *, words: bool = False) -> str:
    """`latex` with the letters of elements, states and particles upright; `words` as text."""
    found = []
    for kind, text in _parts(latex):
        if kind == "word":
            found.append(rf"\text{{{text}}}" if words and _is_word(text) else rf"\mathrm{{{text}}}")
        else:
            found.append(f"\\{text}" if kind == "command" else text)
    return "".join(found)
