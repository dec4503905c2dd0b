"""What is filled in is data: it stands in the prompt letter by letter."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackathon_backend.errors import RequestError
from hackathon_backend.writers.templates.template import PromptTemplate

SHOW = PromptTemplate.model_validate(
    {
        "id": "show",
        "name": "Show",
        "description": "Shows.",
        "category": "scene",
        "prompt": r"{thing} in {place}: {note}, \frac{a}{b}, {count} times, {unknown}",
        "gaps": {
            "thing": {"label": "What", "example": "a bee", "max_length": 40},
            "place": {"label": "Where", "example": "a box", "default": "a meadow"},
            "note": {"label": "Note", "example": "softly", "required": False},
            "count": {
                "label": "How often",
                "example": "3",
                "kind": "number",
                "minimum": 1,
                "maximum": 9,
                "default": "2",
            },
        },
    }
)


def test_defaults_stand_in_and_optional_gaps_may_stay_empty() -> None:
    assert SHOW.render({"thing": "A fox"}) == (r"A fox in a meadow: , \frac{a}{b}, 2 times, {unknown}", ["note"])


@given(st.text(min_size=1, max_size=40).filter(lambda text: text.strip() and text == text.strip("\n")))
def test_a_value_is_inserted_letter_by_letter(value: str) -> None:
    prompt, _ = SHOW.render({"thing": "x", "note": value})
    assert f": {value}, \\frac{{a}}{{b}}" in prompt


@pytest.mark.parametrize("value", ["{place}", "{{ config }}", "${HOME}", r"\1 \g<0>", "a\nb", "%s", "{thing}{thing}"])
def test_template_syntax_in_a_value_stays_as_it_is(value: str) -> None:
    assert SHOW.render({"thing": "x", "note": value})[0].split(": ", 1)[1].startswith(value)


@pytest.mark.parametrize(
    ("values", "param", "said"),
    [
        ({}, "thing", "is needed"),
        ({"thing": " "}, "thing", "is needed"),
        ({"thing": "x", "colour": "red"}, "colour", "no gap"),
        ({"thing": "x" * 41}, "thing", "40 characters"),
        ({"thing": ["x"]}, "thing", "text or a number"),
        ({"thing": True}, "thing", "text or a number"),
        ({"thing": {"a": 1}}, "thing", "text or a number"),
        ({"thing": "x", "count": "many"}, "count", "a number"),
        ({"thing": "x", "count": 12}, "count", "between 1 and 9"),
        ({"thing": "x", "count": "1e9"}, "count", "a number"),
    ],
)
def test_a_wrong_value_is_refused_by_the_name_of_its_gap(values: dict[str, Any], param: str, said: str) -> None:
    with pytest.raises(RequestError) as refused:
        SHOW.render(values)
    assert refused.value.param == f"values.{param}"
    assert said in refused.value.message


def test_a_word_can_not_end_the_place_that_it_stands_in() -> None:
    gap = SHOW.gaps["thing"].model_copy(update={"kind": "word"})
    assert gap.fault('a" b') == "can't have \" in it"
    assert gap.fault("a\nb") == "can't have a line break in it"
    assert gap.fault("Xi'an, 3,474 km") is None
