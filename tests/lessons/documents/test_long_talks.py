from collections.abc import Sequence
from pathlib import Path
from time import process_time

from hackathon_backend.writers.lesson.beats import first_within, speaking_time
from tests.lessons.documents.converting import converted, without_places

_THEMES = {
    "glacier": "The glacier carries stones across the valley and the ice of the glacier grinds the rock below it. ",
    "volcano": "Magma rises in the volcano until the pressure opens the crater and the volcano throws out ash. ",
    "monsoon": "Warm air rises over the land and the monsoon brings rain from the ocean until the monsoon turns. ",
}


def _srt(lines: Sequence[str], seconds: float = 5.0) -> str:
    cues = []
    for number, line in enumerate(lines):
        start, end = (
            f"00:{int(at // 60):02}:{int(at % 60):02},000" for at in (number * seconds, (number + 1) * seconds)
        )
        cues.append(f"{number + 1}\n{start} --> {end}\n{line}\n")
    return "\n".join(cues)


def _lines(text: str, words: int = 7) -> list[str]:
    each = text.split()
    return [" ".join(each[start : start + words]) for start in range(0, len(each), words)]


def test_a_long_talk_has_chapters_that_are_named_by_what_they_speak_of(tmp_path: Path) -> None:
    talk = "".join(sentence * 35 for sentence in _THEMES.values())
    made = converted(tmp_path, "talk.srt", _srt(_lines(talk)))
    headings = [line for line in made.markdown.split("\n") if line.startswith("## ")]
    assert len(headings) == 3
    assert all(theme in heading.lower() for theme, heading in zip(_THEMES, headings, strict=True))


def test_a_short_talk_is_one_piece(tmp_path: Path) -> None:
    made = converted(tmp_path, "talk.srt", _srt(_lines(_THEMES["glacier"] * 8)))
    assert "#" not in made.markdown


def test_what_was_written_down_without_full_stops_comes_in_sentences(tmp_path: Path) -> None:
    talk = (
        "so today we look at rivers and how they shape the land around them but first we need some words for what "
        "water does when it flows downhill over many years and takes the soil with it and then we see what is left "
        "of a mountain when all of its soil has been carried away to the sea by the river over a very long time "
    ) * 2
    made = converted(tmp_path, "talk.srt", _srt(_lines(talk)))
    sentences = [each.strip() for each in without_places(made.markdown).split(".") if each.strip()]
    assert len(sentences) > 6
    assert all(each[0].isupper() and len(each.split()) < 40 for each in sentences)
    assert made.markdown.lower().replace(".", "").count("mountain") == talk.count("mountain")


def test_sentences_of_a_talk_end_at_no_word_that_goes_on_and_nobody_thinks_aloud(tmp_path: Path) -> None:
    lines = [
        "a star of that size pulls at everything around it and it is so strong",
        "that nothing ever leaves uh not even the light of the star itself",
        "they form where a very large star has used up all that it can burn",
    ]
    talk = converted(tmp_path, "talk.srt", _srt(lines * 4)).markdown
    assert "it is so strong that nothing ever leaves not even the light of the star itself. They form" in talk


def test_a_talk_with_full_stops_keeps_them_where_they_are(tmp_path: Path) -> None:
    made = converted(tmp_path, "talk.srt", _srt(_lines(_THEMES["volcano"] * 8)))
    assert made.markdown.count(".") == 8


def test_thousands_of_sentences_are_measured_in_no_time() -> None:
    lines = [f"Sentence number {number} says something else about stone {number % 7}." for number in range(1500)]
    began = process_time()
    assert first_within(lines, float("inf")) == tuple(lines)
    assert 0 < len(first_within(lines, 60.0)) < 40
    assert process_time() - began < 10.0


def test_as_many_sentences_are_said_as_there_is_time_for() -> None:
    lines = ["Water falls from the clouds.", "It runs to the sea.", "The sun lifts it again."]
    for count in range(4):
        limit = speaking_time(lines[:count])
        assert first_within(lines, limit) == tuple(lines[:count])
