"""PDFs, drawn by the tests."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pypdfium2
import pytest
import skia
from PIL import Image

from hackathon_backend.errors import DocumentBroken, DocumentEmpty, DocumentRefused, DocumentTooLong
from hackathon_backend.lessons.documents.pdf.glyphs import Glyph

from .converting import converted, without_places

Draw = Callable[[skia.Canvas], None]
WIDTH, HEIGHT = 595, 842
TEXT = (
    "Leaves make sugar from light, from water and from the air, and keep what they do not need at once for the night."
)


def pdf(*pages: Draw, size: tuple[int, int] = (WIDTH, HEIGHT)) -> bytes:
    """A PDF with those pages, of A4 by default."""
    stream = skia.DynamicMemoryWStream()
    with skia.PDF.MakeDocument(stream) as document:
        for draw in pages:
            with document.page(*size) as canvas:
                draw(canvas)
    return bytes(stream.detachAsData())


def text(canvas: skia.Canvas, x: float, y: float, words: str, size: float = 10) -> None:
    """A line of text."""
    canvas.drawString(words, x, y, skia.Font(skia.Typeface(""), size), skia.Paint())


def wrapped(canvas: skia.Canvas, x: float, y: float, width: int, words: str) -> float:
    """Text in lines of so many letters; returns where the next line would stand."""
    line = ""
    for word in words.split():
        if len(line) + len(word) > width:
            text(canvas, x, y, line.rstrip())
            y, line = y + 13, ""
        line += f"{word} "
    text(canvas, x, y, line.rstrip())
    return y + 13


def paragraphs(folder: Path, data: bytes) -> list[str]:
    """The blocks of what comes of a PDF."""
    return without_places(converted(folder, "page.pdf", data).markdown).strip().split("\n\n")


def test_columns_are_read_one_after_another(tmp_path: Path) -> None:
    def draw(canvas: skia.Canvas) -> None:
        text(canvas, 150, 100, "How plants make sugar from light", 20)
        for row in range(8):
            text(canvas, 60, 150 + 13 * row, f"Left line {row} of the column goes on and on", 10)
            text(canvas, 320, 150 + 13 * row, f"right line {row} of the column goes on and on", 10)

    heading, columns = paragraphs(tmp_path, pdf(draw))
    assert heading == "# How plants make sugar from light"
    assert columns.index("Left line 7") < columns.index("right line 0")


def test_headings_lists_and_words_parted_at_the_end_of_a_line(tmp_path: Path) -> None:
    def draw(canvas: skia.Canvas) -> None:
        text(canvas, 60, 100, "Photosynthesis", 22)
        text(canvas, 60, 130, "The green of leaves is chlorophyll, and chloro-")
        text(canvas, 60, 143, "phyll catches light. The light is needed to make")
        text(canvas, 60, 156, "sugar from water and carbon dioxide.")
        text(canvas, 60, 190, "What is needed", 14)
        text(canvas, 70, 215, "• Light of the sun")
        text(canvas, 70, 230, "• Water from the roots, which is drawn up by")
        text(canvas, 79, 243, "the leaves")
        text(canvas, 90, 258, "– from the soil")
        text(canvas, 70, 273, "• Carbon dioxide")

    assert paragraphs(tmp_path, pdf(draw)) == [
        "# Photosynthesis",
        "The green of leaves is chlorophyll, and chlorophyll catches light. The light is needed to make sugar from "
        "water and carbon dioxide.",
        "## What is needed",
        "- Light of the sun\n- Water from the roots, which is drawn up by the leaves\n"
        "    - from the soil\n- Carbon dioxide",
    ]


def test_a_table_with_rules_keeps_its_cells(tmp_path: Path) -> None:
    def draw(canvas: skia.Canvas) -> None:
        line = skia.Paint(Style=skia.Paint.kStroke_Style, StrokeWidth=1)
        wrapped(canvas, 60, 100, 80, "The parts of a cell, and what each of them does for all the others.")
        for row in range(4):
            canvas.drawLine(60, 150 + 20 * row, 360, 150 + 20 * row, line)
        for x in (60, 200, 360):
            canvas.drawLine(x, 150, x, 210, line)
        for row, cells in enumerate((("Part", "What it does"), ("Core", "It steers"), ("Wall", "It holds"))):
            text(canvas, 66, 164 + 20 * row, cells[0])
            text(canvas, 206, 164 + 20 * row, cells[1])

    assert paragraphs(tmp_path, pdf(draw))[-1] == (
        "| Part | What it does |\n| --- | --- |\n| Core | It steers |\n| Wall | It holds |"
    )


def test_cells_on_the_same_lines_are_a_table_without_rules(tmp_path: Path) -> None:
    def draw(canvas: skia.Canvas) -> None:
        for row, cells in enumerate((("City", "Rain", "Sun"), ("Oslo", "760", "1668"), ("Rome", "799", "2473"))):
            for column, cell in enumerate(cells):
                text(canvas, 60 + 120 * column, 150 + 16 * row, cell)

    assert paragraphs(tmp_path, pdf(draw)) == [
        "| City | Rain | Sun |\n| --- | --- | --- |\n| Oslo | 760 | 1668 |\n| Rome | 799 | 2473 |"
    ]


def test_columns_that_stand_close_together_are_columns_of_a_table(tmp_path: Path) -> None:
    heads = ((100, "leaf"), (180, "Least"), (216, "Mean"), (290, "Most"), (326, "Sum"))
    rows = (("oak", "0.58", "0.61", "0.7", "12"), ("beech", "0.41", "0.43", "0.58", "31"), ("ash", "1", "2", "3", "4"))

    def draw(canvas: skia.Canvas) -> None:
        for number, cells in enumerate((tuple(head for _, head in heads), *rows)):
            for (x, _), cell in zip(heads, cells, strict=True):
                text(canvas, x, 100 + 14 * number, cell)

    (table,) = paragraphs(tmp_path, pdf(draw))
    assert table.splitlines()[0] == "| leaf | Least | Mean | Most | Sum |"
    assert table.splitlines()[3] == "| beech | 0.41 | 0.43 | 0.58 | 31 |"


def test_short_lines_of_columns_that_are_not_level_are_no_table(tmp_path: Path) -> None:
    lines = (
        "Roots take up water,",
        "leaves take in light,",
        "stems carry sugar on.",
        "All of it is needed,",
        "day and night.",
    )

    def draw(canvas: skia.Canvas) -> None:
        for column, name in enumerate(("Oaks.", "Elms.", "Firs.")):
            for row, line in enumerate((name, *lines)):
                text(canvas, 40 + 180 * column, 100 + 13 * row + 4 * column, line)

    read = "\n".join(paragraphs(tmp_path, pdf(draw)))
    assert "|" not in read
    assert read.index("Oaks.") < read.index("day and night.") < read.index("Elms.") < read.index("Firs.")


def test_running_heads_and_page_numbers_are_left_out_and_counted(tmp_path: Path) -> None:
    def page(number: int) -> Draw:
        def draw(canvas: skia.Canvas) -> None:
            text(canvas, 60, 40, "Biology 8b")
            wrapped(canvas, 60, 120, 80, f"This is what page {number} says, and no other page says it.")
            text(canvas, 290, 815, f"– {number} –")

        return draw

    made = converted(tmp_path, "page.pdf", pdf(*map(page, range(1, 5))))
    assert "Biology" not in made.markdown
    assert made.markdown.count("<!-- page") == made.markdown.count("This is what page") == 4
    assert made.losses == ("8 running heads, feet and page numbers were left out.",)


def test_a_sentence_goes_on_over_the_page(tmp_path: Path) -> None:
    def first(canvas: skia.Canvas) -> None:
        text(canvas, 60, 700, "The sentence of this line begins on the first of the pages and")
        text(canvas, 60, 713, "it has no end there, for the paper is at its end, so that it has to")

    def second(canvas: skia.Canvas) -> None:
        text(canvas, 60, 120, "go on at the top of the next one.")
        text(canvas, 60, 150, "Another one begins here.")

    made = converted(tmp_path, "page.pdf", pdf(first, second))
    assert "has to go on at the top of the next one.\n\n<!-- page 2 -->\n\nAnother one begins here.\n" in made.markdown


def test_raised_and_lowered_letters(tmp_path: Path) -> None:
    def draw(canvas: skia.Canvas) -> None:
        text(canvas, 60, 100, "We write H")
        text(canvas, 60 + skia.Font(skia.Typeface(""), 10).measureText("We write H"), 102, "2", 6.5)
        text(canvas, 64 + skia.Font(skia.Typeface(""), 10).measureText("We write H"), 100, "O here")

    assert paragraphs(tmp_path, pdf(draw)) == ["We write H<sub>2</sub>O here"]


def test_a_picture_is_kept_with_its_caption(tmp_path: Path) -> None:
    def draw(canvas: skia.Canvas) -> None:
        wrapped(canvas, 60, 100, 80, "A leaf is green, and this is what one looks like from near.")
        surface = skia.Surface(200, 150)
        surface.getCanvas().clear(skia.ColorGREEN)
        canvas.drawImage(surface.makeImageSnapshot(), 60, 150)
        text(canvas, 60, 320, "Figure 1: A leaf.")

    made = converted(tmp_path, "page.pdf", pdf(draw))
    assert made.markdown.endswith("![Figure 1: A leaf.](picture-1.png)\n")
    assert made.pictures == ("picture-1.png",)


def test_a_page_that_is_turned_is_read_upright(tmp_path: Path) -> None:
    document = pypdfium2.PdfDocument(
        pdf(lambda canvas: text(canvas, 60, 100, "First"), lambda canvas: _two_lines(canvas))
    )
    document[1].set_rotation(90)
    file = tmp_path / "turned.pdf"
    document.save(file)
    document.close()
    made = converted(tmp_path, "page.pdf", file.read_bytes())
    assert "One line of words and another one below it." in made.markdown


def _two_lines(canvas: skia.Canvas) -> None:
    text(canvas, 60, 100, "One line of words and")
    text(canvas, 60, 113, "another one below it.")


def test_words_from_right_to_left_are_in_the_order_in_which_they_are_read(tmp_path: Path) -> None:
    words = "הצמחים עושים סוכר מאור"
    folder = find_spec("manimgx_fonts").submodule_search_locations[0]
    font = skia.Font(skia.Typeface.MakeFromFile(str(Path(folder) / "NotoSansHebrew[wght].ttf")), 12)

    def draw(canvas: skia.Canvas) -> None:
        # As programs do that know nothing of directions: each letter at its place, from the left.
        x = 300.0
        for letter in words:
            x -= font.measureText(letter)
            canvas.drawString(letter, x, 150, font, skia.Paint())

    assert paragraphs(tmp_path, pdf(draw)) == [words]


def test_a_slide_that_is_built_up_in_steps_comes_once(tmp_path: Path) -> None:
    def step(count: int) -> Draw:
        def draw(canvas: skia.Canvas) -> None:
            text(canvas, 60, 60, "What plants need", 20)
            for row, words in enumerate(("• Light of the sun", "• Water of the soil", "• Air above it")[:count]):
                text(canvas, 60, 120 + 30 * row, words, 12)

        return draw

    made = converted(tmp_path, "slides.pdf", pdf(step(1), step(2), step(3), size=(500, 300)))
    assert made.markdown == (
        "<!-- page 3 -->\n\n# What plants need\n\n- Light of the sun\n- Water of the soil\n- Air above it\n"
    )
    assert made.losses == ("Pages 1 and 2 show parts of the pages after them, and were left out.",)


def test_the_panel_beside_all_slides_is_none_of_what_they_say(tmp_path: Path) -> None:
    things = ("leaves", "roots", "stems", "seeds", "flowers", "fruits", "trees")

    def slide(thing: str) -> Draw:
        def draw(canvas: skia.Canvas) -> None:
            for area in (skia.Rect(0, 0, 800, 60), skia.Rect(620, 0, 800, 450)):
                canvas.drawRect(area, skia.Paint(Color=skia.ColorLTGRAY))
            for row, part in enumerate(("Plants of the world", "What they are", "Where they grow")):
                text(canvas, 630, 100 + 20 * row, part)
            text(canvas, 40, 40, f"What {thing} do", 20)
            text(canvas, 40, 100, f"There are many kinds of {thing} in the forest.")
            text(canvas, 40, 140, f"All of the {thing} need water.")

        return draw

    read = paragraphs(tmp_path, pdf(*map(slide, things), size=(800, 450)))
    assert read[:2] == ["# What leaves do", "There are many kinds of leaves in the forest."]
    assert not [block for block in read if "grow" in block or "|" in block]
    assert sum("need water" in block for block in read) == len(things)


def test_lines_of_a_table_of_contents_are_left_out(tmp_path: Path) -> None:
    def draw(canvas: skia.Canvas) -> None:
        text(canvas, 60, 120, "Cells . . . . . . . . . . . 4")
        text(canvas, 60, 135, "Leaves . . . . . . . . . . 12")
        text(canvas, 60, 200, "Plants make sugar.")

    made = converted(tmp_path, "page.pdf", pdf(draw))
    assert without_places(made.markdown) == "Plants make sugar.\n"
    assert made.losses == ("2 lines of tables of contents were left out.",)


def test_a_scan_is_refused_in_words_or_read_by_ocr(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    def scan(canvas: skia.Canvas) -> None:
        surface = skia.Surface(300, 420)
        surface.getCanvas().clear(skia.ColorLTGRAY)
        canvas.drawImageRect(surface.makeImageSnapshot(), skia.Rect(0, 0, WIDTH, HEIGHT))

    with pytest.raises(DocumentEmpty, match="OCR"):
        converted(tmp_path, "page.pdf", pdf(scan))
    made = converted(tmp_path, "page.pdf", pdf(scan, lambda canvas: text(canvas, 60, 100, "A page with words.")))
    assert made.losses == ("Page 1 is a scan: nothing in it could be read, and it is kept as a picture.",)
    assert made.pictures == ("picture-1.png",)


@pytest.mark.slow
def test_too_many_pages_and_broken_files_are_refused(tmp_path: Path) -> None:
    many = pdf(*[lambda canvas: text(canvas, 60, 100, "x")] * 301)
    with pytest.raises(DocumentTooLong, match="301 pages"):
        converted(tmp_path, "many.pdf", many)
    whole = pdf(_two_lines)
    with pytest.raises(DocumentBroken):
        converted(tmp_path, "cut.pdf", whole[:60])
    for length in range(100, len(whole), 997):
        try:
            converted(tmp_path, "cut.pdf", whole[:length])
        except DocumentRefused:
            continue


def typed(lines: tuple[str, ...]) -> bytes:
    """A PDF with lines in Courier on a grey ground, written by hand; the reader finds the objects by itself."""
    drawn = ["0.9 g 55 480 400 120 re f 0 g BT /F1 10 Tf 14 TL 60 580 Td"]
    for line in lines:
        escaped = line.replace("(", "\\(").replace(")", "\\)")
        drawn.append(f"({escaped}) Tj T*")
    return written_in_courier("\n".join([*drawn, "ET"]))


def written_in_courier(content: str) -> bytes:
    """A PDF of one page that draws `content`."""
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Courier>>",
    )
    body = "\n".join(f"{number} 0 obj\n{each}\nendobj" for number, each in enumerate(objects, 1))
    return f"%PDF-1.4\n{body}\ntrailer<</Root 1 0 R>>\n%%EOF".encode()


def test_a_listing_in_a_frame_stays_one(tmp_path: Path) -> None:
    lines = ("for leaf in leaves:", "    if leaf.is_green:", "        light += leaf.catch()", "print(light)")
    assert paragraphs(tmp_path, typed(lines)) == ["```\n" + "\n".join(lines) + "\n```"]


def typed_at(*lines: tuple[float, float, str]) -> bytes:
    """A page of letters of one width, each at its place, by the left of a line and the step of its letters."""
    shown = ""
    for row, (left, step, line) in enumerate(lines):
        for place, letter in enumerate(line):
            sign = f"\\{letter}" if letter in "()" else letter
            shown += f"1 0 0 1 {left + step * place} {700 - 13 * row} Tm ({sign}) Tj\n" if letter != " " else ""
    return written_in_courier(f"BT /F1 10 Tf\n{shown}ET")


def test_letters_of_the_alphabets_of_formulas_are_read_as_those_they_are(tmp_path: Path) -> None:
    said = {"f": "\U0001d453", "x": "\U0001d465", "h": "\u210e"}
    mapped = "".join(f"<{ord(letter):02x}> <{sign.encode('utf-16-be').hex()}>\n" for letter, sign in said.items())
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def\n"
        f"1 begincodespacerange <00> <ff> endcodespacerange 3 beginbfchar\n{mapped}endbfchar endcmap end end"
    )
    shown = "BT /F1 10 Tf 60 580 Td (f \\(x + h\\) 2x) Tj ET"
    to_unicode = f"/ToUnicode 6 0 R>>\nendobj\n6 0 obj\n<</Length {len(cmap)}>>stream\n{cmap}\nendstream"
    data = written_in_courier(shown).replace(b"/Courier>>", f"/Times{to_unicode}".encode())
    assert paragraphs(tmp_path, data) == ["f (x + h) 2x"]


def set_in(*pieces: tuple[str, float, float, str]) -> bytes:
    """A page with pieces of text in Times ("F1") or in a font for formulas ("F2"), each at its place."""
    shown = "".join(
        f"BT /{font} 10 Tf {x} {y} Td ({words.replace('(', chr(92) + '(').replace(')', chr(92) + ')')}) Tj ET\n"
        for font, x, y, words in pieces
    )
    fonts = b"/Times>>\nendobj\n6 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/CMMI10>>"
    return written_in_courier(shown).replace(b"/Courier>>", fonts).replace(b"/F1 5 0 R", b"/F1 5 0 R/F2 6 0 R")


ABOVE = ("F1", 60.0, 600.0, "The distance that a thing falls from its rest in the time t is given here by")
BELOW = ("F1", 60.0, 560.0, "where g is the pull of the earth on each kilogram of the thing that falls.")


def test_a_formula_between_lines_of_a_text_is_kept_as_a_picture_without_its_number(tmp_path: Path) -> None:
    data = set_in(ABOVE, ("F2", 200, 580, "s = gt + c"), ("F1", 500, 580, "(3.1)"), BELOW)
    assert paragraphs(tmp_path, data) == [ABOVE[3], "![](formula-1.png)", BELOW[3]]
    with Image.open(next(tmp_path.rglob("formula-1.png"))) as shown:
        assert shown.width < 12 * shown.height


def test_a_formula_within_a_line_stays_there(tmp_path: Path) -> None:
    last = (("F1", 60.0, 588.0, "the law "), ("F2", 96.0, 588.0, "s = gt + c"), ("F1", 154.0, 588.0, "of all bodies."))
    assert paragraphs(tmp_path, set_in(ABOVE, *last)) == [f"{ABOVE[3]} the law s = gt + c of all bodies."]
    assert paragraphs(tmp_path, set_in(ABOVE, ("F2", 60.0, 588.0, "s = gt + c."))) == [f"{ABOVE[3]} s = gt + c."]


def test_signs_of_the_symbols_of_tex_are_told_where_the_file_calls_them_letters(tmp_path: Path) -> None:
    said = (("F1", 60.0, 600.0, "The option"), ("F2", 114.0, 600.0, "h"), ("F1", 120.0, 600.0, "colour"))
    data = set_in(*said, ("F2", 150.0, 600.0, "i"), ("F1", 158.0, 600.0, "says it."))
    assert paragraphs(tmp_path, data.replace(b"CMMI10", b"CMSY10")) == ["The option ⟨colour⟩ says it."]


def test_a_listing_that_is_set_wide_has_its_words_whole(tmp_path: Path) -> None:
    lines = ("Format: 3.0 (quilt)", "Source: wget, and what it is built of")
    assert paragraphs(tmp_path, typed_at(*((60, 6.9, line) for line in lines))) == [
        "```\n" + "\n".join(lines) + "\n```"
    ]


def test_what_a_program_has_put_out_in_columns_is_one_listing(tmp_path: Path) -> None:
    lines = ("     Min.   Mean   Max.", "oak     1      2      3", "ash     4      5      6", "elm     7      8      9")
    assert paragraphs(tmp_path, typed_at(*((60, 6, line) for line in lines))) == ["```\n" + "\n".join(lines) + "\n```"]


def test_sections_in_letters_like_the_text_are_told_by_their_numbers(tmp_path: Path) -> None:
    def draw(canvas: skia.Canvas) -> None:
        y = 100.0
        for words in ("2.1 Light", TEXT, "2.2 Water", f"2.75 litres {TEXT}", "2.2.1 Roots", TEXT):
            y = wrapped(canvas, 60, y, 70, words) + 8

    made = paragraphs(tmp_path, pdf(draw))
    assert [each for each in made if each.startswith("#")] == ["# 2.1 Light", "# 2.2 Water", "## 2.2.1 Roots"]


def test_a_running_head_further_in_is_left_out_and_a_numbered_task_is_not(tmp_path: Path) -> None:
    def page(number: int) -> Draw:
        def draw(canvas: skia.Canvas) -> None:
            text(canvas, 60, 140, f"{number} LIGHT AND LEAVES")
            text(canvas, 60, 170, f"Task {number}")
            wrapped(canvas, 60, 200, 70, f"On this page number {number} speaks. {TEXT}")

        return draw

    made = "\n".join(paragraphs(tmp_path, pdf(*map(page, range(4, 8)))))
    assert "LEAVES" not in made
    assert "Task 5" in made


def test_commands_behind_bullets_are_a_list(tmp_path: Path) -> None:
    def draw(canvas: skia.Canvas) -> None:
        text(canvas, 60, 100, "▶ Light of the sun", 12)
        text(canvas, 60, 130, "▸ Water of the soil", 12)

    assert paragraphs(tmp_path, pdf(draw)) == ["- Light of the sun\n- Water of the soil"]


@pytest.mark.parametrize(
    ("font", "is_bold", "is_mono"),
    [
        ("cmb10", True, False),
        ("nimbusromno9l-medi", True, False),
        ("nimbusmonl-regu", False, True),
        ("cmr10", False, False),
    ],
)
def test_the_fonts_of_tex_say_whether_they_are_bold_or_typed(font: str, is_bold: bool, is_mono: bool) -> None:
    glyph = Glyph("a", 0, 0, 5, 10, 8, 10, font)
    assert (glyph.is_bold, glyph.is_mono) == (is_bold, is_mono)
