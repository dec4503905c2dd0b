"""The table of collections, in both databases: order, doubles, circles and limits."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest

from hackathon_backend.errors import CollectionRefused, NotFound
from hackathon_backend.film_collections.models import ItemKind
from hackathon_backend.film_collections.nesting import DEEPEST
from hackathon_backend.film_collections.store import (
    MOST_ITEMS,
    Collections,
    NewItem,
    forget_collections,
    forget_items,
)
from hackathon_backend.jobs import Database


@pytest.fixture
def kept(database: Database) -> Collections:
    return Collections(database)


def film(number: int) -> NewItem:
    return NewItem(ItemKind.VIDEO, f"vid_{number}", f"Film {number}")


def folder(id_: str) -> NewItem:
    return NewItem(ItemKind.COLLECTION, id_, "A folder")


def targets(kept: Collections, id_: str) -> list[str]:
    items = kept.items(id_)
    assert [item.place for item in items] == list(range(len(items)))
    return [item.target for item in items]


def test_things_stand_where_they_were_put(kept: Collections) -> None:
    made = kept.create("key:1", "The sky")
    for number in (1, 2, 3):
        kept.add(made.id, film(number))
    kept.add(made.id, film(4), 0)
    kept.add(made.id, film(5), 99)
    assert targets(kept, made.id) == ["vid_4", "vid_1", "vid_2", "vid_3", "vid_5"]
    items = kept.items(made.id)
    kept.order(made.id, [item.id for item in reversed(items)])
    assert targets(kept, made.id) == ["vid_5", "vid_3", "vid_2", "vid_1", "vid_4"]
    kept.remove(made.id, items[2].id)
    assert targets(kept, made.id) == ["vid_5", "vid_3", "vid_1", "vid_4"]
    with pytest.raises(NotFound):
        kept.remove(made.id, items[2].id)


def test_adding_twice_is_no_second_item_however_many_do_it_at_once(kept: Collections) -> None:
    made = kept.create("key:1", "The sky")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda number: kept.add(made.id, film(number % 4)), range(32)))
    assert sorted(targets(kept, made.id)) == ["vid_0", "vid_1", "vid_2", "vid_3"]
    assert sum(not was_there for _item, was_there in answers) == 4


def test_an_order_that_has_not_all_items_changes_nothing(kept: Collections) -> None:
    made = kept.create("key:1", "The sky")
    ids = [kept.add(made.id, film(number))[0].id for number in range(3)]
    for wrong in (ids[:2], [*ids, "item-none"], [ids[0], ids[0], ids[1]], []):
        with pytest.raises(CollectionRefused):
            kept.order(made.id, wrong)
    assert targets(kept, made.id) == ["vid_0", "vid_1", "vid_2"]


def test_no_collection_is_inside_of_itself(kept: Collections) -> None:
    outer, middle, inner = (kept.create("key:1", name).id for name in ("outer", "middle", "inner"))
    kept.add(outer, folder(middle))
    kept.add(middle, folder(inner))
    for above, below in ((outer, outer), (inner, outer), (inner, middle), (middle, outer)):
        with pytest.raises(CollectionRefused):
            kept.add(above, folder(below))
    kept.add(outer, folder(inner))  # twice below another one is no circle


def test_two_that_are_put_into_each_other_at_once_make_no_circle(kept: Collections) -> None:
    for _ in range(5):
        one, other = kept.create("key:1", "one").id, kept.create("key:1", "other").id

        def put(pair: tuple[str, str]) -> bool:
            try:
                kept.add(pair[0], folder(pair[1]))
            except CollectionRefused:
                return False
            return True

        with ThreadPoolExecutor(2) as pool:
            assert sorted(pool.map(put, [(one, other), (other, one)])) == [False, True]


def test_collections_are_so_deep_and_no_deeper(kept: Collections) -> None:
    ids = [kept.create("key:1", f"{number}").id for number in range(DEEPEST + 1)]
    for above, below in pairwise(ids[:DEEPEST]):
        kept.add(above, folder(below))
    with pytest.raises(CollectionRefused):
        kept.add(ids[DEEPEST - 1], folder(ids[DEEPEST]))
    with pytest.raises(CollectionRefused):
        kept.add(ids[DEEPEST], folder(ids[0]))


def test_a_full_collection_takes_nothing_more(kept: Collections, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_ITEMS >= 100
    monkeypatch.setattr("hackathon_backend.film_collections.store.MOST_ITEMS", 2)
    monkeypatch.setattr("hackathon_backend.film_collections.store.MOST_COLLECTIONS", 1)
    made = kept.create("key:1", "The sky")
    kept.add(made.id, film(1))
    kept.add(made.id, film(2))
    with pytest.raises(CollectionRefused):
        kept.add(made.id, film(3))
    assert kept.add(made.id, film(2))[1]
    with pytest.raises(CollectionRefused):
        kept.create("key:1", "One more")
    kept.create("key:2", "Of somebody else")


def test_a_poster_is_that_of_an_item_and_goes_with_it(kept: Collections) -> None:
    made, other = kept.create("key:1", "The sky"), kept.create("key:1", "The sea")
    item, foreign = kept.add(made.id, film(1))[0], kept.add(other.id, film(1))[0]
    assert kept.change(made.id, {"poster_item": item.id}).poster_item == item.id
    with pytest.raises(NotFound):
        kept.change(made.id, {"poster_item": foreign.id})
    kept.remove(made.id, item.id)
    assert kept.get(made.id).poster_item is None


def test_what_an_owner_has_is_forgotten_whole(kept: Collections, database: Database) -> None:
    mine, theirs = kept.create("key:1", "Mine"), kept.create("key:2", "Theirs")
    for each in (mine, theirs):
        kept.add(each.id, film(1))
        kept.add(each.id, film(2))
    with database.write() as session:
        assert forget_collections(session, "key:1") == 1
        forget_items(session, ItemKind.VIDEO, ["vid_1"])
    assert kept.find(mine.id) is None and kept.items(mine.id) == []
    assert [item.target for item in kept.items(theirs.id)] == ["vid_2"]
