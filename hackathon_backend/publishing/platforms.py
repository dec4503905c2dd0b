"""What platforms take, as data: `platforms.json` has each rule with where it was found, and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from ..films.promos.platforms import PlatformName, platform_of
from ..storyboard import SafeArea
from .counting import TextUnit, hashtags, length

Shape = Literal["16:9", "9:16", "1:1", "4:5"]
_RATIOS: Mapping[Shape, float] = {"16:9": 16 / 9, "9:16": 9 / 16, "1:1": 1.0, "4:5": 4 / 5}
_NEAR = 0.02
"""How far a film's shape may be from one that is taken, as a part of it."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True)


class TextRule(_Frozen):
    """How long a text may be, counted in `unit`; `without` are signs that it may not have."""

    most: int
    unit: TextUnit = "characters"
    without: str = ""


class TitleRule(_Frozen):
    """How many characters a title may have, and whether there must be one."""

    most: int
    needed: bool


class PlatformRules(_Frozen):
    """What one platform takes. `shapes` come in the order in which they are made; `free` names the edges of the frame
    that it lays its buttons over, `page` whether a post goes to a page or board of the account.
    """

    label: str
    shapes: tuple[Shape, ...]
    seconds: tuple[float, float]
    megabytes: int
    text: TextRule
    title: TitleRule | None = None
    hashtags: int | None = None
    page: Literal["needed", "possible"] | None = None
    privacy: tuple[str, ...] = ()
    for_kids: bool = False
    """Whether it wants to know if the film is made for children."""
    free: PlatformName | None = None
    source: str
    date: str

    def area(self) -> SafeArea | None:
        """The edges of the frame that something lies over."""
        return platform_of(self.free).free if self.free else None


@dataclass(frozen=True)
class FilmFacts:
    """What has to be known of a film: its length, its size in pixels and in bytes, whether it was drawn here and has
    captions.
    """

    seconds: float
    width: int
    height: int
    bytes: int
    drawn: bool = False
    captions: bool = False

    def shape(self, shapes: tuple[Shape, ...]) -> Shape | None:
        """Which of these shapes the film has; None for another one."""
        ratio = self.width / self.height
        return next((each for each in shapes if abs(ratio / _RATIOS[each] - 1) <= _NEAR), None)


@dataclass(frozen=True)
class RuleFault:
    """What keeps a post from being taken: the field at fault, and a sentence."""

    param: str
    message: str


@cache
def platform_rules() -> Mapping[str, PlatformRules]:
    """The rules of all platforms by their names."""
    data = files(__package__).joinpath("platforms.json").read_bytes()
    return TypeAdapter(dict[str, PlatformRules]).validate_json(data)


def faults(rules: PlatformRules, film: FilmFacts, text: str, options: Mapping[str, str | bool]) -> Iterator[RuleFault]:
    """Everything that keeps this film from being taken with these words."""
    yield from _film_faults(rules, film)
    yield from _text_faults(rules, text)
    title = str(options.get("title") or "")
    if rules.title is not None:
        if rules.title.needed and not title:
            yield RuleFault("title", f"{rules.label} needs a title.")
        if len(title) > rules.title.most:
            yield RuleFault("title", f"A title at {rules.label} has {rules.title.most} characters at most.")
        if set(title) & set(rules.text.without):
            yield RuleFault("title", f"A title at {rules.label} can't have the signs {' '.join(rules.text.without)}.")
    if rules.page == "needed" and not options.get("page"):
        yield RuleFault("page", f"Choose where on {rules.label} it is posted.")
    if rules.privacy and options.get("privacy") not in rules.privacy:
        yield RuleFault("privacy", f"Choose who may see it on {rules.label}.")


def _film_faults(rules: PlatformRules, film: FilmFacts) -> Iterator[RuleFault]:
    least, most = rules.seconds
    if film.seconds > most:
        yield RuleFault(
            "video", f"{rules.label} takes films of up to {_time(most)}; this one lasts {_time(film.seconds)}."
        )
    if film.seconds < least:
        yield RuleFault("video", f"{rules.label} takes films from {_time(least)} on.")
    if film.bytes > rules.megabytes * 1_000_000:
        yield RuleFault("video", f"{rules.label} takes files of up to {rules.megabytes} MB.")


def _text_faults(rules: PlatformRules, text: str) -> Iterator[RuleFault]:
    count = length(text, rules.text.unit)
    if count > rules.text.most:
        unit = "bytes" if rules.text.unit == "bytes" else "characters"
        yield RuleFault(
            "text", f"A text at {rules.label} has {rules.text.most:,} {unit} at most; this one has {count:,}."
        )
    if set(text) & set(rules.text.without):
        yield RuleFault("text", f"A text at {rules.label} can't have the signs {' '.join(rules.text.without)}.")
    if rules.hashtags is not None and hashtags(text) > rules.hashtags:
        yield RuleFault("text", f"{rules.label} takes {rules.hashtags} hashtags at most.")


def _time(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:g} seconds" if seconds == round(seconds) else f"{seconds:.1f} seconds"
    hours, minutes = divmod(round(seconds) // 60, 60)
    return f"{hours} hours" if hours and not minutes else f"{hours} h {minutes} min" if hours else f"{minutes} minutes"
