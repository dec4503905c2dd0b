"""Comments that mark pages and slides are known to all that stands below them, and shown to nobody as text."""

from __future__ import annotations

import pytest

from hackathon_backend.lessons import Lesson
from hackathon_backend.lessons.markdown.blocks import read_blocks
from hackathon_backend.lessons.markdown.places import is_place, place_anchor, place_label

SLIDES = """---
title: Cells
document: Cells.pptx
---
Before any slide.

<!-- slide 1 -->
# Cells

A cell is small.
<!-- slide 2 -->
- nucleus
- membrane

<!-- SLIDE 03 -->
| part | size |
| --- | --- |
| nucleus | 6 µm |

$$E = mc^2$$

![A cell](picture-1.png)

<!-- only a remark -->

```html
<!-- slide 9 -->
```

The end.[^1]

[^1]: Seen in 1665.
"""


def test_each_block_knows_its_place() -> None:
    lesson = Lesson.from_markdown("cells", SLIDES)
    assert lesson.document == "Cells.pptx"
    assert [(block.kind, block.place) for block in lesson.blocks] == [
        ("paragraph", ""),
        ("heading", "slide 1"),
        ("paragraph", "slide 1"),
        ("bullets", "slide 2"),
        ("table", "slide 3"),
        ("formula", "slide 3"),
        ("image", "slide 3"),
        ("code", "slide 3"),
        ("paragraph", "slide 3"),
        ("paragraph", "slide 3"),
    ]


def test_marks_are_no_text_but_code_keeps_what_it_says() -> None:
    lesson = Lesson.from_markdown("cells", SLIDES)
    code = next(block for block in lesson.blocks if block.kind == "code")
    others = [block for block in lesson.blocks if block.kind != "code"]
    assert "<!-- slide 9 -->" in code.text and "<!-- slide 9 -->" in code.source
    assert not any("<!--" in block.text + block.source for block in others)
    assert "remark" not in lesson.words


@pytest.mark.parametrize(
    ("markdown", "places"),
    [
        ("<!-- page 1 --> On the same line.", ["page 1"]),
        ("Above <!-- page 2 --> and\n\nbelow.", ["", "page 2"]),
        ("<!-- 0:12:05 -->\nSaid then.", ["0:12:05"]),
        ("<!-- page -->\n\n<!-- page x -->\n\nNowhere.", [""]),
        ("> <!-- page 3 -->\n> A quotation.", ["page 3"]),
        ("<p>One.</p>\n\n<!-- page 4 -->\n\n<p>Two.</p>", ["", "page 4"]),
    ],
)
def test_marks_hold_for_what_follows(markdown: str, places: list[str]) -> None:
    assert [block.place for block in read_blocks(markdown)] == places


def test_a_mark_within_a_table_of_html_does_not_tear_it() -> None:
    rows = "<table><tr><td>a</td></tr>\n\n<!-- page 2 -->\n\n<tr><td>b</td></tr></table>"
    (table,) = read_blocks(rows)
    assert table.rows == (("a",), ("b",))


def test_places_have_anchors_and_names_in_ten_languages() -> None:
    assert [place_anchor(place) for place in ("slide 4", "0:12:05", "")] == ["slide-4", "t-0-12-05", ""]
    languages = ("en", "es", "fr", "de", "pt-BR", "it", "hi", "ar", "zh", "ja")
    assert all("4" in place_label("page 4", language) for language in languages)
    assert [place_label("slide 4", language) for language in ("en", "de", "sv")] == ["Slide 4", "Folie 4", "Slide 4"]
    assert place_label("0:12:05", "de") == "0:12:05"
    assert is_place("section 2") and not is_place("the second page")
