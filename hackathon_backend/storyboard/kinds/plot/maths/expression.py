"""Formulas as trees: what they are worth at many places at once, and how they are written."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Values: TypeAlias = NDArray[np.float64]
_Function: TypeAlias = Callable[[Values], Values]


def _step(x: Values) -> Values:
    return np.heaviside(x, 1.0)


FUNCTIONS: Mapping[str, _Function] = {
    "sin": np.sin, "cos": np.cos, "tan": np.tan, "asin": np.arcsin, "acos": np.arccos, "atan": np.arctan,
    "arcsin": np.arcsin, "arccos": np.arccos, "arctan": np.arctan, "sinh": np.sinh, "cosh": np.cosh, "tanh": np.tanh,
    "exp": np.exp, "ln": np.log, "log": np.log10, "log2": np.log2, "sqrt": np.sqrt, "cbrt": np.cbrt, "abs": np.abs,
    "step": _step,
}  # fmt: skip
"""What may be called; `log` is to the base of ten, angles are in radians, `step` is 0 below 0 and 1 from 0 on."""
CONSTANTS: Mapping[str, float] = {"pi": math.pi, "π": math.pi, "e": math.e}
_OPERATORS: Mapping[str, Callable[[Values, Values], Values]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "^": np.power,
}
_WRITTEN = {"asin": r"\arcsin", "acos": r"\arccos", "atan": r"\arctan", "log2": r"\log_2", "step": r"\theta"}
_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 4}
_BASE = 5
"""How strongly the parts of an operation hold together, and what stands below an exponent."""


@dataclass(frozen=True)
class Number:
    """A number as it was written."""

    value: float

    def at(self, values: Mapping[str, Values]) -> Values:
        return np.full(_shape(values), self.value)

    def letters(self) -> Iterator[str]:
        yield from ()

    def latex(self, least: int = 0) -> str:
        text = f"{self.value:.10g}"
        return text if "e" not in text else text.replace("e", r" \cdot 10^{").replace("+", "") + "}"


@dataclass(frozen=True)
class Letter:
    """A variable, a parameter or a constant by its name."""

    name: str

    def at(self, values: Mapping[str, Values]) -> Values:
        if self.name in values:
            return values[self.name]
        return np.full(_shape(values), CONSTANTS[self.name])

    def letters(self) -> Iterator[str]:
        yield self.name

    def latex(self, least: int = 0) -> str:
        return r"\pi" if self.name == "pi" else self.name


@dataclass(frozen=True)
class Negative:
    """What stands behind a minus sign."""

    inner: Expression

    def at(self, values: Mapping[str, Values]) -> Values:
        return -self.inner.at(values)

    def letters(self) -> Iterator[str]:
        yield from self.inner.letters()

    def latex(self, least: int = 0) -> str:
        return _held(f"-{self.inner.latex(2)}", least > 2)


@dataclass(frozen=True)
class Operation:
    """Two parts and the sign between them."""

    sign: str
    left: Expression
    right: Expression

    def at(self, values: Mapping[str, Values]) -> Values:
        with np.errstate(all="ignore"):
            return _OPERATORS[self.sign](self.left.at(values), self.right.at(values))

    def letters(self) -> Iterator[str]:
        yield from self.left.letters()
        yield from self.right.letters()

    def latex(self, least: int = 0) -> str:
        strength = _STRENGTH[self.sign]
        if self.sign == "/":
            return _held(rf"\frac{{{self.left.latex()}}}{{{self.right.latex()}}}", least >= _BASE)
        if self.sign == "^":
            return _held(f"{self.left.latex(_BASE)}^{{{self.right.latex()}}}", least >= _BASE)
        inner = _BASE if isinstance(self.right, Negative) else strength + (self.sign == "-")
        left, right = self.left.latex(strength), self.right.latex(inner)
        if self.sign == "*":
            return _held(left + (r" \cdot " if _needs_dot(self.right, right) else " ") + right, least > strength)
        return _held(f"{left} {self.sign} {right}", least > strength)


@dataclass(frozen=True)
class Call:
    """A function of something."""

    name: str
    inner: Expression

    def at(self, values: Mapping[str, Values]) -> Values:
        with np.errstate(all="ignore"):
            return FUNCTIONS[self.name](self.inner.at(values))

    def letters(self) -> Iterator[str]:
        yield from self.inner.letters()

    def latex(self, least: int = 0) -> str:
        inner = self.inner.latex()
        if self.name == "sqrt":
            return rf"\sqrt{{{inner}}}"
        if self.name == "cbrt":
            return rf"\sqrt[3]{{{inner}}}"
        if self.name == "abs":
            return f"|{inner}|"
        if self.name == "exp":
            return _held(f"e^{{{inner}}}", least >= _BASE)
        name = _WRITTEN.get(self.name, rf"\{self.name}")
        plain = isinstance(self.inner, Letter | Number)
        return _held(f"{name} {inner}" if plain else rf"{name}({inner})", least >= _BASE)


Expression: TypeAlias = Number | Letter | Negative | Operation | Call


def _shape(values: Mapping[str, Values]) -> tuple[int, ...]:
    return np.broadcast_shapes(*(np.shape(value) for value in values.values())) if values else ()


def _held(text: str, held: bool) -> str:
    return f"({text})" if held else text


def _needs_dot(right: Expression, written: str) -> bool:
    """Whether a product would be misread without a sign: 2 times 3, or a number behind anything."""
    return written[:1].isdigit() or written[:1] == "-" or isinstance(right, Number)
