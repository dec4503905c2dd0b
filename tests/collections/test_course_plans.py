"""Courses are planned beside the requests that order them: every film once, whoever is killed when."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hackathon_backend.confined import Confined
from hackathon_backend.errors import CollectionRefused, KeyReused, NotFound
from hackathon_backend.film_collections import course_plans, planner
from hackathon_backend.film_collections.course_plans import CoursePlans
from hackathon_backend.film_collections.models import CoursePlan
from hackathon_backend.film_collections.planner import CoursePlanner
from hackathon_backend.film_collections.plans import CourseOrder, WantedPart
from hackathon_backend.film_collections.store import Collections
from hackathon_backend.jobs import Database
from hackathon_backend.jobs.store.keys import KeyUse
from hackathon_backend.lessons import Library
from hackathon_backend.lessons.parts import LessonPart
from hackathon_backend.materials.leases import LEASE_SECONDS
from hackathon_backend.materials.materials import Materials
from tests.clock import FakeClock

OWNER = "user:ann"
SAID = "The sea rises for six hours and falls for six hours, tide after tide. "


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture(scope="module")
def confined() -> Iterator[Confined]:
    processes = Confined(1)
    yield processes
    processes.stop()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def plans(database: Database, clock: FakeClock) -> CoursePlans:
    return CoursePlans(database, Collections(database), clock=clock)


@pytest.fixture
def materials(database: Database, confined: Confined) -> Materials:
    return Materials(database, Library.load(), confined)


@pytest.fixture
def working(plans: CoursePlans, materials: Materials) -> CoursePlanner:
    return CoursePlanner(plans, materials, for_length=False)


@pytest.fixture
def lessons(materials: Materials) -> list[dict[str, str]]:
    """Three lessons, each of which makes two films."""
    texts = (
        f"# Sea {name}\n\n{SAID * 12}\n\n## Ebb {name}\n\n{SAID * 12}\n\n## Flood {name}\n\n{SAID * 12}"
        for name in "ABC"
    )
    return [{"id": materials.create(OWNER, "", text).id, "version": "1"} for text in texts]


def titles(database: Database, collection_id: str) -> list[str]:
    return [item.title for item in Collections(database).items(collection_id)]


def heading(lesson: int, place: int) -> str:
    return f"{('Sea', 'Ebb', 'Flood')[place % 3]} {'ABC'[lesson]}"


def whole(working: CoursePlanner, database: Database, lessons: list[dict[str, str]], confined: Confined) -> list[str]:
    """The films of a course of all of them that nothing disturbs."""
    made, _plan = working.plans.begin(OWNER, "Undisturbed", "", CourseOrder(lessons=lessons))
    assert working.take(confined)
    return titles(database, made.id)


@pytest.mark.parametrize("where", ["before", "after"])
def test_whoever_is_killed_at_a_lesson_leaves_no_film_out_and_none_twice(
    working: CoursePlanner,
    plans: CoursePlans,
    database: Database,
    clock: FakeClock,
    lessons: list[dict[str, str]],
    confined: Confined,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
) -> None:
    expected = whole(working, database, lessons, confined)
    made, _plan = plans.begin(OWNER, "Tides", "", CourseOrder(lessons=lessons))
    add = CoursePlans.add

    def killed(self: CoursePlans, claimed: CoursePlan, films: object, done: int) -> bool:
        if where == "after":
            add(self, claimed, films, done)  # type: ignore[arg-type]
        if done == 2:
            raise Killed
        return where == "after" or add(self, claimed, films, done)  # type: ignore[arg-type]

    monkeypatch.setattr(CoursePlans, "add", killed)
    with pytest.raises(Killed):
        working.take(confined)
    monkeypatch.setattr(CoursePlans, "add", add)
    assert not working.take(confined), "this process lives, and holds it"
    seen = plans.of(made.id)
    assert seen is not None and (seen.done, seen.total, seen.ended_at) == (1 if where == "before" else 2, 3, None)
    clock.advance(LEASE_SECONDS + 1)
    assert working.take(confined) and not working.take(confined)
    assert titles(database, made.id) == expected and len(expected) == len(set(expected)) > 3
    places = [item.place for item in Collections(database).items(made.id)]
    assert places == list(range(len(expected)))


def test_films_that_are_named_come_in_the_order_in_which_they_are_named(
    working: CoursePlanner,
    database: Database,
    lessons: list[dict[str, str]],
    confined: Confined,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(planner, "_AT_ONCE", 2)
    named = [(2, "E"), (0, "A"), (0, "B"), (0, "C"), (2, "F")]
    films = [
        WantedPart(lesson=lesson, part=LessonPart(place % 3, place % 3 + 1, heading(lesson, place), title))
        for place, (lesson, title) in enumerate(named)
    ]
    made, plan = working.plans.begin(OWNER, "Tides", "", CourseOrder(lessons=lessons, films=films), claimed=True)
    assert plan is not None and not working.take(confined), "it is claimed"
    working.plan(plan)
    assert titles(database, made.id) == ["E", "A", "B", "C", "F"]
    item = Collections(database).items(made.id)[1]
    assert item.plan is not None and item.plan.sections == ["Ebb A"] and item.plan.seconds > 5
    assert item.plan.request.lesson == lessons[0] and item.due_at is not None


def test_a_course_under_a_key_is_one_course(plans: CoursePlans, database: Database) -> None:
    order, use = CourseOrder(lessons=[{"id": "photosynthesis"}]), KeyUse.of("k", "body", OWNER)
    first, plan = plans.begin(OWNER, "Light", "", order, use)
    again, none = plans.begin(OWNER, "Light", "", order, use)
    assert plan is not None and none is None and again.id == first.id
    other, _plan = plans.begin("user:bob", "Light", "", order, KeyUse.of("k", "body", "user:bob"))
    assert other.id != first.id
    with pytest.raises(KeyReused):
        plans.begin(OWNER, "Light", "", order, KeyUse.of("k", "another body", OWNER))
    Collections(database).delete(first.id)
    assert plans.begin(OWNER, "Light", "", order, use)[0].id != first.id
    assert len(Collections(database).listed(OWNER)) == 1


def test_a_course_of_more_films_than_may_be_has_those_and_says_so(
    working: CoursePlanner,
    database: Database,
    lessons: list[dict[str, str]],
    confined: Confined,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    expected = whole(working, database, lessons, confined)
    monkeypatch.setattr(course_plans, "MOST_FILMS", 4)
    made, _plan = working.plans.begin(OWNER, "Tides", "", CourseOrder(lessons=lessons))
    assert working.take(confined) and not working.take(confined)
    assert titles(database, made.id) == expected[:4]
    seen = working.plans.of(made.id)
    assert seen is not None and "left out" in (seen.error_message or "") and seen.ended_at is not None


def test_a_lesson_that_is_gone_ends_the_plan_and_leaves_the_films_before_it(
    working: CoursePlanner, plans: CoursePlans, database: Database, lessons: list[dict[str, str]], confined: Confined
) -> None:
    made, _plan = plans.begin(
        OWNER, "Tides", "", CourseOrder(lessons=[lessons[0], {"id": "own-0000000000000000", "version": "1"}])
    )
    assert working.take(confined) and not working.take(confined)
    seen = plans.of(made.id)
    assert seen is not None and "lesson 2 of 2" in (seen.error_message or "")
    assert titles(database, made.id) and "Sea A" in titles(database, made.id)[0]


@pytest.mark.slow
def test_a_course_that_is_deleted_is_planned_no_further(
    working: CoursePlanner,
    plans: CoursePlans,
    database: Database,
    lessons: list[dict[str, str]],
    confined: Confined,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made, _plan = plans.begin(OWNER, "Tides", "", CourseOrder(lessons=lessons))
    add = CoursePlans.add

    def deleted(self: CoursePlans, claimed: CoursePlan, films: object, done: int) -> bool:
        Collections(database).delete(made.id)
        return add(self, claimed, films, done)  # type: ignore[arg-type]

    monkeypatch.setattr(CoursePlans, "add", deleted)
    assert working.take(confined) and not working.take(confined)
    assert plans.of(made.id) is None
    with pytest.raises(NotFound):
        Collections(database).get(made.id)


@pytest.mark.slow
def test_a_course_that_would_be_one_too_many_leaves_nothing(
    plans: CoursePlans, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hackathon_backend.film_collections.store.MOST_COLLECTIONS", 0)
    with pytest.raises(CollectionRefused):
        plans.begin(OWNER, "Tides", "", CourseOrder(lessons=[{"id": "photosynthesis"}]))
    assert plans.claim() is None
