import time

import pytest

from hackathon_backend.lessons import Lesson
from hackathon_backend.lessons.markdown.blocks import read_blocks
from hackathon_backend.lessons.markdown.dialects import plain_markdown
from hackathon_backend.lessons.markdown.front_matter import read_front_matter


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Each [[notes/cell|cell]] has a [[nucleus]].", "Each cell has a nucleus."),
        ('The {{Glossary("DOM", "document tree")}} is a tree.', "The document tree is a tree."),
        ("Water boils.{% include note.html %}", "Water boils."),
        ('{{< youtube "abc123" >}}\n\nWater boils.', "Water boils."),
        ("## Ice {.unnumbered #ice}", "Ice"),
        ("## 📚 Contents of the unit 🎉", "Contents of the unit"),
        ("- ✅ Name the parts", "Name the parts"),
        ("{: .no_toc}\nIce floats.", "Ice floats."),
        ('import Tabs from "@theme/Tabs";\n\nIce floats.', "Ice floats."),
        ("[TOC]\n\nIce floats.", "Ice floats."),
        ("Ice floats.\n\n![[ice.png]]", "Ice floats."),
        ("•\tIce\n\n• Snow", "Ice\nSnow"),
        (
            "First floor: sky\nSecond floor: sea\nThird floor: ice",
            "First floor: sky\nSecond floor: sea\nThird floor: ice",
        ),
    ],
)
def test_what_steers_a_program_is_no_text(written: str, text: str) -> None:
    assert [block.text for block in read_blocks(written)] == [text]


@pytest.mark.parametrize("tags", [("<div markdown>", "</div>"), ("<details>\n<summary>More</summary>", "</details>")])
def test_markdown_between_tags_is_read_as_markdown(tags: tuple[str, str]) -> None:
    blocks = read_blocks(f"{tags[0]}\n\nIce is **light**:\n- it floats\n- it swims\n\n{tags[1]}")
    assert ("bullets", ("it floats", "it swims")) in [(block.kind, block.items) for block in blocks]
    assert "**" not in "".join(block.text for block in blocks)


def test_a_directive_with_text_is_text_and_one_with_a_program_is_a_listing() -> None:
    written = (
        "```{note} Mind the ice\n:class: drop\nIce is **slippery**.\n```\n\n```{code-block} python\nprint(1)\n```\n\n"
        "```{r, eval=TRUE}\nx <- 1\n```\n\n```{figure} ice.png\n:width: 50%\nIce.\n```"
    )
    found = [(block.kind, block.info, block.text) for block in read_blocks(written)]
    assert found == [
        ("paragraph", "", "Mind the ice"),
        ("paragraph", "", "Ice is slippery."),
        ("code", "python", "print(1)"),
        ("code", "r", "x <- 1"),
    ]


def test_a_line_below_a_listing_says_that_it_was_put_out() -> None:
    written = "~~~\n$ ls\n~~~\n{: .language-bash}\n\n~~~\nnotes.txt\n~~~\n{: .output}"
    assert [block.info for block in read_blocks(written)] == ["bash", "output"]


def test_the_heading_of_a_box_is_a_sentence_of_its_own() -> None:
    [box] = read_blocks("> ## Thin ice\n> Do not walk on it.\n{: .callout}")
    assert box.text == "Thin ice. Do not walk on it."


def test_listings_and_formulas_keep_what_looks_like_a_dialect() -> None:
    listing, formula = read_blocks("```bash\nif [[ -f a ]]; then echo {{x}}; fi\n```\n\n$$\n\\{.5x\\}_{.a}\n$$")
    assert listing.text == "if [[ -f a ]]; then echo {{x}}; fi"
    assert formula.text == "\\{.5x\\}_{.a}"


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("In Vue, `{{ name }}` shows a name.", "In Vue, {{ name }} shows a name."),
        ("A template shows {{ user.name }} there.", "A template shows {{ user.name }} there."),
        ("Write `{% if x %}` first.", "Write {% if x %} first."),
        ("In a shell, `if [[ -f a ]]` asks for a file.", "In a shell, if [[ -f a ]] asks for a file."),
        ("The matrix [[1, 2]] has one row.", "The matrix [[1, 2]] has one row."),
        ("A ratio is $\\frac{{a}}{{b}}$ here.", "A ratio is a/b here."),
        ("It is \\(x^{{2}}\\) here.", "It is x² here."),
        ("Water 💧 boils.", "Water 💧 boils."),
    ],
)
def test_programs_formulas_and_templates_that_a_lesson_is_about_stay_in_its_sentences(written: str, text: str) -> None:
    assert [block.text for block in read_blocks(written)] == [text]


def test_formulas_on_lines_of_their_own_keep_their_braces() -> None:
    written = "$$\n\\frac{{a}}{{b}}\n$$\n\nIce.\n\n$$\\frac{{a}}{{b}}$$\n\n[[Ice|Snow]] is cold."
    assert [block.text for block in read_blocks(written)] == [
        "\\frac{{a}}{{b}}",
        "Ice.",
        "\\frac{{a}}{{b}}",
        "Snow is cold.",
    ]


@pytest.mark.parametrize("piece", ["`a", "\\(", "[[", "[[a", "{{", "{{A(", "$$x", "😀 ", "a😀 ", "> ", "**"])
def test_a_line_of_one_mark_alone_is_read_in_a_time_that_its_length_sets(piece: str) -> None:
    began = time.process_time()
    assert len(plain_markdown([piece * (60_000 // len(piece))])) == 1
    assert time.process_time() - began < 5


@pytest.mark.parametrize("head", ["css:\n  - banner", "total_items: 2"])
def test_a_single_field_of_a_program_is_front_matter(head: str) -> None:
    assert read_front_matter(f"---\n{head}\n---\n# Ice\n")[1].strip() == "# Ice"


def test_a_sentence_with_a_colon_between_two_rules_is_none() -> None:
    text = "---\nnote: ice floats\n---\n"
    assert read_front_matter(text)[1] == text


def test_key_points_in_the_front_matter_are_those_of_the_lesson() -> None:
    lesson = Lesson.inline("", '---\ntitle: Ice\nkeypoints:\n- "`Ice` floats."\n- "It melts."\n---\nIce is cold.')
    assert lesson.key_points == ("Ice floats.", "It melts.")
