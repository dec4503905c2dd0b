"""Prompts are refined, and made of templates."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient


def test_a_prompt_comes_back_with_what_was_added(client: FlaskClient) -> None:
    answer = client.post("/api/prompts/refine", json={"prompt": "A cat", "refinementPrompt": "warmer, at night"})
    told = answer.get_json()
    assert answer.status_code == 200
    assert told["original"] == "A cat"
    assert told["refined"].startswith("A cat. At night, warm golden light")
    assert (told["refiner"], told["medium"]) == ("rules", "filmed")


def test_a_prompt_for_an_engine_that_draws_gets_no_camera(client: FlaskClient) -> None:
    told = client.post("/api/prompts/refine", json={"prompt": "Tides", "model": "storyboard-1"}).get_json()
    assert (told["refined"], told["medium"]) == ("Tides", "drawn")


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({}, "prompt"),
        ({"prompt": " "}, "prompt"),
        ({"prompt": 7}, "prompt"),
        ({"prompt": "x", "model": "nobody's"}, "model"),
        ({"prompt": "x", "refinementPrompt": "y" * 2000}, "refinementPrompt"),
        ({"prompt": "x", "languge": "de"}, "languge"),
    ],
)
def test_a_wrong_wish_to_refine_is_refused(client: FlaskClient, body: dict[str, Any], param: str) -> None:
    answer = client.post("/api/prompts/refine", json=body)
    assert answer.status_code == 400
    assert answer.get_json()["error"]["param"] == param


def test_advice_names_the_words_that_it_is_about(client: FlaskClient) -> None:
    prompt = "A 🦊 meets Albert Einstein in a meadow"
    told = client.post("/api/prompts/advice", json={"prompt": prompt}).get_json()
    (person,) = [each for each in told["findings"] if each["kind"] == "real_person"]
    assert prompt[person["start"] : person["end"]] == "Albert Einstein"
    assert told["medium"] == "filmed"


def test_advice_for_the_engine_that_draws_is_another(client: FlaskClient) -> None:
    body = {"prompt": "Marie Curie. " * 300, "model": "storyboard-1", "seconds": 20}
    told = client.post("/api/prompts/advice", json=body).get_json()
    assert (told["engine"], told["medium"]) == ("storyboard", "drawn")
    assert {each["kind"] for each in told["findings"]} == {"one_block", "length"}


def test_advice_on_a_length_that_the_model_can_not_make(client: FlaskClient) -> None:
    body = {"prompt": "The tides rise and fall twice a day.", "model": "storyboard-1", "seconds": 5000}
    told = client.post("/api/prompts/advice", json=body).get_json()
    assert any(each["kind"] == "length" for each in told["findings"])


def test_templates_are_listed_read_and_filled(client: FlaskClient) -> None:
    listed = client.get("/api/templates").get_json()["templates"]
    one = client.get(f"/api/templates/{listed[0]['id']}").get_json()
    assert one == listed[0]
    values = {gap["name"]: gap["example"] for gap in one["gaps"]}
    filled = client.post(f"/api/templates/{one['id']}/render", json={"values": values}).get_json()
    assert filled["missing"] == []
    assert filled["seconds"] == one["seconds"]
    assert all(value in filled["prompt"] for value in values.values())


@pytest.mark.parametrize(
    ("body", "param"),
    [
        ({"values": {}}, "values.subject"),
        ({"values": []}, "values"),
        ({"values": {"nothing": "x"}}, "values.nothing"),
        ({"value": {}}, "value"),
    ],
)
def test_a_template_that_is_filled_wrongly_names_the_field(client: FlaskClient, body: Any, param: str) -> None:
    answer = client.post("/api/templates/cinematic-scene/render", json=body)
    assert answer.status_code == 400
    assert answer.get_json()["error"]["param"] == param


def test_a_template_that_is_not_there_is_not_found(client: FlaskClient) -> None:
    assert client.get("/api/templates/..%2fsecret").status_code == 404
    assert client.post("/api/templates/none/render", json={"values": {}}).status_code == 404
