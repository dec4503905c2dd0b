"""Equations that follow from one another."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field

from ..base import BaseScene, Cued, Line, OptionalLine
from ..shown import Phrasing, Picture, ShownPart
from ..tidying import tidy


def _bare(value: object) -> object:
    """LaTeX without the dollar signs and brackets that writers put around it."""
    text = tidy(value)
    if not isinstance(text, str):
        return text
    for opening, closing in (("$$", "$$"), ("$", "$"), (r"\[", r"\]"), (r"\(", r"\)")):
        if text.startswith(opening) and text.endswith(closing) and len(text) > len(opening) + len(closing):
            return text[len(opening) : -len(closing)].strip()
    return text


Latex = Annotated[
    str,
    BeforeValidator(_bare),
    Field(min_length=1, max_length=400, description=r"LaTeX math without dollar signs, such as x = \frac{a}{b}."),
]
OptionalLatex = Annotated[str, BeforeValidator(_bare), Field(max_length=120)]


class EquationStep(Cued):
    """One equation, and in a few words what was done to get there."""

    latex: Latex
    note: OptionalLine = ""
    mark: OptionalLatex = Field(
        default="", description="Part of the equation to point at, copied from it; empty: what is new in it."
    )


class EquationScene(BaseScene):
    """A heading and one to five equations below one another; what changes from one to the next is marked."""

    label: ClassVar[str] = "heading"

    type: Literal["equation"] = "equation"
    heading: Line
    steps: Annotated[tuple[EquationStep, ...], Field(min_length=1, max_length=10)]

    def shown(self, phrasing: Phrasing) -> Picture:
        """The formulas with their notes."""
        steps = ((phrasing.formula(step.latex), step.note) for step in self.steps)
        found = (ShownPart((*filter(None, step),), f"{step[0]} ({step[1]})" if step[1] else step[0]) for step in steps)
        return Picture("equation", tuple(found))
