import pytest

from hackathon_backend.lessons import Block, Lesson, Library
from hackathon_backend.writers.base import Request
from hackathon_backend.writers.lesson.scenes.graphs import relations_of
from hackathon_backend.writers.lesson.scenes.statements import is_telling, named_statement, statement
from hackathon_backend.writers.lesson.writer import LessonWriter


@pytest.mark.parametrize(
    ("language", "sentence", "text"),
    [
        ("en", "Fortunately, it is possible to build such a box.", "It is possible to build such a box"),
        (
            "en",
            "The box should be completely closed on all sides, so that the inside forms a cavity without any light.",
            "The box should be completely closed on all sides",
        ),
        (
            "en",
            "The engineers Lord Amber, and Max Brown (among others) studied the heat with such a device for years.",
            "The engineers Lord Amber, and Max Brown (among others) studied the heat with such a device for years",
        ),
        ("es", "Por lo tanto, el año dura un poco más.", "El año dura un poco más"),
        (
            "es",
            "Al juntarse en la superficie, las gotas forman una capa que protege el agua del aire seco.",
            "Al juntarse en la superficie, las gotas forman una capa que protege el agua del aire seco",
        ),
        (
            "fr",
            "À sa grande surprise, la masse qu'elle avait mesurée était bien plus importante que la masse attendue.",
            "À sa grande surprise, la masse qu'elle avait mesurée était bien plus importante que la masse attendue",
        ),
        (
            "de",
            "Die Sonne erwärmt das Wasser in den großen Seen, wodurch ein Teil davon als Dampf in die Luft aufsteigt.",
            "Die Sonne erwärmt das Wasser in den großen Seen",
        ),
        ("zh", "因此，水在高山上不到一百度就会沸腾。", "水在高山上不到一百度就会沸腾"),
    ],
)
def test_a_statement_is_whole_or_ends_where_only_more_is_added(language: str, sentence: str, text: str) -> None:
    told = statement(sentence, language)
    assert (told.text, told.is_whole) == (text, True)
    assert told.cue in sentence


def test_a_long_sentence_loses_an_addition_and_not_its_end() -> None:
    said = (
        "The king called the assembly of the three orders, which had not met for one hundred and seventy-five years, "
        "because nobody would lend him any money, and it soon refused to obey him."
    )
    text = statement(said, "en").text
    assert said.startswith(text)
    assert text.split()[-1] in ("years", "money", "orders")


@pytest.mark.parametrize(
    ("item", "text"),
    [
        (
            "Membrane: it is a double layer of fats with proteins.",
            "Membrane: it is a double layer of fats with proteins",
        ),
        (
            "Function: keeps out what could harm the cell and lets in all that it needs, such as water and salts.",
            "Function: keeps out what could harm the cell and lets in all that it needs, such as water and salts",
        ),
    ],
)
def test_an_item_is_shown_with_what_it_says_of_its_name(item: str, text: str) -> None:
    told = named_statement(item, "en")
    assert told is not None and told.text == text


def test_no_scene_is_filled_to_the_brim_with_sentences() -> None:
    line = "The {} river carries sand and stones from the mountains to the plain and leaves them there every spring"
    names = ("first", "second", "third", "fourth", "fifth", "sixth")
    text = "# Rivers\n\n" + " ".join(f"{line.format(name)}." for name in names)
    lesson = Lesson.inline("Rivers", text)
    brief = LessonWriter(Library([])).brief(Request("", "", "en", lesson, most_seconds=600))
    assert brief.storyboard is not None
    scenes = [scene for scene in brief.storyboard["scenes"] if scene["type"] == "points"]
    assert scenes
    assert all(sum(len(point["text"]) for point in scene["points"]) < 340 for scene in scenes)
    assert all(name in " ".join(scene["narration"] for scene in brief.storyboard["scenes"]) for name in names)


def test_questions_and_lines_that_only_lead_on_are_said_and_not_shown() -> None:
    text = (
        "# Rivers\n\n## Floods\n\nSimple enough. Why do rivers rise in spring? The snow of the mountains "
        "melts within weeks. The water reaches the plain all at once. Well, not quite. Dams keep a part of "
        "it back until summer."
    )
    brief = LessonWriter(Library([])).brief(Request("", "", "en", Lesson.inline("", text), most_seconds=600))
    assert brief.storyboard is not None
    shown = [point["text"] for each in brief.storyboard["scenes"] for point in each.get("points", ())]
    assert shown and not any(text.startswith(("Simple", "Why", "Well", "Not")) for text in shown)
    assert "Why do rivers rise" in brief.narration


def test_what_leads_up_to_a_chain_is_no_part_of_it() -> None:
    found = relations_of(Block("paragraph", "", "The phases are: new moon → half moon → full moon"))
    assert found is not None and list(found.names.values()) == ["new moon", "half moon", "full moon"]


@pytest.mark.parametrize("line", ["The speed of the wave is then given by.", "Die Kraft ist dann gegeben durch."])
def test_a_sentence_whose_formula_stands_elsewhere_tells_nothing(line: str) -> None:
    assert not is_telling(line)
    assert is_telling("Its name was given by those who lived by the sea.")
