"""What was asked for, rounded to what a model can do, and said."""

from __future__ import annotations

import math
from dataclasses import dataclass

from .base import Model


@dataclass(frozen=True)
class Fitted:
    """A length in seconds and a size that the model can do, with a note for each that had to change."""

    seconds: float
    size: str
    notes: tuple[str, ...] = ()


def fit(model: Model, seconds: float | None, size: str | None) -> Fitted:
    """Round to the nearest length and size of the model; None takes the model's default."""
    length = _nearest_length(model, seconds)
    frame = _nearest_size(model, size)
    notes = []
    if seconds is not None and length != seconds:
        notes.append(f"{model.id} can't make {_number(seconds)} seconds; it makes {_number(length)} instead.")
    if size is not None and frame != size:
        notes.append(f"{model.id} can't make {size}; it makes {frame} instead.")
    return Fitted(length, frame, tuple(notes))


def _nearest_length(model: Model, seconds: float | None) -> float:
    if seconds is None:
        return model.default_seconds
    if model.any_length:
        return min(max(seconds, min(model.seconds)), max(model.seconds))
    # A tie goes to the longer one: a clip that ends before its narration is worse than one that lingers.
    return min(model.seconds, key=lambda each: (abs(each - seconds), -each))


def _nearest_size(model: Model, size: str | None) -> str:
    if size is None or model.any_size:
        return size or model.sizes[0]
    shape, area = _shape_and_area(size)

    def distance(other: str) -> tuple[float, float]:
        other_shape, other_area = _shape_and_area(other)
        # The shape counts first: a picture that is too small still shows what it should.
        return (round(abs(math.log(shape / other_shape)), 3), abs(math.log(area / other_area)))

    return min(model.sizes, key=distance)


def _shape_and_area(size: str) -> tuple[float, float]:
    width, height = (int(side) for side in size.split("x"))
    return width / height, width * height


def _number(value: float) -> str:
    return f"{value:g}"
