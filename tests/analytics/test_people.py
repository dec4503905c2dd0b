"""Names are kept where they are wanted, of those who were told, for the owner's eyes, until somebody ends it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import jwt
import pytest
from flask.testing import FlaskClient

from hackathon_backend.access.principal import Principal, Proof, UserRole
from hackathon_backend.analytics.counting import ViewState
from hackathon_backend.analytics.people import WatchingPeople, forget_person
from hackathon_backend.analytics.seconds import seconds_of
from hackathon_backend.container import Container
from hackathon_backend.errors import Conflict
from hackathon_backend.settings import Settings
from hackathon_backend.storage import video_stem
from tests.access.ownership.conftest import key
from tests.access.ownership.rows import AT, a_video
from tests.analytics.conftest import House, somebody
from tests.analytics.test_routes import DETAILS, VIEW
from tests.api.conftest import client

__all__ = ["client"]
SECRET = "a secret that is shared with the school's site"
ADA = somebody("student", "Ada Lovelace")


@pytest.fixture
def people(house: House) -> WatchingPeople:
    return WatchingPeople(house.counter._database, house.clock, "film")


def note(house: House, people: WatchingPeople, *ranges: tuple[int, int], **answers: int) -> None:
    chosen = {int(name[1:]): option for name, option in answers.items()}
    state = ViewState(house.film.id, "a-view-of-somebody", seconds_of(ranges), chosen)
    people.note(state, ADA, house.counter.outline(house.film.id))


def test_views_of_one_person_add_up_and_first_answers_stand(house: House, people: WatchingPeople) -> None:
    people.switch(house.film.id, on=True)
    note(house, people, (0, 5), q0=0)
    house.clock.advance(60)
    note(house, people, (3, 10), q0=1, q7=0)
    [row] = people.of_film(house.film.id)
    assert (row.name, row.answers, row.last_at - row.first_at) == ("Ada Lovelace", {"0": 0}, 60)
    assert int.from_bytes(row.seen, "little").bit_count() == 10


def test_whoever_switches_names_off_forgets_them(house: House, people: WatchingPeople) -> None:
    people.switch(house.film.id, on=True)
    note(house, people, (0, 5))
    people.switch(house.film.id, on=False)
    people.switch(house.film.id, on=True)
    assert people.of_film(house.film.id) == []


def test_only_those_who_are_logged_in_and_do_not_own_it_are_named(house: House, people: WatchingPeople) -> None:
    assert not people.names(ADA, house.film)
    people.switch(house.film.id, on=True)
    assert people.names(ADA, house.film)
    assert not people.names(somebody("teacher"), house.film)
    for proof in set(Proof) - {Proof.SESSION, Proof.TOKEN}:
        assert not people.names(Principal("x", "X", UserRole.STUDENT, frozenset(), proof), house.film)


@pytest.mark.parametrize("kept", ["off", "all"])
def test_what_the_settings_say_for_all_films_is_not_for_owners_to_change(house: House, kept: Any) -> None:
    people = WatchingPeople(house.counter._database, house.clock, kept)
    assert people.names(ADA, house.film) is (kept == "all")
    with pytest.raises(Conflict):
        people.switch(house.film.id, on=True)


def test_what_is_kept_of_somebody_goes_with_them_or_with_the_setting(house: House, people: WatchingPeople) -> None:
    people.switch(house.film.id, on=True)
    note(house, people, (0, 5))
    assert [row.job_id for row in people.of_person("student")] == [house.film.id]
    with house.counter._database.write() as session:
        forget_person(session, "student")
    assert people.of_person("student") == []
    note(house, people, (0, 5))
    people.forget_unwanted()
    assert len(people.of_person("student")) == 1
    WatchingPeople(house.counter._database, house.clock, "off").forget_unwanted()
    assert people.of_person("student") == []


@pytest.fixture
def container(make_settings: Callable[..., Settings]) -> Iterator[Container]:
    opened = Container(make_settings(render_workers=1, analytics_names="film", jwt_secret=SECRET))
    yield opened
    opened.close()


def bearer(name: str) -> dict[str, str]:
    claims = {"sub": name.lower(), "name": name, "role": "student", "exp": 4_000_000_000}
    return {"Authorization": f"Bearer {jwt.encode(claims, SECRET, 'HS256')}"}


def test_a_class_is_seen_by_its_teacher_alone_once_it_was_told(client: FlaskClient, container: Container) -> None:
    owner, teacher = key(container, "teacher")
    video = a_video(container, owner)
    (container.storage.folder / f"{video_stem(video.id, AT)}.json").write_text(json.dumps(DETAILS), "utf-8")
    at = f"/api/videos/{video.id}"

    def tell(who: dict[str, str], **more: Any) -> Any:
        return client.post(f"{at}/views", json={**VIEW, **more}, headers=who).get_json()

    assert tell(bearer("Ada"), told=True)["named"] is False  # nobody has switched it on
    switched = client.put(f"{at}/analytics/names", json={"names": True}, headers=teacher)
    assert switched.get_json() == {"object": "video.names", "names": True, "maySwitch": True}
    assert tell(bearer("Ada"))["named"] is True
    assert client.get(f"{at}/analytics", headers=teacher).get_json()["people"] == []  # nobody has told her
    assert tell(bearer("Ada"), told=True)["named"] is True
    assert tell({}, told=True)["named"] is False
    unwilling = tell({**bearer("Bob"), "DNT": "1"}, told=True)
    assert unwilling == {"object": "video.view", "counted": False, "named": False}
    told = client.get(f"{at}/analytics", headers=teacher).get_json()
    assert [(each["name"], each["watchedPercent"], each["right"]) for each in told["people"]] == [("Ada", 75, 1)]
    table = client.get(f"{at}/analytics/people.csv", headers=teacher).get_data(as_text=True)
    assert "Ada" in table
    assert "Ada" in client.get(f"/analytics/{video.id}", headers=teacher).get_data(as_text=True)
    for path in (f"{at}/analytics", f"{at}/analytics/people.csv", f"/analytics/{video.id}"):
        assert client.get(path, headers=bearer("Bob")).status_code == 404
    assert client.put(f"{at}/analytics/names", json={"names": False}, headers=bearer("Bob")).status_code in (403, 404)
    taken = zipfile.ZipFile(io.BytesIO(client.get("/api/me/export", headers=bearer("Ada")).data))
    [kept] = json.loads(taken.read("watched.json"))
    assert (kept["video"], kept["seconds"], kept["answers"]) == (video.id, [0, 1, 2], {"0": 1})
    me = client.get("/api/me", headers=bearer("Ada")).get_json()["owner"]
    assert client.delete("/api/me", json={"confirm": me}, headers=bearer("Ada")).status_code == 200
    assert client.get(f"{at}/analytics", headers=teacher).get_json()["people"] == []
    page = client.get(f"/watch/{video.id}", headers=bearer("Bob")).get_data(as_text=True)
    assert " named" in page[page.index("<lesson-video") :].partition(">")[0]
    frame = client.get(f"/embed/{video.id}", headers=bearer("Bob")).get_data(as_text=True)
    assert " named" not in frame[frame.index("<lesson-video") :].partition(">")[0]
