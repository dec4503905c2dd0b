"""Drafts in the database: nothing that anybody has written is lost, whoever writes at the same time."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from hackathon_backend.collaboration.author import Author
from hackathon_backend.collaboration.models import DraftKind, SharedDraft
from hackathon_backend.collaboration.queries import MOST_REVISIONS
from hackathon_backend.collaboration.shared_drafts import (
    AWAY_AFTER,
    MOST_CHARACTERS,
    SharedDrafts,
    forget_drafts,
)
from hackathon_backend.errors import Conflict, NotFound, TooLarge
from hackathon_backend.jobs import Database
from tests.clock import FakeClock

ANN, BEN = Author("key:ann", "Ann"), Author("key:ben", "Ben")
BOARD: dict[str, Any] = {"title": "Cells", "scenes": [{"type": "title", "title": "Cells"}, {"type": "points"}]}


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def drafts(database: Database, clock: FakeClock) -> SharedDrafts:
    return SharedDrafts(database, clock=clock)


@pytest.fixture
def draft(drafts: SharedDrafts) -> SharedDraft:
    made = drafts.create(DraftKind.STORYBOARD, "Cells", BOARD, ANN)
    drafts.set_editors(made.id, [BEN.owner])
    return made


def test_two_who_change_different_fields_of_one_revision_both_have_their_way(
    drafts: SharedDrafts, draft: SharedDraft
) -> None:
    drafts.edit(draft.id, 0, BOARD | {"title": "The cell"}, ANN)
    found = drafts.edit(draft.id, 0, BOARD | {"theme": "paper"}, BEN)
    assert found.document == BOARD | {"title": "The cell", "theme": "paper"}
    assert (found.revision, found.title) == (2, "The cell")


def test_many_who_write_at_once_lose_nothing(drafts: SharedDrafts, draft: SharedDraft) -> None:
    def write(number: int) -> None:
        drafts.edit(draft.id, 0, BOARD | {f"note {number}": f"by {number}"}, Author(f"key:{number}", str(number)))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(24)))
    found = drafts.get(draft.id)
    assert found.document == BOARD | {f"note {number}": f"by {number}" for number in range(24)}
    assert found.revision == 24


def test_undo_takes_back_ones_own_last_change_and_leaves_what_others_did_since(
    drafts: SharedDrafts, draft: SharedDraft
) -> None:
    drafts.edit(draft.id, 0, BOARD | {"title": "Ann's"}, ANN)
    drafts.edit(draft.id, 1, BOARD | {"title": "Ann's", "theme": "chalkboard"}, BEN)
    assert drafts.undo(draft.id, ANN).document == BOARD | {"theme": "chalkboard"}
    with pytest.raises(Conflict):
        drafts.undo(draft.id, ANN)
    assert drafts.undo(draft.id, BEN).document == BOARD
    assert [row.undoes for row in drafts.history(draft.id)] == [2, 1, None, None, None]


def test_several_undos_go_back_step_by_step(drafts: SharedDrafts, draft: SharedDraft) -> None:
    for number in range(3):
        drafts.edit(draft.id, number, BOARD | {"title": f"Version {number}"}, ANN)
    found = [drafts.undo(draft.id, ANN).document["title"] for _ in range(3)]
    assert found == ["Version 1", "Version 0", "Cells"]


def test_an_old_revision_can_be_had_again_and_that_can_be_undone(drafts: SharedDrafts, draft: SharedDraft) -> None:
    drafts.edit(draft.id, 0, {"title": "Nothing"}, BEN)
    assert drafts.restore(draft.id, 0, ANN).document == BOARD
    assert drafts.undo(draft.id, ANN).document == {"title": "Nothing"}


def test_what_is_typed_in_one_go_becomes_one_change_after_a_while(
    drafts: SharedDrafts, draft: SharedDraft, clock: FakeClock
) -> None:
    for number in range(40):
        clock.advance(1.0)
        drafts.edit(draft.id, number, BOARD | {"title": "x" * number}, ANN)
    clock.advance(600.0)
    for number in range(40, 50):
        clock.advance(60.0)
        drafts.edit(draft.id, number, BOARD | {"title": "x" * number}, ANN)
    kept = [row.revision for row in drafts.history(draft.id)]
    assert 0 in kept
    assert len(kept) < 20
    assert drafts.undo(draft.id, ANN).document["title"] == "x" * 48


@pytest.mark.slow
def test_the_history_has_an_end(drafts: SharedDrafts, draft: SharedDraft, clock: FakeClock) -> None:
    for number in range(MOST_REVISIONS + 25):
        clock.advance(30.0)
        drafts.edit(draft.id, number, BOARD | {"title": str(number)}, ANN)
    assert len(drafts.history(draft.id)) <= MOST_REVISIONS + 10
    with pytest.raises(Conflict):
        drafts.edit(draft.id, 1, BOARD, ANN)


def test_a_draft_is_there_for_its_owner_and_those_who_were_let_in(drafts: SharedDrafts, draft: SharedDraft) -> None:
    assert drafts.get(draft.id, of=BEN.owner).id == draft.id
    assert [each.id for each in drafts.listing(BEN.owner)] == [draft.id]
    assert drafts.listing("key:eve") == []
    for act in (
        lambda: drafts.get(draft.id, of="key:eve"),
        lambda: drafts.edit(draft.id, 0, {}, ANN, of="key:eve"),
        lambda: drafts.undo(draft.id, ANN, of="key:eve"),
        lambda: drafts.delete(draft.id, of=BEN.owner),
        lambda: drafts.get("dra-none"),
    ):
        with pytest.raises(NotFound):
            act()
    drafts.set_editors(draft.id, [])
    with pytest.raises(NotFound):
        drafts.get(draft.id, of=BEN.owner)


def test_who_is_there_is_told_until_nothing_is_heard_of_them(
    drafts: SharedDrafts, draft: SharedDraft, clock: FakeClock
) -> None:
    before = drafts.stirred([draft.id])
    drafts.be_there(draft.id, "one", "Ann", "title", 3)
    before_this = drafts.be_there(draft.id, "two", "Ben", "", 0)
    drafts.be_there(draft.id, "one", "Ann", "theme", 0)
    assert [(each.name, each.field) for each in drafts.present(draft.id)] == [("Ann", "theme"), ("Ben", "")]
    assert drafts.stirred([draft.id, "dra-none"])[draft.id] > before[draft.id]
    drafts.leave(draft.id, "two", before_this - 1)
    assert len(drafts.present(draft.id)) == 2, "a connection that broke does not take away the one that came after it"
    drafts.leave(draft.id, "two", before_this)
    assert len(drafts.present(draft.id)) == 1
    clock.advance(AWAY_AFTER + 1)
    assert drafts.present(draft.id) == []


def test_what_is_sent_again_under_its_id_is_in_it_once(drafts: SharedDrafts, draft: SharedDraft) -> None:
    said = BOARD | {"title": "Cells are smal"}
    drafts.edit(draft.id, 0, said, ANN, edit_id="one")
    drafts.edit(draft.id, 1, said | {"title": "Cells are small"}, BEN)
    found = drafts.edit(draft.id, 0, said, ANN, edit_id="one")
    assert (found.revision, found.document["title"]) == (2, "Cells are small")
    assert drafts.edit(draft.id, 2, said, BEN, edit_id="one").revision == 3, "an id is known of its author alone"


def test_what_would_become_of_it_is_told_and_not_kept(drafts: SharedDrafts, draft: SharedDraft) -> None:
    drafts.edit(draft.id, 0, BOARD | {"theme": "paper"}, BEN)
    long = "x" * MOST_CHARACTERS
    draft, merged = drafts.preview(draft.id, 0, BOARD | {"title": long}, of=ANN.owner)
    assert (draft.revision, draft.document) == (1, BOARD | {"theme": "paper"})
    assert merged == BOARD | {"theme": "paper", "title": long}


def test_what_is_too_large_changes_nothing(drafts: SharedDrafts, draft: SharedDraft) -> None:
    with pytest.raises(TooLarge):
        drafts.edit(draft.id, 0, {"title": "x" * MOST_CHARACTERS}, ANN)
    assert drafts.get(draft.id).document == BOARD


def test_all_drafts_of_somebody_are_forgotten_and_their_name_in_others(
    drafts: SharedDrafts, draft: SharedDraft, database: Database
) -> None:
    own = drafts.create(DraftKind.PROMPT, "", {"prompt": "A film"}, BEN)
    drafts.edit(draft.id, 0, BOARD | {"theme": "paper"}, BEN)
    with database.write() as session:
        forget_drafts(session, BEN.owner)
    with pytest.raises(NotFound):
        drafts.get(own.id)
    assert drafts.editors(draft.id) == []
    assert [row.name for row in drafts.history(draft.id)] == ["", "Ann"]
