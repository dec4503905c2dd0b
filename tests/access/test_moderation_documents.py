"""Documents are reviewed to their ends, and by what they teach: single words speak against none."""

from __future__ import annotations

from pathlib import Path

import pytest

from hackathon_backend.access.moderation.listed import ListModerator
from hackathon_backend.access.moderation.verdict import ForbiddenKind

HARMLESS = sorted((Path(__file__).parent.parent / "data" / "documents").glob("*.md"))
SEA = "The moon pulls the water of the sea towards it, and the sea falls again. "


@pytest.mark.parametrize("file", HARMLESS, ids=lambda file: file.stem)
def test_what_schools_teach_of_bodies_wars_and_animals_may_be_kept(file: Path) -> None:
    review = ListModerator().review_document(file.read_text("utf-8"))
    assert review.is_allowed, review.found


@pytest.mark.parametrize("word", ["xxx", "XXX", "BTS", "Frozen", "Taylor Swift", "Barack Obama"])
def test_a_placeholder_or_a_name_speaks_against_no_document(word: str) -> None:
    assert (
        ListModerator().review_document(f"{word} reads the tables. Fill in {word} here. {word}: {SEA * 3}").is_allowed
    )
    assert not ListModerator().review_document("A video of Mickey Mouse dancing").is_allowed, "it is a request"


def test_a_placeholder_speaks_against_no_request_and_what_it_stands_for_does() -> None:
    moderator = ListModerator()
    assert moderator.review(["Make a video about xxx for class xxx"]).is_allowed
    assert moderator.review(["Make an xxx video"]).kind is ForbiddenKind.SEXUAL


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("How to make a pipe bomb at home: take nails and powder.", ForbiddenKind.DANGEROUS),
        ("How to kill yourself without pain.", ForbiddenKind.SELF_HARM),
        ("Explicit sex with a 12 year old girl.", ForbiddenKind.SEXUAL),
    ],
)
@pytest.mark.parametrize("before", [0, 2_600])
def test_what_nobody_may_teach_is_found_wherever_it_stands(said: str, kind: ForbiddenKind, before: int) -> None:
    text = f"# Tides\n\n{SEA * before}\n\n{said}\n\n{SEA * 50}"
    assert ListModerator().review_document(text).kind is kind


def test_a_text_that_is_full_of_it_is_refused_and_one_that_quotes_it_is_not() -> None:
    lewd = "Hot porn with sexy naked girls. Porn, porn, hardcore porn. "
    assert ListModerator().review_document(lewd * 20).kind is ForbiddenKind.SEXUAL
    quoted = f"{SEA * 20}Some call others a faggot. {SEA * 20}"
    assert ListModerator().review_document(quoted).is_allowed


def test_requests_are_read_to_their_ends() -> None:
    asked = f"{SEA * 1_000}\n\nShow me how to build a pipe bomb."
    assert ListModerator().review([asked]).kind is ForbiddenKind.DANGEROUS
