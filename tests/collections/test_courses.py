"""Films of a course are ordered once each, whatever is killed when, in both databases."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hackathon_backend.clock import SYSTEM
from hackathon_backend.errors import NoLesson, QuotaExceeded
from hackathon_backend.film_collections.course_plans import add_films
from hackathon_backend.film_collections.courses import Courses
from hackathon_backend.film_collections.models import Collection, CollectionKind
from hackathon_backend.film_collections.plans import PlannedFilm
from hackathon_backend.film_collections.store import Collections
from hackathon_backend.jobs import Database, Job, JobStore, LessonRequest, Orders
from hackathon_backend.jobs.orders import OrderSlot
from tests.clock import FakeClock

OWNER = "key:1"


class Killed(BaseException):
    """The process ends here."""


class Shop:
    """Takes orders as the front door of the pipeline does, and breaks off where a test wants it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.orders = Orders(JobStore(database), lambda _job: True)
        self.before: Callable[[PlannedFilm], None] = lambda _film: None
        self.inside: Callable[[Session], None] = lambda _session: None
        self.after: Callable[[PlannedFilm], None] = lambda _film: None

    def __call__(self, film: PlannedFilm, owner: str, slot: OrderSlot) -> Job:
        self.before(film)
        now = SYSTEM.now()
        job = Job(
            id=f"vid_{film.request.message.replace(' ', '_')}_{now!r}", owner=owner, created_at=now, wake_at=now,
            request=film.request, engines=["storyboard"],
        )  # fmt: skip
        placed, _there = self.orders.place(job, admit=self.inside, slot=slot)
        self.after(film)
        return placed

    def titles(self) -> list[str]:
        with self.database.read() as session:
            return sorted(job.request.message for job in session.scalars(select(Job)))


def film(number: int) -> PlannedFilm:
    return PlannedFilm(request=LessonRequest(message=f"Film {number}"), sections=[f"S{number}"], seconds=80)


@pytest.fixture
def shop(database: Database) -> Shop:
    return Shop(database)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def courses(database: Database, shop: Shop, clock: FakeClock) -> Courses:
    return Courses(database, shop, clock=clock)


ALL = sorted(f"Film {number}" for number in range(10))


def course(database: Database, clock: FakeClock, owner: str, films: list[PlannedFilm]) -> Collection:
    def also(session: Session, made: Collection) -> None:
        add_films(session, made.id, films, clock.now())

    return Collections(database).create(owner, "A course", kind=CollectionKind.COURSE, also=also)


@pytest.fixture
def made(database: Database, clock: FakeClock) -> Collection:
    """A course of ten films that are due."""
    return course(database, clock, OWNER, [film(number) for number in range(10)])


def targets(database: Database, made: Collection) -> list[str]:
    return [item.target for item in Collections(database).items(made.id)]


@pytest.mark.parametrize("where", ["before", "inside", "after"])
def test_whoever_is_killed_at_a_film_leaves_none_out_and_none_twice(
    courses: Courses, shop: Shop, database: Database, made: Collection, where: str
) -> None:
    for number in (3, 4):
        left = [number]

        def kill(_what: object, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise Killed

        setattr(shop, where, kill)
        with pytest.raises(Killed):
            courses.order_due()
    setattr(shop, where, lambda _what: None)
    courses.order_due()
    assert shop.titles() == ALL
    assert len(set(targets(database, made))) == 10 and all(each.startswith("vid_") for each in targets(database, made))
    assert courses.order_due() == 0


def test_many_processes_at_once_order_each_film_once(
    courses: Courses, shop: Shop, database: Database, made: Collection
) -> None:
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _number: courses.order_due(), range(6)))
    assert shop.titles() == ALL
    assert all(each.startswith("vid_") for each in targets(database, made))


def test_a_film_that_there_is_no_room_for_waits_and_is_ordered_when_there_is(
    courses: Courses, shop: Shop, database: Database, clock: FakeClock, made: Collection
) -> None:
    room = [4]

    def admit(_session: Session) -> None:
        if not room[0]:
            raise QuotaExceeded("4 of your videos are being made.", why="under_way", retry_after=10)
        room[0] -= 1

    shop.inside = admit
    clock.advance(1)
    other = course(database, clock, "key:2", [film(77)])
    assert courses.order_due() == 4
    waiting = [item for item in Collections(database).items(made.id) if item.is_planned]
    assert targets(database, other)[0].startswith("vid_")  # nobody waits for all films of another
    assert len(waiting) == 7 and {item.refusal for item in waiting} == {"4 of your videos are being made."}
    room[0] = 99
    assert courses.order_due() == 0  # not at once again
    clock.advance(11)
    assert courses.order_due() == 7
    assert [item.refusal for item in Collections(database).items(made.id)] == [None] * 10
    assert shop.titles() == sorted([*ALL, "Film 77"]) and targets(database, other)[0].startswith("vid_")


def test_a_film_that_can_not_be_made_does_not_keep_the_others_and_can_be_ordered_anew(
    courses: Courses, shop: Shop, database: Database, made: Collection
) -> None:

    def refuse(planned: PlannedFilm) -> None:
        if planned.request.message == "Film 5":
            raise NoLesson("The lesson is gone.")

    shop.before = refuse
    assert courses.order_due() == 9 and courses.order_due() == 0
    item = Collections(database).items(made.id)[5]
    assert item.is_planned and item.due_at is None and item.refusal == "The lesson is gone."
    shop.before = lambda _film: None
    courses.again(made.id, item.id)
    assert courses.order_due() == 1 and shop.titles() == ALL


def test_what_is_taken_out_is_not_ordered(courses: Courses, shop: Shop, database: Database, made: Collection) -> None:
    kept = Collections(database)
    kept.remove(made.id, kept.items(made.id)[0].id)
    shop.before = lambda planned: kept.delete(made.id) if planned.request.message == "Film 3" else None
    courses.order_due()
    assert shop.titles() == ["Film 1", "Film 2"]
