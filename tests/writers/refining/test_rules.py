"""Without a language model a prompt gets what a camera has to know, and keeps all that it says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon_backend.writers.base import PROMPT_LIMIT
from hackathon_backend.writers.refining.facets import facets_in
from hackathon_backend.writers.refining.rules import refine_by_rules
from hackathon_backend.writers.refining.vocabulary import FACETS, languages, vocabulary

CATS = {
    "en": "A cat plays the piano", "de": "Eine Katze spielt Klavier", "es": "Un gato toca el piano",
    "fr": "Un chat joue du piano", "it": "Un gatto suona il pianoforte", "pt": "Um gato toca piano",
    "hi": "एक बिल्ली पियानो बजाती है", "ar": "قطة تعزف البيانو", "zh": "一只猫弹钢琴", "ja": "猫がピアノを弾く",
}  # fmt: skip


def test_ten_languages_have_words() -> None:
    assert languages() == set(CATS)


@pytest.mark.parametrize("language", CATS)
def test_shot_camera_setting_and_light_are_added_in_the_prompts_own_language(language: str) -> None:
    refined = refine_by_rules(CATS[language], language=language)
    assert refined.refined.startswith(CATS[language])
    assert all(vocabulary(language).add[facet][""].lower() in refined.refined.lower() for facet in FACETS)
    assert refined.notes == ("Refined by rules, which added shot, camera, setting and light.",)


@pytest.mark.parametrize("language", CATS)
def test_every_addition_and_every_wish_is_found_again(language: str) -> None:
    words = vocabulary(language)
    for facet in FACETS:
        for phrase in words.add[facet].values():
            assert facets_in(phrase, language).says(facet), phrase
    for facet in ("light", "shot", "camera"):
        for phrase in words.wishes[facet]:
            assert facets_in(phrase, language).says(facet), phrase
    for meaning, phrase in words.times.items():
        assert meaning in facets_in(phrase, language).circumstances(), phrase


@pytest.mark.parametrize(
    ("prompt", "not_added"),
    [
        ("A close-up of a bee", "shot"),
        ("Slow dolly along a shelf", "dolly"),
        ("A lamp in a dark cellar, lit by one candle", "natural light"),
        ("Waves at golden hour", "natural light"),
        ("Two ants carry a leaf across the forest floor", "background"),
    ],
)
def test_what_the_prompt_says_is_not_said_against(prompt: str, not_added: str) -> None:
    refined = refine_by_rules(prompt).refined
    assert refined.startswith(prompt)
    assert not_added not in refined.removeprefix(prompt)


@pytest.mark.parametrize(
    ("prompt", "light"),
    [
        ("A street at night", "moonlight"),
        ("Fish at a coral reef", "rays of light from the surface"),
        ("A desk in a classroom", "soft light from a window"),
        ("A probe in orbit around Mars", "hard sunlight"),
    ],
)
def test_the_light_fits_the_place_and_the_time(prompt: str, light: str) -> None:
    assert light in refine_by_rules(prompt).refined


def test_a_prompt_that_says_all_stays_as_it_is() -> None:
    prompt = "Wide shot, static camera: a market at dawn."
    refined = refine_by_rules(prompt)
    assert refined.refined == prompt
    assert "added nothing" in refined.notes[0]


def test_a_wish_changes_light_and_time_of_day() -> None:
    refined = refine_by_rules("A market at noon", "make it warmer, at night")
    assert refined.refined.startswith("A market at night. Warm golden light")
    assert "noon" not in refined.refined


def test_a_time_that_is_the_subject_stays_and_is_named() -> None:
    refined = refine_by_rules("A sunset over the sea", "at night")
    assert refined.refined.startswith("A sunset over the sea.")
    assert any('"sunset"' in note for note in refined.notes)


def test_what_rules_do_not_understand_of_a_wish_is_added_word_by_word() -> None:
    refined = refine_by_rules("A fox", "with a small red bird on its back")
    assert "ith a small red bird on its back" in refined.refined
    assert refined.notes[0] == 'The wish "with a small red bird on its back" was added word by word.'


def test_what_a_wish_wants_left_out_is_not_put_into_the_prompt() -> None:
    refined = refine_by_rules("A fox in snow", "no people, please")
    assert "people" not in refined.refined
    assert any("leave nothing out" in note for note in refined.notes)


def test_an_engine_that_draws_gets_no_camera() -> None:
    refined = refine_by_rules("Photosynthesis", medium="drawn")
    assert refined.refined == "Photosynthesis"
    assert "draws lessons" in refined.notes[0]


def test_a_long_prompt_is_cut_at_a_word_and_that_is_said() -> None:
    refined = refine_by_rules("otters sleep " * 60)
    assert len(refined.refined) <= PROMPT_LIMIT
    assert refined.refined.split()[-1] in ("otters", "sleep")
    assert "cut at a word" in refined.notes[0]


def test_characters_are_counted_not_bytes() -> None:
    assert len(refine_by_rules("猫" * 499, language="zh").refined) == 499


def test_another_language_gets_english_words_and_is_told() -> None:
    refined = refine_by_rules("Кошка играет на пианино", language="ru")
    assert "Medium shot" in refined.refined
    assert "in English" in refined.notes[-1]


@given(st.text(max_size=700), st.text(max_size=80), st.sampled_from(sorted(CATS)))
def test_whatever_is_refined_has_room_and_is_refined_once(prompt: str, wish: str, language: str) -> None:
    once = refine_by_rules(prompt, wish, language)
    assert len(once.refined) <= PROMPT_LIMIT
    assert once.original == prompt
    assert once == refine_by_rules(prompt, wish, language)
