"""A film of a document that is half translated is in one language, and says what it passes over."""

from __future__ import annotations

import pytest

from hackathon_backend.lessons import Lesson, Library
from hackathon_backend.writers.base import Brief, Request
from hackathon_backend.writers.lesson.matter import matter_of
from hackathon_backend.writers.lesson.writer import LessonWriter

FRENCH = (
    "L'eau des mers s'évapore quand le soleil la réchauffe. La vapeur monte dans le ciel, se refroidit et devient un "
    "nuage. Quand les gouttes sont assez lourdes, elles tombent sur la terre."
)
ENGLISH = (
    "Salt stays behind in the sea when the water evaporates from it. That is why the rain that falls on the fields is "
    "sweet, and why the sea is salty everywhere."
)
PERSIAN = (
    "آب دریاها هنگامی که خورشید آن را گرم می‌کند بخار می‌شود. بخار آب بالا می‌رود و سرد می‌شود و از قطره‌های ریز آن "
    "ابرها پدید می‌آیند. وقتی قطره‌ها به اندازه کافی سنگین شوند بر زمین می‌بارند. باران به رودها و از آن‌ها به دریا می‌رود."
)


def document(language: str, *paragraphs: str) -> Lesson:
    head = f'---\ntitle: "Debian 7"\nlanguage: {language}\ndocument: "water.html"\n---\n# Debian 7\n\n'
    return Lesson.inline("", head + "\n\n".join(paragraphs) + "\n")


def film(told: Lesson) -> Brief:
    request = Request(told.title, "", told.language, told, speech_seconds=60, most_seconds=120)
    return LessonWriter(Library([told])).brief(request)


@pytest.mark.parametrize(("language", "own"), [("fr", FRENCH), ("fa", PERSIAN)])
def test_what_is_not_translated_is_passed_over_and_named(language: str, own: str) -> None:
    brief = film(document(language, own, ENGLISH))
    assert brief.language == language
    assert "Salt" not in str(brief.storyboard) and "Salt" not in " ".join(brief.takeaways)
    assert any("Salt stays behind" in note for note in brief.notes)


@pytest.mark.parametrize("language", ["fr", "fa", "ja"])
def test_a_chapter_that_nobody_has_translated_is_told_in_its_own_language(language: str) -> None:
    brief = film(document(language, ENGLISH))
    assert (brief.language, (brief.storyboard or {})["language"]) == ("en", "en")
    assert "Salt stays behind in the sea" in brief.narration


def test_a_chapter_in_another_language_than_most_of_the_document_is_told_in_it() -> None:
    assert film(document("en", FRENCH, FRENCH.replace("eau", "onde"))).language == "fr"


def test_a_sentence_within_a_paragraph_is_passed_over_as_well() -> None:
    sentence = "That is why the rain that falls on the fields is sweet, and why the sea is salty everywhere."
    told, passed = matter_of(document("fr", f"{FRENCH} {sentence}"))
    assert [block.text for block in told.blocks if block.kind == "paragraph"] == [FRENCH]
    assert passed == (sentence,)


def test_names_terms_and_quotations_stay() -> None:
    names = "dh_install, dh_installdirs, dh_installdocs, dh_installchangelogs, dh_installman, dh_strip."
    told = document("fr", FRENCH, "Gulf Stream and North Atlantic Drift", names, f"> {ENGLISH}")
    assert matter_of(told) == (told, ())
