"""OpenDocument and EPUB."""

from __future__ import annotations

from pathlib import Path

import pytest

from hackathon_backend.errors import DocumentEncrypted

from .converting import converted, picture, without_places
from .office import archive, odf

PICTURE = '<draw:frame><draw:image xlink:href="Pictures/1.png"/><svg:desc>A green square</svg:desc></draw:frame>'


def test_a_text_with_a_list_a_table_a_picture_and_a_note(tmp_path: Path) -> None:
    content = (
        '<text:h text:outline-level="1">Cells</text:h><text:p>They<text:s/>live.<text:note><text:note-citation>1'
        "</text:note-citation><text:note-body><text:p>Most do.</text:p></text:note-body></text:note></text:p>"
        '<text:list text:style-name="N"><text:list-item><text:p>One</text:p></text:list-item>'
        "<text:list-item><text:p>Two</text:p></text:list-item></text:list><table:table><table:table-row><table:table-cell><text:p>A</text:p>"
        "</table:table-cell><table:table-cell><text:p>B</text:p></table:table-cell></table:table-row></table:table>"
        f"<text:p>{PICTURE}</text:p>"
    )
    made = converted(tmp_path, "cells.odt", odf("text", content))
    assert without_places(made.markdown).split("\n\n") == [
        "# Cells",
        "They live.[^1]",
        "1. One\n2. Two",
        "| A | B |\n| --- | --- |",
        "![A green square](picture-1.png)",
        "[^1]: Most do.\n",
    ]


def test_the_title_of_a_text_stands_above_its_headings(tmp_path: Path) -> None:
    heading = '<text:h text:outline-level="1">Walls</text:h>'
    content = f'<text:p text:style-name="Title">Cells</text:p>{heading}<text:p>Thin.</text:p>'
    made = converted(tmp_path, "cells.odt", odf("text", content))
    assert without_places(made.markdown).split("\n\n") == ["# Cells", "## Walls", "Thin.\n"]


def test_slides_with_their_titles_and_notes(tmp_path: Path) -> None:
    content = (
        '<draw:page><draw:frame presentation:class="outline"><draw:text-box><text:list><text:list-item><text:p>Small'
        "</text:p></text:list-item></text:list></draw:text-box></draw:frame>"
        '<draw:frame presentation:class="title"><draw:text-box><text:p>Cells</text:p></draw:text-box></draw:frame>'
        "<presentation:notes><draw:frame><draw:text-box><text:p>Say more.</text:p></draw:text-box></draw:frame>"
        "</presentation:notes></draw:page>"
    )
    made = converted(tmp_path, "cells.odp", odf("presentation", content))
    assert made.markdown == "<!-- slide 1 -->\n\n# Cells\n\n- Small\n\n> Say more.\n"
    assert (made.unit, made.count) == ("slide", 1)


def test_an_encrypted_text_is_refused(tmp_path: Path) -> None:
    manifest = "<manifest><file-entry><encryption-data/></file-entry></manifest>"
    with pytest.raises(DocumentEncrypted, match="password"):
        converted(tmp_path, "x.odt", odf("text", "", {"META-INF/manifest.xml": manifest}))


def book(chapters: dict[str, str], folder: str = "") -> bytes:
    items = "".join(f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>' for name in chapters)
    order = "".join(f'<itemref idref="{name}"/>' for name in chapters)
    files: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>',
        "OPS/book.opf": '<package xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>Zellen</dc:title>'
        f"<dc:language>de-DE</dc:language></metadata><manifest>{items}</manifest><spine>{order}</spine></package>",
        "OPS/img/a.png": picture("navy"),
    }
    for name, text in chapters.items():
        files[f"OPS/{name}.xhtml"] = (
            '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head>'
            f"<body>{text}</body></html>"
        )
    return archive({f"{folder}{name}": content for name, content in files.items()})


def test_a_book_whose_folder_was_packed_is_read(tmp_path: Path) -> None:
    made = converted(tmp_path, "wand.epub", book({"one": "<h1>Wand</h1><p>Sie hält.</p>"}, "epub/"))
    assert made.markdown.endswith("# Wand\n\nSie hält.\n")


def test_a_book_gives_its_chapters_in_their_order(tmp_path: Path) -> None:
    chapters = {
        "two": '<h1>Kern</h1><p>Er steuert.</p><img src="img/a.png" alt="Ein Kern"/>',
        "one": "<h1>Wand</h1><p>Sie hält.</p>",
    }
    made = converted(tmp_path, "zellen.epub", book(chapters))
    assert made.markdown.split("\n\n") == [
        "<!-- section 1 -->",
        "# Kern",
        "Er steuert.",
        "![Ein Kern](picture-1.png)",
        "<!-- section 2 -->",
        "# Wand",
        "Sie hält.\n",
    ]
    assert (made.title, made.language, made.count) == ("Zellen", "de", 2)
