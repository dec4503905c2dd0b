import pytest

from hackathon_backend.lessons import Lesson, Library
from hackathon_backend.writers.base import Request
from hackathon_backend.writers.lesson.scenes.icons import icon_of, icons_of
from hackathon_backend.writers.lesson.writer import LessonWriter


def test_a_text_gets_the_icon_of_what_it_names() -> None:
    assert icon_of("The water cycle") == "drop"
    assert icon_of("Supply and demand") == "coin"
    assert icon_of("React hooks") == "none"


def test_things_of_every_language_get_their_drawing() -> None:
    assert icon_of("Die Wurzeln nehmen Wasser auf", "de") == "own:roots"
    assert icon_of("El volcán entra en erupción", "es") == "emoji:1f30b"
    assert icon_of("光合作用", "zh") == "phosphor:plant"
    assert icon_of("It can be fast") == "none"


def test_icons_come_for_all_or_for_none() -> None:
    assert icons_of(["Evaporation", "Condensation"]) == ["sun", "cloud"]
    assert icons_of(["Evaporation", "Something"]) == ["none", "none"]
    assert icons_of(["Sun", "Light"]) == ["none", "none"]


def test_words_within_a_text_are_no_names() -> None:
    assert icon_of("Volcano", whole=True) == "emoji:1f30b"
    assert icon_of("The volcano and the stable", whole=True) == "none"


@pytest.mark.parametrize(("document", "drawn"), [("", True), ('document: "Notes.pdf"\n', False)])
def test_no_word_of_a_document_is_drawn_for_what_it_looks_like(document: str, drawn: bool) -> None:
    text = (
        "Its stable release comes when the fork is ready. The port of a package to a new machine takes months. "
        "A package waits for its tree to be built. Nobody forks a stable package without a port of its tree. "
    )
    own = Lesson.inline("", f'---\ntitle: "Debian"\n{document}---\n# Debian\n\n## Releases\n\n{text}\n\n{text}\n')
    request = Request(own.title, "", "en", own, speech_seconds=60, most_seconds=120)
    board = str(LessonWriter(Library([own])).brief(request).storyboard)
    assert ("'cast'" in board or "phosphor:tree" in board) == drawn


@pytest.mark.parametrize(
    ("said", "drawn"),
    [
        ("The Moon goes around the Earth, and the Earth goes around the Sun. ", {"Moon", "Earth", "Sun"}),
        ("The light of a peak is hot in summer, and the earth is dry at such a temperature. ", set()),
        ("The Sun rises over the land. ", set()),
    ],
)
def test_a_document_draws_things_whose_names_mean_nothing_else(said: str, drawn: set[str]) -> None:
    parts = "".join(f"## Part {number}\n\n{said}It was seen {number} times by somebody there.\n\n" for number in (2, 3))
    own = Lesson.inline("", f'---\ntitle: "Sky"\ndocument: "sky.pdf"\n---\n# Sky\n\nSkies are high.\n\n{parts}')
    brief = LessonWriter(Library([own])).brief(Request(own.title, "", "en", own, speech_seconds=60, most_seconds=120))
    casts = [scene for scene in (brief.storyboard or {})["scenes"] if scene["type"] == "cast"]
    assert {actor["label"] for scene in casts for actor in scene["actors"]} == drawn
