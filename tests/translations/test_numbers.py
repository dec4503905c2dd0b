"""Numbers and their units are the same in every language, whatever digits and words it has for them."""

from __future__ import annotations

import pytest

from hackathon_backend.translations.measures import changed_measures
from hackathon_backend.translations.numbers import changed_numbers

SAME = [
    ("Light travels 300,000 km in 1 second.", "La luz recorre 300.000 km en un segundo.", "es"),
    ("Pi is 3.14.", "Pi vale 3,14.", "es"),
    ("It has 3 parts and 12 cells.", "इसके ३ भाग और १२ कोशिकाएँ हैं।", "hi"),
    ("Two of 5", "اثنان من ٥", "ar"),
    ("1,234.5 metres", "١٬٢٣٤٫٥ متر", "ar"),
    ("1.4 billion people live there.", "そこには14億人が住んでいます。", "ja"),
    ("1.4 billion people", "1.4 अरब लोग", "hi"),
    ("three parts", "3つの部分", "ja"),
    ("12 months", "doce meses", "es"),
    ("In 1990 there were 10,000.", "En 1990 había 10 000.", "es"),
    ("1,234,567 people", "12,34,567 लोग", "hi"),
    ("a cell", "1つの細胞", "ja"),
]
CHANGED = [
    ("It costs 5.", "Cuesta 6.", "es", ["the number 5 is missing", "the number 6 is not in the source"]),
    ("5 and 7", "cinco", "es", ["the number 7 is missing"]),
    ("the year 2019", "el año", "es", ["the number 2019 is missing"]),
    ("5 million", "5 billones", "es", ["the number 5 is missing", "the number 5 is not in the source"]),
    ("3.5", "35", "es", ["the number 3.5 is missing", "the number 35 is not in the source"]),
]


@pytest.mark.parametrize(("source", "told", "language"), SAME)
def test_numbers_are_the_same_in_other_digits_notations_and_words(source: str, told: str, language: str) -> None:
    assert changed_numbers(source, told, ("en", language)) == []


@pytest.mark.parametrize(("source", "told", "language", "wrong"), CHANGED)
def test_numbers_that_are_others_are_named(source: str, told: str, language: str, wrong: list[str]) -> None:
    assert changed_numbers(source, told, ("en", language)) == wrong


@pytest.mark.parametrize(
    ("source", "told", "language"),
    [
        ("It weighs 5 kg.", "Pesa 5 kilogramos.", "es"),
        ("It weighs 5 kg.", "वज़न 5 किलोग्राम है।", "hi"),
        ("It is 20 °C.", "إنها 20 درجة مئوية.", "ar"),
        ("100% of it", "उसका 100 प्रतिशत", "hi"),
        ("at 9.81 m/s²", "a 9,81 metros por segundo al cuadrado", "es"),
        ("300 km", "300キロメートル", "ja"),
    ],
)
def test_units_stand_behind_them_by_their_signs_or_names(source: str, told: str, language: str) -> None:
    assert changed_measures(source, told, ("en", language)) == []


def test_a_unit_that_is_another_is_named() -> None:
    assert changed_measures("5 kg of salt", "5 g de sal", ("en", "es")) == ["the unit kg is missing"]
