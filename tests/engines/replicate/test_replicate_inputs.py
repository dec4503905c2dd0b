"""A model's schema, read; and an order put into it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon_backend.engines.base import Order
from hackathon_backend.engines.replicate.asking import Asking
from hackathon_backend.engines.replicate.catalogue import described, unread
from hackathon_backend.engines.replicate.inputs import ModelInputs, inputs_in
from hackathon_backend.errors import OrderRejected
from tests.engines.vendors.replicate import choice, schema
from tests.upstream.media import picture

PROMPT = {"prompt": {"type": "string"}}
ORDER = Order("job-1", "An otter", "acme/clips", 8, "1280x720")


def asked(properties: dict[str, dict[str, Any]], order: Order = ORDER) -> dict[str, Any]:
    """What is asked beside the prompt."""
    values = Asking(order, read({**PROMPT, **properties})).values
    assert values.pop("prompt") == "An otter"
    return values


def read(properties: dict[str, dict[str, Any]], required: tuple[str, ...] = ("prompt",)) -> ModelInputs:
    inputs = inputs_in(schema(properties, required))
    assert inputs is not None
    return inputs


INTEGER: dict[str, Any] = {"type": "integer"}
WAYS: list[tuple[dict[str, dict[str, Any]], dict[str, Any]]] = [
    ({"duration": choice("duration", 5, 10)}, {"duration": 10}),
    ({"duration": choice("duration", "4s", "8s")}, {"duration": "8s"}),
    ({"duration": choice("duration", "5", "6")}, {"duration": "6"}),
    ({"seconds": {**INTEGER, "minimum": 1, "maximum": 5}}, {"seconds": 5}),
    ({"duration": {"type": "number", "minimum": 10}}, {"duration": 10}),
    ({"duration": {"type": "string"}}, {"duration": "8"}),
    (
        {
            "num_frames": {**INTEGER, "minimum": 81, "maximum": 100},
            "frames_per_second": {**INTEGER, "default": 16},
        },
        {"num_frames": 100},
    ),
    ({"num_frames": {**INTEGER, "default": 81}}, {"num_frames": 192}),
    ({"aspect_ratio": choice("aspect_ratio", "9:16", "1:1", "16:9")}, {"aspect_ratio": "16:9"}),
    ({"aspect_ratio": choice("aspect_ratio", "auto", "1:1", "4:3")}, {"aspect_ratio": "4:3"}),
    ({"aspect_ratio": {"type": "string"}}, {"aspect_ratio": "16:9"}),
    ({"resolution": choice("resolution", "480p", "1080p", "720p")}, {"resolution": "720p"}),
    ({"resolution": choice("resolution", "768P", "4k")}, {"resolution": "768P"}),
    ({"mode": choice("mode", "standard", "pro")}, {}),
    ({"size": choice("size", "832*480", "480*832", "1280*720")}, {"size": "1280*720"}),
    (
        {"width": {**INTEGER, "maximum": 1024}, "height": {**INTEGER, "minimum": 768}},
        {"width": 1024, "height": 768},
    ),
    ({"seed": INTEGER, "guidance": {"type": "number", "default": 5}}, {}),
]


@pytest.mark.parametrize(("properties", "values"), WAYS)
def test_an_order_goes_into_the_inputs_that_a_model_has(
    properties: dict[str, dict[str, Any]], values: dict[str, Any]
) -> None:
    assert asked(properties) == values


def test_a_nullable_choice_is_one() -> None:
    schemas = {
        "Input": {
            "properties": {
                "prompt": {"type": "string"},
                "duration": {"anyOf": [{"$ref": "#/components/schemas/duration"}, {"type": "null"}]},
            },
            "required": ["prompt"],
        },
        "duration": {"enum": [3, 9], "type": "integer"},
    }
    inputs = inputs_in({"components": {"schemas": schemas}})
    assert inputs is not None
    assert Asking(ORDER, inputs).values["duration"] == 9


PICTURES: list[tuple[dict[str, dict[str, Any]], int, list[str], str]] = [
    ({"image": {"type": "string"}}, 1, ["image"], ""),
    ({"start_image": {"type": "string"}, "end_image": {"type": "string"}}, 2, ["start_image", "end_image"], ""),
    ({"image": {"type": "string"}}, 3, ["image"], "takes 1 reference images; 2 of 3 were left out"),
    ({"end_image": {"type": "string"}}, 1, [], "takes no reference images; 1 of 1 were left out"),
    ({}, 1, [], "takes no reference images; 1 of 1 were left out"),
    ({"reference_images": {"type": "array", "maxItems": 2}}, 3, ["reference_images"], "2 reference images; 1 of 3"),
    ({"image": {"type": "string"}, "reference_images": {"type": "array"}}, 2, ["reference_images"], ""),
]


@pytest.mark.parametrize(("properties", "count", "names", "note"), PICTURES)
def test_pictures_go_where_a_model_takes_them(
    properties: dict[str, dict[str, Any]], count: int, names: list[str], note: str, tmp_path: Path
) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(picture())
    asking = Asking(replace(ORDER, references=(str(path),) * count), read({**PROMPT, **properties}))
    assert [name for name in asking.values if name != "prompt"] == names
    assert any(note in each for each in asking.notes)


@pytest.mark.parametrize("properties", [{"image": {"type": "string"}}, {"negative_prompt": {"type": "string"}}])
def test_a_model_without_a_prompt_is_none_of_ours(properties: dict[str, dict[str, Any]]) -> None:
    with pytest.raises(OrderRejected, match="takes no prompt"):
        Asking(ORDER, read(properties, ()))


def test_a_required_input_with_a_default_is_left_to_the_model() -> None:
    inputs = read({**PROMPT, "steps": {"type": "integer", "default": 30}}, ("prompt", "steps"))
    assert Asking(ORDER, inputs).values == {"prompt": "An otter"}


MODELS: list[tuple[dict[str, dict[str, Any]], tuple[float, ...], bool, float, int]] = [
    ({"duration": choice("duration", 10, 5)}, (5, 10), False, 10, 0),
    ({"duration": {"type": "integer", "minimum": 2, "maximum": 6}}, (2, 6), True, 6, 0),
    ({"image": {"type": "string"}, "last_frame": {"type": "string"}}, (1, 30), True, 8, 2),
    ({"reference_images": {"type": "array", "maxItems": 4}}, (1, 30), True, 8, 4),
    ({"num_frames": {"type": "integer", "minimum": 48, "maximum": 240}}, (2, 10), True, 8, 0),
]


@pytest.mark.parametrize(("properties", "seconds", "any_length", "default", "pictures"), MODELS)
def test_a_schema_tells_what_a_model_can_do(
    properties: dict[str, dict[str, Any]],
    seconds: tuple[float, ...],
    any_length: bool,
    default: float,
    pictures: int,
) -> None:
    model = described(unread("acme/clips"), read({**PROMPT, **properties}))
    told = (model.seconds, model.any_length, model.default_seconds, model.reference_images)
    assert told == (seconds, any_length, default, pictures)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
NAMES = st.sampled_from(["prompt", "duration", "aspect_ratio", "resolution", "size", "width", "height", "num_frames"])
WORDS = st.sampled_from(["type", "enum", "minimum", "maximum", "default", "allOf", "anyOf", "$ref", "maxItems"])


@pytest.mark.slow
@given(st.dictionaries(NAMES, st.dictionaries(WORDS, JSON, max_size=4) | JSON, max_size=6), JSON)
def test_any_schema_is_read_or_refused(properties: dict[str, Any], required: Any) -> None:
    found = inputs_in({"components": {"schemas": {"Input": {"properties": properties, "required": required}}}})
    if found is None:
        return
    described(unread("acme/clips"), found)
    try:
        Asking(ORDER, found)
    except OrderRejected:
        return
