"""Figures of a lesson: a fence whose word is a kind of scene, with the fields of the scene in YAML, or Mermaid."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

import yaml

from ...errors import StoryboardError
from ..fields import Fields
from ..kinds import KINDS
from ..kinds.base import BaseScene
from .mermaid import mermaid_fields
from .repair import repair

_LONGEST = 20_000
"""Characters of a figure; what is longer is a listing."""
_PLACE = "scenes.0."
_HAPPENING = frozenset({"beats", "zoom", "zooms", "focus", "changes"})
"""Fields of what happens to things that are shown already."""
_OF_WORDS = re.compile(r"^scenes\.0\.(?:narration|(?:\S+\.)?cue)\b")
"""Changes that come of having nothing to be said yet."""


class Figure(NamedTuple):
    """The fields of a scene as they were written, whether such a scene can be made, and what had to be changed."""

    fields: Fields
    drawable: bool
    changes: tuple[str, ...]


class _PlainLoader(yaml.SafeLoader):
    """YAML without references: a short text can't stand for a long one."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("has a reference")
        return super().compose_node(parent, index)


# A day is a text: what a time line shows is what was written.
_PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@lru_cache(maxsize=512)
def read_figure(word: str, text: str) -> Figure | None:
    """The figure that a fence with `word` behind its marks and `text` inside is; None if it is a listing."""
    if len(text) > _LONGEST:
        return None
    fields = mermaid_fields(text) if word.casefold() == "mermaid" else _written(word.casefold(), text)
    if fields is None:
        return None
    kind = KINDS[fields["type"]]
    try:
        board, changes = repair(_board(fields, "Figure", ""))
    except StoryboardError as error:
        return Figure(fields, False, (error.message.removeprefix(_PLACE),))
    told = tuple(change.removeprefix(_PLACE) for change in changes if not _OF_WORDS.search(change))
    return Figure(fields, board.scenes[0].type == kind.name, told)


def _written(word: str, text: str) -> Fields | None:
    """The fields of a scene of the kind `word` in YAML; None if they are none."""
    kind = KINDS.get(word)
    if kind is None:
        return None
    try:
        fields = yaml.load(text, _PlainLoader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    if not isinstance(fields, dict) or kind.model.model_fields.keys().isdisjoint(fields):
        return None
    return {str(name): value for name, value in fields.items()} | {"type": kind.name}


def figure_scene(fields: Fields, heading: str, narration: str) -> BaseScene:
    """The scene of a drawable figure, with a heading and words to be said where it has none of its own.

    What is said may be less than the figure was written for: what only happens at a word that is not said does not
    happen, and what is shown comes with its neighbours.
    """
    said = str(fields.get("narration") or narration)
    return repair(_board(_as_said(fields, said), heading, narration))[0].scenes[0]


def _as_said(value: Any, said: str, field: str = "") -> Any:
    """`value` (parsed YAML) with the cues that are said, as they are said, and no others."""
    if isinstance(value, list):
        kept = value if field not in _HAPPENING else [each for each in value if _happens(each, said)]
        kept = kept if field != "steps" else _so_far(kept, said)
        return [_as_said(each, said) for each in kept]
    if isinstance(value, dict):
        cues = {"cue": _cue(value["cue"], said)} if isinstance(value.get("cue"), str) else {}
        return {name: _as_said(each, said, str(name)) for name, each in value.items()} | cues
    return value


def _so_far(steps: list[Any], said: str) -> list[Any]:
    """The steps of an algorithm up to the last one that is said, since each builds on those before; of others all."""
    if not all(isinstance(step, dict) and "action" in step for step in steps):
        return steps
    last = max((at for at, step in enumerate(steps) if _cue(str(step.get("cue") or "\0"), said)), default=0)
    return steps[: last + 1]


def _happens(part: Any, said: str) -> bool:
    return not isinstance(part, dict) or not part.get("cue") or bool(_cue(str(part["cue"]), said))


def _cue(cue: str, said: str) -> str:
    """`cue` as it stands in what is said; "" if it does not."""
    found = re.search(re.escape(cue), said, re.IGNORECASE)
    return found[0] if found else ""


def _board(fields: Fields, heading: str, narration: str) -> Fields:
    named = {"heading": heading} if "heading" in KINDS[fields["type"]].model.model_fields else {}
    # Where nothing is said of it, its heading is: formulas and codes are nothing to be read out.
    said = {"narration": narration} if narration else {"narration": f"{heading}."} | fields
    return {"title": heading, "scenes": [named | fields | said]}
