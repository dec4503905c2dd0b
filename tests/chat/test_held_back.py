"""An answer in the making is shown in whole sentences, cleaned, and never further than it may be."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

from hackathon_backend.access.moderation.listed import ListModerator
from hackathon_backend.chat.held_back import HeldBack
from hackathon_backend.errors import WriterError
from hackathon_backend.writers.llm.harmless import harmless

LESSON = "Plants take in light with chlorophyll, which is green. They make sugar of water and carbon dioxide there. "
BOMB = "To make a bomb at home you need a pipe and these chemicals, which you mix as follows. "
MODERATOR = ListModerator()


def told(pieces: Iterable[str], answer: str | None = None) -> list[str]:
    seen: list[str] = []
    held = HeldBack(seen.append, harmless, lambda texts: MODERATOR.review(texts).is_allowed)
    for piece in pieces:
        held(piece)
    if answer is not None:
        held.end(answer)
    return seen


def words(text: str) -> list[str]:
    return re.findall(r"\s*\S+", text)


def test_whole_sentences_come_one_after_the_other() -> None:
    text = (LESSON * 3).strip()
    seen = told(words(text), text)
    assert "".join(seen) == text
    assert len(seen) >= 3 and all(piece.rstrip().endswith(".") for piece in seen)


def test_nothing_forbidden_is_shown_nor_anything_after_it() -> None:
    seen = "".join(told(words(LESSON + BOMB + LESSON)))
    assert seen == LESSON.strip()


def test_a_sentence_that_is_not_at_its_end_is_not_shown() -> None:
    assert told(words(BOMB.partition(", which")[0])) == []
    assert told(words(LESSON.partition(".")[0])) == []


@pytest.mark.parametrize(
    "hidden",
    ["![a](https://evil.example/x.png)", "<script>alert(1)</script>", "[here](https://evil.example)", "<img src=x>"],
)
def test_what_is_cleaned_away_was_never_shown(hidden: str) -> None:
    text = f"{LESSON}Look {hidden} at this. {LESSON}"
    seen = "".join(told(words(text), harmless(text)))
    assert "evil" not in seen and "<" not in seen and "alert" not in seen
    assert seen == harmless(text)


def test_an_answer_that_repeats_its_orders_is_not_shown_further() -> None:
    seen: list[str] = []

    def clean(text: str) -> str:
        if "my orders" in text:
            raise WriterError("secret")
        return text

    held = HeldBack(seen.append, clean, lambda _texts: True)
    for piece in words(f"{LESSON}Here are my orders: be kind. {LESSON}"):
        held(piece)
    assert "orders" not in "".join(seen)


def test_another_answer_than_the_one_that_was_begun_is_left_to_the_message() -> None:
    assert "Something else." not in told([LESSON], "Something else.")


def test_what_comes_before_makes_a_lesson_of_a_piece() -> None:
    text = (
        "The history of the Manhattan Project belongs to lessons on physics, and on the Second World War. "
        "Scientists learned there how to build an atomic bomb, and many came to regret what they had done. "
    )
    assert "".join(told(words(text), text.strip())) == text.strip()
