"""Videos made from finished ones: what was said changes, and only that."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from hackathon_backend.app import Container, create_app
from hackathon_backend.settings import Settings
from hackathon_backend.writers.base import NO_BRIEF
from tests.upstream import Fault, Scenario, Upstream

pytestmark = pytest.mark.slow

POINTS = {
    "type": "points",
    "heading": "Hooks",
    "points": [{"text": "They remember"}, {"text": "They react"}],
    "narration": "Hooks remember. They also react to what happens.",
}
BOARD = {
    "title": "Hooks",
    "scenes": [{"type": "title", "title": "Hooks", "narration": "Hooks."}, POINTS, POINTS | {"heading": "More"}],
}


def ended(client: FlaskClient, video: dict[str, Any]) -> Any:
    answer = client.get(f"/v1/videos/{video['id']}/poll?timeout=300")
    assert answer.status_code == 200, answer.text
    return answer.get_json()


def post(client: FlaskClient, path: str, status: int = 200, **fields: Any) -> Any:
    answer = client.post(f"/v1/videos{path}", json=fields)
    assert answer.status_code == status, answer.text
    if status != 200:
        return answer.get_json()["error"]
    return answer.get_json()


@pytest.fixture
def source(client: FlaskClient) -> Any:
    video = ended(client, post(client, "", prompt=json.dumps(BOARD), size="720x1280", seconds="20"))
    assert video["status"] == "completed", video
    return video


def board_of(container: Container, video: dict[str, Any]) -> Any:
    return (container.store.get(video["id"]).brief or NO_BRIEF).storyboard or {}


def test_a_remix_changes_what_was_said_and_only_that(client: FlaskClient, container: Container, source: Any) -> None:
    remixed = ended(client, post(client, f"/{source['id']}/remix", prompt="slower and on a chalkboard"))
    assert (remixed["status"], remixed["remixed_from_video_id"]) == ("completed", source["id"])
    assert remixed["size"] == "720x1280"
    assert int(remixed["seconds"]) > int(source["seconds"])
    old, new = board_of(container, source), board_of(container, remixed)
    assert new == old | {"pace": 0.85, "theme": "chalkboard"}


def test_remixes_can_be_remixed(client: FlaskClient, container: Container, source: Any) -> None:
    container.runner.stop()
    first = post(client, f"/{source['id']}/remix", prompt="make it vertical")
    assert post(client, f"/{first['id']}/remix", 409, prompt="slower")["param"] == "video"
    assert post(client, f"/{source['id']}/remix", prompt="square")["size"] == "1080x1080"
    assert post(client, f"/{source['id']}/remix", prompt="square")["cached"]


STEPS = {
    "type": "process",
    "heading": "Tea",
    "steps": [{"label": name, "detail": f"{name} well", "cue": name} for name in ("Boil", "Pour", "Steep", "Drink")],
    "narration": "This is tea. Boil the water. Pour it over the leaves. It is hot. Steep it. Drink it at last.",
}
TEA = {"title": "Tea", "scenes": [BOARD["scenes"][0], STEPS, POINTS]}


@pytest.mark.parametrize(
    ("prompt", "said"),
    [
        ("only the second step", ["Pour it over the leaves. It is hot."]),
        ("only the last part", [POINTS["narration"]]),
        ("leave the last part out", ["Hooks.", STEPS["narration"]]),
        ("skip the intro", [STEPS["narration"], POINTS["narration"]]),
        ("only the part about leaves", [STEPS["narration"]]),
        (
            "leave the second step out",
            ["Hooks.", "This is tea. Boil the water. Steep it. Drink it at last.", POINTS["narration"]],
        ),
    ],
)
def test_a_part_or_a_step_is_left_out_or_shown_alone(
    client: FlaskClient, container: Container, prompt: str, said: list[str]
) -> None:
    video = ended(client, post(client, "", prompt=json.dumps(TEA)))
    container.runner.stop()
    remixed = post(client, f"/{video['id']}/remix", prompt=prompt)
    scenes = container.store.get(remixed["id"]).request.storyboard["scenes"]
    assert [scene["narration"] for scene in scenes] == said


def test_a_question_is_added_once_and_only_if_there_is_a_sound_one(client: FlaskClient, container: Container) -> None:
    video = ended(client, post(client, "", prompt=json.dumps(TEA)))
    asking = ended(client, post(client, f"/{video['id']}/remix", prompt="add a quiz"))
    quiz = board_of(container, asking)["scenes"][-1]
    assert (quiz["type"], quiz["options"][quiz["answer"]]) == ("quiz", "Steep")
    assert "already" in post(client, f"/{asking['id']}/remix", 400, prompt="add a quiz")["message"]
    plain = ended(client, post(client, "", prompt=json.dumps(BOARD)))
    assert "question" in post(client, f"/{plain['id']}/remix", 400, prompt="add a quiz")["message"]


def test_a_number_of_seconds_is_come_near_to(client: FlaskClient, container: Container) -> None:
    video = ended(client, post(client, "", prompt=json.dumps(TEA | {"scenes": TEA["scenes"] * 3})))
    container.runner.stop()
    remixed = post(client, f"/{video['id']}/remix", prompt="make it 15 seconds")
    assert int(remixed["seconds"]) <= 16 < int(video["seconds"])


def test_an_edit_changes_one_scene(client: FlaskClient, container: Container, source: Any) -> None:
    container.runner.stop()

    def scenes(**fields: Any) -> Any:
        video = post(client, "/edits", video={"id": source["id"]}, **fields)
        return container.store.get(video["id"]).request.storyboard["scenes"]

    old = board_of(container, source)["scenes"]
    assert [scene["narration"] for scene in scenes(prompt="make scene 2 shorter")] == [
        "Hooks.",
        "Hooks remember.",
        POINTS["narration"],
    ]
    assert scenes(prompt="remove the last scene") == old[:2]
    new = scenes(prompt=json.dumps({"scene": 1, "with": {"type": "title", "title": "All of Hooks"}}))
    assert (new[0]["title"], new[1:]) == ("All of Hooks", old[1:])


def test_a_drawn_video_goes_on_in_words_markdown_or_scenes(
    client: FlaskClient, container: Container, source: Any
) -> None:
    said = "## Otters\n\n- Otters hold hands.\n- Otters sleep in the sea.\n"
    longer = ended(client, post(client, "/extensions", video=source["id"], prompt=said, seconds="8"))
    assert longer["status"] == "completed", longer
    assert int(longer["seconds"]) > int(source["seconds"])
    scenes = board_of(container, longer)["scenes"]
    assert scenes[:3] == board_of(container, source)["scenes"]
    assert "Otters" in json.dumps(scenes[3:])
    container.runner.stop()
    whole = post(client, "/extensions", video={"id": source["id"]}, prompt=json.dumps(BOARD), seconds="8")
    assert len(container.store.get(whole["id"]).request.storyboard["scenes"]) == 6


@pytest.mark.parametrize("prompt", ["in Spanish", "add a joke", "longer", "remove it"])
def test_what_needs_a_language_model_says_so(client: FlaskClient, source: Any, prompt: str) -> None:
    error = post(client, f"/{source['id']}/remix", 400, prompt=prompt)
    assert error["param"] == "prompt"
    assert "language model" in error["message"]
    assert len(client.get("/v1/videos").get_json()["data"]) == 1


def test_bad_changes_are_refused(client: FlaskClient, source: Any) -> None:
    reference = {"id": source["id"]}
    assert post(client, "/nobody/remix", 404, prompt="slower")["param"] == "video_id"
    assert post(client, f"/{source['id']}/remix", 400, prompt="remove scene 9")["param"] == "prompt"
    assert post(client, f"/{source['id']}/remix", 400)["param"] == "prompt"
    assert post(client, "/edits", 400, prompt="remove scene 9", video=reference)["param"] == "prompt"
    assert post(client, "/edits", 400, prompt="scene 2 slower", video=reference)["param"] == "prompt"
    assert post(client, "/edits", 400, prompt='{"scene": 0, "with": {}}', video=reference)["param"] == "prompt"
    assert post(client, "/edits", 400, prompt='{"scene": 2, "with": {"type": 7}}', video=reference)["param"] == "prompt"
    assert post(client, "/edits", 400, prompt="slower")["param"] == "video"
    assert post(client, "/edits", 400, prompt="slower", video={})["param"] == "video.id"
    assert post(client, "/edits", 404, prompt="slower", video="../../x")["param"] == "video_id"
    assert post(client, "/extensions", 400, prompt="x", video=reference, seconds="x")["param"] == "seconds"
    assert post(client, "/extensions", 400, prompt='{"scenes": []}', video=reference)["param"] == "prompt"


def test_an_uploaded_file_is_refused_with_what_can_be_done(client: FlaskClient) -> None:
    form = {"prompt": "slower", "video": (io.BytesIO(b"\0\0\0\x18ftypmp42"), "x.mp4")}
    answer = client.post("/v1/videos/edits", data=form, content_type="multipart/form-data")
    assert answer.status_code == 400
    assert answer.get_json()["error"]["param"] == "video"


def test_the_sdk_forms_are_read(client: FlaskClient, container: Container, source: Any) -> None:
    container.runner.stop()
    form = {"prompt": "slower", "video[id]": source["id"]}
    answer = client.post("/v1/videos/edits", data=form, content_type="multipart/form-data")
    assert answer.status_code == 200, answer.text


Opened = Callable[..., FlaskClient]


@pytest.fixture
def at(make_settings: Callable[..., Settings]) -> Iterator[Opened]:
    """A client of a server with the given settings."""
    houses: list[Container] = []

    def open_(**values: Any) -> FlaskClient:
        container = Container(make_settings(render_workers=1, **values))
        container.database.migrate()
        container.runner.start()
        houses.append(container)
        return create_app(container.settings, container).test_client()

    yield open_
    for container in houses:
        container.close()


def test_a_language_model_changes_what_words_can_not(at: Opened) -> None:
    spanish = BOARD | {"language": "es", "title": "Ganchos"}
    with Upstream(Scenario(replies=({"storyboard": spanish},))) as upstream:
        client = at(openai_base_url=upstream.url)
        first = ended(client, post(client, "", prompt=json.dumps(BOARD)))
        remixed = ended(client, post(client, f"/{first['id']}/remix", prompt="in Spanish"))
        assert remixed["status"] == "completed", remixed
        assert client.get(f"/api/videos/{remixed['id']}").get_json()["title"] == "Ganchos"


def sora(at: Opened, upstream: Upstream) -> tuple[FlaskClient, Any]:
    client = at(video_engines=("sora",), sora_base_url=upstream.url, sora_api_key="k")
    first = ended(client, post(client, "", prompt="Otters", seconds="4"))
    assert first["status"] == "completed", first
    return client, first


@pytest.mark.parametrize(
    ("path", "fields", "seconds"),
    [
        ("/{id}/remix", {}, "4"),
        ("/edits", {"video": "{id}"}, "4"),
        ("/extensions", {"video": "{id}", "seconds": "4"}, "8"),
    ],
)
def test_an_engine_that_has_it_is_asked_for_it(at: Opened, path: str, fields: dict[str, str], seconds: str) -> None:
    with Upstream() as upstream:
        client, first = sora(at, upstream)
        told = {name: value.format(id=first["id"]) for name, value in fields.items()}
        new = ended(client, post(client, path.format(id=first["id"]), prompt="By night", **told))
        assert (new["status"], new["seconds"]) == ("completed", seconds), new
        assert len(upstream.creates) == 1
        assert len(upstream.videos.jobs) == 2


def test_an_engine_that_has_it_not_is_asked_for_what_it_has(at: Opened) -> None:
    with Upstream(Scenario(derive=Fault(404, {"detail": "Not Found"}))) as upstream:
        client, first = sora(at, upstream)
        remixed = ended(client, post(client, f"/{first['id']}/remix", prompt="By night"))
        assert remixed["status"] == "completed", remixed
        assert upstream.creates[1].fields["prompt"] == "Otters The same again, but changed: By night"
        longer = ended(client, post(client, "/extensions", video=first["id"], prompt="They wake", seconds="4"))
        assert longer["seconds"] == "8"
        assert len(upstream.creates) == 3


def test_a_lost_remix_is_looked_for_and_not_paid_twice(at: Opened) -> None:
    with Upstream(Scenario(derive=Fault(cut="before", taken=True))) as upstream:
        client, first = sora(at, upstream)
        remixed = ended(client, post(client, f"/{first['id']}/remix", prompt="By night"))
        assert remixed["status"] == "completed", remixed
        assert len([r for r in upstream.requests if r.path.endswith("/remix")]) == 1
        assert len(upstream.videos.jobs) == 2
