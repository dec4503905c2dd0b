"""Word documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from hackathon_backend.errors import DocumentRefused, DocumentTooLarge
from hackathon_backend.lessons.documents.office.runs import caption_of

from .converting import converted, without_places
from .office import archive, docx, listed, paragraph

DRAWING = '<w:p><w:r><w:drawing><wp:docPr descr="{}"/><a:blip r:embed="rPic"/></w:drawing></w:r></w:p>'


def body(folder: Path, content: str, footnotes: str = "") -> str:
    """The Markdown of a document with that body."""
    return without_places(converted(folder, "sheet.docx", docx(content, footnotes=footnotes)).markdown).strip()


def test_headings_by_style_by_the_style_below_it_and_by_level(tmp_path: Path) -> None:
    content = paragraph("Cells", "T") + paragraph("Parts", "H1") + paragraph("Core", "H2") + paragraph("It steers.")
    content += paragraph("Wall", properties='<w:outlineLvl w:val="2"/>') + paragraph("It holds.")
    made = converted(tmp_path, "sheet.docx", docx(content))
    assert without_places(made.markdown) == "# Cells\n\n## Parts\n\n### Core\n\nIt steers.\n\n#### Wall\n\nIt holds.\n"
    assert (made.title, made.unit, made.count) == ("Cells", "section", 4)


def test_bold_lines_are_headings_where_there_are_no_others(tmp_path: Path) -> None:
    bold = paragraph("What it is", run="<w:b/>") + paragraph("A cell.") + paragraph("Why? Because.", run="<w:b/>")
    bold += paragraph("p = 0.2", run="<w:b/>")
    assert body(tmp_path, bold) == "## What it is\n\nA cell.\n\nWhy? Because.\n\np = 0.2"


def test_lists_by_their_kind_and_depth(tmp_path: Path) -> None:
    content = listed("First", 5) + listed("Second", 5) + paragraph("So:") + listed("One", 6) + listed("Inner", 6, 1)
    assert body(tmp_path, content) == "1. First\n2. Second\n\nSo:\n\n- One\n    - Inner"


def test_tracked_changes_are_taken_as_done_and_told(tmp_path: Path) -> None:
    content = (
        "<w:p><w:r><w:t>It is </w:t></w:r><w:del><w:r><w:delText>not </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>really </w:t></w:r></w:ins><w:r><w:t>so.</w:t></w:r></w:p>"
    )
    made = converted(tmp_path, "sheet.docx", docx(content))
    assert "It is really so." in made.markdown
    assert made.losses == ("1 tracked deletion was taken as done.", "1 tracked insertion was taken as done.")


def test_a_table_with_cells_that_reach_down(tmp_path: Path) -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"

    rows = [
        cell("Part") + cell("Does"),
        cell("Core", '<w:vMerge w:val="restart"/>') + cell("steers"),
        cell("", "<w:vMerge/>") + cell("parts"),
        cell("All", '<w:gridSpan w:val="2"/>'),
    ]
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    assert body(tmp_path, table) == ("| Part | Does |\n| --- | --- |\n| Core | steers |\n| Core | parts |\n| All |  |")


@pytest.mark.parametrize(
    ("omml", "latex"),
    [
        (
            "<m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f>",
            r"\frac{a}{b}",
        ),
        (
            "<m:rad><m:deg/><m:e><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
            "</m:e></m:rad>",
            r"\sqrt{x^{2}}",
        ),
        (
            '<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub><m:r><m:t>i=1</m:t></m:r></m:sub><m:sup><m:r><m:t>n'
            "</m:t></m:r></m:sup><m:e><m:r><m:t>i</m:t></m:r></m:e></m:nary>",
            r"\sum_{i = 1}^{n} i",
        ),
        (
            "<m:func><m:fName><m:r><m:t>sin</m:t></m:r></m:fName><m:e><m:r><m:t>x</m:t></m:r></m:e></m:func>",
            r"\sin x",
        ),
    ],
)
def test_formulas_become_latex(tmp_path: Path, omml: str, latex: str) -> None:
    inline = f"<w:p><w:r><w:t>It is </w:t></w:r><m:oMath>{omml}</m:oMath></w:p>"
    display = f"<w:p><m:oMathPara><m:oMath>{omml}</m:oMath></m:oMathPara></w:p>"
    assert body(tmp_path, inline + display) == f"It is ${latex}$\n\n$$\n{latex}\n$$"


def test_a_picture_has_its_caption_or_what_is_written_about_it(tmp_path: Path) -> None:
    captioned = DRAWING.format("") + paragraph("Figure 1: A cell", "C") + paragraph("Text.")
    assert body(tmp_path, captioned) == "![Figure 1: A cell](picture-1.png)\n\nText."
    assert body(tmp_path, paragraph("Text.") + DRAWING.format("A blue square")).endswith(
        "![A blue square](picture-1.png)"
    )


def test_a_field_that_nobody_has_filled_in_says_nothing(tmp_path: Path) -> None:
    def field(text: str, properties: str = "") -> str:
        content = f"<w:sdtContent>{paragraph(text)}</w:sdtContent>"
        return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr>{content}</w:sdt>"

    read = body(tmp_path, field("Click here", "<w:showingPlcHdr/>") + field("The cell divides."))
    assert read == "The cell divides."


@pytest.mark.parametrize(
    "program",
    [
        "C:\\Documents\\Temp\\leaf.jpg",
        "C:\\Temp\\Content Files",
        "MPj0293[1]",
        "a leaf in the sun.jpeg",
        "/home/me/leaf",
    ],
)
def test_what_a_program_writes_about_a_picture_is_no_caption(program: str) -> None:
    assert caption_of(program) == ""


def test_what_somebody_writes_about_a_picture_is_its_caption() -> None:
    assert caption_of("A leaf in the sun, 2019") == "A leaf in the sun, 2019"


def test_footnotes_links_and_raised_letters(tmp_path: Path) -> None:
    content = (
        '<w:p><w:r><w:t>See </w:t></w:r><w:hyperlink r:id="rLink"><w:r><w:t>there</w:t></w:r></w:hyperlink>'
        "<w:r><w:t>, x</w:t></w:r>"
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r><w:r>'
        '<w:footnoteReference w:id="2"/></w:r></w:p>'
    )
    notes = f'<w:footnote w:id="2">{paragraph("Not always.")}</w:footnote>'
    assert (
        body(tmp_path, content, notes) == "See [there](https://example.org/x), x<sup>2</sup>[^2]\n\n[^2]: Not always."
    )


def test_what_an_archive_unpacks_to_is_bounded(tmp_path: Path) -> None:
    bomb = docx("", more={"word/document.xml": b" " * 30_000_000})
    with pytest.raises(DocumentTooLarge, match="unpacks to more"):
        converted(tmp_path, "bomb.docx", bomb)
    with pytest.raises(DocumentTooLarge):
        converted(tmp_path, "many.docx", docx("", more={f"word/{number}": "" for number in range(10_001)}))


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    xml = (
        f'<!DOCTYPE x [<!ENTITY l0 "ha"><!ENTITY f SYSTEM "file:///etc/passwd">{laughs}]><w:document '
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>Text &l9; &f;'
        "</w:t></w:r></w:p></w:body></w:document>"
    )
    try:
        made = converted(tmp_path, "laughs.docx", docx("", more={"word/document.xml": xml}))
    except DocumentRefused:
        return
    assert "haha" not in made.markdown
    assert "root" not in made.markdown


def test_an_archive_without_a_document_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentRefused):
        converted(tmp_path, "x.docx", archive({"[Content_Types].xml": "<Types/>", "word/other.xml": "<x/>"}))
