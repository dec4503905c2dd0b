"""What was asked for, rounded to what a model can do, and said."""

from __future__ import annotations

import math
from dataclasses import dataclass

from .base import Model


@dataclass(frozen=True)
class Fitted:
    """A length in seconds and a size that the model can do, with a note for each that had to change.

    `length_note` is one of the `notes`: a promise, which holds until the video is there and its length is known.
    """

    seconds: float
    size: str
    notes: tuple[str, ...] = ()
    length_note: str | None = None


def fit(model: Model, seconds: float | None, size: str | None, *, references: int = 0) -> Fitted:
    """Round to the nearest length and size of the model; None takes the model's default.

    `references` is how many pictures are sent along: it is said which of them the model does not take.
    """
    length = _nearest_length(model, seconds)
    frame = _nearest_size(model, size)
    length_note = size_note = None
    if seconds is not None and length != seconds:
        length_note = other_length(model, seconds, length)
    if size is not None and frame != size:
        size_note = f"{model.id} can't make {size}; it makes {frame} instead."
    notes = (length_note, size_note, _left_out(model, references))
    return Fitted(length, frame, tuple(note for note in notes if note), length_note)


def other_length(model: Model, asked: float, seconds: float) -> str:
    """The note that promises `seconds` where `asked` can't be made."""
    return f"{model.id} can't make {asked:g} seconds; it makes {seconds:g} instead."


def _left_out(model: Model, references: int) -> str | None:
    """The note on reference images that the model can't take."""
    most, rest = model.reference_images, references - model.reference_images
    if rest <= 0:
        return None
    takes = {0: "no reference images", 1: "1 reference image"}.get(most, f"{most} reference images")
    lost = "1 was" if rest == 1 else f"{rest} were"
    return f"{model.id} takes {takes}; of {references} sent, {lost} left out."


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
