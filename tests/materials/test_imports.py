"""Imports as rows: whose turn it is, who holds one, and that one lesson comes of it whoever dies meanwhile."""

from __future__ import annotations

import pytest

from hackathon_backend.errors import LeaseLost, NotFound, UrlFailed
from hackathon_backend.jobs import Database
from hackathon_backend.jobs.store.lease import this_process
from hackathon_backend.materials.imports import MOST_TRIES, LessonImports
from hackathon_backend.materials.leases import LEASE_SECONDS
from hackathon_backend.materials.materials import Materials
from hackathon_backend.materials.models import ImportStatus, LessonImport
from hackathon_backend.materials.writing import LessonToKeep
from tests.clock import FakeClock
from tests.materials.conftest import TIDES


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def imports(database: Database, clock: FakeClock) -> LessonImports:
    return LessonImports(database, clock=clock)


def ordered(imports: LessonImports, clock: FakeClock, owner: str, count: int = 1) -> list[LessonImport]:
    made = []
    for number in range(count):
        clock.advance(1)
        made.append(imports.begin(owner, f"{number}", url="https://example.org/"))
    return made


def kept(materials: Materials, claimed: LessonImport) -> LessonToKeep:
    return LessonToKeep(TIDES, materials.read(claimed.lesson_id, "", TIDES, None), ("Two pictures were left out.",))


def test_owners_take_turns(imports: LessonImports, clock: FakeClock) -> None:
    ordered(imports, clock, "user:ann", 3)
    ordered(imports, clock, "user:bob", 1)
    taken = [imports.claim() for _ in range(5)]
    assert [each and (each.owner, each.name) for each in taken] == [
        ("user:ann", "0"), ("user:bob", "0"), ("user:ann", "1"), ("user:ann", "2"), None,
    ]  # fmt: skip


def test_a_file_that_has_not_arrived_is_not_taken(imports: LessonImports) -> None:
    made = imports.begin("user:ann", "tides.pdf")
    assert imports.claim() is None
    imports.arrived(made, "lesson_x_document.pdf")
    assert (found := imports.claim()) is not None
    assert found.id == made.id


def test_a_file_that_never_arrives_is_asked_for_again(
    imports: LessonImports, clock: FakeClock, database: Database
) -> None:
    slow, killed = (imports.begin("user:ann", f"{name}.pdf") for name in ("slow", "killed"))
    host, _pid, start = this_process().rsplit("/", 2)
    with database.write() as session:
        session.get_one(LessonImport, killed.id).lease_owner = f"{host}/999999/{start}"
    assert imports.claim() is None
    seen = imports.get(killed.id, of="user:ann")
    assert (seen.status, seen.error_code) == (ImportStatus.FAILED, "document_lost")
    assert imports.get(slow.id, of="user:ann").status is ImportStatus.QUEUED
    clock.advance(700)
    assert imports.claim() is None
    assert imports.get(slow.id, of="user:ann").status is ImportStatus.FAILED


def test_what_a_dead_process_held_is_taken_up_at_once(
    imports: LessonImports, clock: FakeClock, database: Database
) -> None:
    ordered(imports, clock, "user:ann")
    first = imports.claim()
    assert first is not None
    assert imports.claim() is None
    host, _pid, start = this_process().rsplit("/", 2)
    with database.write() as session:
        session.get_one(LessonImport, first.id).lease_owner = f"{host}/999999/{start}"
    again = imports.claim()
    assert again is not None
    assert (again.id, again.tries) == (first.id, 2)
    with pytest.raises(LeaseLost):
        imports.hold(first)


def test_a_lease_that_has_run_out_is_taken_up_and_one_lesson_comes_of_it(
    imports: LessonImports, clock: FakeClock, materials: Materials
) -> None:
    ordered(imports, clock, "user:ann")
    slow = imports.claim()
    assert slow is not None
    clock.advance(LEASE_SECONDS + 1)
    quick = imports.claim()
    assert quick is not None
    imports.complete(quick, [kept(materials, quick)])
    for late in (lambda: imports.complete(slow, [kept(materials, slow)]), lambda: imports.fail(slow, UrlFailed("No."))):
        with pytest.raises(LeaseLost):
            late()
    assert [card.origin for card in materials.cards("user:ann")].count("own") == 1
    done = imports.get(quick.id, of="user:ann")
    assert (done.status, done.losses) == (ImportStatus.COMPLETED, ["Two pictures were left out."])
    assert materials.get(quick.lesson_id, of="user:ann").losses == ("Two pictures were left out.",)
    assert imports.claim() is None


def test_what_was_cancelled_becomes_no_lesson(imports: LessonImports, clock: FakeClock, materials: Materials) -> None:
    ordered(imports, clock, "user:ann")
    claimed = imports.claim()
    assert claimed is not None
    imports.cancel(claimed.id, of="user:ann")
    with pytest.raises(LeaseLost):
        imports.complete(claimed, [kept(materials, claimed)])
    assert [card.origin for card in materials.cards("user:ann")].count("own") == 0


def test_an_import_is_its_owners(imports: LessonImports, clock: FakeClock) -> None:
    [made] = ordered(imports, clock, "user:ann")
    for call in (imports.get, imports.cancel):
        with pytest.raises(NotFound):
            call(made.id, of="user:bob")
    assert imports.of_owner("user:bob") == []


def test_what_waits_for_a_storage_is_put_off_without_being_counted(imports: LessonImports, clock: FakeClock) -> None:
    ordered(imports, clock, "user:ann")
    for _ in range(MOST_TRIES + 2):
        claimed = imports.claim()
        assert claimed is not None
        imports.put_off(claimed, 10)
        assert imports.claim() is None
        clock.advance(11)
    assert imports.get(claimed.id, of=None).tries == 0
