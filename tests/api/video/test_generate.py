"""A video from a prompt and pictures: what is understood, what is refused and by which name, and who waits."""

from __future__ import annotations

import io
from typing import Any

import pytest
from flask.testing import FlaskClient

from hackathon_backend.api.video import answering
from hackathon_backend.app import Container
from hackathon_backend.net import safe_fetch
from hackathon_backend.storage import video_stem

from .pictures import data_url, gif, png, served

ASK = {"prompt": "Otters hold hands while they sleep. So they do not drift apart."}
HTML = b"<!DOCTYPE html><html><body>No logo here.</body></html>"
SVG = b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>"


@pytest.fixture
def stopped(container: Container) -> None:
    """Nothing is made."""
    container.runner.stop()


def order(client: FlaskClient, status: int = 202, headers: dict[str, str] | None = None, **fields: Any) -> Any:
    answer = client.post("/api/video/generate", json=ASK | fields, headers=headers)
    assert answer.status_code == status, answer.text
    return answer.get_json()


def fault(client: FlaskClient, **fields: Any) -> str:
    answer = client.post("/api/video/generate", json=ASK | fields)
    assert answer.status_code == 400, answer.text
    error = answer.get_json()["error"]
    assert error["message"].startswith(str(error["param"])) or error["param"] == "model"
    return str(error["param"])


def file(data: bytes) -> tuple[io.BytesIO, str]:
    return io.BytesIO(data), "../../etc/passwd.png"


@pytest.mark.usefixtures("stopped")
def test_an_order_is_answered_at_once_with_what_is_known(client: FlaskClient) -> None:
    answer = client.post("/api/video/generate", json=ASK | {"duration": 10, "aspectRatio": "9:16"})
    video = answer.get_json()
    assert answer.status_code == 202
    assert answer.headers["Location"] == video["statusUrl"] == f"/api/video/{video['id']}"
    assert int(answer.headers["Retry-After"]) >= 1
    assert "Preference-Applied" not in answer.headers
    assert (video["status"], video["videoUrl"], video["error"]) == ("queued", None, None)
    assert (video["model"], video["duration"], video["metadata"]["size"]) == ("storyboard-1", 10, "720x1280")
    again = client.get(video["statusUrl"]).get_json()
    assert again == video | {"metadata": {k: v for k, v in video["metadata"].items() if k != "cached"}}


@pytest.mark.slow
def test_whoever_waits_gets_the_whole(client: FlaskClient, container: Container) -> None:
    answer = client.post("/api/video/generate", json=ASK | {"duration": 5}, headers={"Prefer": "wait=300"})
    video = answer.get_json()
    assert (answer.status_code, answer.headers["Preference-Applied"]) == (200, "wait=300")
    assert (video["status"], video["progress"], video["prompt"]) == ("completed", 100, ASK["prompt"])
    assert client.get(video["videoUrl"]).mimetype == "video/mp4"
    assert video["videoPath"].endswith(video["videoUrl"].rpartition("/")[2])
    assert video["duration"] == pytest.approx(5, abs=1)
    assert video["metadata"]["completedAt"] >= video["metadata"]["createdAt"]
    assert order(client, 200, duration=5)["metadata"]["cached"]
    client.delete(f"/v1/videos/{video['id']}")
    assert client.get(video["statusUrl"]).status_code == 404


@pytest.mark.usefixtures("stopped")
def test_when_the_time_is_up_the_answer_is_202(client: FlaskClient) -> None:
    answer = client.post("/api/video/generate", json=ASK, headers={"Prefer": 'respond-async, wait="1"; foo'})
    assert (answer.status_code, answer.headers["Preference-Applied"]) == (202, "wait=1")


@pytest.mark.usefixtures("stopped")
def test_nobody_waits_where_too_many_wait_already(client: FlaskClient, container: Container) -> None:
    while container.waiters.enter():
        pass
    answer = client.post("/api/video/generate", json=ASK, headers={"Prefer": "wait=600"})
    assert answer.status_code == 202
    assert "Preference-Applied" not in answer.headers


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("wait=120", 120),
        ("return=minimal, WAIT = 5", 5),
        ("wait=10, wait=20", 10),
        ("wait=99999", 600),
        ("wait=0", 0),
        ("wait=-1", None),
        ("wait=ten", None),
        ("wait", None),
        ("await=5", None),
        ("", None),
    ],
)
def test_what_a_client_prefers(header: str, seconds: int | None) -> None:
    assert answering.preferred_wait(header) == seconds


def test_a_video_that_failed_says_why(client: FlaskClient, container: Container) -> None:
    container.runner.stop()
    video = order(client)
    container.model7.cancel(video["id"])
    answer = client.get(video["statusUrl"])
    assert answer.status_code == 200
    assert (answer.get_json()["status"], answer.get_json()["error"]["code"]) == ("failed", "cancelled")
    assert client.get("/api/video/vid_none").status_code == 404


@pytest.mark.usefixtures("stopped")
def test_pictures_are_kept_and_shown_and_go_with_the_video(client: FlaskClient, container: Container) -> None:
    files = {"referenceImages": [file(png()), file(gif())], "referenceImageUrls": data_url(png(80, 80)), **ASK}
    answer = client.post("/api/video/generate", data=files, content_type="multipart/form-data")
    video = answer.get_json()
    assert answer.status_code == 202, answer.text
    assert [url.rpartition(".reference-")[2] for url in video["referenceImages"]] == ["1.png", "2.png", "3.png"]
    assert client.get(video["referenceImages"][0]).data == png()
    assert client.get(video["referenceImages"][1]).data.startswith(b"\x89PNG"), "engines know no GIF"
    details = client.get(f"/api/library/{video['id']}").get_json()
    assert details["reference_images"] == video["referenceImages"]
    assert "storyboard-1 takes no reference images; of 3 sent, 3 were left out." in video["metadata"]["notes"]
    container.model7.cancel(video["id"])
    client.delete(f"/v1/videos/{video['id']}")
    assert not list(container.storage.ours())


@pytest.mark.usefixtures("stopped")
def test_the_same_order_twice_keeps_its_pictures_once(client: FlaskClient, container: Container) -> None:
    first, second = (order(client, referenceImageUrls=[data_url(png())]) for _ in range(2))
    assert (second["id"], second["metadata"]["cached"]) == (first["id"], True)
    job = container.store.get(first["id"])
    assert [file.stem for file in container.storage.ours()] == [video_stem(job.id, job.created_at)]
    keyed = [order(client, headers={"Idempotency-Key": "k"}, cache=False)["id"] for _ in range(2)]
    assert keyed[0] == keyed[1] != first["id"]
    assert client.post("/api/video/generate", json={"prompt": "x"}, headers={"Idempotency-Key": "k"}).status_code == 422


@pytest.mark.usefixtures("stopped")
def test_pictures_are_fetched_in_their_order(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_fetch, "is_public", lambda _address: True)
    pictures = {f"/{number}.png": png(10 + number, 10) for number in range(10)}
    with served(pictures | {"/logo.svg": SVG, "/page": HTML, "/moves.gif": gif(3)}) as url:
        video = order(client, referenceImageUrls=[url + path for path in pictures])
        assert [client.get(each).data for each in video["referenceImages"]] == list(pictures.values())
        for path, said in (("/page", "web page"), ("/logo.svg", "SVG"), ("/moves.gif", "moves"), ("/gone", "404")):
            answer = client.post("/api/video/generate", json=ASK | {"referenceImageUrls": [f"{url}/1.png", url + path]})
            error = answer.get_json()["error"]
            assert (answer.status_code, error["param"]) == (400, "referenceImageUrls.1")
            assert said in error["message"]


@pytest.mark.usefixtures("stopped")
@pytest.mark.parametrize(
    ("fields", "param"),
    [
        ({"prompt": ""}, "prompt"),
        ({"prompt": None}, "prompt"),
        ({"prompt": 7}, "prompt"),
        ({"refinementPrompt": "x" * 1001}, "refinementPrompt"),
        ({"duration": 4}, "duration"),
        ({"duration": 61}, "duration"),
        ({"duration": True}, "duration"),
        ({"duration": "ten"}, "duration"),
        ({"aspectRatio": "4:3"}, "aspectRatio"),
        ({"model": "nobody-9"}, "model"),
        ({"language": "../x"}, "language"),
        ({"cache": "maybe"}, "cache"),
        ({"referenceImageUrls": "https://example.org/a.png"}, "referenceImageUrls"),
        ({"referenceImageUrls": [data_url(png())] * 11}, "referenceImageUrls"),
        ({"referenceImageUrls": [data_url(png())] * 3 + ["ftp://example.org/a.png"]}, "referenceImageUrls.3"),
        ({"referenceImageUrls": ["http://127.0.0.1:1/a.png"]}, "referenceImageUrls.0"),
        ({"referenceImageUrls": ["http://169.254.169.254/latest"]}, "referenceImageUrls.0"),
        ({"referenceImageUrls": ["file:///etc/passwd"]}, "referenceImageUrls.0"),
        ({"referenceImageUrls": [data_url(SVG)]}, "referenceImageUrls.0"),
        ({"referenceImageUrls": [data_url(HTML)]}, "referenceImageUrls.0"),
        ({"referenceImageUrls": [data_url(png()[:50])]}, "referenceImageUrls.0"),
        ({"referenceImageUrls": [""]}, "referenceImageUrls.0"),
        ({"referenceImageUrls": [7]}, "referenceImageUrls.0"),
    ],
    ids=lambda value: str(value)[:50],
)
def test_bad_input_is_named(client: FlaskClient, container: Container, fields: dict[str, Any], param: str) -> None:
    assert fault(client, **fields) == param
    assert not list(container.storage.ours())
    assert not container.work.folders()


@pytest.mark.usefixtures("stopped")
def test_files_and_addresses_are_ten_together(client: FlaskClient) -> None:
    files = {"referenceImages": [file(png()) for _ in range(6)], **ASK}
    files["referenceImageUrls[]"] = [data_url(png())] * 5
    answer = client.post("/api/video/generate", data=files, content_type="multipart/form-data")
    assert (answer.status_code, answer.get_json()["error"]["param"]) == (400, "referenceImageUrls")
    answer = client.post(
        "/api/video/generate", data={"referenceImages": [file(png()), file(b"%PDF")], **ASK},
        content_type="multipart/form-data",
    )  # fmt: skip
    assert (answer.status_code, answer.get_json()["error"]["param"]) == (400, "referenceImages.1")


@pytest.mark.usefixtures("stopped")
def test_what_is_not_known_is_said(client: FlaskClient) -> None:
    assert (
        "durations is not known here and was passed over. Did you mean duration?"
        in order(client, durations=9)["metadata"]["notes"]
    )
