"""Text is measured before it is placed, in whatever script."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hackathon_backend.errors import StoryboardError
from hackathon_backend.storyboard import entry, missing_scripts
from hackathon_backend.storyboard.drawing.text.breaks import WORD_JOINER, phrases, words_kept
from hackathon_backend.storyboard.drawing.text.direction import formulas_kept, ordered, runs_right_to_left
from hackathon_backend.storyboard.drawing.text.package_fonts import package_face
from hackathon_backend.storyboard.drawing.text.scripts import scripts
from hackathon_backend.storyboard.drawing.text.text import ELLIPSIS, Type, measure, shortened
from hackathon_backend.storyboard.drawing.text.typefaces import REGULAR, SEMIBOLD, Typefaces, font_packages, typefaces
from hackathon_backend.storyboard.kinds.code.layout import columns_of, rows
from hackathon_backend.storyboard.shot import Format
from hackathon_backend.storyboard.theme import THEMES

ROOT = Path(__file__).parents[2]
INK = THEMES["clean"].ink
BODY = Type(30, INK)
CODE = THEMES["clean"].code


def test_a_long_word_is_broken_not_clipped() -> None:
    block = measure("Donaudampfschifffahrtselektrizitätenhauptbetriebswerk", BODY, 200)
    assert block.breaks_words
    assert block.lines > 2
    assert block.width <= 200


def test_balanced_lines_leave_no_word_alone() -> None:
    text = "Before that, and at the end, the clean-up runs"
    plain, balanced = measure(text, BODY, 500), measure(text, BODY, 500, balance=True)
    assert balanced.lines == plain.lines == 2
    assert balanced.width < plain.width - 60


@pytest.mark.parametrize(
    ("text", "set_as"),
    [
        ("6 CO2 and H2O", "6 CO_2 and H_2O"),
        ("Al2(SO4)3, NOx and O3", "Al_2(SO_4)_3, NO_x and O_3"),
        ("NH4+ becomes NO3-", "NH_4^+ becomes NO_3^−"),
        ("SO42-, Ca2+, Na+/K+, [H+] and 2e-", "SO_4^2−, Ca^2+, Na^+/K^+, [H^+] and 2e^−"),
        ("产物是CO2和H2O", "产物是CO_2和H_2O"),
        ("x^2 + y^2 = r^2, 10^-3, e^(-x)", "x^2 + y^2 = r^2, 10^−3, e^−x"),
        ("R = R1 + R2 at v_0, K_m, log_2(n)", "R = R_1 + R_2 at v_0, K_m, log_2(n)"),
        ("9.8 m/s2 on 50 km2", "9.8 m/s^2 on 50 km^2"),
    ],
)
def test_formulas_in_a_text_stand_as_in_a_book(text: str, set_as: str) -> None:
    marks = {"": "", "low": "_", "high": "^"}
    assert "".join(marks[piece.level] + piece.text for piece in scripts(text)) == set_as


@pytest.mark.parametrize(
    "text",
    [
        "B2B, H1N1, COP26, PS5, I2C, MP3, W3C, G20 and A4",
        "e-Mail, blood group B+, grade A-",
        "my_var, a_b_c and n_estimators",
        "=A1+B1, UTF-8, HTTP/2 and C-14",
        "After 3 m 2 turns, 1914-1918",
    ],
)
def test_what_only_looks_like_a_formula_stays_on_the_line(text: str) -> None:
    assert "".join(piece.text for piece in scripts(text)) == text
    assert not any(piece.level for piece in scripts(text))


def test_a_low_figure_takes_less_room_and_the_line_stays_as_high() -> None:
    low, plain = measure("CO2", BODY, 500), measure("CO0", BODY, 500)
    assert low.width < plain.width - 3
    assert low.height == plain.height


def test_nothing_takes_no_room() -> None:
    block = measure("", BODY, 200)
    assert (block.width, block.height, block.lines) == (0, 0, 0)


@pytest.mark.slow
@settings(deadline=None)
@given(st.text(max_size=80), st.floats(20, 600))
def test_no_text_is_wider_than_its_room(text: str, room: float) -> None:
    assert measure(text, BODY, room).width <= room


@settings(deadline=None)
@given(st.text(min_size=1, max_size=200), st.floats(40, 400), st.floats(40, 200))
def test_shortened_text_fits(text: str, room: float, height: float) -> None:
    block = shortened(text, BODY, room, height)
    assert block.height <= height or block.text == ELLIPSIS
    assert text.startswith(block.text.removesuffix(ELLIPSIS).rstrip())


def test_lines_keep_their_height_whatever_letters_are_in_them() -> None:
    assert measure("x ∈ ℝ 中 א", BODY, 900).height == measure("plain", BODY, 900).height


@pytest.mark.parametrize("language", ["ar", "he", "fa-IR", "ur", "pa-Arab"])
def test_some_languages_run_from_right_to_left(language: str) -> None:
    assert runs_right_to_left(language)
    assert not runs_right_to_left("en-GB")


@pytest.mark.parametrize("text", ["Grüße, œuvre, naïve", "Καλημέρα κόσμε", "Привет, мир", "x ≤ y → z ≈ √2 · π"])
def test_our_own_font_has_latin_greek_cyrillic_and_common_signs(text: str) -> None:
    assert missing_scripts(text) == []
    assert typefaces().families(text, "text", 400, "en") == ["text"]


@pytest.mark.slow
def test_a_machine_without_fonts_draws_the_scripts_of_the_packages() -> None:
    letters = "जल مطر বৃষ্টি ฝน גשם மழை వాన ಮಳೆ മഴ વરસાદ ਮੀਂਹ වැස්ස ዝናብ წვიმა անձրև 🦊 ☀"
    code = f"from hackathon_backend.storyboard import missing_scripts; print(missing_scripts({letters!r}))"
    hidden = os.environ | {"FONTCONFIG_FILE": os.devnull, "PYTHONIOENCODING": "utf-8"}
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT, env=hidden
    ).stdout
    assert said.strip() == "[]"


def test_the_fonts_of_packages_have_the_weight_that_is_asked_for() -> None:
    for script in ("DEVANAGARI", "ARABIC", "THAI"):
        faces = [package_face(script, "en", weight) for weight in (REGULAR, SEMIBOLD)]
        assert [face.fontStyle().weight() for face in faces] == [REGULAR, SEMIBOLD]


def test_letters_of_east_asia_come_by_an_optional_package() -> None:
    assert font_packages(["CJK", "Hangul"]) == "pip install manimgx-fonts-cjk, or apt-get install fonts-noto-cjk"
    assert font_packages(["CJK", "Thai"]) == "apt-get install fonts-noto-cjk fonts-noto-core"


def test_scripts_that_no_font_has_are_named() -> None:
    # Linear A, and the last character of the private planes: nobody has letters for these by chance.
    assert missing_scripts("hello \U00010600") in ([], ["Linear"])
    assert missing_scripts("hello") == []


def test_a_missing_drawing_library_is_told_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str, package: str | None = None) -> None:
        raise ImportError("libEGL.so.1: cannot open shared object file")

    monkeypatch.setattr(entry.importlib, "import_module", broken)
    with pytest.raises(StoryboardError, match="libegl1 libgl1"):
        missing_scripts("x")


@pytest.mark.slow
def test_reading_a_storyboard_needs_no_drawing_library() -> None:
    code = "import sys; sys.modules['skia'] = None; import hackathon_backend.storyboard as s; s.estimate_timing('a b')"
    root = Path(entry.__file__).parents[2]
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60, cwd=root)


def test_long_lines_of_code_wrap_behind_a_sign_and_are_set_in() -> None:
    laid = rows("    total = first_value + second_value", "python", 24, CODE)
    assert [row.text for row in laid] == ["    total = first_value ", "      + second_value"]
    assert [(row.number, row.first) for row in laid] == [(1, True), (1, False)]


@settings(deadline=None)
@given(st.text(max_size=120), st.integers(8, 60))
def test_wrapping_code_loses_nothing(code: str, columns: int) -> None:
    lines = code.splitlines() or [""]
    laid = rows("\n".join(lines), "python", columns, CODE)
    for number, line in enumerate(lines, 1):
        parts = [row.text if row.first else row.text.lstrip() for row in laid if row.number == number]
        assert "".join("".join(parts).split()) == "".join(line.split())


def test_wide_letters_take_two_columns() -> None:
    assert columns_of("a中é") == 4


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("Cl + e⁻ → Cl⁻", ["Cl + e⁻ → Cl⁻"]),
        ("-1", ["-1"]),
        ("درجة الانصهار 801 °C", ["801 °C"]),
        ("כי Δ = 4 − 20 = −16, מספר שלילי", ["Δ = 4 − 20 = −16"]),
        ("ملح (NaCl)", ["(NaCl)"]),
        ("3, 4, 5", ["3", "4", "5"]),
        ("من 25% إلى 30%", ["25%", "30%"]),
        ("13 ÷ 2", ["13 ÷ 2"]),
        ("הספרות 0–9", ["0–9"]),
        ("הנקודה (3, 4)", ["(3, 4)"]),
        ("בשעה 7:45, ביחס 2:3", ["7:45", "2:3"]),
        ("50 % מתוך ₪80", ["50 %", "₪80"]),
        ("ל-1967", ["1967"]),
        ("از ۰–۹ تا ۱۳ ÷ ۲", ["۰–۹", "۱۳ ÷ ۲"]),
        ("if (a > b) x += 1", ["if (a > b) x += 1"]),
    ],
)
def test_formulas_are_kept_together_in_scripts_from_right_to_left(text: str, formulas: list[str]) -> None:
    kept = formulas_kept(text)
    assert re.findall("\u2066(.*?)\u2069", kept) == formulas
    assert re.sub("[\u2066\u2069]", "", kept) == text


@pytest.mark.parametrize("language", ["en", "he"])
def test_the_last_letter_counts_in_the_longest_word(language: str) -> None:
    context = Format((1280, 720), 30, THEMES["clean"]).context(language)
    whole = context.measure("evaporation", 24, 1000)
    assert context.measure("evaporation", 24, whole.width - 2).breaks_words
    assert context.measure("evaporation", 24, whole.width + 1).lines == 1


def test_signs_that_no_font_has_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Typefaces, "has", lambda _self, char: char != "🦄")
    Typefaces.draws_all.cache_clear()
    context = Format((1280, 720), 30, THEMES["clean"]).context("en")
    assert context.measure("🦄 signs 🦄 here", 24, 1000).text == "signs here"
    Typefaces.draws_all.cache_clear()


def test_an_arrow_between_words_points_the_way_that_is_read() -> None:
    assert formulas_kept("מים → אדים") == "מים ← אדים"
    assert "H₂O → H⁺ + OH⁻" in formulas_kept("במים H₂O → H⁺ + OH⁻")


def test_words_from_right_to_left_do_not_turn_the_code_around_them() -> None:
    assert ordered('x = "שלום" + 1', rtl=False) == 'x = "\u2067שלום\u2069" + 1'


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ko", "혀뿌리가 목구멍을 막는 모양", ["혀뿌리가 ", "목구멍을 ", "막는 ", "모양"]),
        ("ja", "光合成は糖を作る仕組みです。", ["光合成は", "糖を", "作る", "仕組みです。"]),
        ("zh", "2024年12月", ["2024年", "12月"]),
        ("zh", "光合作用", ["光合作用"]),
        ("zh", "夏至白天长达15个小时", ["夏至白", "天长", "达", "15个小时"]),
        ("zh", "列入世界文化遗产,每天约30公里", ["列入", "世界", "文化", "遗产,", "每天约", "30公里"]),
        ("zh-TW", "列入世界文化遺產", ["列入", "世界", "文化", "遺產"]),
    ],
)
def test_lines_break_between_words(language: str, text: str, expected: list[str]) -> None:
    assert phrases(text, language) == expected
    kept = words_kept(text, language)
    assert kept.replace(WORD_JOINER, "") == text
    assert WORD_JOINER in kept


def test_a_phrase_wider_than_its_line_is_broken_where_its_script_allows_and_counts_as_broken() -> None:
    type_ = replace(BODY, language="ko")
    assert WORD_JOINER not in words_kept("목구멍을", "ko", 3)
    block = measure("목구멍을", type_, 70)
    assert block.breaks_words
    assert block.lines > 1
    assert not measure("목구멍을 막는 모양", type_, block.longest_word + 1).breaks_words


def test_a_french_verb_stays_with_what_is_joined_to_it() -> None:
    assert words_kept("Quand va-t-elle mi-chemin ?", "fr") == f"Quand va-{WORD_JOINER}t-{WORD_JOINER}elle mi-chemin ?"


@pytest.mark.parametrize("sign", ["-->", "->>", "=>", "<=>", "===", "!=", "&&", "|-|"])
def test_no_line_breaks_inside_of_an_operator(sign: str) -> None:
    longest = max(measure(word, BODY, 1000).width for word in ("go", sign))
    assert measure(f"go {sign} go", BODY, 1000).longest_word >= longest - 1


@pytest.mark.parametrize(("text", "formula"), [("As E = mc² is", "E = mc²"), ("So 70 − 22 is it", "70 − 22")])
def test_a_short_formula_stays_in_one_line_and_gives_way_where_it_has_no_room(text: str, formula: str) -> None:
    type_ = Type(40, THEMES["clean"].ink)
    room = measure(formula, type_, 1000).width + 20
    assert not measure(text, type_, room).parts_formula
    narrow = measure(text, type_, room - 24)
    assert narrow.parts_formula
    assert not narrow.breaks_words


def test_no_line_begins_with_a_small_kana_or_parts_a_figure() -> None:
    kept = words_kept("2024年光エネルギーを使って", "ja", 6)
    assert WORD_JOINER.join("エネルギー") in kept
    assert f"4{WORD_JOINER}年" in kept


def test_a_word_counts_whole_however_narrow_its_room_is() -> None:
    whole = measure("counterrevolutionaries", BODY, 1000).longest_word
    assert [measure("counterrevolutionaries", BODY, room).longest_word for room in (40, 90, 200)] == [whole] * 3
