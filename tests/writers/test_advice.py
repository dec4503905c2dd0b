"""Advice on prompts: each thing is found where it is, and nothing where nothing is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon_backend.writers.advice.advise import advise
from hackathon_backend.writers.refining.rules import refine_by_rules
from hackathon_backend.writers.refining.vocabulary import languages

GOOD = "Close-up of a horse in a misty field at dawn, camera tracking slowly"


def kinds(prompt: str, language: str = "en") -> set[str]:
    return {each.kind for each in advise(prompt, language, "filmed")}


def test_a_good_prompt_gets_none() -> None:
    assert not kinds(GOOD)


@pytest.mark.parametrize(
    ("kind", "more", "words"),
    [
        ("negation", ", no people", "no people"),
        ("lettering", ", a sign says OPEN", "a sign"),
        ("vague", ", beautiful", "beautiful"),
        ("real_person", " and Albert Einstein", "Albert Einstein"),
        ("character", " and Harry Potter", "Harry Potter"),
        ("brand", " with a Coca-Cola can", "Coca-Cola"),
        ("unsuitable", ", bloody", "bloody"),
        ("several_scenes", ", then a cat, then a dog", "then"),
    ],
)
def test_each_thing_is_found_at_its_words(kind: str, more: str, words: str) -> None:
    (found,) = advise(GOOD + more, "en", "filmed")
    assert found.kind == kind
    assert (GOOD + more)[found.start : found.end] == words
    assert found.suggestion


@pytest.mark.parametrize(
    ("prompt", "kind"),
    [
        ("A horse", "too_short"),
        ("Cinematic wide shot, golden hour, dolly", "no_subject"),
        ("a horse runs " * 60, "too_long"),
        ("A horse runs through a field", "missing_light"),
        ("A horse runs through a field", "missing_shot"),
        ("A horse runs through a field", "missing_camera"),
        ("A wide shot of a horse that runs", "missing_setting"),
    ],
)
def test_what_is_missing_or_too_much_is_found(prompt: str, kind: str) -> None:
    assert kind in kinds(prompt)


@pytest.mark.parametrize(
    ("prompt", "language", "kind"),
    [
        ("Eine Straße ohne Menschen", "de", "negation"),
        ("Una calle sin gente", "es", "negation"),
        ("Une rue, puis un chat, ensuite un chien", "fr", "several_scenes"),
        ("一条街，没有人", "zh", "negation"),
        ("美しい猫が歩く", "ja", "vague"),
    ],
)
def test_other_languages_have_their_own_words(prompt: str, language: str, kind: str) -> None:
    assert kind in kinds(prompt, language)


def test_a_drawn_lesson_may_speak_of_people_and_has_no_camera() -> None:
    found = advise("A close-up of Marie Curie, who discovered radium and polonium", "en", "drawn")
    assert [each.kind for each in found] == ["not_drawn"]


def test_names_of_places_and_things_are_no_people() -> None:
    assert not kinds("New York in a storm and React Hooks. Will London flood? The king penguin.") & {
        "real_person",
        "character",
        "brand",
    }


@pytest.mark.parametrize("language", sorted(languages()))
def test_what_rules_have_refined_misses_nothing(language: str) -> None:
    refined = refine_by_rules("Otto", language=language).refined
    assert not {kind for kind in kinds(refined, language) if kind.startswith("missing")}


@given(st.text(max_size=600), st.sampled_from(sorted(languages())), st.sampled_from(["filmed", "drawn"]))
def test_places_are_within_the_prompt(prompt: str, language: str, medium: str) -> None:
    for each in advise(prompt, language, "drawn" if medium == "drawn" else "filmed", 10):
        assert each.start is None or each.end is None or 0 <= each.start < each.end <= len(prompt)
