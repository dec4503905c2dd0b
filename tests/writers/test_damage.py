"""What pages leave behind where formulas, charts and columns were is told from what a lesson says."""

from __future__ import annotations

import pytest

from hackathon_backend.lessons import Lesson
from hackathon_backend.writers.lesson.matter.damage import is_damaged, is_listing, is_note, is_table
from hackathon_backend.writers.lesson.matter.lines import is_beside


@pytest.mark.parametrize(
    "sentence",
    [
        "Yi = x^¦i βi + ui (i = 1, .",
        "(6) where w = (w₀, . , wn₋₁) is a vector of weights.",
        "2005), ViSta (Young 1996), R, and S-PLUS (Insightful Inc.",
        "B. die Gliederungseinheiten, die für alle Dokumente gelten.",
        "ˆ These estimators differ in their choice of the weights.",
        "It can then be passed as an argument to in-",
        "R> pvalue(independence_test(disease ~ smoking))",
        "[1] 0.09060652 is what comes out.",
        "Age 0.991 1.010 0.973 1.009.",
    ],
)
def test_a_sentence_with_holes_is_damaged(sentence: str) -> None:
    assert is_damaged(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The pull of the moon is strongest on the near side of the earth.",
        "Un avion a volé de Paris à Rome; il a atterri (enfin) à midi.",
        "The area of a circle is A = πr², so it grows with the square.",
        "1) Water rises towards the moon, e.g. in the harbour of Saint-Malo.",
        "Es dient zum Setzen von Texten (sprich „Tech“) und Formeln.",
        "水分子由两个氢原子和一个氧原子组成。",
        "In 1990 there were 3.5 million, in 2000 there were 4.1 million.",
        "И в школе, и дома он читал о море.",
    ],
)
def test_a_whole_sentence_is_not(sentence: str) -> None:
    assert not is_damaged(sentence)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("for i in range(3):\n    print(i)", True),
        (r"\begin{document}" + "\n Small.\n" + r"\end{document}", True),
        ("sudo apt-get install /tmp/it.deb", True),
        ("ann@oceans.example\nbob@oceans.example", False),
        ("Sex\nMale", False),
        ("         [,1]\n[1,] 2.899429\n[2,] 3.219179", False),
        ("article\n\nreport\n\nbook", False),
        ("  ...\n" + r"\end{equation*}", False),
    ],
)
def test_a_listing_is_a_program_and_no_list_of_names(text: str, is_one: bool) -> None:
    assert is_listing(text) == is_one


@pytest.mark.parametrize(
    ("table", "is_one"),
    [
        ("| Planet | Moons |\n| --- | --- |\n| Mars | 2 |", True),
        ("| – | ! | !⊤ |\n| --- | --- | --- |\n| 1 | X | X |", False),
        ("| Land | 1990 | 2020 |\n| --- | --- | --- |\n| Chad | 5 | 16 |", True),
        ("| V-12 | 32 (2) | 6.6 (14) |\n| --- | --- | --- |\n| V-13 | 30 (1) | 7 (2) |", False),
        ("| 0 | 1 |\n| --- | --- |\n| 1 | 1 |", False),
        ("| fit4 | 0.71 |\n| --- | --- |\n| fit5 | 0.69 |", False),
        ("| Example |  |  |\n| --- | --- | --- |\n| 0 | 0 | 1 |", False),
        ("|  |  |\n| --- | --- |\n| SAS | × × × SAS |", False),
        ("| amsmath, | Formulas with more, |\n| --- | --- |\n| array | Tables |", False),
    ],
)
def test_a_table_has_heads_and_words_or_numbers(table: str, is_one: bool) -> None:
    assert is_table(Lesson.inline("Planets", table).blocks[0]) == is_one


def test_captions_and_footnotes_are_notes() -> None:
    assert all(
        map(is_note, ("Figure 3: The process.", "Tabelle 2: Pakete.", "² Note that it differs.", "Listing 1: It."))
    )
    assert not any(map(is_note, ("Figures of speech are many.", "The table below has them.", "2 birds sat there.")))


def test_lines_about_the_document_stand_beside_it() -> None:
    assert is_beside("Keywords: tides, moon, sea.")
    assert is_beside("This is a preprint of an article published in The Sea, Volume 60.")
    assert is_beside("Simple decoding, page 22.")
    assert all(map(is_beside, ["A worksheet for year 7. By Ms Carter.", "Von Dr. Anna Berg", "Handout on cells"]))
    assert not any(map(is_beside, ["A worksheet is a grid of cells.", "By day it sleeps.", "Di notte dorme."]))
    assert not is_beside("The key words of a sentence carry its sense.")
