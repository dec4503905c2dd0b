"""Icons of siblings: where most have one, the others get one too, so that none looks as if it were forgotten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from ..drawing.art import chosen
from ..drawing.art.chosen import word_for
from .base import BaseScene
from .icon import Icon

_PLAIN = "circle"
"""What stands for a thing that has no drawing beside others that have one."""


def dressed(field: str, words: str) -> Callable[[BaseScene, str], BaseScene]:
    """What a scene means whose parts in `field` may have icons: those without one get the drawing of what their `words`
    name, or else a plain one, if more than half of them have one.
    """

    def meant(scene: BaseScene, language: str) -> BaseScene:
        parts: Sequence[Any] = getattr(scene, field)
        icons = [part.icon for part in parts]
        missing = icons.count(Icon.none)
        if not 0 < missing < len(icons) / 2:
            return scene
        found = (part if part.icon != Icon.none else _with_icon(part, words, language, icons) for part in parts)
        return scene.model_copy(update={field: tuple(found)})

    return meant


def _with_icon(part: Any, words: str, language: str, taken: Sequence[str]) -> Any:
    art = chosen(getattr(part, words), language)
    icon = word_for(art) if art else _PLAIN
    return part.model_copy(update={"icon": _PLAIN if icon in taken else icon})
