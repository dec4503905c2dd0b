"""What a player gets beside the video: the reply by its id, and the file of words and quizzes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from hackathon_backend.app import Container

pytestmark = pytest.mark.slow

BOARD = {
    "title": "Even numbers",
    "language": "en",
    "scenes": [
        {"type": "title", "heading": "Even numbers", "narration": "Even numbers. They come in pairs."},
        {
            "type": "quiz",
            "question": "Which number is even?",
            "options": ["Three", "Eight"],
            "answer": 1,
            "reason": "Eight is four pairs.",
            "narration": "Which number is even?",
            "answer_narration": "It is eight.",
        },
        {
            "type": "takeaways",
            "takeaways": [{"text": "Pairs make even."}, {"text": "One left is odd."}, {"text": "Zero is even."}],
            "narration": "Remember these.",
        },
    ],
}


@pytest.fixture
def reply(client: FlaskClient, container: Container) -> Any:
    """A film of the board, made by a program."""
    order = {"prompt": json.dumps(BOARD), "model": "storyboard-1"}
    job = client.post("/v1/videos", json=order).get_json()
    before = client.get(f"/api/videos/{job['id']}")
    assert before.get_json()["status"] in ("queued", "in_progress")
    assert before.get_json()["statusUrl"] == f"/api/videos/{job['id']}"
    container.watch.wait(job["id"], 240)
    return client.get(f"/api/videos/{job['id']}").get_json()


def test_the_words_quizzes_and_chapters_of_a_film_lie_beside_it(
    client: FlaskClient, reply: Any, container: Container
) -> None:
    answer = client.get(reply["detailsUrl"])
    assert answer.mimetype == "application/json"
    details = answer.get_json()
    assert [each["text"] for each in details["sentences"]] == [
        "Even numbers.", "They come in pairs.", "Which number is even?", "It is eight.", "Remember these.",
    ]  # fmt: skip
    assert [each["scene"] for each in details["sentences"]] == [0, 0, 1, 1, 2]
    words = [word for each in details["sentences"] for word in each["words"]]
    times = [time for word in words for time in (word["start"], word["end"])]
    assert times == sorted(times)
    assert times[-1] < details["duration"] == pytest.approx(reply["durationSeconds"], abs=0.01)
    (quiz,) = details["quizzes"]
    question, answered = details["sentences"][2:4]
    assert question["end"] <= quiz["at"] < quiz["resume"] <= answered["start"]
    assert (quiz["options"], quiz["answer"], quiz["reason"]) == (["Three", "Eight"], 1, "Eight is four pairs.")
    assert [chapter["title"] for chapter in details["chapters"]][:2] == ["Even numbers", "Which number is even?"]
    assert details["takeaways"] == ["Pairs make even.", "One left is odd.", "Zero is even."]
    options, takeaways = details["descriptions"]
    assert (options["scene"], options["text"]) == (1, "To choose from: Three, Eight.")
    assert question["end"] <= options["start"] < options["end"] <= answered["start"]
    assert takeaways["text"].startswith("On the screen: Pairs make even")
    track = client.get(reply["descriptionsUrl"])
    assert (track.mimetype, track.text[:6]) == ("text/vtt", "WEBVTT")
    assert "To choose from: Three, Eight." in track.text
    assert "Even numbers. They come in pairs.\n\n" in client.get(reply["transcriptUrl"]).text, "all of it is said"
    assert "It is eight. [To choose from: Three, Eight.]" in client.get(reply["transcriptUrl"]).text
    assert client.delete(f"/v1/videos/{reply['videoId']}").status_code == 200
    assert not [file for file in container.storage.ours() if file.job_id == reply["videoId"]], "nothing is left behind"
    assert client.get(f"/api/videos/{reply['videoId']}").status_code == 404


def test_an_unknown_and_an_expired_video(client: FlaskClient, reply: Any, container: Container) -> None:
    assert client.get("/api/videos/vid_0").status_code == 404
    container.store.mark_expired(reply["videoId"])
    assert client.get(f"/api/videos/{reply['videoId']}").status_code == 410
