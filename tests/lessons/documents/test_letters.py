"""Letters that a PDF draws in pieces or does not name, and what stands beside its charts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hackathon_backend.lessons.documents import convert_document
from hackathon_backend.lessons.documents.pdf.drawn import labels_beside
from hackathon_backend.lessons.documents.pdf.formulas import formulas
from hackathon_backend.lessons.documents.pdf.fragments import Fragment, fragments_of
from hackathon_backend.lessons.documents.pdf.glyphs import Glyph
from hackathon_backend.lessons.documents.pdf.letters import riddles_among, with_accents
from hackathon_backend.lessons.documents.pdf.lines import fragment_markdown
from hackathon_backend.lessons.languages import small_word_share


def glyph(text: str, left: float, width: float = 6.0, *, base: float = 100.0, is_unknown: bool = False) -> Glyph:
    return Glyph(text, left, base - 8, left + width, base + 2, base, 10.0, "cmr10", 0, is_unknown)


def fragment(text: str, left: float, base: float, *, is_unknown: bool = False) -> Fragment:
    glyphs = (glyph(char, left + 6 * place, base=base, is_unknown=is_unknown) for place, char in enumerate(text))
    return Fragment(tuple(glyphs))


@pytest.mark.parametrize(
    ("letter", "accent", "whole"), [("u", "¨", "ü"), ("a", "˜", "ã"), ("c", "¸", "ç"), ("ı", "´", "í"), ("o", "˝", "ő")]
)
@pytest.mark.parametrize("is_first", [True, False], ids=["accent first", "accent last"])
def test_an_accent_over_a_letter_is_one_with_it(letter: str, accent: str, whole: str, is_first: bool) -> None:
    pair = [glyph(letter, 10), glyph(accent, 10.5, 5)]
    drawn = [glyph("f", 4), *(reversed(pair) if is_first else pair), glyph("r", 16)]
    assert "".join(each.text for each in with_accents(drawn)) == f"f{whole}r"


def test_the_spaces_that_a_file_has_beside_a_drawn_accent_are_none() -> None:
    reckoned = Glyph(" ", 0, 0, 0, 0, 0, 0, "")
    drawn = [glyph("e", 4), reckoned, glyph("´", 10.5, 5), reckoned, glyph("s", 10), glyph("c", 16)]
    assert [each.text for each in fragments_of(with_accents(drawn))] == ["eśc"]


def test_lam_and_alef_that_are_one_sign_are_read_in_that_order() -> None:
    drawn = [glyph("م", 22), glyph("ا", 10, 12), glyph("ل", 10, 12), glyph("س", 4)]
    assert [each.text for each in fragments_of(drawn)] == ["ملاس"]


def test_a_raised_number_stays_in_its_line_however_large_it_is() -> None:
    raised = replace(glyph("1", 16, base=95.2), size=9.5)
    (line,) = fragments_of([glyph("a", 4), glyph("b", 10), raised, glyph(".", 22)])
    assert fragment_markdown(line) == "ab<sup>1</sup>."


def _of_maths(each: Fragment) -> tuple[Glyph, ...]:
    return tuple(replace(glyph, font="cmmi10") for glyph in each.glyphs)


def test_a_part_of_a_formula_is_no_formula_of_its_own() -> None:
    pieces = (("H=x+", 100, 100), ("a-b", 158, 106), ("n=1", 210, 112))
    signs = [replace(fragment(*each), glyphs=_of_maths(fragment(*each))) for each in pieces]
    boxes, rest = formulas(signs)
    assert len(boxes) == 1 and not rest


@pytest.mark.parametrize("sign", ["~", "^", "`", "´"])
def test_an_accent_that_stands_by_itself_stays(sign: str) -> None:
    drawn = [glyph("a", 4), glyph(sign, 10), glyph("b", 16)]
    assert "".join(each.text for each in with_accents(drawn)) == f"a{sign}b"


def test_a_line_whose_letters_have_no_names_is_left_out_where_others_have_some() -> None:
    told, riddle = fragment("Circuits", 0, 10), fragment("Xqfl", 0, 30, is_unknown=True)
    sign = fragment("∮", 0, 50, is_unknown=True)
    assert riddles_among([told, riddle, sign], 5, 100) == [riddle]
    assert riddles_among([told, riddle, sign], 50, 100) == []
    assert riddles_among([told, mixed := fragment("ǋֻ뻭ʡЖ", 0, 70)], 50, 100) == [mixed]


def test_small_words_tell_a_text_from_letters_that_are_none() -> None:
    assert small_word_share("The test is one of the means by which we see that it is so.") > 0.4
    assert small_word_share("esidn aAifes mAen epeYiC bAiR efrbAr pez vAblAm kTA biDs iken ineY yA") < 0.15


def test_numbers_along_an_axis_belong_to_the_drawing_and_the_text_below_does_not() -> None:
    ticks = [fragment(year, 20.0 + 40 * place, 215) for place, year in enumerate(("1990", "1995", "2000"))]
    name = fragment("Time", 60, 232)
    caption = fragment("Figure 3: The process over time, and its two boundaries", 0, 262)
    text = fragment("A line of the text that goes on below the chart", 0, 300)
    box = (10.0, 100.0, 150.0, 205.0)
    assert labels_beside(box, [], [*ticks, name, caption, text]) == [*ticks, name]
    assert labels_beside(box, [], [name, caption, text]) == []


@pytest.mark.parametrize(
    ("headings", "title"),
    [
        (("Chapter 1", "Why there are tides"), "Why there are tides"),
        (("Capítulo 2.", "1. Las mareas"), "Las mareas"),
        (("第3章", "潮汐"), "潮汐"),
        (("Chapter 1",), "Chapter 1"),
    ],
)
def test_a_title_is_the_first_heading_that_says_something(
    headings: tuple[str, ...], title: str, tmp_path: Path
) -> None:
    body = "".join(f"<h1>{each}</h1>" for each in headings)
    (tmp_path / "page").write_text(f"<html><body>{body}<p>The sea rises and falls.</p></body></html>", "utf-8")
    assert convert_document(tmp_path / "page", "page.html", tmp_path).title == title
