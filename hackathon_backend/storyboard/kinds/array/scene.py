"""Values in a row, and what an algorithm does with them."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from ..base import BaseScene, Cued, Line, OptionalLine, OptionalShort
from ..shown import Phrasing, Picture, ShownPart, parts
from ..tidying import tidy
from ..wording import Wording

LONGEST_VALUE = 28
"""Characters that a cell has room for: a few words of a sentence."""


def _as_text(value: object) -> object:
    if value is None:
        return ""
    return tidy(str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value)


Cell = Annotated[str, BeforeValidator(_as_text), Field(max_length=LONGEST_VALUE)]
"""A value; an empty one is an empty cell."""


class ArrayStep(Cued):
    """One action on the cells `at` (indices from 0).

    point: the pointer called `name` goes to a cell, or out of sight before the first or behind the last one. compare:
    two or more cells are looked at. swap: two cells change places; a pointer such as "pivot" or "min" goes with its
    value, one such as "i" or "left" stays at its cell. mark: cells are done or, with a `name`, belong together under
    it, such as "verb". narrow: only the cells from the first to the last index stay in play. set: a cell gets `name` as
    its value, which may be empty.
    """

    action: Literal["point", "compare", "swap", "mark", "narrow", "set"]
    at: Annotated[tuple[int, ...], Field(min_length=1, max_length=20)]
    name: Annotated[OptionalShort, Wording.KEPT] = ""
    note: OptionalLine = Field(default="", description="What happens, in at most eight words.")


class ArrayScene(BaseScene):
    """A heading, two to twelve values in a row, and the steps of an algorithm on them."""

    label: ClassVar[str] = "heading"
    settling: ClassVar[float] = 0.8
    changing: ClassVar[tuple[str, ...]] = ("values",)

    type: Literal["array"] = "array"
    heading: Line
    values: Annotated[tuple[Cell, ...], Field(min_length=1, max_length=20)]
    steps: Annotated[tuple[ArrayStep, ...], Field(max_length=24)] = ()

    @model_validator(mode="after")
    def _cells_exist(self) -> Self:
        for index, step in enumerate(self.steps):
            beyond = 1 if step.action == "point" else 0
            if any(not -beyond <= cell < len(self.values) + beyond for cell in step.at):
                raise ValueError(f"steps.{index}.at must be indices from 0 to {len(self.values) - 1}")
            if step.action == "swap" and len(set(step.at)) != 2:
                raise ValueError(f"steps.{index}.at must be two different indices to swap")
            if step.action == "set" and not ("name" in step.model_fields_set and len(step.name) <= LONGEST_VALUE):
                raise ValueError(f"steps.{index}.name must be the new value, in at most {LONGEST_VALUE} characters")
        return self

    @property
    def notes(self) -> int:
        """Steps with a note, of which one is seen at a time."""
        return sum(bool(step.note) for step in self.steps)

    def shown(self, phrasing: Phrasing) -> Picture:
        """The values, and the notes on the steps."""
        row = ShownPart(self.values, ", ".join(self.values))
        return Picture("array", (row, *parts(*((step.note,) for step in self.steps))))
