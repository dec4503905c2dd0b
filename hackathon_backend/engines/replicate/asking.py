"""An order put into the inputs of a model, as near as they come to it, with what had to change."""

from __future__ import annotations

import math
import re
from base64 import b64encode
from collections.abc import Callable
from typing import Any

from ...errors import OrderRejected
from ..base import Order
from ..vendors.reference import MEDIA_TYPE, reference_picture
from . import inputs as of
from .inputs import InputField, ModelInputs

_SHAPE = re.compile(r"(\d+(?:\.\d+)?)\s*[:x*/]\s*(\d+(?:\.\d+)?)")
_LINES = re.compile(r"(\d{3,4})\s*p?\b|(\d)k\b", re.IGNORECASE)


class Asking:
    """What one order is asked with: `values` by input, and `notes` on what is not as ordered.

    Raises `OrderRejected` if the model takes no prompt, or needs something that no order says.
    """

    def __init__(self, order: Order, known: ModelInputs) -> None:
        self.values: dict[str, object] = {}
        self.notes: list[str] = []
        self._order = order
        self._known = known
        self._prompt()
        self._length()
        self._frame()
        self._pictures()
        self._check_needed()

    def _prompt(self) -> None:
        field = self._known.first(of.PROMPT)
        if field is None:
            raise OrderRejected(f"{self._order.model} takes no prompt: choose a model that makes videos of words.")
        self.values[field.name] = self._order.prompt

    def _length(self) -> None:
        field, each = self._known.first(of.SECONDS), 1.0
        if field is None and (field := self._known.first(of.FRAMES)) is not None:
            each = self._known.rate()
        if field is None:
            self._note("can't be told a length; its videos are as long as it makes them")
            return
        value, made = _nearest_number(field, self._order.seconds * each)
        self.values[field.name] = value
        if abs(made / each - self._order.seconds) > 0.5:
            self._note(f"makes {made / each:g} seconds, not {self._order.seconds:g}")

    def _frame(self) -> None:
        width, height = (int(side) for side in self._order.size.split("x"))
        if (field := self._known.first(of.SIZE)) is not None and any(map(_sides, field.choices)):
            self._choose(field, lambda choice: _size_distance(choice, width, height), self._order.size)
        elif {"width", "height"} <= self._known.fields.keys():
            for name, side in (("width", width), ("height", height)):
                self.values[name], _ = _nearest_number(self._known.fields[name], side)
        else:
            self._shape_and_lines(width, height)

    def _shape_and_lines(self, width: int, height: int) -> None:
        shape, lines = self._known.first(of.SHAPE), self._known.first(of.RESOLUTION)
        if shape is not None and not shape.choices:
            divisor = math.gcd(width, height)
            self.values[shape.name] = f"{width // divisor}:{height // divisor}"
        elif shape is not None:
            self._choose(shape, lambda choice: _shape_distance(choice, width, height), f"{self._order.size}")
        elif not self._order.references:
            self._note("can't be told a shape; its videos have their own")
        if lines is not None and any(_lines(choice) for choice in lines.choices):
            self._choose(lines, lambda choice: _lines_distance(choice, min(width, height)), None)

    def _choose(self, field: InputField, distance: Callable[[Any], float], asked: str | None) -> None:
        """The nearest choice; with `asked`, a shape that is another one is said."""
        best = min(field.choices, key=distance)
        if math.isinf(distance(best)):
            return
        self.values[field.name] = best
        if asked is not None and distance(best) >= 0.05:
            self._note(f"makes {best} instead of {asked}")

    def _pictures(self) -> None:
        paths = list(self._order.references)
        several = self._known.first(of.PICTURES)
        ends = [field for names in (of.FIRST_PICTURE, of.LAST_PICTURE) if (field := self._known.first(names))]
        if several is not None and (len(paths) > len(ends) or not ends) and paths:
            taken = paths[: several.most or len(paths)]
            self.values[several.name] = [self._picture(path) for path in taken]
        elif ends and ends[0].name in of.FIRST_PICTURE:
            taken = paths[: len(ends)]
            self.values |= {field.name: self._picture(path) for field, path in zip(ends, taken, strict=False)}
        else:
            taken = []
        if left := len(paths) - len(taken):
            self._note(f"takes {len(taken) or 'no'} reference images; {left} of {len(paths)} were left out")

    def _picture(self, path: str) -> str:
        return f"data:{MEDIA_TYPE};base64,{b64encode(reference_picture(path, self._order.size)).decode()}"

    def _check_needed(self) -> None:
        missing = [name for name in self._known.required if name not in self.values]
        missing = [name for name in missing if self._known.fields[name].default is None]
        if not missing:
            return
        pictures = {*of.FIRST_PICTURE, *of.PICTURES}
        if set(missing) <= pictures:
            raise OrderRejected(f"{self._order.model} starts from a picture: send one along.", param="input_reference")
        named = ", ".join(missing)
        raise OrderRejected(f"{self._order.model} needs inputs that no order here has: {named}. Choose another model.")

    def _note(self, what: str) -> None:
        self.notes.append(f"{self._order.model} {what}.")


def _nearest_number(field: InputField, wanted: float) -> tuple[Any, float]:
    """The value of the input that comes nearest, and what it stands for; of two that are as near, the longer."""
    if numbers := field.numbers():
        number, value = min(numbers, key=lambda pair: (abs(pair[0] - wanted), -pair[0]))
        return value, number
    low, high = field.low, field.high
    number = max(wanted, low) if low is not None else wanted
    number = min(number, high) if high is not None else number
    if field.kind == "integer":
        number = round(number)
    return (f"{number:g}" if field.kind == "string" else number), number


def _sides(choice: Any) -> tuple[float, float] | None:
    match = _SHAPE.fullmatch(choice.strip()) if isinstance(choice, str) else None
    sides = (float(match[1]), float(match[2])) if match else None
    return sides if sides and all(sides) else None


def _shape_distance(choice: Any, width: int, height: int) -> float:
    sides = _sides(choice)
    return abs(math.log(sides[0] / sides[1] / (width / height))) if sides else math.inf


def _size_distance(choice: Any, width: int, height: int) -> float:
    sides = _sides(choice)
    if sides is None:
        return math.inf
    # The shape counts first: a picture that is too small still shows what it should.
    return _shape_distance(choice, width, height) + abs(math.log(sides[0] * sides[1] / (width * height))) / 1000


def _lines(choice: Any) -> float | None:
    match = _LINES.search(choice) if isinstance(choice, str) else None
    if match is None:
        return None
    return float(match[1]) if match[1] else 540.0 * int(match[2])


def _lines_distance(choice: Any, lines: int) -> float:
    number = _lines(choice)
    return abs(math.log(number / lines)) if number else math.inf
