"""What is counted is true: whatever arrives, in whichever order, how often, and after whatever was killed."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import event, func, select

from hackathon_backend.analytics import counting
from hackathon_backend.analytics.counting import Taken, ViewState
from hackathon_backend.analytics.figures import ViewFigures
from hackathon_backend.analytics.tables import FilmDay, FilmView
from hackathon_backend.errors import Conflict, NotFound
from hackathon_backend.jobs import Database, Job, LessonRequest, State
from tests.analytics.conftest import House, a_film, somebody
from tests.clock import START

DAY = 86_400.0
TODAY = "2027-01-15"


def views(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(FilmView)) or 0


def test_a_view_is_told_by_scenes_and_answers(house: House) -> None:
    assert house.watch((0, 8), q0=1)
    assert house.watch((0, 2), (12, 20), view="view-of-somebody-2", q0=0)
    assert house.total() == ViewFigures(2, 0, 0, 18, ((2, 1), (1, 0), (1, 1)), ((1, 1),))


def test_half_of_a_scene_is_watched_and_nine_tenths_are_the_whole_film(house: House) -> None:
    house.watch((0, 3), (5, 8))
    assert house.total().scenes == ((1, 1), (1, 0), (0, 0))
    house.watch((0, 18))
    assert (house.total().finished, house.total().scenes) == (1, ((1, 1), (1, 1), (1, 1)))


def test_states_that_come_late_twice_or_in_another_order_change_nothing(house: House) -> None:
    states = [((0, end),) for end in range(1, 21)] * 3
    random.Random(7).shuffle(states)
    for ranges in states:
        house.watch(*ranges)
    assert house.total() == ViewFigures(1, 0, 1, 20, ((1, 1), (1, 1), (1, 1)), ((0, 0),))


def test_what_makes_no_sense_in_the_film_is_not_counted(house: House) -> None:
    assert not house.watch()
    assert not house.watch((20, 4000))
    assert not house.watch((9, 3))
    assert views(house.counter._database) == 0
    assert house.watch((19, 4000), q0=2, q1=0, q5=0)
    assert house.total() == ViewFigures(1, 0, 0, 1, ((0, 0), (0, 0), (1, 0)), ((0, 0),))


def test_the_owner_s_own_views_are_told_apart(house: House) -> None:
    house.watch((0, 20), by=somebody("teacher"), q0=1)
    house.watch((0, 4), view="view-of-somebody-2", by=somebody("student"))
    assert house.total() == ViewFigures(1, 1, 0, 4, ((1, 1), (0, 0), (0, 0)), ((0, 0),))


def test_days_are_summed_up_and_single_views_forgotten_without_a_figure_changing(house: House) -> None:
    for number in range(6):
        house.watch((0, 4 * number + 1), view=f"view-of-somebody-{number}", q0=number % 2)
        house.clock.advance(DAY)
    before = house.reports.film(house.film.id, house.counter.outline(house.film.id), 30)
    assert [day.figures.views for day in before.days[-7:]] == [1] * 6 + [0]
    assert house.summer.sum_up() == 4
    assert views(house.counter._database) == 2
    assert house.reports.film(house.film.id, house.counter.outline(house.film.id), 30) == before
    assert house.summer.sum_up() == 0
    house.clock.advance(30 * DAY)
    assert house.summer.sum_up() == 2
    assert house.total().views == 0
    assert house.reports.film(house.film.id, house.counter.outline(house.film.id), 60).total == before.total


def test_what_is_killed_while_it_sums_up_begins_again(house: House) -> None:
    house.watch((0, 12), q0=1)
    house.clock.advance(4 * DAY)
    expected = house.total()

    def die(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("DELETE FROM film_views"):
            raise KeyboardInterrupt

    engine = house.counter._database.engine
    event.listen(engine, "before_cursor_execute", die)
    with pytest.raises(KeyboardInterrupt):
        house.summer.sum_up()
    event.remove(engine, "before_cursor_execute", die)
    assert house.total() == expected
    assert house.summer.sum_up() == 1
    assert house.total() == expected


def test_a_flood_of_made_up_views_stays_small_and_is_told(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "MOST_VIEWS", 5)
    monkeypatch.setattr("hackathon_backend.analytics.reports.MOST_VIEWS", 5)
    taken = [house.watch((0, 3), view=f"made-up-view-{number}") for number in range(50)]
    assert (sum(taken), views(house.counter._database)) == (5, 5)
    report = house.reports.film(house.film.id, house.counter.outline(house.film.id), 2)
    assert [(day.figures.views, day.full) for day in report.days] == [(0, False), (5, True)]
    assert house.watch((0, 9), view="made-up-view-0")  # those that are known go on
    house.clock.advance(DAY)
    assert house.watch((0, 3), view="made-up-view-99")


def test_many_at_once_are_each_counted_once(house: House) -> None:
    def tell(number: int) -> bool:
        return house.watch((0, 1 + number % 10), view=f"view-of-somebody-{number // 10}", q0=number % 2)

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(tell, range(200)))
    total = house.total()
    assert (total.views, total.seconds, total.scenes[0]) == (20, 200, (20, 20))


def test_a_report_is_one_statement_once_the_view_has_begun(house: House) -> None:
    house.watch((0, 2))
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement.split()[0])

    event.listen(house.counter._database.engine, "before_cursor_execute", note)
    house.watch((0, 6))
    assert [each for each in seen if each in ("SELECT", "INSERT", "UPDATE", "DELETE")] == ["UPDATE"]


def test_downloads_are_counted_by_what_was_taken(house: House) -> None:
    for kind in (Taken.FILM, Taken.FILM, Taken.HANDOUT):
        house.counter.download(house.film.id, kind)
    house.counter.download("vid_nobody", Taken.FILM)  # nothing is refused for it
    report = house.reports.film(house.film.id, house.counter.outline(house.film.id), 7)
    assert report.downloads == {"film": 2, "handout": 1}
    assert [day.downloads for day in report.days][-2:] == [0, 3]


def test_of_all_films_the_most_watched_comes_first_and_nobody_else_s(house: House) -> None:
    for id_, owner, count in (("vid_two", "teacher", 3), ("vid_other", "another", 9)):
        a_film(house.store, house.storage, id_, owner)
        for number in range(count):
            house.counter.view(ViewState(id_, f"view-of-somebody-{number}", 0b1111, {}), somebody("student"))
    house.watch((0, 20))
    house.counter.download(house.film.id, Taken.SLIDES)
    house.clock.advance(4 * DAY)
    house.summer.sum_up()
    house.watch((0, 1), view="view-of-somebody-9", by=somebody("teacher"))
    mine = house.reports.films("teacher", 30)
    assert [(film.id, film.total.views, film.downloads) for film in mine.films] == [
        ("vid_two", 3, 0),
        ("vid_even", 1, 1),
    ]
    assert (mine.total.views, mine.total.own_views, mine.total.finished, mine.total.seconds) == (4, 1, 1, 32)
    assert sum(day.figures.views for day in mine.days) == 4
    assert [film.id for film in house.reports.films(None, 30).films] == ["vid_other", "vid_two", "vid_even"]
    house.store.mark_expired("vid_two", deleted=True)
    assert [film.id for film in house.reports.films("teacher", 30).films] == ["vid_even"]


def test_what_is_no_film_has_no_views(house: House) -> None:
    with pytest.raises(NotFound):
        house.counter.view(ViewState("vid_nobody", "view-of-somebody-1", 1, {}), somebody("student"))
    house.store.create(
        Job(
            id="vid_making",
            owner="teacher",
            created_at=START,
            wake_at=START + 1e9,
            state=State.RENDERING,
            engines=["storyboard"],
            request=LessonRequest(message="x", topic="x"),
        )
    )
    with pytest.raises(Conflict):
        house.counter.view(ViewState("vid_making", "view-of-somebody-1", 1, {}), somebody("student"))


def test_what_is_counted_goes_with_the_film(house: House) -> None:
    house.watch((0, 12))
    with house.counter._database.write() as session:
        session.execute(Job.__table__.delete().where(Job.id == house.film.id))  # type: ignore[attr-defined]
    with house.counter._database.read() as session:
        assert session.scalar(select(func.count()).select_from(FilmDay)) == 0
    assert views(house.counter._database) == 0
