"""Models that are gone while programs still ask for them, and what becomes of such an order."""

from __future__ import annotations

import re

from .base import Model

_SORA = re.compile(r"sora-2(-pro)?(-\d{4}-\d{2}-\d{2})?")
"""OpenAI's models and their snapshots. They are the protocol's own names, so whichever engine is first serves them."""

GONE = {
    "pika": "Pika",
    "pika-1.0": "Pika",
    "pika-2.2": "Pika",
}
"""Models whose makers have no engine here, with these makers."""


def served_by_any(model: str) -> bool:
    """Whether the first engine makes what is ordered from the model."""
    return _SORA.fullmatch(model) is not None


def is_retired(model: str | None, served_by: Model) -> bool:
    """Whether `model` was asked for, is gone, and `served_by` takes its place."""
    return model is not None and model != served_by.id and (model in served_by.replaces or served_by_any(model))


def retired_note(model: str | None, served_by: Model) -> tuple[str, ...]:
    """What is told to whoever asked for a model that is gone; nothing to all others."""
    return (f"{model} is retired; {served_by.id} makes the video instead.",) if is_retired(model, served_by) else ()
