"""Orders in every form; the same order twice; and the picture that a video starts from."""

from __future__ import annotations

import base64
import io
import json
import struct
import zlib
from typing import Any

import pytest
import skia
from flask.testing import FlaskClient

from hackathon_backend.app import Container
from hackathon_backend.jobs import PromptRequest

ASK = {"prompt": "Otters hold hands while they sleep."}
BOARD = {"title": "Hooks", "scenes": [{"type": "title", "title": "Hooks", "narration": "Hooks remember."}]}


@pytest.fixture(autouse=True)
def nothing_is_made(container: Container) -> None:
    container.runner.stop()


def png(width: int = 64, height: int = 48) -> bytes:
    surface = skia.Surface(width, height)
    surface.getCanvas().clear(skia.ColorBLUE)
    return bytes(surface.makeImageSnapshot().encodeToData())


def large_png(side: int) -> bytes:
    """A black square, one bit a pixel."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head, rows = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0), bytes((1 + (side + 7) // 8) * side)
    pieces = chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows, 1)), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(pieces)


def data_url(data: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(data).decode()}"


def create(client: FlaskClient, status: int = 200, key: str | None = None, **fields: Any) -> Any:
    headers = {"Idempotency-Key": key} if key else {}
    answer = client.post("/v1/videos", json=ASK | fields, headers=headers)
    assert answer.status_code == status, answer.text
    return answer.get_json()


def refused(answer: Any, status: int, param: str | None) -> None:
    assert answer.status_code == status, answer.text
    assert answer.get_json()["error"]["param"] == param, answer.text
    assert answer.headers["x-should-retry"] == "false"


def test_the_same_key_and_body_are_the_same_video(client: FlaskClient) -> None:
    first = create(client, key="k1", cache=False)
    assert create(client, key="k1", cache=False)["id"] == first["id"]
    assert create(client, key="k2", cache=False)["id"] != first["id"]


def test_the_same_key_with_another_body_is_refused_and_changes_nothing(client: FlaskClient) -> None:
    first = create(client, key="k1")
    refused(
        client.post("/v1/videos", json={"prompt": "else"}, headers={"Idempotency-Key": "k1"}), 422, "Idempotency-Key"
    )
    assert [video["id"] for video in client.get("/v1/videos").get_json()["data"]] == [first["id"]]


def test_an_equal_order_of_the_last_minute_is_answered_with_the_first(client: FlaskClient) -> None:
    first = create(client)
    again = create(client)
    assert (again["id"], first["cached"], again["cached"]) == (first["id"], False, True)
    assert create(client, size="720x1280")["id"] != first["id"]
    assert not create(client, cache=False)["cached"]


def test_an_equal_order_later_is_answered_only_while_the_video_is_there(
    client: FlaskClient, container: Container
) -> None:
    first = create(client)
    with container.database.write() as session:
        session.connection().exec_driver_sql("update jobs set created_at = created_at - 100")
    assert create(client)["id"] != first["id"], "it is old, and not finished"
    client.post(f"/v1/videos/{first['id']}/cancel")
    assert create(client)["id"] != first["id"]


def test_what_the_engine_can_not_do_is_rounded_and_said_at_once(client: FlaskClient) -> None:
    video = create(client, model="sora-2", seconds="900", size="999x500")
    assert (video["model"], video["seconds"], video["size"]) == ("storyboard-1", "60", "1280x720")
    assert len(video["notes"]) == 3
    assert "sora-2 is retired" in video["notes"][0]


@pytest.mark.parametrize(
    ("ratio", "size"), [("16:9", "1280x720"), ("9:16", "720x1280"), ("square", "1080x1080"), ("portrait", "720x1280")]
)
def test_a_shape_stands_for_a_size(client: FlaskClient, ratio: str, size: str) -> None:
    assert create(client, aspect_ratio=ratio)["size"] == size


def test_forms_and_json_mean_the_same(client: FlaskClient) -> None:
    fields = {"prompt": "x", "seconds": "8", "cache": "true"}
    videos = [
        client.post("/v1/videos", data=fields).get_json(),
        client.post("/v1/videos", data=fields, content_type="multipart/form-data").get_json(),
        client.post("/api/v1/videos", json={"prompt": "x", "seconds": 8}).get_json(),
    ]
    assert len({video["id"] for video in videos}) == 1


def test_fields_in_brackets_are_read(client: FlaskClient, container: Container) -> None:
    fields = {"prompt": "x", "opts[a][]": "1", "input_reference[image_url]": data_url(png())}
    video = client.post("/v1/videos", data=fields, content_type="multipart/form-data").get_json()
    assert (container.work.folder(video["id"]) / "reference-1.png").read_bytes() == png()


def test_a_picture_may_be_a_file_a_data_url_or_text(client: FlaskClient, container: Container) -> None:
    file = {"prompt": "x", "input_reference": (io.BytesIO(png()), "upload", "application/octet-stream")}
    ids = {
        client.post("/v1/videos", data=file, content_type="multipart/form-data").get_json()["id"],
        create(client, prompt="x", input_reference={"image_url": data_url(png())})["id"],
        create(client, prompt="x", input_reference=data_url(png()))["id"],
    }
    assert len(ids) == 1, "equal pictures make equal orders"
    assert len(list(container.work.folders())) == 1


@pytest.mark.parametrize(
    "reference",
    [
        {"file_id": "file-1"},
        {},
        [],
        7,
        {"image_url": 7},
        {"image_url": "data:image/png;base64,????"},
        {"image_url": "data:image/png;base64,"},
        {"image_url": "data:text/plain,hello"},
        {"image_url": data_url(b"<svg xmlns='http://www.w3.org/2000/svg'/>")},
        {"image_url": data_url(png()[:40])},
        {"image_url": data_url(large_png(5000))},
        {"image_url": "file:///etc/passwd"},
        {"image_url": "/etc/passwd"},
        {"image_url": "ftp://example.org/x.png"},
        {"image_url": "http://127.0.0.1:1/x.png"},
        {"image_url": "http://0x7f.1/x.png"},
        {"image_url": "http://[::ffff:127.0.0.1]/x.png"},
        {"image_url": "http://localhost/x.png"},
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_no_picture_is_refused(client: FlaskClient, container: Container, reference: Any) -> None:
    refused(client.post("/v1/videos", json=ASK | {"input_reference": reference}), 400, "input_reference")
    assert not client.get("/v1/videos").get_json()["data"]
    assert not list(container.work.folders())


@pytest.mark.parametrize(
    ("body", "kind", "status", "param"),
    [
        ("prompt=a&prompt=b", "application/x-www-form-urlencoded", 400, "prompt"),
        ("prompt=a&seconds[]=8&seconds=4", "application/x-www-form-urlencoded", 400, "seconds"),
        ("prompt[a]=a", "application/x-www-form-urlencoded", 400, "prompt"),
        ("prompt=a&cache=maybe", "application/x-www-form-urlencoded", 400, "cache"),
        ('{"prompt": "a", "cache": 1}', "application/json", 400, "cache"),
        ('{"prompt": "a", "aspect_ratio": "3:1"}', "application/json", 400, "aspect_ratio"),
        ('{"prompt": "a", "language": "../x"}', "application/json", 400, "language"),
        ('{"prompt": "a", "seconds": "nan"}', "application/json", 400, "seconds"),
        ("prompt", "text/plain", 415, None),
        ("not a form", "multipart/form-data", 400, "prompt"),
        ("x", "multipart/form-data; boundary=y", 400, "prompt"),
    ],
)
def test_bad_fields_are_named(client: FlaskClient, body: str, kind: str, status: int, param: str | None) -> None:
    refused(client.post("/v1/videos", data=body, content_type=kind), status, param)


def test_a_body_that_is_too_large_is_refused(client: FlaskClient) -> None:
    assert client.post("/v1/videos", data=b"x" * 34_000_000, content_type="application/json").status_code == 413
    head = b'--y\r\nContent-Disposition: form-data; name="input_reference"; filename="a"\r\n\r\n'
    prompt = b'\r\n--y\r\nContent-Disposition: form-data; name="prompt"\r\n\r\nx\r\n--y--'
    form = head + b"x" * 20_000_001 + prompt
    answer = client.post("/v1/videos", data=form, content_type="multipart/form-data; boundary=y")
    refused(answer, 413, "input_reference")


def test_models_tell_what_really_makes_them(client: FlaskClient) -> None:
    models = {model["id"]: model for model in client.get("/v1/models").get_json()["data"]}
    assert models["storyboard-1"]["state"] == "live"
    assert (models["sora-2"]["state"], models["sora-2"]["served_by"]) == ("retired", "storyboard-1")
    assert client.get("/v1/models/sora-2-pro").get_json() == models["sora-2-pro"]
    assert client.get("/v1/models/nobody/x").status_code == 404
    cards = {card["key"]: card for card in client.get("/api/video/models").get_json()["models"]}
    assert set(cards) == set(models)
    assert cards["storyboard-1"]["price_per_second"] == 0


def test_snapshots_of_retired_models_are_served(client: FlaskClient) -> None:
    assert create(client, model="sora-2-2025-12-08")["model"] == "storyboard-1"


def test_a_storyboard_in_json_is_the_prompt(client: FlaskClient) -> None:
    video = create(client, prompt=json.dumps(BOARD), seconds=20)
    assert video["status"] == "queued"
    assert int(video["seconds"]) < 5
    faulty = json.dumps({"title": "x", "scenes": "none"})
    refused(client.post("/v1/videos", json={"prompt": faulty}), 400, "prompt")


@pytest.mark.parametrize(
    "prompt", ["Make a video about falconry", "Explain falconry", "I want a clip on tides, please"]
)
def test_a_request_that_no_lesson_covers_is_no_film_of_itself(client: FlaskClient, prompt: str) -> None:
    answer = client.post("/v1/videos", json={"prompt": prompt})
    refused(answer, 422, "prompt")
    assert answer.get_json()["error"]["code"] == "no_lesson"
    assert "paste a text" in answer.get_json()["error"]["message"]
    assert client.get("/v1/videos").get_json()["data"] == []


def test_a_prompt_is_told_in_its_own_language_unless_another_is_wished(
    client: FlaskClient, container: Container
) -> None:
    text = "Der Mond kreist um die Erde. Er braucht dafür etwa einen Monat. Dabei sehen wir immer dieselbe Seite."
    for wished, language in ((None, "de"), ("nl", "nl")):
        made = client.post("/v1/videos", json={"prompt": text, "language": wished, "cache": False}).get_json()
        assert container.store.get(made["id"]).request.language == language


def test_a_request_that_a_lesson_covers_is_ordered(client: FlaskClient) -> None:
    assert create(client, prompt="Make a video about photosynthesis")["status"] == "queued"


def test_whom_it_is_for_is_no_part_of_what_it_is_about(client: FlaskClient, container: Container) -> None:
    video = create(client, prompt="Photosynthesis for 10 year olds")
    order = container.store.get(video["id"]).request
    assert isinstance(order, PromptRequest)
    assert (order.message, order.topic, order.level) == (video["prompt"], "Photosynthesis", "10 year olds")


def test_where_one_engine_alone_makes_it_its_own_name_is_a_model_too(client: FlaskClient) -> None:
    only = {"hackathon_backend.engine": "storyboard"}
    for model, status in (("storyboard", 200), ("storyboard-1", 200), ("sora-2", 400)):
        answer = client.post("/v1/videos", json=ASK | {"model": model}, environ_base=only)
        assert answer.status_code == status, answer.text
