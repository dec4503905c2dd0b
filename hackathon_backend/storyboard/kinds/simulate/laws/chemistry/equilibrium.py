"""A reaction that runs both ways until both are equally fast, and what a disturbance does (Le Chatelier)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from ...quantities import Measured
from ..base import ModelStage, SimulationModel

RATE = 1.0
"""How often a second, in all, a molecule changes to the other kind: that of both ways added up."""

Concentration = Annotated[float, Measured("concentration", 0.0, 1e3)]


@dataclass(frozen=True)
class Phase:
    """From a moment on: the concentrations then, and the constant of equilibrium."""

    start: float
    reactants: float
    products: float
    constant: float

    def at(self, clock: float) -> tuple[float, float]:
        """Both concentrations at a moment: they come near to their balance exponentially."""
        total = self.reactants + self.products
        balance = total / (1 + self.constant)
        rest = balance + (self.reactants - balance) * math.exp(-RATE * max(clock - self.start, 0.0))
        return rest, total - rest


@dataclass(frozen=True)
class Reaction:
    """Reactants to products and back, both of the first order."""

    stages: tuple[tuple[float, str, float, float, float], ...]
    """For each change its moment, what was changed, and the quantities: reactants, products, constant."""

    duration: ClassVar[float] = math.inf

    @cached_property
    def phases(self) -> list[Phase]:
        """What goes on from each change on: what was not changed goes on as it was."""
        start, _, reactants, products, constant = self.stages[0]
        found = [Phase(start, reactants, products, constant)]
        for start, name, reactants, products, constant in self.stages[1:]:
            before = found[-1].at(start)
            found.append(
                Phase(
                    start,
                    reactants if name == "reactants" else before[0],
                    products if name == "products" else before[1],
                    constant,
                )
            )
        return found

    def phase(self, clock: float) -> Phase:
        return next((each for each in reversed(self.phases) if clock >= each.start), self.phases[0])

    def at(self, clock: float) -> tuple[float, float]:
        """The concentrations of reactants and of products."""
        return self.phase(clock).at(clock)

    def rates(self, clock: float) -> tuple[float, float]:
        """How fast the reaction runs forwards and backwards, in moles a litre and second."""
        constant = self.phase(clock).constant
        reactants, products = self.at(clock)
        return RATE * constant / (1 + constant) * reactants, RATE / (1 + constant) * products

    def reading(self, name: str, t: float) -> float:
        reactants, products = self.at(t)
        ratio = products / reactants if reactants > 1e-9 else 0.0
        return {"reactants": reactants, "products": products, "ratio": ratio, "time": t}[name]


class Equilibrium(SimulationModel):
    """Reactants become products and back. Set `reactants` or `products` to add or take away, `constant` for heat."""

    also: ClassVar[tuple[str, ...]] = (
        "le_chatelier", "chemical_equilibrium", "le_chateliers_principle", "reversible_reaction", "balance",
    )  # fmt: skip
    lasting: ClassVar[bool] = True
    timed: ClassVar[bool] = False
    usual: ClassVar[int] = 3
    offers: ClassVar[Mapping[str, str]] = MappingProxyType(
        {"reactants": "mol/L", "products": "mol/L", "ratio": "", "time": "s"}
    )
    synonyms: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {
            "reactants": ("reactant", "a", "a0", "initial_reactants", "educts"),
            "products": ("product", "b", "b0", "initial_products"),
            "constant": ("k", "keq", "k_eq", "equilibrium_constant"),
        }
    )

    name: Literal["equilibrium"] = "equilibrium"
    reactants: Concentration = 1.0
    products: Concentration = 0.0
    constant: Annotated[float, Measured("number", 0.01, 100.0)] = 1.0

    def run(self) -> Reaction:
        return self.runs([ModelStage(self, 0.0, math.inf)])[0]

    def runs(self, stages: Sequence[ModelStage]) -> Sequence[Reaction]:
        rows = tuple((s.start, s.changed, s.model.reactants, s.model.products, s.model.constant) for s in stages)
        return [Reaction(rows)] * len(stages)
