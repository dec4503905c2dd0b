"""The word lists say what they mean: once, and in a form that can be found."""

from __future__ import annotations

import pytest

from hackathon_backend.intent.roles import Role, WordList
from hackathon_backend.intent.text import keys
from hackathon_backend.intent.words import LANGUAGES

EVERY = pytest.mark.parametrize("words", LANGUAGES.values(), ids=LANGUAGES.keys())


@EVERY
def test_a_phrase_has_one_role(words: WordList) -> None:
    roles: dict[tuple[str, ...], Role] = {}
    for role, listed in words.roles.items():
        for phrase in listed.split(","):
            key = keys(phrase, elides=words.elides)
            assert key, (role, phrase)
            assert key not in roles, (phrase, role, roles[key])
            roles[key] = role


@EVERY
def test_what_may_be_misspelt_is_in_the_list(words: WordList) -> None:
    listed = {phrase.strip() for phrases in words.roles.values() for phrase in phrases.split(",")}
    assert {word.strip() for word in words.near.split(",")} - {""} <= listed


@EVERY
def test_every_language_can_name_ask_for_and_refuse_a_video(words: WordList) -> None:
    assert {Role.VIDEO, Role.MAKE, Role.SHOW, Role.WANT, Role.NOT, Role.WHAT, Role.ABOUT, Role.THING} <= set(
        words.roles
    )
