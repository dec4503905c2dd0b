"""Films published from here: checked, prepared, handed over once, followed, taken back."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from hackathon_backend.app import Container
from hackathon_backend.jobs import Reply
from hackathon_backend.media import probe
from tests.api.videos.test_operations import a_video
from tests.publishing.blotato_server import BlotatoServer

VIDEO = "vid_00000000000000aa"


@pytest.fixture
def made(container: Container, film: Path) -> str:
    reply = Reply(
        format="video", status="completed", message_id=None, conversation_id=None, lesson_id=None,
        generated_at="2026-11-30T00:00:00Z", video_id=VIDEO, captions_url="/videos/x.vtt", duration_seconds=4.0,
        title="Leaves", key_takeaways=["Leaves are green.", "Light makes sugar.", "Roots drink."],
    )  # fmt: skip
    return a_video(container, film, VIDEO, size="320x180", reply=reply)


def publish(client: FlaskClient, status: int = 202, *, key: str | None = None, **body: Any) -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    answer = client.post(f"/api/videos/{VIDEO}/publish", json=body, headers=headers)
    assert answer.status_code == status, answer.text
    return answer.get_json()


def until(client: FlaskClient, id_: str, *states: str, seconds: float = 60) -> dict[str, Any]:
    """The publication once it is in one of these states."""
    ends = time.monotonic() + seconds
    while True:
        told: dict[str, Any] = client.get(f"/api/publications/{id_}").get_json()
        if told["state"] in states:
            return told
        assert time.monotonic() < ends, told
        time.sleep(0.05)


def test_a_film_is_published_and_its_link_is_kept(
    client: FlaskClient, made: str, blotato: BlotatoServer, film: Path
) -> None:
    (row,) = publish(client, posts=[{"account": "11", "text": "Leaves make sugar."}])["publications"]
    assert (row["platformLabel"], row["accountName"], row["versionId"]) == ("X", "Biology 7b", None)
    done = until(client, row["id"], "published")
    (post,) = blotato.posts
    assert done["url"] == f"https://social.example/{post['id']}"
    assert (done["videoTitle"], done["advice"]) == ("Leaves", None)
    assert post["post"]["content"]["text"] == "Leaves make sugar."
    assert list(blotato.uploads.values()) == [film.read_bytes()]
    assert client.get(f"/api/videos/{made}/publications").get_json()["publications"] == [done]
    assert client.delete(f"/api/publications/{row['id']}").get_json()["deleted"]
    assert client.get("/api/publications").get_json()["publications"] == []


def test_what_would_be_done_is_said_before_and_changes_nothing(
    client: FlaskClient, made: str, blotato: BlotatoServer
) -> None:
    plan = publish(
        client, 200, dryRun=True, captions=True,
        posts=[{"account": "11", "text": "a" * 281}, {"account": "13", "text": "#a #b #c #d #e #f"},
               {"account": "12", "text": "a < b"}, {"account": "14"}],
    )  # fmt: skip
    x, tiktok, youtube, facebook = plan["posts"]
    assert (x["ok"], x["length"], x["changes"]) == (False, 281, ["Its captions are drawn into the picture."])
    assert "280 characters" in x["faults"][0]["message"]
    assert tiktok["aspectRatio"] == "9:16"
    assert "bars around it" in tiktok["changes"][0]
    assert {fault["param"] for fault in tiktok["faults"]} == {"text", "privacy"}
    assert {fault["param"] for fault in youtube["faults"]} == {"text", "title", "privacy"}
    assert [fault["param"] for fault in facebook["faults"]] == ["page"]
    assert not [each for each in blotato.requests if "accounts" not in each and "boards" not in each]
    refused = publish(client, 400, posts=[{"account": "11", "text": "a" * 281}])["error"]
    assert refused["param"] == "posts.0.text"


def test_every_account_has_its_rules_and_a_text_that_fits(client: FlaskClient, made: str) -> None:
    told = client.get(f"/api/videos/{made}/publish").get_json()
    assert (told["service"], told["film"]["captions"]) == ({"name": "blotato", "label": "Blotato"}, True)
    accounts = {each["platform"]: each for each in told["accounts"]}
    assert set(accounts) == {"twitter", "youtube", "tiktok", "facebook", "bluesky"}
    assert accounts["twitter"]["rules"]["text"]["most"] == 280
    assert accounts["facebook"]["pages"] == [{"id": "777", "name": "Our page"}]
    for each in accounts.values():
        assert each["suggestion"].startswith("Leaves\n\nLeaves are green.")
        assert len(each["suggestion"]) <= each["rules"]["text"]["most"]
        assert each["rules"]["source"].startswith("https://")
        assert each["rules"]["date"] == "2026-11-30"


@pytest.mark.slow
def test_a_version_in_the_right_shape_is_made_where_one_is_needed(
    client: FlaskClient, container: Container, made: str, blotato: BlotatoServer, tmp_path: Path
) -> None:
    posts = [{"account": "13", "text": "Leaves", "privacy": "SELF_ONLY"}]
    (row,) = publish(client, captions=True, posts=posts)["publications"]
    assert row["state"] in ("queued", "preparing")
    done = until(client, row["id"], "published", "failed", seconds=240)
    assert (done["state"], done["notes"][1]) == ("published", "Its captions are drawn into the picture.")
    (tmp_path / "sent.mp4").write_bytes(next(iter(blotato.uploads.values())))
    sent = probe(tmp_path / "sent.mp4")
    assert (sent.width, sent.height) == (720, 1280)
    version = container.store.get(done["versionId"])
    assert version.remixed_from == made


def test_a_scheduled_post_keeps_its_time_zone_and_can_be_taken_back(
    client: FlaskClient, made: str, blotato: BlotatoServer
) -> None:
    day = (datetime.now(UTC) + timedelta(days=30)).strftime("%Y-%m-%d")
    (row,) = publish(client, at=f"{day}T18:00", timeZone="Asia/Kolkata", posts=[{"account": "11"}])["publications"]
    told = until(client, row["id"], "scheduled")
    assert (told["at"], told["timeZone"]) == (f"{day}T12:30:00.000Z", "Asia/Kolkata")
    assert blotato.posts[0]["scheduledTime"] == f"{day}T12:30:00+00:00"
    gone = client.delete(f"/api/publications/{row['id']}").get_json()
    assert (gone["cancelled"], blotato.schedules) == (True, {})
    assert until(client, row["id"], "cancelled")["url"] is None


def test_asked_twice_with_one_key_it_is_published_once(client: FlaskClient, made: str, blotato: BlotatoServer) -> None:
    first, second = (publish(client, key="k1", posts=[{"account": "11"}])["publications"] for _ in range(2))
    assert first[0]["id"] == second[0]["id"]
    until(client, first[0]["id"], "published")
    assert len(blotato.posts) == 1
    other = publish(client, 422, key="k1", posts=[{"account": "15"}])
    assert other["error"]["code"] == "idempotency_key_reused"


def test_a_post_whose_answer_is_lost_is_not_sent_again_and_that_is_told(
    client: FlaskClient, container: Container, made: str, blotato: BlotatoServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hackathon_backend.publishing.working._FINDS", (0.1, 0.1))
    blotato.answer_posts, blotato.lists_posts = "hang up", False
    (row,) = publish(client, posts=[{"account": "11"}])["publications"]
    told = until(client, row["id"], "unknown")
    assert "nobody can tell" in told["error"]
    assert told["advice"].startswith("Look at the account first.")
    assert len(blotato.posts) == 1
    # The same of a scheduled one is found, and goes on.
    day = (datetime.now(UTC) + timedelta(days=3)).strftime("%Y-%m-%d")
    (row,) = publish(client, at=f"{day}T09:00", posts=[{"account": "11"}])["publications"]
    told = until(client, row["id"], "scheduled")
    assert (len(blotato.posts), told["error"]) == (2, None)


@pytest.mark.slow
@pytest.mark.parametrize(("fails_with", "state"), [("", "published"), ("Too long for this account.", "failed")])
def test_a_post_whose_answer_is_lost_is_found_in_the_list_of_posts(
    client: FlaskClient, made: str, blotato: BlotatoServer, monkeypatch: pytest.MonkeyPatch, fails_with: str, state: str
) -> None:
    monkeypatch.setattr("hackathon_backend.publishing.working._FINDS", (0.1, 0.1))
    for other in ("11", "11", "15"):
        (row,) = publish(client, posts=[{"account": other}])["publications"]
        until(client, row["id"], "published")
    blotato.answer_posts, blotato.fails_with = "hang up", fails_with
    (row,) = publish(client, posts=[{"account": "11"}])["publications"]
    told = until(client, row["id"], "published", "failed", "unknown")
    assert (told["state"], told["error"], len(blotato.posts)) == (state, fails_with or None, 4)
    assert told["url"] == (None if fails_with else f"https://social.example/{blotato.posts[3]['id']}")


def test_a_look_that_is_refused_does_not_make_a_post_fail_that_may_be_out(
    client: FlaskClient, made: str, blotato: BlotatoServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("_FINDS", "_PAUSES"):
        monkeypatch.setattr(f"hackathon_backend.publishing.working.{name}", (0.1,) * 5)
    blotato.answer_posts, blotato.answer_lists = "hang up", 403
    (row,) = publish(client, posts=[{"account": "11"}])["publications"]
    ends = time.monotonic() + 20
    while not (told := client.get(f"/api/publications/{row['id']}").get_json())["error"]:
        assert time.monotonic() < ends, told
        time.sleep(0.05)
    assert told["state"] == "posting"
    blotato.answer_lists = 200
    assert until(client, row["id"], "published", "failed", "unknown")["state"] == "published"
    assert len(blotato.posts) == 1


def test_what_the_service_refuses_has_failed_with_its_words(
    client: FlaskClient, made: str, blotato: BlotatoServer
) -> None:
    blotato.answer_posts = 422
    (row,) = publish(client, posts=[{"account": "11"}])["publications"]
    told = until(client, row["id"], "failed")
    assert told["error"] == "Blotato does not take it: told to say 422"
    assert told["advice"].startswith("Nothing was published.")
    blotato.answer_posts, blotato.fails_with = "yes", "Duplicate"
    (row,) = publish(client, posts=[{"account": "11"}])["publications"]
    assert until(client, row["id"], "failed")["error"] == "Duplicate"


def test_a_service_that_asks_to_wait_is_asked_again_and_takes_it_once(
    client: FlaskClient, made: str, blotato: BlotatoServer
) -> None:
    blotato.answer_posts = 429
    (row,) = publish(client, posts=[{"account": "11"}])["publications"]
    ends = time.monotonic() + 20
    while client.get(f"/api/publications/{row['id']}").get_json()["error"] is None:
        assert time.monotonic() < ends
        time.sleep(0.05)
    blotato.answer_posts = "yes"
    assert until(client, row["id"], "published")["error"] is None
    assert len(blotato.posts) == 1


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"posts": []}, "posts"),
        ({"posts": [{"account": "nobody"}]}, "posts.0.account"),
        ({"posts": [{"account": "11"}, {"account": "11"}]}, "posts.1.account"),
        ({"posts": [{"account": "11"}], "at": "2020-01-01T00:00"}, "at"),
        ({"posts": [{"account": "11"}], "at": "soon"}, "at"),
        ({"posts": [{"account": "11"}], "at": "2999-01-01T00:00"}, "at"),
        ({"posts": [{"account": "11"}], "at": "2027-01-01T00:00", "timeZone": "../etc"}, "timeZone"),
        ({"posts": [{"account": "11"}], "at": "2027-03-28T02:30", "timeZone": "Europe/Berlin"}, "at"),
        ({"posts": [{"account": "13", "privacy": "SELF_ONLY", "aspectRatio": "16:9"}]}, "posts.0.aspectRatio"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(
    client: FlaskClient, made: str, blotato: BlotatoServer, body: dict[str, Any], param: str
) -> None:
    assert publish(client, 400, **body)["error"]["param"] == param
    assert client.get("/api/publications").get_json()["publications"] == []
