"""Things appear when they are spoken of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon_backend.storyboard import SceneTiming, Storyboard, Word, estimate_scene, estimate_timing
from hackathon_backend.storyboard.kinds.base import OPENING, TAIL, Cued
from hackathon_backend.storyboard.timing.cues import FIRST, LAST, LEAD, SEEN, CueClock

SPOKEN = ["Light", "hits", "the", "leaf.", "Water", "rises,", "and", "the", "leaf", "makes", "sugar."]
CLOCK = CueClock(SceneTiming(14.0, tuple(Word(word, float(i), i + 0.8) for i, word in enumerate(SPOKEN))))


def times(*cues: str) -> list[float]:
    return CLOCK.times([Cued(cue=cue) for cue in cues])


@pytest.mark.parametrize("cue", ["Water", "rises", "LEAF MAKES", "sugar"])
def test_a_thing_comes_as_the_sentence_begins_that_speaks_of_it(cue: str) -> None:
    assert times("Light", cue) == [FIRST, 4.0 - LEAD]


def test_the_next_thing_of_a_sentence_comes_with_its_own_phrase_and_then_with_its_own_word() -> None:
    assert times("water", "sugar")[1] == 6.0 - LEAD
    assert times("water", "and", "makes")[2] == 9.0 - LEAD


def test_a_word_that_is_spoken_twice_serves_two_things() -> None:
    assert times("leaf", "leaf") == [FIRST, 4.0 - LEAD]


def test_a_full_stop_after_an_abbreviation_or_in_front_of_a_small_letter_ends_no_sentence() -> None:
    clock = CueClock(estimate_timing("We met Dr. Noether, e.g. at noon. She spoke of rings."))
    assert clock.reveal("Noether") == clock.reveal("noon") == -LEAD
    assert clock.reveal("rings") == clock.reveal("She")


def test_a_cue_that_is_only_begun_in_the_narration_is_found_by_its_first_word() -> None:
    assert CLOCK.find("sugar and oxygen") == 10.0


def test_things_without_cues_are_spread_evenly() -> None:
    first, second, third = times("", "", "")
    assert first == FIRST
    assert third - second == pytest.approx(second - first, rel=0.02)


def test_a_thing_without_a_cue_comes_between_its_neighbours() -> None:
    assert times("hits", "", "makes")[1] == pytest.approx((FIRST + 4.0 - LEAD) / 2)


def test_sentences_without_spaces_are_found() -> None:
    clock = CueClock(estimate_timing("植物通过绿叶吸收阳光。根部吸收水分，叶子放出氧气。"))
    assert clock.find("水分") == pytest.approx(14 * 0.2)
    assert clock.reveal("水分") == pytest.approx(10 * 0.2 - LEAD)


@given(st.lists(st.sampled_from([*SPOKEN, "", "unspoken", "leaf makes"]), max_size=12))
def test_things_never_come_before_those_in_front_of_them_or_too_late_to_be_seen(cues: list[str]) -> None:
    found = times(*cues)
    assert found == sorted(found)
    assert all(FIRST <= time <= 14.0 - LAST for time in found)


def test_words_take_the_time_of_150_a_minute_and_are_followed_by_stillness() -> None:
    timing = estimate_timing("one two three four five")
    assert timing.duration == pytest.approx(5 * 0.4 + TAIL)
    assert [word.text for word in timing.words] == ["one", "two", "three", "four", "five"]
    assert timing.speech_end == pytest.approx(2.0)


@pytest.mark.parametrize("cue", ["hold", "", "never said"])
def test_a_scene_is_held_until_its_last_part_has_been_seen(cue: str) -> None:
    points = [{"text": "Wait", "cue": "Wait"}, {"text": "Then look", "cue": cue}]
    scene = {"type": "points", "heading": "Wait", "points": points, "narration": "Wait. Now hold."}
    (read,) = Storyboard.read({"title": "Wait", "scenes": [scene]}).scenes
    timing = estimate_scene(read)
    assert timing.duration - CueClock(timing).times(read.sequences()[0])[-1] > SEEN


def test_a_scene_that_shows_all_in_time_ends_soon_after_its_last_word() -> None:
    words = " ".join(["Wait"] * 20)
    scene = {"type": "points", "heading": "Wait", "points": [{"text": "Wait", "cue": "Wait"}], "narration": words}
    (read,) = Storyboard.read({"title": "Wait", "scenes": [scene]}).scenes
    assert estimate_scene(read).duration == pytest.approx(OPENING + 20 * 0.4 + TAIL)
