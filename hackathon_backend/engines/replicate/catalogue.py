"""The models that are ordered from, before and after their schemas have been read."""

from __future__ import annotations

from dataclasses import replace

from ..base import Model
from .inputs import ModelInputs

_SIZES = ("1280x720", "720x1280", "960x960", "1920x1080", "1080x1920")


def unread(name: str) -> Model:
    """What is taken to be true of a model until its schema tells more."""
    return Model(
        id=name,
        name=name,
        description=f"{name}, at Replicate",
        seconds=(1, 30),
        sizes=_SIZES,
        any_length=True,
        default_seconds=8,
        reference_images=1,
    )


def described(model: Model, inputs: ModelInputs) -> Model:
    """The model with the lengths and pictures that its schema tells."""
    lengths, pictures = inputs.lengths(), inputs.pictures()
    told = replace(model, reference_images=pictures)
    if not lengths:
        return told
    if inputs.any_length():
        low, high = lengths[0], lengths[-1]
        return replace(told, seconds=(low, high), default_seconds=min(max(model.default_seconds, low), high))
    nearest = min(lengths, key=lambda each: (abs(each - model.default_seconds), -each))
    return replace(told, seconds=lengths, any_length=False, default_seconds=nearest)
