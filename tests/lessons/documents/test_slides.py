"""PowerPoint, made by the library that reads it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from hackathon_backend.lessons.documents import Conversion

from .converting import converted, picture


def deck() -> Any:
    """An empty presentation."""
    return Presentation()


def slide(presentation: Any, title: str, lines: list[tuple[int, str]]) -> Any:
    """A slide with a title and bullets, each with its level."""
    made = presentation.slides.add_slide(presentation.slide_layouts[1])
    made.shapes.title.text = title
    frame = made.placeholders[1].text_frame
    for place, (level, text) in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.text, paragraph.level = text, level
    return made


def read(folder: Path, presentation: Any) -> Conversion:
    """What comes of a presentation."""
    out = io.BytesIO()
    presentation.save(out)
    return converted(folder, "Cells.pptx", out.getvalue())


def test_titles_bullets_and_notes(tmp_path: Path) -> None:
    cells = deck()
    first = slide(cells, "Cells", [(0, "Small rooms"), (1, "with walls"), (0, "They live")])
    first.notes_slide.notes_text_frame.text = "Say who saw them first."
    slide(cells, "Cells", [(0, "One line alone.")])
    made = read(tmp_path, cells)
    assert made.markdown.split("\n\n") == [
        "<!-- slide 1 -->",
        "# Cells",
        "- Small rooms\n    - with walls\n- They live",
        "> Say who saw them first.",
        "<!-- slide 2 -->",
        "One line alone.\n",
    ]
    assert (made.title, made.unit, made.count, made.losses) == ("Cells", "slide", 2, ())


def test_tables_charts_and_pictures(tmp_path: Path) -> None:
    cells = deck()
    made = slide(cells, "Parts", [(0, "Core"), (0, "Wall")])
    table = made.shapes.add_table(2, 2, Inches(1), Inches(3), Inches(4), Inches(1)).table
    for place, text in enumerate(("Part", "Share", "Core", "10 %")):
        table.cell(place // 2, place % 2).text = text
    data = CategoryChartData()
    data.categories = ["2024", "2025"]
    data.add_series("Cells", (1.5, 3))
    made.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(5), Inches(4), Inches(1), data)
    drawn = made.shapes.add_picture(io.BytesIO(picture()), Inches(1), Inches(6.5))
    drawn._element.nvPicPr.cNvPr.set("descr", "A red square")
    read_back = read(tmp_path, cells)
    assert "| Part | Share |\n| --- | --- |\n| Core | 10 % |" in read_back.markdown
    assert "|  | Cells |\n| --- | --- |\n| 2024 | 1.5 |\n| 2025 | 3 |" in read_back.markdown
    assert "![A red square](picture-1.png)" in read_back.markdown
    assert read_back.losses == ("1 chart stands as the table of its numbers.",)


def test_a_formula_of_a_slide_is_latex(tmp_path: Path) -> None:
    cells = deck()
    made = slide(cells, "Root", [(0, "x")])
    paragraph = made.placeholders[1].text_frame.paragraphs[0]._p
    math = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice '
        'xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" Requires="a14"><a14:m><m:oMath '
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:rad><m:deg/><m:e><m:r><m:t>2</m:t></m:r>'
        "</m:e></m:rad></m:oMath></a14:m></mc:Choice></mc:AlternateContent>"
    )
    paragraph.append(etree.fromstring(math))
    assert r"x$\sqrt{2}$" in read(tmp_path, cells).markdown


def test_a_slide_that_is_hidden_and_a_drawing_are_told(tmp_path: Path) -> None:
    cells = deck()
    made = slide(cells, "Hidden", [(0, "Text here")])
    made.element.set("show", "0")
    for number in range(5):
        made.shapes.add_shape(1, Inches(number), Inches(5), Inches(1), Inches(1))
    assert read(tmp_path, cells).losses == (
        "Slide 1 is hidden in the show; it was read all the same.",
        "Slide 1 has a drawing made of shapes: only the words in it were kept.",
    )


def test_the_letters_of_a_drawing_are_no_lines_of_a_slide(tmp_path: Path) -> None:
    presentation = deck()
    made = slide(presentation, "Changes", [(0, "They are small"), (0, "They are many")])
    for place, letter in enumerate("RRER"):
        box = made.shapes.add_textbox(Inches(place), Inches(5), Inches(1), Inches(1))
        box.text_frame.text = letter
    lines = read(tmp_path, presentation).markdown.splitlines()
    assert not {"R", "E"} & set(lines)
