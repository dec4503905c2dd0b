from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon_backend.speech import say, split
from hackathon_backend.speech.reading import signs


def spoken(text: str, language: str = "en") -> str:
    return " ".join(words for _, words in say(text, language) if words)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("useState()", "use State"),
        ("`console.log`", "console dot log"),
        ("index.html", "index dot H T M L"),
        ("snake_case_name", "snake case name"),
        ("a === b", "A is equal to b"),
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
        ("F=ma.", "F equals m A."),
        ("f(x)=2x+1", "f of x equals 2 x plus 1"),
        ("f'(x)", "f prime of x"),
        ("sin(x)", "sine of x"),
        ("2πr", "2 pi r"),
        ("10⁻³", "10 to the power of minus 3"),
        ("x≥0", "x is at least 0"),
        ("7/2", "7 over 2"),
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
        ("(1905)", "nineteen oh-five"),
        ("1990s", "19 90s"),
    ],
)
def test_quantities_are_read_with_their_units(written: str, said: str) -> None:
    assert spoken(written) == said


@pytest.mark.parametrize("written", ["and/or", "well-known", "don't", "1,234.5", "Dr.", "COVID-19"])
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


@pytest.mark.slow
@given(st.text(max_size=60), st.sampled_from(["en", "de", "hi", "zh", ""]))
def test_any_text_keeps_its_words_in_order(text: str, language: str) -> None:
    assert [word for word, _ in say(text, language)] == split(text)


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        ("en", "Henry VIII", "Henry the eighth"),
        ("en", "Elizabeth I was queen", "Elizabeth the first was queen"),
        ("en", "Part IV, World War II", "Part 4, World War 2"),
        ("en", "chapter ⅷ", "chapter 8"),
        ("en", "When I met Anna I said: IV drip, CD, MIX", "When I met Anna I said: IV drip, CD, MIX"),
        ("de", "Heinrich VIII. war im II. Weltkrieg", "Heinrich der Achte war im Zweiter Weltkrieg"),
        ("fr", "Le camion et le XXe", "Le camion et le vingtième"),
        ("fr", "François Ier, Louis XIV, XVIIIe siècle", "François premier, Louis 14, dix-huitième siècle"),
        ("es", "Carlos V, Isabel II, siglo XX", "Carlos quinto, Isabel segunda, siglo 20"),
        ("it", "Enrico VIII, XX secolo", "Enrico ottavo, ventesimo secolo"),
        ("pt", "João VI, século XX", "João sexto, século 20"),
    ],
)
def test_roman_numerals_are_numbers_where_they_are_meant_as_such(language: str, written: str, said: str) -> None:
    assert spoken(written, language) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("5 - 3 = 2", "5 minus 3 equals 2"),
        ("x − y", "x minus y"),
        ("it was - 5 degrees", "it was minus 5 degrees"),
        ("−40 and -x", "minus 40 and minus x"),
        ("a pause - as here – is none", "a pause , as here , is none"),
        ("call 555-1234", "call 555-1234"),
        ("pages 3–5, scored 3-2", "pages 3 to 5, scored 3 to 2"),
    ],
)
def test_a_dash_is_a_minus_a_range_or_a_pause(written: str, said: str) -> None:
    assert spoken(written) == said


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        ("en", "12/05/2026", "December 5, 2026"),
        ("en-GB", "12/05/2026", "12 May 2026"),
        ("en", "2026-11-28", "November 28, 2026"),
        ("de", "12.05.2026 um 7:45 Uhr", "12. Mai 2026 um 7 Uhr 45"),
        ("fr", "12/05/2026 à 7:45", "12 mai 2026 à 7 heures 45"),
        ("es", "12/05/2026", "12 de mayo de 2026"),
        ("it", "12/05/2026", "12 maggio 2026"),
        ("pt", "12/05/2026", "12 de maio de 2026"),
        ("en", "at 7:00, 7:05 and 7:45 p.m.", "at 7 o'clock, 7 oh 5 and 7 45 P M"),
        ("en", "mix 2:1 or 3 : 4", "mix 2 to 1 or 3 to 4"),
        ("en", "31/31/2026 and 99:99", "31/31/2026 and 99 to 99"),
    ],
)
def test_dates_times_and_ratios_are_told_apart(language: str, written: str, said: str) -> None:
    assert spoken(written, language).replace("31 over 31 over 2026", "31/31/2026") == said


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        ("en", "3/4 cup, ½, 2½ and 1 3/4", "3 quarters cup, one half, 2 and one half and 1 and 3 quarters"),
        ("de", "3/4 Liter und 1/3", "3 Viertel Liter und ein Drittel"),
        ("fr", "3/4 de litre", "3 quarts de litre"),
        ("es", "3/4 de litro", "3 cuartos de litro"),
        ("it", "3/4 di litro", "3 quarti di litro"),
        ("pt", "3/4 de litro", "3 quartos de litro"),
        ("en", "5/2, 10/10, 24/7, and/or, I/O", "5 over 2, 10 over 10, twenty-four seven, and or, I O"),
    ],
)
def test_fractions_are_read_in_the_language_of_the_text(language: str, written: str, said: str) -> None:
    assert spoken(written, language) == said


@pytest.mark.parametrize(
    ("language", "written", "said"),
    [
        ("en", "$2.4 billion", "2.4 billion dollars"),
        (
            "en",
            "$5m, €5/day, 5 €, US$3, -$2",
            "5 million dollars, 5 euros per day, 5 euros, 3 US dollars, minus 2 dollars",
        ),
        ("de", "2,4 Mrd. € und 5 €/Tag", "2,4 Milliarden Euro und 5 Euro pro Tag"),
        ("fr", "2,4 milliards €", "2,4 milliards d'euros"),
        ("es", "$2.4 millones", "2.4 millones de dólares"),
        ("it", "2,4 miliardi €", "2,4 miliardi di euro"),
        ("pt", "R$ 5, R$5", "R$ 5, 5 reais"),
        ("en", "the 1980s and '80s", "the 19 80s and 80s"),
        ("en", "the U.K. and the U.S. Senate", "the U K and the U S Senate"),
        ("en", "write to ann.b@school.org", "write to ann dot b at school dot org"),
        ("en", "9.8 m s⁻², 50-60 km/h", "9.8 metres per second squared, 50 to 60 kilometres per hour"),
    ],
)
def test_money_decades_and_short_forms_are_read_whole(language: str, written: str, said: str) -> None:
    assert spoken(written, language) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("KOH", "K O H"),
        ("CaCO3", "C a C O 3"),
        ("Ca(OH)2", "C a O H 2"),
        ("Na+", "N a plus"),
        ("SO₄²⁻", "S O 4 2 minus"),
        ("DNA, USA, A4, NaN", "DNA, USA, A4, not a number"),
    ],
)
def test_chemical_formulas_are_read_letter_by_letter(written: str, said: str) -> None:
    assert spoken(written) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("x ∈ ℝ", "x is in the real numbers"),
        ("p ∧ ¬q ⇒ r", "p and not q implies r"),
        ("5! = 120", "5 factorial equals 120"),
        ("I have 5!", "I have 5!"),
        ("30°, 45º, 98.6 °F", "30 degrees, 45 degrees, 98.6 degrees Fahrenheit"),
        ("40°26′N", "40 degrees 26 minutes N"),
        ("α, Δt and β-carotene", "alpha, delta t and beta carotene"),
        ("original sin and sin θ", "original sin and sine theta"),
        ("x₁ + aₙ", "x 1 plus a n"),
    ],
)
def test_signs_of_sets_logic_and_degrees_are_read(written: str, said: str) -> None:
    assert spoken(written) == said


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "it", "pt"])
def test_no_sign_of_mathematics_is_silent(language: str) -> None:
    for sign in signs.FORMULA_SIGNS:
        assert spoken(f"a {sign} b", language).split()[1:-1], sign
        assert spoken(f"a{sign}b", language) != "ab", sign
