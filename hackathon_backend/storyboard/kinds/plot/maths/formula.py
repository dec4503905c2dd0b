"""Reads formulas as people write them: 2x² - 3x + 1, y = a·sin(bx), |x| / √(x + 1). Nothing is ever run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .....errors import FormulaError
from .expression import CONSTANTS, FUNCTIONS, Call, Expression, Letter, Negative, Number, Operation, Values

LONGEST, DEEPEST = 200, 40
"""Characters of a formula, and parts within one another, at most."""
_LARGEST = 1e100
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+", strict=True))
_SIGNS = str.maketrans({"−": "-", "–": "-", "·": "*", "×": "*", "⋅": "*", "∙": "*", "÷": "/", "∕": "/"})
_SPELLED = {
    r"\cdot": "*", r"\times": "*", r"\left": "", r"\right": "", r"\,": " ", "**": "^", "{": "(", "}": ")",
    "[": "(", "]": ")", "$": "", "\\": "", "log_2": "log2", "log_(2)": "log2", "log₂": "log2", "log_10": "log",
}  # fmt: skip
_NAMED = re.compile(r"^\s*[^\W\d_](?:\w{0,12})'?\s*(?:\(\s*([^\W\d_])\s*\))?\s*(?::?=)(?!=)\s*")
_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?(?:[eE][-+]?\d{1,3}(?![\d.]))?|\.\d+)|([^\W\d_]+2?)|([-+*/^()|√∛]))")
_NAMES = sorted([*FUNCTIONS, *CONSTANTS, "frac"], key=len, reverse=True)


@dataclass(frozen=True)
class ReadFormula:
    """A formula, and the letter that it says it is a function of, if it does, as f(t) = ... does."""

    tree: Expression
    of: str = ""

    def letters(self) -> frozenset[str]:
        """The letters that have to be given a value."""
        return frozenset(self.tree.letters()) - CONSTANTS.keys()

    def at(self, x: Values, variable: str = "x", parameters: Mapping[str, float] | None = None) -> Values:
        """What it is worth at all of `x`; NaN where it is worth nothing, or more than can be drawn."""
        values = {name: np.asarray(value, np.float64) for name, value in (parameters or {}).items()}
        found = np.broadcast_to(self.tree.at({**values, variable: x}), np.shape(x)).astype(np.float64)
        found[~(np.abs(found) < _LARGEST)] = np.nan
        return found


@lru_cache(maxsize=512)
def read_formula(text: str) -> ReadFormula:
    """The formula that `text` is, with or without "y =" or "f(x) =" in front.

    Raises `FormulaError` for what is none, is longer than 200 characters, or is nested more than 40 deep.
    """
    if len(text) > LONGEST:
        raise FormulaError(f"has {len(text)} characters, more than {LONGEST}")
    named = _NAMED.match(text)
    of = (named[1] or "") if named else ""
    tree = _Reader(_tokens(_spelled(text[named.end() :] if named else text))).whole()
    return ReadFormula(tree, of)


def constant(text: str) -> float:
    """The number that a formula without letters is worth, such as 2π or -1/2. Raises `FormulaError` for others."""
    formula = read_formula(text)
    if formula.letters():
        raise FormulaError("must be a number")
    value = float(formula.at(np.zeros(1))[0])
    if np.isnan(value):
        raise FormulaError("is no number that can be drawn")
    return value


def _spelled(text: str) -> str:
    """`text` with one sign for each operation, and exponents behind a ^."""
    for written, meant in _SPELLED.items():
        text = text.replace(written, meant)
    text = re.sub(f"[{''.join(_RAISED)}]+", lambda found: "^(" + "".join(map(_RAISED.get, found[0])) + ")", text)  # type: ignore[arg-type]
    return text.translate(_SIGNS)


def _tokens(text: str) -> list[str]:
    tokens: list[str] = []
    place = 0
    text = text.rstrip()
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            raise FormulaError(f"has a sign that is not known: {text[place:].strip()[:8]!r}")
        tokens += _words(found[2]) if found[2] else [found[1] or found[3]]
        place = found.end()
    return tokens


def _words(run: str) -> list[str]:
    """The names in letters that stand together: xsin is x and sin, ab is a and b."""
    words: list[str] = []
    while run:
        known = next((name for name in _NAMES if run.startswith(name)), run[0])
        words.append(known)
        run = run[len(known) :]
    return words


class _Reader:
    """Reads tokens by recursive descent."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens = tokens
        self._place = 0
        self._depth = 0
        self._bars = 0

    def whole(self) -> Expression:
        if not self._tokens:
            raise FormulaError("is empty")
        tree = self._sum()
        if self._next:
            raise FormulaError(f"makes no sense from {self._next[:8]!r} on")
        return tree

    @property
    def _next(self) -> str:
        return self._tokens[self._place] if self._place < len(self._tokens) else ""

    def _take(self) -> str:
        sign = self._next
        self._place += 1
        return sign

    def _sum(self) -> Expression:
        self._depth += 1
        if self._depth > DEEPEST:
            raise FormulaError(f"is nested more than {DEEPEST} deep")
        tree = self._product()
        while self._next in {"+", "-"}:
            sign = self._take()
            tree = Operation(sign, tree, self._product())
        self._depth -= 1
        return tree

    def _product(self) -> Expression:
        tree = self._signed()
        while True:
            if self._next in {"*", "/"}:
                tree = Operation(self._take(), tree, self._signed())
            elif self._begins_operand():
                tree = Operation("*", tree, self._power())
            else:
                return tree

    def _begins_operand(self) -> bool:
        sign = self._next
        return bool(sign) and sign not in "+-*/^)" and not (sign == "|" and self._bars)

    def _signed(self) -> Expression:
        negative = False
        while self._next in {"+", "-"}:
            negative ^= self._take() == "-"
        tree = self._power()
        return Negative(tree) if negative else tree

    def _power(self) -> Expression:
        base = self._operand()
        return Operation("^", base, self._exponent()) if self._next == "^" else base

    def _exponent(self) -> Expression:
        """What stands behind a ^; the second one of two is read first."""
        self._take()
        self._depth += 1
        if self._depth > DEEPEST:
            raise FormulaError(f"is nested more than {DEEPEST} deep")
        tree = self._signed()
        self._depth -= 1
        return tree

    def _operand(self) -> Expression:
        sign = self._take()
        if sign in {"(", "|"}:
            return self._enclosed(sign)
        if sign in {"√", "∛"}:
            return Call("sqrt" if sign == "√" else "cbrt", self._operand())
        if sign == "frac":
            return Operation("/", self._operand(), self._operand())
        if sign in FUNCTIONS:
            return self._call(sign)
        if sign and (sign[0].isdigit() or sign[0] == "."):
            return Number(_number(sign))
        if sign and sign[0].isalpha():
            return Letter(sign)
        raise FormulaError(f"lacks something before {sign!r}" if sign else "ends too soon")

    def _enclosed(self, opening: str) -> Expression:
        outer, self._bars = self._bars, int(opening == "|")
        tree = self._sum()
        self._bars = outer
        if self._take() != {"(": ")", "|": "|"}[opening]:
            raise FormulaError("has a bracket that is not closed" if opening == "(" else "has a | too many")
        return Call("abs", tree) if opening == "|" else tree

    def _call(self, name: str) -> Expression:
        """A function; without brackets it is of all that is multiplied behind it: sin 2x."""
        exponent = self._exponent() if self._next == "^" else None
        inner = self._operand() if self._next in {"(", "|"} else self._argument()
        called = Call(name, inner)
        return Operation("^", called, exponent) if exponent else called

    def _argument(self) -> Expression:
        self._depth += 1
        if self._depth > DEEPEST:
            raise FormulaError(f"is nested more than {DEEPEST} deep")
        negative = self._next == "-" and bool(self._take())
        tree = self._power()
        while self._begins_operand() and self._next not in FUNCTIONS and self._next != "(":
            tree = Operation("*", tree, self._power())
        self._depth -= 1
        return Negative(tree) if negative else tree


def _number(text: str) -> float:
    value = float(text)
    if not abs(value) < _LARGEST:
        raise FormulaError(f"has a number that is too large: {text[:12]}")
    return value
