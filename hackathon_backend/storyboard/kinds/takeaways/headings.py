"""What stands above the takeaways of a film whose writer did not say."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from .scene import TakeawaysScene


def meant(scene: TakeawaysScene, language: str) -> TakeawaysScene:
    """`scene` with a heading in the film's language, if it was given none."""
    heading = _headings().get(language.split("-")[0].lower())
    if "heading" in scene.model_fields_set or not heading:
        return scene
    return scene.model_copy(update={"heading": heading})


@cache
def _headings() -> dict[str, str]:
    found: dict[str, str] = json.loads(files(__package__).joinpath("headings.json").read_text("utf-8"))
    return found
