"""What happens by a law: a model with its quantities, what is shown of it, and what is changed meanwhile."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, ValidationError, model_validator

from ..base import BaseScene, Cued, Line, OptionalShort, Part
from ..shown import Phrasing, Picture, parts
from ..tidying import tidy
from ..wording import Wording
from .laws import AnyModel, SimulationModel

Name = Annotated[str, BeforeValidator(tidy), Field(min_length=1, max_length=40)]
_LATEX = 200


class Change(Cued):
    """At its cue the run starts, stops or slows down, or a quantity of the model is set to another value."""

    do: Literal["start", "stop", "slow", "set"] = "set"
    quantity: Annotated[OptionalShort, Wording.KEPT] = Field(
        default="", description="For set: the name of a quantity of the model."
    )
    to: Annotated[OptionalShort, Wording.KEPT] = Field(default="", description="For set: its new value, such as 60°.")


class Linked(Part):
    """A small plot that grows along: two readings."""

    x: Name = "time"
    y: Name


class SimulateScene(BaseScene):
    """A heading and something that happens by a law. All places and values are computed from the quantities."""

    label: ClassVar[str] = "heading"
    settling: ClassVar[float] = 2.0

    type: Literal["simulate"] = "simulate"
    heading: Line
    model: AnyModel
    vectors: Annotated[tuple[Literal["velocity", "components", "forces", "none"], ...], Field(max_length=3)] = Field(
        default=(), description="Arrows; empty: those that suit."
    )
    readings: Annotated[tuple[Name, ...], Field(max_length=5)] = Field(
        default=(), description="Such as time, height, speed; empty: those that suit."
    )
    plot: Linked | None = None
    formula: Annotated[str, BeforeValidator(tidy), Field(max_length=_LATEX)] = Field(
        default="", description="The law in LaTeX, or empty."
    )
    changes: Annotated[tuple[Change, ...], Field(max_length=6)] = ()

    @model_validator(mode="after")
    def _can_be_read(self) -> Self:
        offers = self.model.offers
        for index, name in enumerate(self.readings):
            if name not in offers:
                raise ValueError(f"readings.{index} is not read in {self.model.name}, but {', '.join(offers)}")
        for name in (self.plot.x, self.plot.y) if self.plot else ():
            if name not in offers:
                raise ValueError(f"plot can't show {name}, but {', '.join(offers)}")
        return self

    @model_validator(mode="after")
    def _can_be_changed(self) -> Self:
        model: SimulationModel = self.model
        for index, change in enumerate(self.changes):
            if change.do == "set":
                model = changed(model, change, index)
        return self

    def stages(self) -> list[SimulationModel]:
        """The model as it is at first and after each change."""
        found: list[SimulationModel] = [self.model]
        for index, change in enumerate(self.changes):
            if change.do == "set":
                found.append(changed(found[-1], change, index))
        return found

    def shown(self, phrasing: Phrasing) -> Picture:
        """The model's quantities with their values, and what they become."""
        told = [(phrasing.quantity(value, unit),) for _, value, unit in self.model.told()]
        told += [(change.to,) for change in self.changes if change.to]
        return Picture("simulate", parts(*told))


def changed(model: SimulationModel, change: Change, index: int) -> SimulationModel:
    """`model` with one quantity set anew. Raises `ValueError` if it has no such quantity, or can't have the value."""
    names = model.quantities()
    if change.quantity not in names:
        raise ValueError(f"changes.{index}.quantity is none of {model.name}: {', '.join(names)}")
    try:
        return type(model).model_validate(model.model_dump() | {change.quantity: change.to})
    except ValidationError as error:
        why = error.errors(include_url=False, include_input=False)[0]["msg"].removeprefix("Value error, ")
        raise ValueError(f"changes.{index}.to {why}") from error
