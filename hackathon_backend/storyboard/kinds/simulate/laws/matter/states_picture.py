"""Containers with the particles of a substance, and a thermometer where the temperature changes."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from .....drawing.marks import Mark
from .....drawing.stage import Box
from ...brush import RunBrush, whole
from ..particles import discs, placed, trails, vessel
from ..picture import ModelPicture
from .states import HEIGHT, POINTS, WIDTH, Containers, Matter
from .thermometer import Thermometer

_TREMBLING = 1 / 15
"""Seconds for which particles are shown where they are if they do not fly: half as much to be encoded."""
_ABOVE, _BELOW, _APART = 40, 42, 34
"""Units above containers for the state, below them for the temperature, and between them."""


class StatesPicture(ModelPicture):
    """Containers side by side, in tall frames one below the other."""

    @cached_property
    def matters(self) -> tuple[Matter, ...]:
        run = self.line.stages[0].run
        assert isinstance(run, Containers)
        return run.each

    @cached_property
    def heated(self) -> bool:
        """Whether there is one container, with a thermometer."""
        return len(self.matters) == 1

    @cached_property
    def columns(self) -> int:
        """How many containers stand side by side."""
        count = len(self.matters)
        return 1 if self.setting.context.stage.tall or count == 1 else count

    @cached_property
    def beside(self) -> bool:
        """Whether what a single container holds is named at its side, and not above it."""
        return self.heated and self.box.width > 1.2 * self.box.height

    @cached_property
    def edges(self) -> tuple[float, float, float, float]:
        """Pixels kept at the left, above, at the right and below containers."""
        u, substance = self.u, self.matters[0].substance
        named = [self._called(substance, state) for state in ("solid", "liquid", "gas")]
        longest = max(self.pen.block(text, self.theme.ink, size=28).width for text in named) + u(24)
        if self.heated:
            marks = [self.setting.written(value, "°C") for value in POINTS[substance]]
            left = u(92) + max(self.pen.block(text, self.theme.muted, bold=False).width for text in marks)
            return left, 0.0 if self.beside else u(46), longest if self.beside else 0.0, u(4)
        if self.columns == 1:
            return 0.0, u(8), longest, u(8)
        return 0.0, u(_ABOVE), 0.0, u(_BELOW)

    @cached_property
    def unit(self) -> float:
        """Pixels of a particle's diameter."""
        left, above, right, below = self.edges
        rows = -(-len(self.matters) // self.columns)
        across = (self.box.width - left - right - (self.columns - 1) * self.u(_APART)) / self.columns
        return min(across / WIDTH, (self.box.height / rows - above - below) / HEIGHT)

    @cached_property
    def boxes(self) -> list[Box]:
        """Where the containers are."""
        left, above, right, below = self.edges
        width, height = WIDTH * self.unit, HEIGHT * self.unit
        rows = -(-len(self.matters) // self.columns)
        used = width * self.columns + self.u(_APART) * (self.columns - 1) + left + right
        x, step = self.box.x + (self.box.width - used) / 2 + left, self.box.height / rows
        y = self.box.y + above + (step - above - below - height) / 2
        apart = width + self.u(_APART)
        return [
            Box(x + (n % self.columns) * apart, y + (n // self.columns) * step, width, height)
            for n in range(len(self.matters))
        ]

    def marks(self) -> list[Mark]:
        found = [vessel(self.setting, box) for box in self.boxes]
        for box in self.boxes:
            self.setting.places.solid.append(box)
        for index, (box, matter) in enumerate(zip(self.boxes, self.matters, strict=True)):
            is_gas = any(value >= POINTS[matter.substance][1] for _, value in matter.kept)
            brush = RunBrush(self._drawing(matter, box), whole(box), box.x, box.y, 0.0 if is_gas else _TREMBLING)
            found.append(self.setting.moving(box, brush, f"model.temperatures.{index}"))
            self._names(index, matter, box)
        if self.heated:
            found += Thermometer(self, self.matters[0], self.boxes[0]).marks()
        return found

    def _names(self, index: int, matter: Matter, box: Box) -> None:
        """The state, and the temperature if it stays."""
        if self.heated:
            return
        state = self._state(matter, 0.0)
        degrees = self.setting.written(matter.temperature(0.0), "°C")
        if self.columns == 1:
            x, y = box.right + self.u(20), box.centre[1]
            self.setting.label(state, self.theme.ink, [(x, y, 0.0, 1.0)], f"state {index}")
            self.setting.label(
                degrees, self.setting.hue("temperature"), [(x, y + self.u(4), 0.0, 0.0)], f"degrees {index}"
            )
            return
        x = box.centre[0]
        self.setting.label(state, self.theme.ink, [(x, box.y - self.u(8), 0.5, 1.0)], f"state {index}")
        below = [(x, box.bottom + self.u(10), 0.5, 0.0)]
        self.setting.label(degrees, self.setting.hue("temperature"), below, f"degrees {index}")

    def _state(self, matter: Matter, clock: float) -> str:
        """The state as it is called."""
        return self._called(matter.substance, matter.state(clock))

    def _called(self, substance: str, state: str) -> str:
        """A state by its name; those of water have names of their own."""
        named = {"solid": "ice", "liquid": "water", "gas": "steam"}[state] if substance == "water" else ""
        word = self.setting.word(state)
        return f"{self.setting.word(named)}: {word}" if named else word

    def _drawing(self, matter: Matter, box: Box) -> Any:
        radius, colour = self.unit * 0.49, self.theme.accent(0)
        inner = Box(box.x, box.y, box.width, box.height)

        def draw(canvas: Any, clock: float) -> None:
            if self.setting.context.motion.reduced:
                before = [placed(matter.course.at(clock - 0.12 * n), inner, self.unit) for n in range(5)]
                trails(canvas, self.setting, list(zip(*before, strict=True)), radius, colour)
            discs(canvas, placed(matter.course.at(clock), inner, self.unit), radius, colour)

        return draw

    def changes(self, matter: Matter) -> list[tuple[float, str]]:
        """The states that the first container goes through, each with when it is there by the running clock."""
        found = [(0.0, self._state(matter, 0.0))]
        end, clock = self.line.end, 0.0
        while clock <= end:
            state = self._state(matter, clock)
            if state != found[-1][1]:
                found.append((clock, state))
            clock += 0.05
        return found


PICTURE = StatesPicture
