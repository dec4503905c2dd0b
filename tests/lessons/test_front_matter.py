import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon_backend.lessons import Lesson
from hackathon_backend.lessons.markdown.front_matter import language_code, read_front_matter


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("title: 1984", "title", "1984"),
        ("title: 007", "title", "007"),
        ("title: yes", "title", "yes"),
        ("title: 2026-02-31", "title", "2026-02-31"),
        ("title: Newton: his laws", "title", "Newton: his laws"),
        ("title: 'It''s a lever'", "title", "It's a lever"),
        ("TITLE: Tides", "title", "Tides"),
        ("title:", "title", ""),
        ("title: ~", "title", ""),
        ("title: {a: b}", "title", ""),
        ("takeaways:\n  - Ebb, then flood.\n  - Twice a day.", "takeaways", ("Ebb, then flood.", "Twice a day.")),
        ("keywords: tide", "keywords", ("tide",)),
        ("keywords: tide, the moon", "keywords", ("tide", "the moon")),
        ("keywords: [1, 2.50, on]", "keywords", ("1", "2.50", "on")),
        ("tags:\n  - ebb\n  -\n  - ebb\n  - [a, b]", "keywords", ("ebb",)),
        ("keywords: [a: b: c, d", "keywords", ()),
        ("language: no", "language", "no"),
        ("language: en_us", "language", "en-US"),
        ("lang: Deutsch", "language", "de"),
        ("language:", "language", ""),
        ("summary: 3.10", "summary", "3.10"),
        ("title = 'Tides'", "title", ""),
    ],
)
def test_values_are_read_as_they_are_meant(line: str, field: str, value: object) -> None:
    front, body = read_front_matter(f"---\ndate: 2026-02-31\n{line}\n---\nThe sea rises.")
    assert getattr(front, field) == value
    assert body == "The sea rises."


@pytest.mark.parametrize("before", ["", "\n\n", "  \n", "\ufeff"])
@pytest.mark.parametrize("fence", ["---", "-----", "+++"])
def test_it_is_known_wherever_a_text_begins(before: str, fence: str) -> None:
    line = "title = 'Tides'" if fence == "+++" else "title: Tides"
    front, body = read_front_matter(f"{before}{fence}\n{line}\n{fence}\nThe sea rises.")
    assert (front.title, body) == ("Tides", "The sea rises.")


@pytest.mark.parametrize(
    "text",
    [
        "The sea rises.",
        "---\nThe sea rises.\n---\nAnd falls.",
        "---\nNote: the sea rises.\n---\nAnd falls.",
        "---\n\n---\nThe sea rises.",
        "---\ntitle: never ends",
        "The sea.\n\n---\ntitle: Tides\n---\n",
    ],
)
def test_text_between_rules_stays_text(text: str) -> None:
    assert read_front_matter(text) == (read_front_matter("")[0], text)


def test_what_can_not_be_understood_is_named() -> None:
    front, _ = read_front_matter("---\ntitle: Tides\nlanguage: Klingonish\n---\n")
    assert front.notes == ("its language 'Klingonish' is not one that we know",)
    front, _ = read_front_matter("---\ntitle: Tides\nkeywords: [\n---\n")
    assert front.title == "Tides"
    assert "not YAML" in front.notes[0]


def test_a_lesson_that_is_sent_along_has_front_matter_as_well() -> None:
    text = "\n\n---\ntitle: Gezeiten\nlanguage: de\nsummary: Ebbe und Flut.\nkeywords: Mond\n---\n\nEbbe."
    lesson = Lesson.inline("", text)
    assert (lesson.title, lesson.language, lesson.summary, lesson.keywords) == (
        "Gezeiten",
        "de",
        "Ebbe und Flut.",
        ("Mond",),
    )
    assert [block.text for block in lesson.blocks] == ["Ebbe."]
    assert Lesson.inline("Tides", text).title == "Tides"


def test_a_file_without_a_title_is_named_after_its_heading() -> None:
    for head in ("", "---\ntitle:\n---\n"):
        assert Lesson.from_markdown("tides", f"{head}# Tides\n\nThe sea rises.").title == "Tides"


def test_languages_have_many_names() -> None:
    names = ["EN", "en-us", "English", "español", "中文", "zh_Hans", "português", "x", "", "12"]
    assert [language_code(name) for name in names] == ["en", "en-US", "en", "es", "zh", "zh-Hans", "pt", "", "", ""]


@given(st.text(st.sampled_from("ab:-[]{}'\"#&*!|>\n\t 12é~,?%@`=") | st.characters()))
def test_any_front_matter_gives_a_lesson(head: str) -> None:
    lesson = Lesson.from_markdown("tides", f"---\ntitle: Tides\n{head}\n---\n\nThe sea rises.")
    assert any("The sea rises." in block.text for block in lesson.blocks)


def test_what_is_to_be_remembered_is_what_a_film_ends_with() -> None:
    said = ("The moon pulls the sea.", "It rises twice a day.", "The sun helps, too.")
    head = "---\ntakeaways:\n" + "".join(f"  - {each}\n" for each in said) + "---\n"
    lesson = Lesson.inline("Tides", f"{head}The sea rises and falls.\n\n## Key points\n\n- Something else.")
    assert lesson.key_points == said
