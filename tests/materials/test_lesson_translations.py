"""Translations of lessons as rows: ordered once, whoever works on them, and nothing asked of a model twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from hackathon_backend.errors import LeaseLost, NotFound, QuotaExceeded, WriterError
from hackathon_backend.jobs import Database
from hackathon_backend.jobs.store.lease import this_process
from hackathon_backend.materials.leases import LEASE_SECONDS
from hackathon_backend.materials.materials import Materials
from hackathon_backend.materials.translating.models import LessonTranslation, TranslationStatus
from hackathon_backend.materials.translating.rows import MOST_UNDER_WAY, LessonTranslations, LessonWish
from hackathon_backend.materials.writing import LessonToKeep
from hackathon_backend.translations.draft import TranslationDraft
from tests.clock import FakeClock
from tests.materials.conftest import TIDES

ANN = "user:ann"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def rows(database: Database, clock: FakeClock) -> LessonTranslations:
    return LessonTranslations(database, clock=clock)


def wish(*languages: str, version: int = 1, keep: tuple[str, ...] = ()) -> LessonWish:
    return LessonWish("own-0123456789abcdef", version, languages, keep)


def kept(materials: Materials, claimed: LessonTranslation) -> LessonToKeep:
    return LessonToKeep(TIDES, materials.read(claimed.lesson_id, "", TIDES, None), ("'Moon' stays in English.",))


def claimed_of(rows: LessonTranslations) -> LessonTranslation:
    found = rows.claim()
    assert found is not None
    return found


def test_a_language_of_a_version_is_ordered_once_whoever_orders_it_at_the_same_moment(rows: LessonTranslations) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _number: rows.order(ANN, wish("es", "hi")), range(6)))
    assert len({row.id for each in made for row in each}) == 2
    assert rows.order(ANN, wish("es", version=2))[0].id not in {row.id for row in made[0]}
    assert rows.order("user:bob", wish("es"))[0].id not in {row.id for row in made[0]}
    assert [(row.language, row.source_version) for row in rows.of_lesson(ANN, wish().source_id)] == [
        ("es", 2), ("es", 1), ("hi", 1),
    ]  # fmt: skip


def test_what_a_dead_process_held_is_gone_on_with_from_its_draft(rows: LessonTranslations, database: Database) -> None:
    rows.order(ANN, wish("es"))
    first = claimed_of(rows)
    assert rows.claim() is None
    rows.hold(first, draft=TranslationDraft(texts={1: "Las mareas"}), done=1, total=4)
    host, _pid, start = this_process().rsplit("/", 2)
    with database.write() as session:
        session.get_one(LessonTranslation, first.id).lease_owner = f"{host}/999999/{start}"
    again = claimed_of(rows)
    assert (again.id, again.draft, again.tries) == (first.id, TranslationDraft(texts={1: "Las mareas"}), 2)
    with pytest.raises(LeaseLost):
        rows.hold(first)


def test_one_lesson_comes_of_it_and_the_row_leads_to_it(
    rows: LessonTranslations, clock: FakeClock, materials: Materials
) -> None:
    rows.order(ANN, wish("es"))
    slow = claimed_of(rows)
    clock.advance(LEASE_SECONDS + 1)
    quick = claimed_of(rows)
    rows.complete(quick, kept(materials, quick))
    for late in (lambda: rows.complete(slow, kept(materials, slow)), lambda: rows.fail(slow, WriterError("No."))):
        with pytest.raises(LeaseLost):
            late()
    assert [card.id for card in materials.cards(ANN) if card.origin == "own"] == [quick.lesson_id]
    assert materials.get(quick.lesson_id, of=ANN).losses == ("'Moon' stays in English.",)
    assert rows.order(ANN, wish("es"))[0].status is TranslationStatus.COMPLETED
    source = rows.source_of(quick.lesson_id, ANN)
    assert source is not None
    assert (source.source_id, source.source_version) == (wish().source_id, 1)


def test_one_whose_lesson_was_deleted_is_made_again(rows: LessonTranslations, materials: Materials) -> None:
    rows.order(ANN, wish("es"))
    first = claimed_of(rows)
    rows.complete(first, kept(materials, first))
    materials.delete(first.lesson_id, of=ANN)
    assert rows.of_lesson(ANN, wish().source_id) == []
    [again] = rows.order(ANN, wish("es"))
    assert (again.id, again.status) == (first.id, TranslationStatus.QUEUED)
    assert again.lesson_id != first.lesson_id


def test_one_that_failed_goes_on_from_what_was_translated_unless_other_names_are_to_stay(
    rows: LessonTranslations,
) -> None:
    texts = {1: "Las mareas"}
    for keep, left in (((), texts), (("Moon",), {})):
        rows.order(ANN, wish("es"))
        claimed = claimed_of(rows)
        rows.hold(claimed, draft=TranslationDraft(texts=texts, kept={2: "it is missing"}))
        rows.fail(claimed, WriterError("No."))
        [again] = rows.order(ANN, wish("es", keep=keep))
        assert (again.status, again.error_code, again.draft) == (
            TranslationStatus.QUEUED, None, TranslationDraft(texts=left),
        )  # fmt: skip
        rows.cancel(again.id, of=ANN)


def test_what_was_cancelled_becomes_no_lesson(rows: LessonTranslations, materials: Materials) -> None:
    rows.order(ANN, wish("es"))
    claimed = claimed_of(rows)
    with pytest.raises(NotFound):
        rows.cancel(claimed.id, of="user:bob")
    rows.cancel(claimed.id, of=ANN)
    with pytest.raises(LeaseLost):
        rows.complete(claimed, kept(materials, claimed))
    assert rows.claim() is None


def test_owners_take_turns_and_have_so_many_under_way(rows: LessonTranslations, clock: FakeClock) -> None:
    for version in range(1, MOST_UNDER_WAY + 1):
        clock.advance(1)
        rows.order(ANN, wish("es", version=version))
    clock.advance(1)
    rows.order("user:bob", wish("es"))
    assert [claimed_of(rows).owner for _ in range(3)] == [ANN, "user:bob", ANN]
    with pytest.raises(QuotaExceeded, match="at once"):
        rows.order(ANN, wish("es", "hi", version=99))
    assert len(rows.of_lesson(ANN, wish().source_id)) == MOST_UNDER_WAY


def test_whoever_may_keep_no_more_lessons_is_told_before_a_model_is_asked(
    database: Database, materials: Materials
) -> None:
    rows = LessonTranslations(database, most_lessons=2)
    materials.create(ANN, "", TIDES)
    with pytest.raises(QuotaExceeded, match="2 lessons"):
        rows.order(ANN, wish("es", "hi"))
    assert rows.of_lesson(ANN, wish().source_id) == []
    assert len(rows.order(ANN, wish("es"))) == 1
