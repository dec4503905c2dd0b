"""JSON from outside: every text of it can be kept and sent, and none of it takes the machine down."""

from __future__ import annotations

import json

import pytest

from hackathon_backend.errors import TooMuch
from hackathon_backend.net import strict_json


@pytest.mark.parametrize("text", ['"\\ud800"', '"\\udfff\\ud800"', '"\\u0000"', '{"\\uD800":{"\\u0000":["\\uDBFF"]}}'])
def test_texts_can_be_written(text: str) -> None:
    read = json.dumps(strict_json.loads(text), ensure_ascii=False)
    assert read.encode()
    assert "\\u0000" not in read


def test_the_rest_stays_as_it_is() -> None:
    value = {"a": ["\U0001f600", "é\n", 1, 2.5, None, True], "\u2028": {"b": {}}}
    assert strict_json.loads(json.dumps(value)) == value
    assert strict_json.loads(json.dumps(value, ensure_ascii=False).encode("utf-16")) == value


@pytest.mark.parametrize("data", [b'"\xed\xa0\x80"', b'"\xff"', b"", b"9" * 5000, b'"\0"'])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):
        strict_json.loads(data)


@pytest.mark.parametrize("depth", [strict_json.DEEPEST + 1, 900, 100_000])
def test_brackets_inside_each_other_are_bounded(depth: int) -> None:
    assert strict_json.loads("[" * 50 + "]" * 50)
    assert strict_json.loads(json.dumps([[1]] * 200))
    with pytest.raises(TooMuch):
        strict_json.loads("[" * depth + "]" * depth)


def test_a_long_text_may_be_a_picture_but_not_many_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strict_json, "MOST_BYTES", 1000)
    monkeypatch.setattr(strict_json, "MOST_VALUES", 100)
    assert strict_json.loads(json.dumps({"image_url": "data:image/png;base64," + "A" * 5000}))
    with pytest.raises(TooMuch):
        strict_json.loads(json.dumps([[]] * 500))
