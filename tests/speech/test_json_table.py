"""A table finds what the object of its text holds, and nothing else."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hackathon_backend.speech.json_table import JsonTable

Values = dict[str, str | dict[str, str | float | None]]

plain = st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False), st.text())
objects = st.dictionaries(st.text(), st.one_of(st.text(), st.dictionaries(st.text(), plain, max_size=3)), min_size=1)


def written(values: object) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode()


@pytest.mark.slow
@given(objects, st.text())
@example({"read": {"VBD": "ɹˈɛd", "DEFAULT": "ɹˈid", "NOUN": None}, 'say "}"': {"},": 'a\\"'}}, "VBD")
def test_it_holds_what_the_object_holds(values: Values, other: str) -> None:
    table = JsonTable(written(values))
    assert {key: table.get(key) for key in values} == values
    assert table.get(other) == values.get(other)


@pytest.mark.slow
@given(objects)
def test_it_may_be_the_last_part_of_a_greater_object(values: Values) -> None:
    text = written({"before": ["NN"], "table": values})
    table = JsonTable(text, text.index(b'"table":') + len(b'"table":'))
    assert {key: table.get(key) for key in values} == values
    assert table.get("before") is None


def test_a_word_that_no_file_could_hold_is_not_there() -> None:
    assert JsonTable(written({"a": "b"})).get("\ud800") is None


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"[1]",
        b'{"a":"b"',
        b'{"a":"b",',
        b'{"a": "b"}',
        b'{"a":1}',
        b'{"a":{"b":{"c":"d"}}}',
        b'{"a":"b","c":["d"]}',
        b'{"a":"b"}{"c":"d"}',
    ],
)
def test_a_text_that_is_no_such_object_is_refused(text: bytes) -> None:
    with pytest.raises(ValueError, match="No entry of a table"):
        JsonTable(text)
