"""Lessons, courses, publications, hand-outs and numbers on machines that share no disk: whichever is asked has them."""

from __future__ import annotations

import io
import secrets
import zipfile
from collections.abc import Iterator

import httpx2
import pytest

from .school import CitySchool, opened

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]
pytest.importorskip("celery", reason="Celery is not installed: pip install -r requirements-dev.txt")


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CitySchool]:
    with opened(tmp_path_factory.mktemp("bucket"), metrics="on") as running:
        yield running


@pytest.fixture(scope="module")
def film(school: CitySchool) -> str:
    """A finished film of the water cycle."""
    video = school.film()
    school.finished(video)
    return video


def test_a_document_and_its_pictures_are_had_at_every_machine_and_a_film_cites_it(school: CitySchool) -> None:
    done = school.imported(school.document()["id"])
    assert (done["status"], done["done"], done["total"]) == ("completed", 3, 3), done
    lesson = done["lessonId"]
    first, second = school.files(f"/api/lessons/{lesson}/document")
    assert first == second and first.startswith(b"%PDF-")
    pictures = school.files(f"/lessons/{lesson}/pictures/picture-1.png")
    assert pictures[0] == pictures[1] and pictures[0].startswith(b"\x89PNG")
    asked = {"message": "Make a 20 second video of this lesson", "lessonId": lesson, "options": {"size": "320x240"}}
    answer = school.ask("POST", "/api/chat", json=asked, headers={"Prefer": "respond-async", "Idempotency-Key": lesson})
    video = answer.json()["videoId"]
    school.finished(video)
    sources = school.get(f"/api/library/{video}")["sources"]
    assert {(each["lesson"], each["document"]) for each in sources} == {(lesson, "Tides.pdf")}
    assert "page 1" in {each["place"] for each in sources}


def test_a_course_is_made_and_taken_along_whole_from_every_machine(school: CitySchool) -> None:
    course, titles = school.course()
    items = school.items(course)
    assert [(item["title"], item["state"]) for item in items] == [(title, "ready") for title in titles]
    assert len({item["target"] for item in items}) == len(titles)
    for packed in school.files(f"/api/collections/{course}/zip"):
        with zipfile.ZipFile(io.BytesIO(packed)) as files:
            names = files.namelist()
            assert files.testzip() is None
        assert sum(name.endswith(".mp4") for name in names) == len(titles)


def test_a_film_and_a_version_of_it_are_fetched_from_the_bucket_and_published_once(
    school: CitySchool, film: str
) -> None:
    known, fetched = len(school.blotato.posts), len(school.blotato.fetched)
    posts = [{"account": "13", "text": "Water", "privacy": "SELF_ONLY"}, {"account": "11", "text": "Water"}]
    key = secrets.token_hex(4)
    sent = [school.post(f"/api/videos/{film}/publish", {"posts": posts}, key)["publications"] for _ in range(2)]
    assert [each["id"] for each in sent[0]] == [each["id"] for each in sent[1]]
    done = school.published(*(each["id"] for each in sent[0]))
    assert [each["state"] for each in done] == ["published"] * 2, done
    assert len(school.blotato.posts) == known + 2
    addresses = school.blotato.fetched[fetched:]
    films = {httpx2.get(address).content for address in addresses}
    own = school.files(f"/v1/videos/{film}/content")[0]
    assert len(films) == 2 and own in films, "the film itself, and the version in another shape"


def test_hand_outs_and_numbers_are_the_same_at_every_machine(school: CitySchool, film: str) -> None:
    for what, head in (("handout.pdf", b"%PDF-"), ("slides.pptx", b"PK"), ("moving?scene=1", b"RIFF")):
        assert all(data.startswith(head) for data in school.files(f"/api/videos/{film}/{what}"))
    before = school.get(f"/api/videos/{film}/analytics")["total"]["views"]
    for seconds in (3, 4):
        view = {"view": secrets.token_hex(16), "watched": [[0, seconds]]}
        assert school.post(f"/api/videos/{film}/views", view)["counted"]
    assert [school.get(f"/api/videos/{film}/analytics")["total"]["views"] for _ in range(2)] == [before + 2] * 2
    for numbers in school.files("/metrics"):
        (made,) = [line for line in numbers.splitlines() if line.startswith(b'm7_video_seconds_count{engine="story')]
        assert float(made.split()[-1]) >= 1
