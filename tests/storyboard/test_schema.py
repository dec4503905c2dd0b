"""The schema for language models: small, strict, and true to the models."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from hackathon_backend.storyboard import Storyboard, editor_schema, model_schema
from hackathon_backend.storyboard.kinds import KINDS


def objects(node: Any) -> Iterator[dict[str, Any]]:
    """Every object of a schema that has properties."""
    if isinstance(node, dict):
        if isinstance(node.get("properties"), dict):
            yield node
        for value in node.values():
            yield from objects(value)
    elif isinstance(node, list):
        for value in node:
            yield from objects(value)


def test_every_field_is_required_and_no_other_is_allowed() -> None:
    for found in objects(model_schema()):
        assert found["required"] == list(found["properties"])
        assert found["additionalProperties"] is False


def test_nothing_in_it_is_unknown_to_structured_outputs() -> None:
    text = json.dumps(model_schema())
    assert not any(f'"{word}":' in text for word in ("oneOf", "default", "maxLength", "discriminator", "pattern"))
    assert len(text) < 50_000


def test_narrations_are_written_before_what_is_shown() -> None:
    points = model_schema()["$defs"]["PointsScene"]["properties"]
    assert list(points)[:2] == ["type", "narration"]


def test_only_the_wanted_kinds_are_offered_with_what_they_need() -> None:
    schema = model_schema({"points", "title"})
    assert set(schema["$defs"]) == {"TitleScene", "PointsScene", "Point"}


def test_a_language_model_is_not_asked_for_pictures_it_does_not_have() -> None:
    assert "ImageScene" not in model_schema()["$defs"]


def test_the_schema_for_editors_has_a_sample_of_each_kind_that_can_be_drawn_anywhere() -> None:
    schema = editor_schema()
    offered = schema["properties"]["scenes"]["items"]["oneOf"]
    kinds = [schema["$defs"][place["$ref"].split("/")[-1]] for place in offered]
    samples = [kind["examples"][0] for kind in kinds]
    assert [kind["x-when"] for kind in kinds] == [kind.when for kind in KINDS.values()]
    board = Storyboard.read({"title": "Samples", "scenes": samples})
    assert [scene.type for scene in board.scenes] == list(KINDS)
    assert next(scene["source"] for scene in samples if "source" in scene).startswith("data:image/webp;base64,")


def test_a_field_called_title_is_kept() -> None:
    schema = model_schema()
    assert "title" in schema["properties"]
    board = {"title": "x", "language": "en", "theme": "clean", "scenes": [{"type": "title", "title": "x"}]}
    assert Storyboard.read(board).scenes[0].chapter == "x"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("**Light** is *fast*, says `low`.", "Light is fast, says low."),
        ("See [the page](https://a.example/b) and ![a leaf](leaf.png).", "See the page and a leaf."),
        ("2 * 3 * 4 and snake_case_name and `a * b * c`", "2 * 3 * 4 and snake_case_name and a * b * c"),
        ("*args and **kwargs stay", "*args and **kwargs stay"),
        ("__init__ stays in `__init__`", "init stays in __init__"),
    ],
)
def test_what_is_said_carries_no_marks_of_markdown(written: str, said: str) -> None:
    board = Storyboard.read({"title": "T", "scenes": [{"type": "title", "title": "T", "narration": written}]})
    assert [part.text for part in board.scenes[0].utterances()] == [said]
