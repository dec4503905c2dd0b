import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon_backend.errors import RequestError, TooLarge
from hackathon_backend.lessons import Block, Lesson

FILE = """---
title: Tides
language: en
keywords: [ebb, flood]
---

# Tides

The Moon pulls on the sea.

## Why there are two

1. One on the near side.
2. One on the far side:
   ```text
   Moon )  ( Earth )
   ```

| Place | Range (m) |
| --- | --- |
| *Bay* of Fundy | 16 |

$$
F = \\frac{1}{r^2}
$$

> Time and tide
> wait for no man.

<div>A <b>bold</b> claim &amp; more<script>alert(1)</script></div>
"""


def kinds(lesson: Lesson) -> list[str]:
    return [block.kind for block in lesson.blocks]


def block(lesson: Lesson, kind: str) -> Block:
    return next(block for block in lesson.blocks if block.kind == kind)


def test_a_file_gives_its_front_matter_and_its_blocks() -> None:
    lesson = Lesson.from_markdown("tides", FILE)
    assert (lesson.title, lesson.language, lesson.keywords) == ("Tides", "en", ("ebb", "flood"))
    assert kinds(lesson) == [
        "heading",
        "paragraph",
        "heading",
        "steps",
        "code",
        "table",
        "formula",
        "quote",
        "paragraph",
    ]
    assert lesson.sections == ("Tides", "Why there are two")


def test_a_list_keeps_its_order_and_what_stands_in_it_follows() -> None:
    lesson = Lesson.from_markdown("tides", FILE)
    assert block(lesson, "steps").items == ("One on the near side.", "One on the far side:")
    assert (block(lesson, "code").info, block(lesson, "code").text) == ("text", "Moon )  ( Earth )")


def test_a_table_has_its_header_first_and_no_markdown_in_its_cells() -> None:
    table = block(Lesson.from_markdown("tides", FILE), "table")
    assert table.rows == (("Place", "Range (m)"), ("Bay of Fundy", "16"))


def test_a_formula_is_the_tex_between_the_dollars() -> None:
    assert block(Lesson.from_markdown("tides", FILE), "formula").text == "F = \\frac{1}{r^2}"


def test_raw_html_gives_its_text_but_no_tags_and_no_scripts() -> None:
    assert Lesson.from_markdown("tides", FILE).blocks[-1].text == "A bold claim & more"


def test_a_block_knows_the_markdown_it_was_written_in() -> None:
    source = block(Lesson.from_markdown("tides", FILE), "table").source
    assert source.startswith("| Place |")
    assert "*Bay* of Fundy" in source


def test_prices_in_dollars_are_no_formulas() -> None:
    lesson = Lesson.inline("Prices", "It costs $5 here and $6 there.")
    assert lesson.blocks[0].text == "It costs $5 here and $6 there."


def test_nested_items_become_part_of_their_item() -> None:
    lesson = Lesson.inline("Nested", "- fruit\n  - apple\n  - pear\n- bread")
    assert lesson.blocks[0].items == ("fruit: apple, pear", "bread")


@pytest.mark.parametrize("id", ["", "Tides", "a--b", "-a", "../etc", "a b", "é"])
def test_an_id_that_is_no_slug_is_refused(id: str) -> None:
    with pytest.raises(RequestError, match="id"):
        Lesson.from_markdown(id, FILE)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("No front matter.", "title"),
        ("---\ntitle: ''\n---\nText.", "title"),
        ("---\ntitle: [\n---\nText.", "YAML"),
        ("---\ntitle: A\n---\n", "no text"),
    ],
)
def test_a_faulty_file_is_refused_with_the_reason_in_one_line(text: str, reason: str) -> None:
    with pytest.raises(RequestError, match=reason) as caught:
        Lesson.from_markdown("a", text)
    assert "\n" not in caught.value.message


def test_a_lesson_without_a_title_is_named_after_its_first_heading() -> None:
    assert Lesson.inline(" \n", "Before.\n\n# Tides\n\nText.").title == "Tides"


def test_a_lesson_without_any_heading_is_named_after_its_first_words() -> None:
    assert (
        Lesson.inline("", "The Moon pulls on the sea and lifts it a little.").title
        == "The Moon pulls on the sea and lifts"
    )


def test_a_title_is_one_line_of_bounded_length() -> None:
    title = Lesson.inline("word " * 100 + "\n\nnext", "Text.").title
    assert len(title) <= 120
    assert title.endswith("word…")


def test_the_same_text_has_the_same_id_and_another_text_another() -> None:
    one, same, other = (Lesson.inline("Tides", text) for text in ("Ebb.", "Ebb.", "Flood."))
    assert one.id == same.id != other.id


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Plants make sugar from light, and they give off oxygen.", "en"),
        ("Las plantas hacen azúcar con la luz y sueltan oxígeno.", "es"),
        ("Les plantes font du sucre avec la lumière et rejettent de l'oxygène.", "fr"),
        ("Die Pflanzen machen Zucker aus dem Licht und geben Sauerstoff ab.", "de"),
        ("As plantas fazem açúcar com a luz e não precisam de comida.", "pt"),
        ("Le piante fanno zucchero con la luce e liberano ossigeno nell'aria.", "it"),
        ("पौधे प्रकाश से शर्करा बनाते हैं।", "hi"),
        ("تصنع النباتات السكر من الضوء.", "ar"),
        ("植物利用光制造糖。", "zh"),
        ("植物は光で糖を作ります。", "ja"),
        ("42", "en"),
    ],
)
def test_the_language_of_a_text_is_guessed(text: str, language: str) -> None:
    assert Lesson.inline("", text).language == language


UNREADABLE = ["", " \n\t ", "\x00\x07", "<!-- nothing -->", "[ref]: https://example.org", "> \n- ", "> " * 10_000 + "a"]


@pytest.mark.parametrize("text", UNREADABLE)
def test_a_lesson_without_anything_to_read_is_refused(text: str) -> None:
    with pytest.raises(RequestError) as caught:
        Lesson.inline("Empty", text)
    assert caught.value.param == "lesson.text"


def test_a_lesson_that_is_too_long_is_refused() -> None:
    with pytest.raises(TooLarge):
        Lesson.inline("Long", "a" * 200_001)


def test_control_characters_and_direction_overrides_are_removed() -> None:
    lesson = Lesson.inline("a\x00b\u202e", "One\x07\x1b[31m two\r\nthree\u2028four")
    assert lesson.title == "ab"
    assert lesson.text == "One[31m two\nthree\nfour"


@pytest.mark.parametrize("text", ["[" * 20_000, "_*" * 10_000, "." * 20_000, "<" * 20_000])
def test_a_hostile_text_is_read_in_reasonable_time(text: str) -> None:
    assert Lesson.inline("Hostile", text).blocks


def test_a_long_paragraph_is_parted_between_sentences() -> None:
    lesson = Lesson.inline("Long", "The Moon pulls on the sea. " * 100)
    assert len(lesson.blocks) > 1
    assert all(len(block.text) <= 1200 and block.text.endswith("sea.") for block in lesson.blocks)


MARKUP = st.text(st.sampled_from("ab A.1\n\t#*_`>-|$[]()<>!&\\:\x00\u202e\u0301光é٣")) | st.text()


@given(title=st.text(), text=MARKUP)
def test_any_text_is_a_lesson_or_a_request_error(title: str, text: str) -> None:
    try:
        lesson = Lesson.inline(title, text)
    except RequestError:
        return
    assert lesson.title
    assert any(block.text for block in lesson.blocks)
    assert not any(ord(c) < 32 and c != "\n" and c != "\t" for block in lesson.blocks for c in block.text)
