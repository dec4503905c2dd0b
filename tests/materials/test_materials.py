"""Lessons of people's own: made, saved in versions, deleted, hidden, and found by the row that names them."""

from __future__ import annotations

import threading

import pytest

from hackathon_backend.errors import Conflict, NotAllowed, NotFound, QuotaExceeded, RequestError, TooLarge
from hackathon_backend.jobs import Database
from hackathon_backend.lessons import Library
from hackathon_backend.materials.materials import Materials
from hackathon_backend.materials.models import OwnLessonRow, Visibility
from tests.materials.conftest import TIDES


def show(database: Database, lesson_id: str, visibility: Visibility) -> None:
    with database.write() as session:
        session.get_one(OwnLessonRow, lesson_id).visibility = visibility


def test_a_text_becomes_a_lesson_that_is_named_after_its_heading(materials: Materials) -> None:
    made = materials.create("user:ann", "", TIDES)
    assert (made.title, made.language, made.version) == ("Tides", "en", 1)
    assert made.summary == "Tides are the rise and fall of the sea."
    assert materials.get(made.id, of="user:ann") == made


def test_front_matter_names_it_and_stays_in_its_text(materials: Materials) -> None:
    head = "---\ntitle: Ebbe und Flut\nlanguage: de\nsummary: Vom Meer.\nkeywords: [Gezeiten]\n---\n\n"
    text = f"{head}# X\n\nDas Meer steigt."
    made = materials.create("user:ann", "", text)
    assert (made.title, made.language, made.summary, made.text) == ("Ebbe und Flut", "de", "Vom Meer.", text)
    assert materials.lesson({"id": made.id}, of="user:ann").keywords == ("Gezeiten",)


@pytest.mark.parametrize("text", ["", "   \n", "---\ntitle: Only this\n---\n", "![](x.png)"])
def test_a_text_with_nothing_to_read_is_refused(materials: Materials, text: str) -> None:
    with pytest.raises(RequestError) as refused:
        materials.create("user:ann", "", text)
    assert refused.value.param == "text"
    assert [each.origin for each in materials.cards("user:ann") if each.origin != "built-in"] == []


def test_a_title_alone_emoji_and_right_to_left_are_lessons(materials: Materials) -> None:
    for text, title in (
        ("# Tides", "Tides"),
        ("# 🌊🌕\n\nمد", "🌊🌕"),
        ("# المد والجزر\n\nيرتفع البحر.", "المد والجزر"),
    ):
        assert materials.create("user:ann", "", text).title == title
    assert materials.create("user:ann", "", "# المد والجزر\n\nيرتفع البحر مع القمر كل يوم.").language == "ar"


def test_a_lesson_of_200_000_characters_is_kept_and_one_more_is_refused(materials: Materials) -> None:
    text = "# Long\n\n" + "The sea rises. " * 13_400
    made = materials.create("user:ann", "", text[:200_000])
    assert len(materials.get(made.id, of="user:ann").text) == 200_000
    with pytest.raises(TooLarge):
        materials.create("user:ann", "", text[:200_001])


def test_every_save_is_a_version_and_the_same_once_more_is_none(materials: Materials) -> None:
    made = materials.create("user:ann", "", TIDES)
    saved = materials.save(made.id, TIDES + "\n\nMore.", before=1, of="user:ann")
    again = materials.save(made.id, TIDES + "\n\nMore.", before=2, of="user:ann")
    assert (saved.version, again.version) == (2, 2)
    assert [(each.version, each.by, each.characters) for each in materials.versions(made.id, of="user:ann")] == [
        (2, "user:ann", len(TIDES) + 7),
        (1, "user:ann", len(TIDES)),
    ]
    assert materials.get(made.id, 1, of="user:ann").text == TIDES
    back = materials.restore(made.id, 1, of="user:ann")
    assert (back.version, back.text) == (3, TIDES)


def test_a_title_that_was_given_stays_and_one_of_the_text_follows_it(materials: Materials) -> None:
    given, read = materials.create("user:ann", "The sea", TIDES), materials.create("user:ann", "", TIDES)
    changed = TIDES.replace("# Tides", "# Ebb and flow")
    assert materials.save(given.id, changed, before=1, of="user:ann").title == "The sea"
    assert materials.save(read.id, changed, before=1, of="user:ann").title == "Ebb and flow"


def test_of_two_saves_at_once_one_is_refused_and_changes_nothing(materials: Materials) -> None:
    made = materials.create("user:ann", "", TIDES)
    outcomes: list[object] = []
    ready = threading.Barrier(6)

    def save(number: int) -> None:
        ready.wait()
        try:
            outcomes.append(materials.save(made.id, f"{TIDES}\n\nBy {number}.", before=1, of="user:ann").version)
        except Conflict as error:
            outcomes.append(error.param)

    threads = [threading.Thread(target=save, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, outcomes)) == ["2", *["version"] * 5]
    assert len(materials.versions(made.id, of="user:ann")) == 2


def test_what_is_private_is_not_there_for_others(materials: Materials, database: Database) -> None:
    made = materials.create("user:ann", "", TIDES)
    for other in ("user:bob", "", "none", "anon:1"):
        with pytest.raises(NotFound) as missing:
            materials.get(made.id, of=other)
        with pytest.raises(NotFound) as absent:
            materials.get("own-0000000000000000", of=other)
        assert missing.value.message.replace(made.id, "x") == absent.value.message.replace("own-0000000000000000", "x")
        assert materials.library(other) is materials.built_in
    assert materials.get(made.id, of=None).owner == "user:ann"


def test_a_class_are_those_who_log_in_and_public_is_for_all(materials: Materials, database: Database) -> None:
    made = materials.create("user:ann", "", TIDES)
    show(database, made.id, Visibility.CLASS)
    assert materials.get(made.id, of="user:bob").title == "Tides"
    with pytest.raises(NotFound):
        materials.get(made.id, of="anon:1")
    show(database, made.id, Visibility.PUBLIC)
    assert materials.get(made.id, of="none").title == "Tides"
    with pytest.raises(NotAllowed):
        materials.save(made.id, "# Mine now\n\nIt is.", before=1, of="user:bob")
    with pytest.raises(NotAllowed):
        materials.delete(made.id, of="user:bob")
    assert [card.origin for card in materials.cards("user:bob")][:2] == ["shared", "built-in"]


def test_the_library_of_an_owner_has_their_lessons_and_not_those_that_they_hide(materials: Materials) -> None:
    made = materials.create("user:ann", "", TIDES)
    materials.hide("photosynthesis", of="user:ann", hidden=True)
    own = materials.library("user:ann")
    assert own.lessons[0].id == made.id
    assert "photosynthesis" not in [lesson.id for lesson in own.lessons]
    assert len(own.lessons) == len(materials.built_in.lessons)
    assert (found := own.best("tides")) is not None
    assert found.id == made.id
    assert materials.library("user:ann") is own
    assert materials.library("user:bob") is materials.built_in
    materials.save(made.id, TIDES.replace("Tides", "Ebb and flow"), before=1, of="user:ann")
    assert materials.library("user:ann").lessons[0].title == "Ebb and flow"
    materials.hide("photosynthesis", of="user:ann", hidden=False)
    assert "photosynthesis" in [lesson.id for lesson in materials.library("user:ann").lessons]


def test_another_process_sees_at_once_what_was_saved(materials: Materials, database: Database) -> None:
    other = Materials(database, Library.load(), materials._confined)
    made = materials.create("user:ann", "", TIDES)
    assert other.library("user:ann").lessons[0].title == "Tides"
    materials.save(made.id, "# Waves\n\nThey roll.", before=1, of="user:ann")
    assert other.library("user:ann").lessons[0].title == "Waves"
    materials.delete(made.id, of="user:ann")
    assert other.library("user:ann") is other.built_in


def test_owners_who_see_the_same_share_one_library(materials: Materials, database: Database) -> None:
    show(database, materials.create("user:ann", "", TIDES).id, Visibility.CLASS)
    assert materials.library("user:bob") is materials.library("user:carl")


def test_a_row_finds_built_in_own_and_sent_lessons(materials: Materials) -> None:
    made = materials.create("user:ann", "", TIDES)
    materials.save(made.id, "# Waves\n\nThey roll.", before=1, of="user:ann")
    row = {"id": made.id, "version": "1"}
    assert materials.lesson(row, of="user:ann").title == "Tides"
    assert materials.lesson({"id": made.id}, of="user:ann").title == "Waves"
    assert materials.lesson({"id": "photosynthesis"}, of="").id == "photosynthesis"
    assert materials.lesson({"title": "T", "text": "Words."}, of="").is_inline
    assert materials.frozen({"id": made.id}, of="user:ann") == {"id": made.id, "version": "2"}
    assert materials.frozen({"id": "photosynthesis"}, of="") == {"id": "photosynthesis"}
    for strange in ("x", "-1", "9" * 30, "99", ""):
        with pytest.raises(NotFound):
            materials.lesson({"id": made.id, "version": strange}, of="user:ann")


def test_a_deleted_lesson_is_found_by_what_was_ordered_of_it_and_by_nobody_else(materials: Materials) -> None:
    made = materials.create("user:ann", "", TIDES)
    row = {"id": made.id, "version": "1"}
    materials.delete(made.id, of="user:ann")
    for of in ("user:ann", None):
        with pytest.raises(NotFound):
            materials.lesson(row, of=of)
    assert materials.lesson(row, of=None, ordered=True).title == "Tides"


def test_an_owner_has_so_many_lessons_and_no_more(database: Database, materials: Materials) -> None:
    materials.most_lessons = 2
    made = [materials.create("user:ann", "", TIDES) for _ in range(2)]
    with pytest.raises(QuotaExceeded):
        materials.create("user:ann", "", TIDES)
    materials.create("user:bob", "", TIDES)
    materials.delete(made[0].id, of="user:ann")
    materials.create("user:ann", "", TIDES)


def test_only_built_in_lessons_can_be_hidden(materials: Materials) -> None:
    made = materials.create("user:ann", "", TIDES)
    with pytest.raises(RequestError):
        materials.hide(made.id, of="user:ann", hidden=True)
    with pytest.raises(NotFound):
        materials.hide("no-such-lesson", of="user:ann", hidden=True)
