"""Films of documents tell what the document is about, and say what of it they pass over."""

from __future__ import annotations

import pytest

from hackathon_backend.lessons import Lesson, Library
from hackathon_backend.writers.base import Brief, Request
from hackathon_backend.writers.lesson.course import course_of
from hackathon_backend.writers.lesson.matter import matter_of
from hackathon_backend.writers.lesson.matter.apparatus import is_apparatus
from hackathon_backend.writers.lesson.matter.lines import is_beside, is_running, without_notes
from hackathon_backend.writers.lesson.phrases import key_points_heading
from hackathon_backend.writers.lesson.writer import LessonWriter

PAPER = """---
title: "Tides of the sea"
document: "{document}"
---

<!-- page 1 -->

# Tides of the sea

Ann Author<sup>†</sup> and Second Author<sup>‡</sup>

## Institute of Oceans, 12 Harbour Road

ann@oceans.example

(Dated: August 10, 2010)

## Abstract

The moon pulls the water of the sea towards it twice a day. ⁷ Tides are highest at full moon and at new moon.

41

## 1 Why there are tides

The pull of the moon is stronger on the near side of the earth than on the far side. Water on the near side rises
towards the moon, and the earth is pulled away from the water on the far side. The sun pulls at the sea as well, which
makes some tides higher than others. Where the sea is shallow the flood

<!-- page 2 -->

arrives late and with a steep front. The harbour of Saint-Malo has tides of twelve metres. Copyright © 2010 Ann Author.

## Acknowledgements

We thank the Grand Duke of Tuscany for his kind support of this work.

## References

- [1] Newton, Isaac. Principia. London, 1687.
- [2] Laplace, Pierre-Simon. Mécanique céleste. Paris, 1799.
"""


def lesson(text: str = PAPER, document: str = "Tides.pdf") -> Lesson:
    return Lesson.inline("", text.format(document=document))


def film(told: Lesson, language: str = "en") -> Brief:
    request = Request(told.title, "", language, told, speech_seconds=60, most_seconds=120)
    return LessonWriter(Library([told])).brief(request)


@pytest.mark.parametrize(
    "never",
    ["Ann", "Oceans", "oceans.example", "2010", "Grand Duke", "Laplace", "Principia", " 41", "the flood", "arrives"],
)
def test_what_stands_around_the_text_is_neither_said_nor_shown(never: str) -> None:
    brief = film(lesson())
    assert never in PAPER.replace("\n", " ")
    assert never not in str([{**scene, "cited": ""} for scene in (brief.storyboard or {})["scenes"]])
    assert never not in " ".join(brief.takeaways)


def test_what_the_document_is_about_is_told() -> None:
    brief = film(lesson())
    assert brief.narration.startswith("The moon pulls the water of the sea towards it twice a day. Tides are highest")
    assert "The harbour of Saint-Malo has tides of twelve metres." in brief.narration


@pytest.mark.parametrize(("language", "why"), [("en", "Passed over"), ("de", "Übergangen"), ("zh", "未讲述")])
def test_the_notes_name_what_was_passed_over(language: str, why: str) -> None:
    [note] = [note for note in film(lesson(), language).notes if note.startswith(why)]
    for name in (
        "Ann Author",
        "ann@oceans.example",
        "Where the sea is shallow the flood",
        "Acknowledgements",
        "References",
    ):
        assert name in note
    assert "Saint-Malo" not in note


def test_a_lesson_that_was_written_as_one_is_told_as_it_stands() -> None:
    own = Lesson.inline("", PAPER.replace('document: "{document}"\n', ""))
    assert matter_of(own) == (own, ())


def test_slides_keep_their_short_lines_but_for_the_names_on_the_first() -> None:
    deck = lesson(
        '---\ndocument: "{document}"\n---\n<!-- slide 1 -->\n# Cells\n\nDr. Rosa Weber\n\n24 November 2018\n\n'
        "<!-- slide 2 -->\n## Parts\n\nA nucleus\n\n- a membrane\n- a wall\n\n"
        "<!-- slide 3 -->\n## Size\n\nVery small\n",
        "Cells.pptx",
    )
    told, passed = matter_of(deck)
    assert passed == ("Dr. Rosa Weber", "24 November 2018")
    assert [block.text for block in told.blocks] == [
        "Cells",
        "Parts",
        "A nucleus",
        "a membrane\na wall",
        "Size",
        "Very small",
    ]


def test_a_document_of_nothing_else_is_told_as_it_stands() -> None:
    sources = lesson('---\ndocument: "{document}"\n---\n<!-- page 1 -->\n\n# References\n\nNewton, Isaac. Principia.\n')
    assert matter_of(sources) == (sources, ())
    assert "Principia" in film(sources).narration


def test_takeaways_say_what_the_document_speaks_of_and_point_at_no_other_place() -> None:
    text = (
        '---\ntitle: "Volcanoes"\ndocument: "{document}"\n---\n<!-- page 1 -->\n\n# Volcanoes\n\n'
        "We often get asked about many other things. The kinds of volcanoes with magma are:\n\n"
        "See Figure 3 for volcanoes with magma in the section above. "
        "A volcano is an opening through which magma reaches the surface. Thick magma makes a volcano explode. "
        "Thin magma flows out of a volcano as lava. Somebody had breakfast in the morning.\n"
    )
    assert set(film(lesson(text)).takeaways) == {
        "A volcano is an opening through which magma reaches the surface.",
        "Thick magma makes a volcano explode.",
        "Thin magma flows out of a volcano as lava.",
    }


def test_a_date_above_the_text_is_no_chapter() -> None:
    text = PAPER.replace("## Abstract", "## August 10, 2010").replace("(Dated: August 10, 2010)\n\n", "")
    told, _passed = matter_of(lesson(text))
    assert told.blocks[0].text == told.blocks[1].section == "Tides of the sea"
    assert not any("2010" in block.text or "2010" in block.section for block in told.blocks)


def test_pieces_around_a_formula_are_said_with_it_and_are_nothing_to_remember() -> None:
    pieces = (
        "The pull of the moon on each drop of the water is then\n\n![](formula-1.png)\n\n"
        "if the drop is at rest.\n\nOr, if it runs along with the tide, then\n\n![](formula-2.png)\n\n"
    )
    told = lesson(PAPER.replace("## Acknowledgements", f"{pieces}## Acknowledgements"))
    assert "on each drop of the water is then" in " ".join(block.text for block in matter_of(told)[0].blocks)
    takeaways = film(told).takeaways
    assert not [line for line in takeaways if line.startswith(("If", "Or"))]


def test_numbered_questions_are_no_steps() -> None:
    asked = "1. Why is the sea salty?\n2. Write down the names of five seas.\n3. How deep is the deepest of them?\n"
    brief = film(lesson(PAPER.replace("## Acknowledgements", f"## Tasks\n\n{asked}\n## Acknowledgements")))
    assert brief.storyboard is not None
    assert "process" not in {scene["type"] for scene in brief.storyboard["scenes"]}


def test_a_course_has_no_film_of_the_sources_and_loses_no_section() -> None:
    chapters = "".join(
        f"## {number} Chapter {number}\n\n"
        + f"The sea number {number} rises and falls twice a day as well. " * 25
        + "\n\n"
        for number in range(2, 5)
    )
    book = lesson(PAPER.replace("## Acknowledgements", f"{chapters}## Acknowledgements"))
    films = course_of(book)
    assert films[-1].sections[-2:] == ("Acknowledgements", "References") and len(films[-1].sections) > 2
    assert [place for each in films for place in range(each.part.start, each.part.end)] == list(
        range(films[-1].part.end)
    )


@pytest.mark.parametrize(
    "heading",
    [
        "References",
        "14 Acknowledgments",
        "VI. REFERENCES:",
        "Literaturverzeichnis",
        "Références bibliographiques",
        "Sumário",
        "参考文献",
        "المراجع",
        "Список литературы",
        "1.2 Índice",
        "Referências I",
        "References (2/3)",
        "Irodalomjegyzék",
        "Внешние ссылки",
    ],
)
def test_headings_of_what_nobody_teaches_are_known_in_many_languages(heading: str) -> None:
    assert is_apparatus(heading)


@pytest.mark.parametrize(
    "heading", ["Reference frames", "The index of refraction", "Sources of energy", "Licences in law", ""]
)
def test_headings_of_a_matter_are_not_taken_for_them(heading: str) -> None:
    assert not is_apparatus(heading)


@pytest.mark.parametrize(
    "line",
    [
        "trovato@corporation.com",
        "http://www.dafx.ca. Thanks!",
        "1.1.",
        "313",
        "Copyright © 2001, 2002 Joey Hess",
        "Table 1:",
        "29. Oktober 2020",
        "24 de novembro de 2018, v-1.9.7.",
        "Draft version February 26, 2021",
        "3 mai - 12 juin 2021",
        "Teilen — das Material in jedem Format vervielfältigen",
        "製作著作 © 1998 Josip",
        "This document is free; you can redistribute it and/or modify it.",
        "Next: Simple Example, Up: Using libffi [Index].",
    ],
)
def test_lines_that_are_no_sentence_of_a_lesson(line: str) -> None:
    assert is_beside(line) and not is_running(line)


@pytest.mark.parametrize(
    "line",
    [
        "In 1789 the people of Paris stormed the Bastille.",
        "Attribution theory asks what people take for a cause.",
        "On 14 July 1789 the Bastille fell.",
        "我们使用这些工具生成文件。",
        "The date of 1 May 2004 is when ten states joined the union.",
        "Write to ann@oceans.example if you see a whale here.",
    ],
)
def test_sentences_with_dates_and_addresses_are_told(line: str) -> None:
    assert is_running(line)


def test_marks_of_footnotes_are_not_read_and_exponents_stay() -> None:
    assert without_notes("Clearly ⁷ it is known⁸ that 5 m² and 10³ are exact.⁹") == (
        "Clearly it is known that 5 m² and 10³ are exact."
    )
    assert without_notes("Each has a .def file, x^2 and H₂O") == "Each has a .def file, x^2 and H₂O"


def test_headings_are_shown_without_their_numbers_and_found_with_them() -> None:
    book = lesson(PAPER.replace("## 1 Why there are tides", "## 1.2 Why there are tides"))
    headings = [scene.get("heading") for scene in (film(book).storyboard or {})["scenes"]]
    assert "Why there are tides" in headings
    assert "1.2 Why there are tides" in course_of(book)[0].sections


def test_what_a_slide_says_again_is_told_once() -> None:
    deck = "".join(
        f"<!-- slide {place} -->\n## Step {place}\n\nThe moon pulls the water up.\n\n" for place in (1, 2, 3)
    )
    told, _passed = matter_of(lesson('---\ndocument: "{document}"\n---\n' + deck, "Tides.pptx"))
    assert [block.text for block in told.blocks if block.kind == "paragraph"] == ["The moon pulls the water up."]


@pytest.mark.slow
def test_a_list_of_sources_is_joined_to_the_film_before_it_however_long_that_is() -> None:
    long = " ".join(f"The sea rises and falls twice a day in harbour number {number}." for number in range(60))
    book = lesson(PAPER.replace("## Acknowledgements", f"## The sea\n\n{long}\n\n## Acknowledgements"))
    assert course_of(book)[-1].sections == ("The sea", "Acknowledgements", "References")
    deeper = lesson(PAPER.replace("## Acknowledgements", f"### The sea\n\n{long}\n\n## Acknowledgements"))
    assert course_of(deeper)[-1].part.title == "The sea"


def test_headings_with_nothing_below_them_are_in_the_film_of_the_next_section_and_not_said() -> None:
    first = "# The sea\n\nThe sea rises and falls twice a day in every harbour.\n\n"
    bare = "".join(f"## {number}.{part} Kinds of tides {part}\n\n" for number in (1, 2, 3) for part in (1, 2))
    last = " ".join(f"In harbour number {number} the sea rises twice a day." for number in range(40))
    book = lesson('---\ndocument: "{document}"\n---\n<!-- page 1 -->\n' + first + bare + f"## Harbours\n\n{last}\n")
    films = course_of(book)
    assert all(0 < each.seconds < 400 for each in films)
    assert sum(len(each.sections) for each in films) == 8
    assert "Kinds of tides" not in film(book).narration


def test_what_is_written_along_an_axis_is_not_said() -> None:
    chart = "hours of day\n\n![Tides](a.png)\n\nThe sea rises twice a day."
    page = '---\ndocument: "{document}"\n---\n<!-- page 1 -->\n# Tides\n\n' + chart
    told, passed = matter_of(lesson(page))
    assert "hours of day" in passed
    assert "The sea rises twice a day." in [block.text for block in told.blocks]


@pytest.mark.parametrize(
    "line",
    [
        "Let’s look at how the moon pulls at the sea.",
        "Here the moon pulls at the sea and at the earth.",
        "The moon pulls at the sea as follows.",
        "By formula (??) the moon pulls at the sea.",
    ],
)
def test_no_takeaway_leads_on_to_something_else(line: str) -> None:
    text = (
        '---\ntitle: "The moon and the sea"\ndocument: "{document}"\n---\n<!-- page 1 -->\n\n# The moon and the sea\n\n'
        f"{line} The moon pulls the sea towards it. Water on the near side rises towards the moon. "
        "The sun pulls at the sea as well.\n"
    )
    assert line not in film(lesson(text)).takeaways


def test_takeaways_stand_under_a_heading_in_the_language_of_the_lesson() -> None:
    assert key_points_heading("ru") == "Главное"
    assert key_points_heading("pt-BR") == "Pontos-chave"
    assert key_points_heading("xx") == "Key points"


def test_slides_with_nothing_but_titles_are_told_by_those() -> None:
    deck = lesson(
        '---\ndocument: "{document}"\n---\n<!-- slide 1 -->\n# Insects\n\n# Bees\n\n# Ants and wasps\n', "Deck.pptx"
    )
    assert "Bees. Ants and wasps." in film(deck).narration
    assert course_of(deck)[0].seconds > 0


@pytest.mark.parametrize(
    "line",
    ["$ ls test.txt", "-rw-r--r-- 1 ann ann 0 18 Nov 01:07 test.txt", "# apt-get install tides", "ann@sea:~$ ls -l"],
)
def test_commands_and_what_they_put_out_are_not_said(line: str) -> None:
    escaped = line.replace("#", "\\#")
    told, passed = matter_of(lesson(f'---\ndocument: "{{document}}"\n---\n# Tides\n\nThe sea rises.\n\n{escaped}\n'))
    assert passed == (line,)
    assert [block.text for block in told.blocks if block.kind == "paragraph"] == ["The sea rises."]


@pytest.mark.parametrize("line", ["$ 5 is what a ticket costs.", "-5 is less than 3.", "# 5 is the last of them."])
def test_amounts_and_numbers_are_no_commands(line: str) -> None:
    escaped = line.replace("#", "\\#")
    assert (
        line in film(lesson(f'---\ndocument: "{{document}}"\n---\n# Tides\n\nThe sea rises.\n\n{escaped}\n')).narration
    )
