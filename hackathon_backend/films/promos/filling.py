"""A template filled with words and pictures: a storyboard for engines that draw, and a prompt for those that film."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from ...lessons.sentences import sentences
from ...storyboard import WORDS_A_MINUTE, Brand, SafeArea, Storyboard
from ...storyboard.fields import Fields

TemplateName = Literal["brand-animation", "product-showcase", "social-media"]

_HEADING = 110
"""Characters of words that stand large."""
_PLACE = re.compile(r"\{(\w+)\}")
_SPARE = 4.0
"""Seconds of a film in which nothing is said: its beginning, its end, and between scenes."""


@dataclass(frozen=True)
class PromoWords:
    """What is said: the `name` of what it is about, one `line` to be remembered, and a `text` of some sentences."""

    name: str
    line: str = ""
    text: str = ""
    platform: str = ""


@dataclass(frozen=True)
class Promo:
    """The storyboard as JSON, the prompt, and what of the words was left out."""

    board: Fields
    prompt: str
    notes: tuple[str, ...] = ()


class _TemplateScene(BaseModel):
    """A scene of a template: one, or one for each picture, or for each sentence that no picture has taken."""

    model_config = ConfigDict(frozen=True)

    scene: dict[str, str]
    each: Literal["picture", "sentence"] | None = None


class _Template(BaseModel):
    """`usual` is a length in seconds that suits it."""

    model_config = ConfigDict(frozen=True)

    usual: float
    prompt: str
    scenes: tuple[_TemplateScene, ...]


def filled(
    name: TemplateName,
    words: PromoWords,
    pictures: Sequence[str],
    brand: Brand,
    *,
    language: str,
    seconds: float | None = None,
    theme: str = "clean",
    free: SafeArea | None = None,
) -> Promo:
    """The film of the template `name`; `pictures` are data URLs, `seconds` how long it is to be.

    Raises `StoryboardError` for words that can't be drawn.
    """
    template = _templates()[name]
    told, left_out = _in_time(sentences(words.text), seconds or template.usual)
    values = {"name": words.name, "line": words.line, "text": words.text, "platform": words.platform}
    opening = any("{first}" in step.scene.values() for step in template.scenes)
    if opening:
        values |= {"first": shortened(told[0]), "first_spoken": told[0]}
    scenes = [*_scenes(template, values, pictures, told[1:] if opening else told)]
    board = Storyboard.read(
        {
            "title": shortened(words.name),
            "language": language,
            "theme": theme,
            "brand": asdict(brand),
            "safe_area": asdict(free) if free else None,
            "scenes": scenes,
        }
    )
    note = f"{left_out} of {len(told) + left_out} sentences did not fit into the time and were left out."
    return Promo(board.model_dump(mode="json"), _put(template.prompt, values), (note,) if left_out else ())


def usual_seconds(name: TemplateName) -> float:
    """A length that suits the template."""
    return _templates()[name].usual


def shortened(text: str) -> str:
    """Words that may stand large: whole words, and an ellipsis for the rest."""
    text = " ".join(text.split())
    if len(text) <= _HEADING:
        return text
    kept = text[:_HEADING]
    return f"{kept.rpartition(' ')[0] or kept}…"


def _scenes(
    template: _Template, values: dict[str, str], pictures: Sequence[str], told: Sequence[str]
) -> Iterator[Fields]:
    """The scenes, each picture with a sentence as long as there are any, then with the name."""
    for step in template.scenes:
        if step.each is None:
            yield _scene(step, values)
        elif step.each == "picture":
            for index, picture in enumerate(pictures):
                spoken = told[index] if index < len(told) else ""
                said = shortened(spoken or values["name"])
                yield _scene(step, values | {"picture": picture, "spoken": spoken, "said": said})
        else:
            for spoken in told[len(pictures) :]:
                yield _scene(step, values | {"spoken": spoken, "said": shortened(spoken)})


def _scene(step: _TemplateScene, values: Mapping[str, str]) -> Fields:
    return {name: _put(text, values) for name, text in step.scene.items()}


def _put(text: str, values: Mapping[str, str]) -> str:
    """The text with its places filled; what is put in is never looked through for places."""
    return _PLACE.sub(lambda place: values[place[1]], text)


def _in_time(told: Sequence[str], seconds: float) -> tuple[list[str], int]:
    """The sentences that can be spoken in the time, one at least, and how many were left out."""
    most, kept = max(0.0, seconds - _SPARE) * WORDS_A_MINUTE / 60, list[str]()
    for sentence in told:
        if kept and sum(len(each.split()) for each in (*kept, sentence)) > most:
            break
        kept.append(sentence)
    return kept, len(told) - len(kept)


@cache
def _templates() -> dict[TemplateName, _Template]:
    data = files(__package__).joinpath("templates.json").read_bytes()
    return TypeAdapter(dict[TemplateName, _Template]).validate_json(data)
