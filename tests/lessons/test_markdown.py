"""Markdown of every kind becomes text that can be read, shown and said, with nothing lost or glued."""

from __future__ import annotations

import time

import pytest

from hackathon_backend.lessons import Block, Lesson
from hackathon_backend.lessons.markdown.blocks import plain_line, read_blocks


def texts(markdown: str, kind: str = "paragraph") -> list[str]:
    return [block.text for block in read_blocks(markdown) if block.kind == kind]


def only(markdown: str) -> Block:
    (block,) = read_blocks(markdown)
    return block


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        (r"Energy is $E = mc^2$ here.", "Energy is E = mc² here."),
        (r"The speed \(v_1\) is \(\frac{s}{t}\).", "The speed v₁ is s/t."),
        ("H<sub>2</sub>O and 10<sup>3</sup> m on the 1<sup>st</sup> day.", "H₂O and 10³ m on the 1st day."),
        ("Roses are red<br>violets are blue.<br/>So it goes.", "Roses are red, violets are blue. So it goes."),
        ("Use the <b> tag and List<String> here.", "Use the <b> tag and List<String> here."),
        ("A <mark>bright</mark> and <kbd>Ctrl</kbd> day.", "A bright and Ctrl day."),
        ("An ~~old~~ [link][a] and ![a dot](dot.png) more.\n\n[a]: https://example.org", "An old link and more."),
        ("A note that is lost[^9] does not matter.", "A note that is lost does not matter."),
        ("> [!WARNING]\n> Never mix acids.", "Never mix acids."),
        ("::: tip\nStay calm.\n:::", "Stay calm."),
    ],
)
def test_a_sentence_is_kept_as_it_is_read(markdown: str, text: str) -> None:
    assert next(block.text for block in read_blocks(markdown) if block.kind in ("paragraph", "quote")) == text


def test_headings_cells_and_titles_show_formulas_and_no_tex() -> None:
    blocks = read_blocks(
        "# The **law** $E = mc^2$ {#law}\n\n| Name | Law |\n| --- | --- |\n| area | $\\pi r^2$<br>wide |"
    )
    assert blocks[0].text == "The law E = mc²"
    assert blocks[1].rows == (("Name", "Law"), ("area", "πr², wide"))
    assert plain_line("*Why* $a^2 + b^2 = c^2$") == "Why a² + b² = c²"
    assert Lesson.from_markdown("a", "---\ntitle: The law $F = ma$\n---\nText.").title == "The law F = ma"


def test_footnotes_leave_their_sentence_whole_and_stand_below_it() -> None:
    assert texts("Light is fast.[^1] It is bright.\n\n## Next\n\nMore.\n\n[^1]: About 300,000 km a second.") == [
        "Light is fast. It is bright.",
        "About 300,000 km a second.",
        "More.",
    ]


@pytest.mark.parametrize(
    ("markdown", "items"),
    [
        ("- fruit\n  - apple\n  - pear\n- bread", ("fruit: apple, pear", "bread")),
        ("- fruit:\n  - pear\n    - Williams\n    - Conference", ("fruit: pear (Williams, Conference)",)),
        ("1. Cook\n   - Take a pan.\n   - Heat it.\n2. Eat", ("Cook. Take a pan. Heat it.", "Eat")),
        ("- First\n\n  Then more.\n- Second", ("First. Then more.", "Second")),
        ("- 果物\n  - りんご\n  - なし", ("果物：りんご、なし",)),
        (
            "Ebb\n: The falling tide.\n\nFlood\n: The rising tide.",
            ("Ebb: The falling tide.", "Flood: The rising tide."),
        ),
        ("<ul><li>One<ul><li>a</li><li>b</li></ul></li><li>Two</li></ul>", ("One: a, b", "Two")),
    ],
)
def test_lists_within_lists_stay_apart(markdown: str, items: tuple[str, ...]) -> None:
    assert only(markdown).items == items


def test_a_task_list_has_no_boxes_but_knows_which_are_ticked() -> None:
    block = only("- [x] Wash\n- [ ] Dry\n- [X] Iron")
    assert (block.items, block.ticks) == (("Wash", "Dry", "Iron"), (True, False, True))


def test_a_table_in_html_is_a_table() -> None:
    html = """<table><thead><tr><th>Animal</th><th>Mass<br>(kg)</th></tr></thead>

<tr><td rowspan="2">Cat</td><td>4</td></tr>
<tr><td><b>5</b> kg<sup>2</sup></td></tr>
</table>"""
    assert only(html).rows == (("Animal", "Mass (kg)"), ("Cat", "4"), ("Cat", "5 kg²"))


def test_html_gives_its_headings_paragraphs_code_and_pictures_apart() -> None:
    html = (
        '<h2>Leaf</h2><p>It is green.</p><p>It is thin.<img src="a.png" alt="A leaf"></p><pre><code>x = 1</code></pre>'
    )
    found = [(block.kind, block.section, block.text) for block in read_blocks(html)]
    assert ("heading", "Leaf", "Leaf") in found
    assert [text for kind, _, text in found if kind == "paragraph"] == ["It is green.", "It is thin."]
    assert ("code", "Leaf", "x = 1") in found
    assert ("image", "Leaf", "A leaf") in found


@pytest.mark.parametrize(
    "markdown",
    [
        "$$\nF = ma\n$$",
        "\\[\nF = ma\n\\]",
        "$F = ma$",
        "```math\nF = ma\n```",
        "\\begin{equation}\nF = ma\n\\end{equation}",
    ],
)
def test_a_formula_that_stands_alone_is_a_formula_however_it_is_written(markdown: str) -> None:
    assert (only(markdown).kind, only(markdown).text) == ("formula", "F = ma")


def test_a_formula_within_a_paragraph_parts_it() -> None:
    blocks = read_blocks("The area is\n\\[ A = \\pi r^2 \\]\nfor a radius of $r$.")
    assert [block.text for block in blocks] == ["The area is", "A = \\pi r^2", "for a radius of r."]


def test_a_picture_is_shown_and_not_said() -> None:
    blocks = read_blocks("The leaf ![a green leaf](leaf.png) is thin.")
    assert [(block.kind, block.text, block.info) for block in blocks] == [
        ("paragraph", "The leaf is thin.", ""),
        ("image", "a green leaf", "leaf.png"),
    ]


@pytest.mark.parametrize(
    "part", ["\\(", "$`", "<sup>", "- ", "[^1]", "<table><tr><td rowspan=40>", "> [!NOTE]\n", "$$"]
)
def test_much_of_one_mark_takes_no_time(part: str) -> None:
    begun = time.monotonic()
    read_blocks(part * (20_000 // len(part)))
    assert time.monotonic() - begun < 5
