from __future__ import annotations

import time

import pytest

from hackathon_backend.lessons.markdown.notation import lowered, raised, readable


@pytest.mark.parametrize(
    ("latex", "line"),
    [
        (r"E = mc^2", "E = mc²"),
        (r"\frac{-b \pm \sqrt{b^2-4ac}}{2a}", "(−b ± √(b² − 4ac))/(2a)"),
        (r"6\,CO_2 + 6\,H_2O \rightarrow C_6H_{12}O_6", "6 CO₂ + 6 H₂O → C₆H₁₂O₆"),
        (r"\ce{2H2 + O2 -> 2H2O}", "2H₂ + O₂ → 2H₂O"),
        (r"SO_4^{2-}", "SO₄²⁻"),
        (r"\text{speed} = \frac{\text{distance}}{\text{time}}", "speed = distance/time"),
        (r"\begin{aligned} a &= b \\ c &= d\end{aligned}", "a = b; c = d"),
        (r"\sum_{i=1}^{n} a_i", "∑(i = 1 … n) a_i"),
        (r"\lim_{x \to 0} \frac{\sin x}{x}", "lim(x → 0) (sin x)/x"),
        (r"\frac{1}{2}mv^2", "(1/2)mv²"),
        (r"e^{-kt}", "e^(−kt)"),
        (r"90^\circ", "90°"),
        (r"f'(x) = 2x", "f′(x) = 2x"),
        (r"A^T", "A^T"),
        (r"-5 < x \le 3", "−5 < x ≤ 3"),
        (r"\sqrt[3]{8}", "³√8"),
        (r"F_{\text{net}}", "F_net"),
    ],
)
def test_a_formula_is_one_readable_line(latex: str, line: str) -> None:
    assert readable(latex) == line


@pytest.mark.parametrize("latex", [r"\bad{", r"\frac{1}", "{" * 500, r"\def\a{\a\a}\a", "\\" * 40, "x^" * 300, "&<>"])
def test_what_is_no_formula_is_shown_without_its_commands(latex: str) -> None:
    assert not set("\\{}$") & set(readable(latex))


def test_a_hostile_formula_takes_no_time() -> None:
    begun = time.monotonic()
    readable(r"\frac{" * 20_000)
    readable("x_{" * 24 + "1" + "}" * 24)
    assert time.monotonic() - begun < 2


def test_letters_above_and_below_the_line() -> None:
    assert (raised("2"), raised("-1"), raised("st"), raised("x+1"), lowered("12")) == ("²", "⁻¹", "st", "^(x+1)", "₁₂")
