"""What of an equation can't be set."""

from __future__ import annotations

from collections.abc import Iterator

from ....errors import StoryboardError
from ...drawing.formulas.formula import formula
from .scene import EquationScene


def unread(scene: EquationScene, language: str) -> Iterator[str]:
    """A line for each formula that can't be read, so that its source is shown instead."""
    for index, step in enumerate(scene.steps):
        try:
            formula(step.latex, language)
        except StoryboardError as error:
            yield f"steps.{index}.{error}, so it is shown as it was written."
