"""What is said of words that no drawing was found for."""

from __future__ import annotations

from collections.abc import Iterator

from .figures import figure, figure_of
from .scene import CastScene

_STANDS_IN = "a plain shape stands for it"


def unread(scene: CastScene, language: str) -> Iterator[str]:
    """A line for each word that no drawing was found for. A part of a tree without art is meant to be a box."""
    for index, actor in enumerate(scene.actors):
        if actor.art and figure_of(actor, scene, language) is None:
            yield f"actors.{index}.art: no drawing was found for “{actor.art}”, {_STANDS_IN}"
    for index, beat in enumerate(scene.beats):
        if beat.action == "become" and figure(beat.to, language, f"{scene.heading} {scene.narration}") is None:
            yield f"beats.{index}.to: no drawing was found for “{beat.to}”, {_STANDS_IN}"
