"""The word lists say what they mean: once, and in a form that can be found."""

from __future__ import annotations

import pytest

from hackathon_backend.intent.language import languages
from hackathon_backend.intent.lexicon import WORDS, lexicon_of, lists_of
from hackathon_backend.intent.roles import Role
from hackathon_backend.intent.tokenise import keys

EVERY = pytest.mark.parametrize("language", languages())


def test_every_list_is_of_a_language_that_is_told() -> None:
    assert {path.stem for path in WORDS.glob("*.json")} == {"languages", *languages()}


@EVERY
def test_a_phrase_has_one_role(language: str) -> None:
    roles: dict[tuple[str, ...], str] = {}
    for role, phrases in lists_of(language)["roles"].items():
        for phrase in phrases:
            key = keys(phrase, elides=languages()[language].elides)
            assert key, (role, phrase)
            assert key not in roles, (phrase, role, roles[key])
            roles[key] = role


@EVERY
def test_what_may_be_misspelt_is_in_the_list(language: str) -> None:
    lists = lists_of(language)
    assert set(lists.get("near", ())) <= {phrase for phrases in lists["roles"].values() for phrase in phrases}


@EVERY
def test_every_language_can_name_ask_for_and_refuse_a_video(language: str) -> None:
    can = {Role.VIDEO, Role.MAKE, Role.SHOW, Role.WANT, Role.NOT, Role.WHAT, Role.ABOUT, Role.THING}
    assert can <= set(lexicon_of(language).phrases.values())
