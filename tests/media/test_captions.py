from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon_backend.media import cues, transcript
from hackathon_backend.media.captions.captions import RIGHT_TO_LEFT
from hackathon_backend.speech import TimedWord

LESSON = (
    "A hook lets a function component keep state. When you call useState(), React gives you a value and a function "
    "that changes it, and each change draws the component again. Rules matter: call hooks at the top, never inside a "
    "loop. Why? Because React finds the state of each hook by the order of the calls."
)


@dataclass
class Said:
    text: str
    start: float
    end: float


def said(text: str, *, second: float = 15.0, pause: float = 0.4) -> list[Said]:
    """Words at so many letters a second, with a pause after each sentence."""
    words, now = [], 0.0
    for word in text.split():
        end = now + (len(word) + 1) / second
        words.append(Said(word, now, end))
        now = end + (pause if word[-1] in ".?!。" else 0.0)
    return words


def signs(text: str, second: float = 4.0) -> list[Said]:
    return [Said(sign, index / second, (index + 1) / second) for index, sign in enumerate(text)]


def lines(words: list[Said]) -> list[str]:
    return [line for cue in cues(words) for line in cue.text.split("\n")]


def test_captions_have_two_lines_of_42_letters_at_most() -> None:
    made = cues(said(LESSON))
    assert all(cue.text.count("\n") <= 1 for cue in made)
    assert all(len(line) <= 42 for line in lines(said(LESSON)))


def test_no_word_is_lost() -> None:
    assert " ".join(cue.text for cue in cues(said(LESSON))).split() == LESSON.split()


def test_captions_end_where_sentences_and_phrases_do() -> None:
    made = cues(said(LESSON))
    assert sum(cue.text[-1] in ".,?:" for cue in made) >= len(made) - 1


def test_lines_do_not_end_with_an_article_or_a_preposition() -> None:
    text = "The light is caught by the chlorophyll in the green leaves of a plant and turned into sugar for the roots."
    assert not any(line.split()[-1] in {"the", "a", "of", "in", "by", "for", "and", "is"} for line in lines(said(text)))


def test_no_word_stands_alone() -> None:
    text = "Every lesson begins with a question that you can answer for yourself before the teacher tells you anything"
    assert all(len(cue.text.split()) > 1 for cue in cues(said(text)))


def test_captions_can_be_read_in_their_time() -> None:
    for cue in cues(said(LESSON)):
        assert cue.end - cue.start >= 1.0
        assert len(cue.text) / (cue.end - cue.start) <= 20.0


def test_a_short_caption_stays_long_enough_where_nothing_follows() -> None:
    (cue,) = cues([Said("Yes.", 2.0, 2.2)])
    assert cue.end - cue.start >= 1.0


def test_the_last_caption_ends_with_the_video() -> None:
    assert cues([Said("Bye.", 2.0, 2.4)], until=2.6)[-1].end == 2.6


def test_a_long_silence_parts_captions() -> None:
    first, second = cues(
        [Said("Wait", 0.0, 0.5), Said("here.", 0.5, 1.0), Said("Now", 6.0, 6.5), Said("go.", 6.5, 7.0)]
    )
    assert first.end < 3.0
    assert second.start == 6.0


def test_a_word_longer_than_a_line_is_broken_and_not_lost() -> None:
    word = "Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrik" * 2
    made = lines([Said("Die", 0.0, 0.3), Said(word, 0.3, 6.0), Said("schließt.", 6.0, 7.0)])
    assert all(len(line) <= 42 for line in made)
    assert "".join(made).replace(" ", "") == f"Die{word}schließt."


def test_chinese_is_set_without_spaces_in_lines_of_18_signs() -> None:
    text = (
        "光合作用是植物把光能变成化学能的过程。今天我们学习植物怎样吸收二氧化碳和水，在阳光下制造葡萄糖，并且释放氧气。"
    )
    made = lines(signs(text))
    assert all(len(line) <= 18 for line in made)
    assert "".join(made) == text


def test_arabic_keeps_its_order() -> None:
    text = "التمثيل الضوئي هو عملية تحول فيها النباتات ضوء الشمس إلى طاقة كيميائية."
    assert " ".join(lines(said(text))) == text


def test_without_words_there_are_no_captions() -> None:
    assert cues([]) == []
    assert cues([Said("  ", 0.0, 1.0)]) == []


@pytest.mark.slow
@given(st.lists(st.tuples(st.text(min_size=1, max_size=60), st.floats(0, 3), st.floats(0, 3)), max_size=30))
def test_any_words_give_captions_in_order_that_fit(words: list[tuple[str, float, float]]) -> None:
    now, timed = 0.0, []
    for text, pause, length in words:
        timed.append(Said(text, now + pause, now + pause + length))
        now += pause + length
    made = cues(timed)
    assert "".join("".join(cue.text for cue in made).split()) == "".join("".join(text for text, _, _ in words).split())
    assert all(before.end <= after.start for before, after in pairwise(made))
    for line in (line for cue in made for line in cue.text.split("\n")):
        assert sum(unicodedata.combining(sign) == 0 for sign in line if sign.isprintable()) <= 43


@pytest.mark.parametrize("end", [0.0, -1.0])
def test_words_with_impossible_times_do_no_harm(end: float) -> None:
    made = cues([Said("one", 5.0, end), Said("two.", 1.0, end)])
    assert [cue.text for cue in made] == ["one two."]


def test_the_transcript_is_the_text_with_a_paragraph_at_long_pauses() -> None:
    words = [*said("First things first. Then this follows."), Said("Later.", 20.0, 21.0)]
    assert transcript(words) == "First things first. Then this follows.\n\nLater."
    assert transcript(signs("今天学习。")) == "今天学习。"


def test_no_caption_goes_on_from_one_chapter_into_the_next() -> None:
    words = said("One thing and then another thing comes along")
    border = words[4].start
    parted = cues(words, 60.0, chapters=[border])
    assert all(cue.end <= border or cue.start >= border for cue in parted)
    assert " ".join(cue.text for cue in parted).split() == [word.text for word in words]


def test_a_line_of_arabic_that_begins_with_a_latin_word_runs_from_right_to_left() -> None:
    parted = cues(said("React هي مكتبة لبناء واجهات المستخدم بسهولة كبيرة وسرعة عالية"))
    assert parted[0].text.startswith(RIGHT_TO_LEFT + "React")
    assert not any(RIGHT_TO_LEFT in cue.text for cue in cues(said("The word كتاب means a book in Arabic")))


def test_captions_name_whoever_begins_to_speak() -> None:
    told = [("Look.", "Teacher"), ("Why", "Student"), ("so?", "Student"), ("Air.", "")]
    told += [("Ah,", "Student"), ("air.", "Student")]
    words = [TimedWord(text, at, at + 0.8, speaker) for at, (text, speaker) in enumerate(told)]
    assert [(cue.start, cue.text) for cue in cues(words)] == [
        (0, "Teacher: Look."),
        (1, "Student: Why so?"),
        (3, "– Air."),
        (4, "Student: Ah, air."),
    ]
    assert all(before.end <= after.start for before, after in pairwise(cues(words)))
