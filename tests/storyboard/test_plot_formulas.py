"""Formulas mean what they mean in mathematics; what is none is refused, with a reason, and nothing is ever run."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon_backend.storyboard.kinds.plot.maths.features import area, crossings, extremes, slope, zeros
from hackathon_backend.storyboard.kinds.plot.maths.formula import DEEPEST, LONGEST, FormulaError, constant, read_formula
from hackathon_backend.storyboard.kinds.plot.maths.sampling import Function, pieces
from hackathon_backend.storyboard.kinds.plot.maths.statistics import counted, fitted

Meaning = Callable[[float], float]


def function(text: str) -> Function:
    return lambda xs: read_formula(text).at(xs)


def at(text: str, x: float, **parameters: float) -> float:
    return float(read_formula(text).at(np.array([x]), "x", parameters)[0])


@pytest.mark.parametrize(
    ("text", "x", "value"),
    [
        ("2x^2 - 3x + 1", 3, 10),
        ("y = -x²", 2, -4),
        ("f(x) = 2·x³", 2, 16),
        ("1 + 2 step(x - 3)", 2.9, 1),
        ("1 + 2 step(x - 3)", 3, 3),
        ("3(x-1)(x+2)", 2, 12),
        ("2^-x", 1, 0.5),
        ("2^3^x", 2, 512),
        ("|x|/√(x² + 9)", -4, 0.8),
        ("||x| - 1|", -3, 2),
        ("2|x|x", -1, -2),
        ("sin 2x", math.pi / 4, 1),
        ("sin(x)cos x", math.pi / 4, 0.5),
        ("sin²x + cos^2(x)", 0.7, 1),
        ("xsin(x)", math.pi / 2, math.pi / 2),
        ("e^(-x)", 1, 1 / math.e),
        ("ln x", math.e, 1),
        ("log(x) + log_2(x)", 1, 0),
        ("log(x)", 1000, 3),
        (r"\frac{1}{x} \cdot \sqrt{4}", 4, 0.5),
        ("1/2x", 3, 1.5),
        ("2π x", 1, 2 * math.pi),
        ("x**2 ÷ 2", 4, 8),
        ("- -x", 2, 2),
        ("2.5e2x", 2, 500),
    ],
)
def test_a_formula_is_worth_what_it_says(text: str, x: float, value: float) -> None:
    assert at(text, x) == pytest.approx(value)


def test_letters_are_parameters_and_a_function_says_of_what_it_is() -> None:
    formula = read_formula("h(t) = h - g t²/2")
    assert (formula.of, formula.letters()) == ("t", {"h", "g", "t"})
    assert formula.at(np.array([2.0]), "t", {"h": 20.0, "g": 10.0}).tolist() == [0.0]


@pytest.mark.parametrize(
    "text",
    [
        "", "y =", "x +", "((x", "x)", "|x", "sin", "2 ** ** x", "x;", "__import__('os').system('x')", "x.real",
        "x == 2", "lambda x: x", "9" * 150, "(" * (DEEPEST + 1) + "x" + ")" * (DEEPEST + 1), "2^" * 60 + "x",
        "x+" * LONGEST + "x", "π²)(", "x, 2", "a < b", "∫x",
    ],
)  # fmt: skip
def test_what_is_no_formula_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        read_formula(text)


@pytest.mark.parametrize(
    "text", ["x^x^x^x^x^9", "e^e^e^e^e^e^x", "1/0", "ln(-1)", "0^-1", "√" * 150 + "x", "x^" + "9" * 90]
)
def test_what_has_no_value_is_a_gap(text: str) -> None:
    values = read_formula(text).at(np.linspace(-5, 5, 101))
    assert not np.isinf(values).any()


def test_numbers_may_be_formulas() -> None:
    assert constant("-3π/2") == pytest.approx(-1.5 * math.pi)
    for text in ("x", "1/0", "two"):
        with pytest.raises(FormulaError):
            constant(text)


def _numbers() -> st.SearchStrategy[tuple[str, Meaning]]:
    return st.integers(1, 9).map(lambda number: (str(number), lambda _x: float(number)))


def _grown(inner: st.SearchStrategy[tuple[str, Meaning]]) -> st.SearchStrategy[tuple[str, Meaning]]:
    def added(one: tuple[str, Meaning], two: tuple[str, Meaning]) -> tuple[str, Meaning]:
        return f"{one[0]} + {two[0]}", lambda x: one[1](x) + two[1](x)

    def lessened(one: tuple[str, Meaning], two: tuple[str, Meaning]) -> tuple[str, Meaning]:
        return f"({one[0]}) − ({two[0]})", lambda x: one[1](x) - two[1](x)

    def times(one: tuple[str, Meaning], two: tuple[str, Meaning]) -> tuple[str, Meaning]:
        return f"({one[0]})({two[0]})", lambda x: one[1](x) * two[1](x)

    def parted(one: tuple[str, Meaning], two: tuple[str, Meaning]) -> tuple[str, Meaning]:
        return f"({one[0]}) / (9 + |{two[0]}|)", lambda x: one[1](x) / (9 + abs(two[1](x)))

    squared = inner.map(lambda one: (f"({one[0]})²", lambda x: one[1](x) ** 2))
    waved = inner.map(lambda one: (f"sin({one[0]})", lambda x: math.sin(one[1](x))))
    rooted = inner.map(lambda one: (f"√|{one[0]}|", lambda x: math.sqrt(abs(one[1](x)))))
    negative = inner.map(lambda one: (f"-({one[0]})", lambda x: -one[1](x)))
    pairs = [
        st.tuples(inner, inner).map(lambda two, join=join: join(*two)) for join in (added, lessened, times, parted)
    ]
    return st.one_of(*pairs, squared, waved, rooted, negative)


formulas = st.recursive(st.one_of(_numbers(), st.just(("x", lambda x: x))), _grown, max_leaves=6)


@given(formulas, st.floats(-3, 3))
def test_random_formulas_are_worth_what_python_says(made: tuple[str, Meaning], x: float) -> None:
    text, meaning = made
    if len(text) <= LONGEST:
        expected = meaning(x)
        assert at(text, x) == pytest.approx(expected, rel=1e-6, abs=1e-6 * (1 + abs(expected)))


@given(st.text("0123456789xaesinlogcqrt()|+-*/^.²³√π=, ", max_size=60))
def test_any_text_is_a_formula_or_is_refused(text: str) -> None:
    try:
        formula = read_formula(text)
    except FormulaError as error:
        assert str(error)
    else:
        values = formula.at(np.linspace(-2, 2, 9), "x", dict.fromkeys(formula.letters(), 1.5))
        assert values.shape == (9,)


def test_zeros_crossings_and_extremes_are_found_to_many_digits() -> None:
    assert zeros(function("2x^2 - 3x + 1"), -5, 5) == pytest.approx([0.5, 1.0], abs=1e-9)
    assert zeros(function("(x-1)^2"), -5, 5) == pytest.approx([1.0], abs=1e-6)
    assert zeros(function("sin x"), -4, 4) == pytest.approx([-math.pi, 0.0, math.pi], abs=1e-9)
    assert zeros(function("1/x"), -5, 5) == zeros(function("1/x^2"), -5, 5) == []
    [(x, y)] = crossings(function("12 - x"), function("2 + 0.5x"), 0, 12)
    assert (x, y) == pytest.approx((20 / 3, 16 / 3), abs=1e-9)
    low, high = extremes(function("x^3 - 3x"), -5, 5)
    assert (*low, *high) == pytest.approx((-1, 2, 1, -2), abs=1e-6)
    assert extremes(function("tan x"), -4, 4) == extremes(function("7"), -4, 4) == []


@pytest.mark.parametrize(
    ("formula", "tops"),
    [
        ("1 + 55 e^(-((x - 370)/35)^2)", [(370, 56)]),
        ("100/(1 + e^(-(x - 300)/9))", []),
        ("x/100 + 100/(x + 10^-9)", [(100, 2)]),
        ("e^(-((x - 100)/9)^2) + 2e^(-((x - 600)/9)^2)", [(100, 1), (600, 2)]),
    ],
)
def test_where_a_curve_is_level_it_has_no_extremes(formula: str, tops: list[tuple[float, float]]) -> None:
    found = extremes(function(formula), 0, 720)
    assert [pytest.approx(top, abs=1e-4) for top in tops] == found


def test_slopes_and_areas_are_those_of_calculus() -> None:
    assert slope(function("x^3"), 2.0, 1e-3) == pytest.approx(12, abs=1e-8)
    assert slope(function("sin x"), 0.0, 1e-3) == pytest.approx(1, abs=1e-8)
    assert area(function("x^2"), 0, 3) == pytest.approx(9, abs=1e-9)
    assert area(function("sin x"), 0, 2 * math.pi) == pytest.approx(0, abs=1e-9)
    assert area(function("sqrt x"), 0, 4) == pytest.approx(16 / 3, abs=1e-3)
    assert math.isnan(area(function("1/x"), -1, 1))
    assert math.isnan(area(function("ln x"), -1, 1))


@pytest.mark.parametrize(
    ("text", "parts"), [("1/x", 2), ("tan x", 5), ("1/x^2", 2), ("x^2", 1), ("sqrt x", 1), ("1/(x^2-4)", 3)]
)
def test_curves_are_parted_at_poles_and_nowhere_else(text: str, parts: int) -> None:
    found = pieces(function(text), -6.0, 6.0, (-4.0, 4.0), 1.6)
    assert len(found) == parts
    assert all(-4.0 <= y <= 4.0 for piece in found for _, y in piece)


def test_a_root_begins_at_its_axis_and_curves_are_dense_only_where_they_bend() -> None:
    [root] = pieces(function("sqrt(x - 1)"), -5.0, 5.0, (-4.0, 4.0), 1.6)
    assert root[0] == pytest.approx((1.0, 0.0), abs=0.02)
    [wild] = pieces(function("sin(40x)"), -5.0, 5.0, (-2.0, 2.0), 1.6)
    assert len(root) < 400 < len(wild) < 7000


def test_the_line_through_points_is_that_of_least_squares() -> None:
    line = fitted([1, 2, 3, 4], [2, 4, 5, 8])
    assert line is not None
    assert (line.slope, line.intercept, line.explained) == pytest.approx((1.9, 0.0, 0.9627), abs=1e-4)
    assert fitted([2, 2, 2], [1, 2, 3]) is None


def test_values_are_counted_each_once() -> None:
    dice = counted([2, 3, 3, 4, 4, 4])
    assert (dice.start, dice.width, dice.counts) == (1.5, 1.0, (1, 2, 3))
    times = counted([0.21, 0.24, 0.26, 0.26, 0.31, 0.42])
    assert sum(times.counts) == 6
    assert times.start <= 0.21 < 0.42 <= times.end
