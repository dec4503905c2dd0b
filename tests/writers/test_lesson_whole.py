import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hackathon_backend.lessons import Lesson, Library
from hackathon_backend.writers.base import Brief, Request
from hackathon_backend.writers.lesson.writer import LessonWriter

WRITER = LessonWriter(Library([]))


def brief_of(text: str, *, seconds: float = 60, most: float = 120) -> Brief:
    lesson = Lesson.inline("", text)
    return WRITER.brief(Request("this", "", "en", lesson, speech_seconds=seconds, most_seconds=most))


def scenes_of(brief: Brief) -> list[dict[str, object]]:
    assert brief.storyboard is not None
    return list(brief.storyboard["scenes"])


def plain(text: str) -> str:
    return re.sub(r"[\W_]+", " ", text).strip().casefold()


NASTY = """
Petrol rose to $3. So people walked.
~5 people came, and 50 % of them at 7:45.
2^10 is 1024, and 2*3*4 is 24.
If x < 5 and y > 3, call f(x) = a[0].
Write to me_too@example.org #soon.
The <p> tag holds text, and List<String> names.
Save it as C:\\Users\\bob\\notes.txt.
A = {1, 2} | B ~ C.
3 + 4 = 7.
Ok.
"""


def test_every_sentence_is_said_whatever_signs_are_in_it() -> None:
    said = plain(brief_of(NASTY).narration)
    for line in NASTY.strip().splitlines():
        assert plain(line.replace("\\\\", "\\")) in said


@pytest.mark.parametrize("marker", ["-", "1."])
def test_a_list_keeps_each_of_its_items(marker: str) -> None:
    items = [*NASTY.strip().splitlines(), "Red", "X", "H2O", *(f"Thing number {count}" for count in range(12))]
    brief = brief_of("# List\n\n" + "\n".join(f"{marker} {item}" for item in items))
    assert [item for item in items if plain(item) not in plain(brief.narration)] == []
    assert brief.notes == ()


@pytest.mark.parametrize(
    "text",
    [
        "1789. The Bastille falls.\n1799. It ends.",
        "24. December is a holiday.",
        "- <p> is a paragraph\n- <script> loads code\n- The end",
        "<script> loads code.\n\nThe page waits.",
        "[Answer]: 42",
        "Petrol rose.\n---\nPeople walked.",
        "Before.\n\n    Set off by four spaces.\n\nAfter.",
        "\n        Petrol rose.\n\n        People walked.\n",
        "It costs $a here. There ($b) it is less.",
        "# Ideas\n\n## Plan\n\n## Work\n\n## Rest",
        "# A\n\n## Example\n\nOne.\n\n## Other\n\nTwo.\n\n## Example\n\nThree.",
        "# A\n\nOne.\n\n## Summary\n\nTwo is said.\n\n- Three\n- Four\n- Five\n- Six",
        "One. " * 3 + "word " * 70 + "end.",
    ],
)
def test_nothing_vanishes_by_a_rule_of_markdown(text: str) -> None:
    brief = brief_of(text)
    for word in re.findall(r"\w+", re.sub(r"(?m)^## (Example|Other|Summary)$", "", text)):
        assert word.casefold() in plain(f"{brief.narration} {brief.title}").split()
    assert brief.notes == ()


def test_what_there_is_no_time_for_is_named() -> None:
    lines = [f"Sentence number {count} says a little more about the tides of the sea." for count in range(20)]
    brief = brief_of(" ".join(lines), seconds=20, most=0)
    assert "Sentence number 0" in brief.narration
    missing = [line for line in lines if line not in brief.narration]
    assert missing
    assert all(line in brief.notes[0] for line in missing)


@pytest.mark.parametrize("topic", ["", "tides", "The tides"])
def test_a_lesson_that_was_sent_takes_the_time_it_needs(topic: str) -> None:
    lines = [f"Sentence number {count} says a little more about the sea." for count in range(22)]
    lesson = Lesson.inline("Tides", " ".join(lines))
    brief = WRITER.brief(Request("Tides, please", topic, "en", lesson, speech_seconds=60, most_seconds=120))
    assert all(line in brief.narration for line in lines)


def test_what_a_graph_shows_is_not_left_out() -> None:
    brief = brief_of("# Growing things\n\n- Fruit\n  - apple\n  - pear\n    - Williams\n- Vegetables\n  - leek")
    assert "graph" in {scene["type"] for scene in scenes_of(brief)}
    assert brief.notes == ()


def test_rows_that_no_scene_shows_are_named() -> None:
    head, rule = "|".join(f"Column {name}" for name in "ABCDEFGHIJKL"), "|".join(["---"] * 12)
    row = "|".join(f"wide {name}" for name in "abcdefghijkl")
    brief = brief_of(f"# Wide\n\nHere is a table that is wide.\n\n|{head}|\n|{rule}|\n|{row}|")
    assert "wide a – wide b" in " ".join(brief.notes)


def test_a_word_that_is_not_read_to_its_end_is_named() -> None:
    key = "k9" * 60
    assert key[:60] in " ".join(brief_of(f"# Keys\n\nThe key is {key} for now.\n\nAnother sentence.").notes)


def test_what_has_no_sound_is_named() -> None:
    assert brief_of("Tides rise. \u2192\u2192\u2192\n\n- \U0001f30a\n- Tides fall").notes == (
        "Can't be spoken: “\U0001f30a”.",
    )


@pytest.mark.parametrize("item", ["Bus at 7:45", "Mix 2:1", "John 3:16", "Ratio 3 : 2", "See https://a.org/b", "C:\\x"])
def test_a_colon_within_a_time_or_an_address_parts_nothing(item: str) -> None:
    (scene,) = (
        each for each in scenes_of(brief_of(f"# Colons\n\n- {item}\n- {item} now\n- Three")) if "points" in each
    )
    assert [point["text"] for point in scene["points"]] == [item, f"{item} now", "Three"]  # type: ignore[attr-defined]


def test_a_name_is_shown_with_its_measure() -> None:
    lines = ["Blue whale: 30 m", "Éléphant : 6 t", "猫：4 kg"]
    (scene,) = (each for each in scenes_of(brief_of("# Sizes\n\n- " + "\n- ".join(lines))) if "points" in each)
    assert [point["text"] for point in scene["points"]] == lines  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("title", "shape"),
    [
        ("The rock cycle", "cycle"),
        ("Life cycle of a frog", "cycle"),
        ("Der Wasserkreislauf", "cycle"),
        ("Motorcycle care", "line"),
        ("Recycling paper", "line"),
        ("How to cycle to school", "line"),
        ("Cycle lanes", "line"),
        ("The encyclopedia", "line"),
    ],
)
def test_only_what_goes_round_becomes_a_ring(title: str, shape: str) -> None:
    brief = brief_of(
        f"# {title}\n\n1. It begins\n2. It grows\n3. It ends\n\n## Tools\n\n1. A saw\n2. A plane\n3. A file"
    )
    assert [scene["shape"] for scene in scenes_of(brief) if scene["type"] == "process"] == [shape, "line"]


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        ("1789: it began", "timeline"),
        ("5 May: it began", "timeline"),
        ("7:45: the bus leaves", "timeline"),
        ("300 BC: it began", "timeline"),
        ("3. Mai 1789: es begann", "timeline"),
        ("Step 1: wash it", "process"),
        ("Room 12: wash it", "process"),
        ("Vitamin B12: wash it", "process"),
        ("250 g flour: sift it", "process"),
    ],
)
def test_only_dates_make_a_timeline(item: str, kind: str) -> None:
    brief = brief_of(f"# Things\n\n1. {item}\n2. {item} again\n3. {item} twice")
    assert kind in {scene["type"] for scene in scenes_of(brief)}


WORDS = st.sampled_from(["tide", "moon", "water", "rises", "falls", "because", "of", "the", "sea"])
ODD = st.sampled_from(
    [
        "$",
        "@",
        "#",
        "_",
        "=",
        "<",
        ">",
        "[",
        "]",
        "~",
        "^",
        "\\",
        "f(x)",
        "|",
        "{",
        "}",
        "%",
        "&",
        "*",
        "+",
        ":",
        ";",
        "/",
        "-",
        "3",
        "$5",
        "x<y",
        "a[0]",
        "C:\\",
        "~5",
        "#tag",
        "@me",
        "2^10",
        "`",
    ]
)


@st.composite
def odd_sentences(draw: st.DrawFn) -> list[str]:
    """Sentences with a word of their own each, and odd characters in between."""
    found = []
    for number in range(draw(st.integers(1, 8))):
        inner = draw(st.lists(WORDS | ODD, max_size=6))
        found.append(" ".join(["The", f"word{number}a", *inner, f"word{number}b"]) + ".")
    return found


odd_lessons = given(odd_sentences(), st.sampled_from([" ", "\n\n", "\n- ", "\n1. "]), st.sampled_from([5.0, 60.0]))


@settings(max_examples=20, deadline=None)
@odd_lessons
def test_every_sentence_is_said_or_named(sentences: list[str], between: str, seconds: float) -> None:
    assert_said_or_named(sentences, between, seconds)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@odd_lessons
def test_every_sentence_of_many_lessons_is_said_or_named(sentences: list[str], between: str, seconds: float) -> None:
    assert_said_or_named(sentences, between, seconds)


def assert_said_or_named(sentences: list[str], between: str, seconds: float) -> None:
    brief = brief_of(between.join(["", *sentences]), seconds=seconds, most=0)
    told = plain(brief.narration + " " + " ".join(brief.notes)).split()
    for number in range(len(sentences)):
        assert f"word{number}a" in told


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["2*3" * 30_000, "- " + "ab" * 2_000, ("word " * 200 + ". ") * 40, "- " + "word " * 5_000]
)
def test_what_nobody_can_read_aloud_makes_no_film_fail(text: str) -> None:
    brief = brief_of(f"Tides rise.\n\n{text}", most=600)
    assert "Tides rise." in brief.narration


@pytest.mark.slow
def test_many_lines_are_read_in_reasonable_time() -> None:
    for line in ("1. a", "2. a", "<p> a", "<script> a", "[a]: b", "1789. a"):
        assert Lesson.inline("", f"{line}\n" * 2_000).blocks
