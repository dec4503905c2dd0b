from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon_backend.speech import say, split


def spoken(text: str, language: str = "en") -> str:
    return " ".join(words for _, words in say(text, language) if words)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("useState()", "use State"),
        ("`console.log`", "console dot log"),
        ("index.html", "index dot H T M L"),
        ("snake_case_name", "snake case name"),
        ("a === b", "a is equal to b"),
        ("x => y", "x arrow y"),
        ("<div>", "div"),
        ("C++", "C plus plus"),
    ],
)
def test_code_is_read_as_names_and_not_as_brackets(written: str, said: str) -> None:
    assert spoken(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("E=mc²", "E equals m c squared"),
        ("F=ma.", "F equals m a."),
        ("f(x)=2x+1", "f of x equals 2 x plus 1"),
        ("f'(x)", "f prime of x"),
        ("sin(x)", "sine of x"),
        ("2πr", "2 pi r"),
        ("10⁻³", "10 to the power of minus 3"),
        ("x≥0", "x is at least 0"),
        ("1/2", "1 over 2"),
    ],
)
def test_formulas_are_read_sign_by_sign(written: str, said: str) -> None:
    assert spoken(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("9.8 m/s²", "9.8 metres per second squared"),
        ("1 kg", "1 kilogram"),
        ("5kg,", "5 kilograms,"),
        ("-3°C", "minus 3 degrees Celsius"),
        ("$5", "5 dollars"),
        ("3–5", "3 to 5"),
        ("CO₂", "C O 2"),
        ("C6H12O6", "C 6 H 12 O 6"),
        ("(1905)", "19 oh 5"),
        ("1990s", "19 90s"),
    ],
)
def test_quantities_are_read_with_their_units(written: str, said: str) -> None:
    assert spoken(written) == said


@pytest.mark.parametrize("written", ["and/or", "well-known", "don't", "2024-10-05", "1,234.5", "Dr.", "10:30"])
def test_plain_words_and_numbers_are_left_to_the_voice(written: str) -> None:
    assert spoken(written).replace(" ", "/") == written


def test_what_has_no_sound_is_not_said() -> None:
    assert say("Well 😀 **done** \x07 —") == [
        ("Well", "Well"),
        ("😀", ""),
        ("**done**", "done"),
        ("\x07", ""),
        ("—", ","),
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "x gleich 5 Kilometer pro Stunde"),
        ("fr", "x égale 5 kilomètres par heure"),
        ("es-MX", "x es igual a 5 kilómetros por hora"),
        ("pt", "x é igual a 5 quilômetros por hora"),
        ("it", "x è uguale a 5 chilometri per ora"),
        ("ko", "x = 5 km/h"),
    ],
)
def test_signs_are_read_in_the_language_of_the_text(language: str, said: str) -> None:
    assert spoken("x = 5 km/h", language) == said


def test_noise_is_not_read_to_its_end() -> None:
    assert len(spoken("a" * 10_000)) < 100


@given(st.text(max_size=60), st.sampled_from(["en", "de", "hi", "zh", ""]))
def test_any_text_keeps_its_words_in_order(text: str, language: str) -> None:
    assert [word for word, _ in say(text, language)] == split(text)
