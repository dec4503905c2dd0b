"""Things that are drawn, how they stand to one another, and what happens to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from ...fields import Fields
from ..base import BaseScene, Cued, Hue, Line, OptionalShort
from ..shown import Phrasing, Picture, ShownPart, parts
from ..tidying import tidy
from ..wording import Wording

MOST_ACTORS, MOST_LINKS, MOST_BEATS = 16, 24, 24
MOST_WORDS = 4
"""Words of a label."""
DRAWN = 100
"""Copies of a thing that are drawn; of more, the number is said."""

Arrangement = Literal[
    "row", "column", "grid", "ring", "around", "inside", "path", "tree", "layers", "big_and_small",
]  # fmt: skip
Action = Literal[
    "appear", "leave", "move", "grow", "shrink", "become", "multiply", "cross_out", "flow", "highlight",
]  # fmt: skip
Size = Literal["small", "medium", "large"]


def _few_words(value: object) -> object:
    value = tidy(value)
    if isinstance(value, str) and len(value.split()) > MOST_WORDS:
        raise ValueError(f"a label has at most {MOST_WORDS} words")
    return value


Name = Annotated[str, BeforeValidator(tidy), Field(min_length=1, max_length=40)]
OptionalName = Annotated[str, BeforeValidator(tidy), Field(max_length=40)]
Label = Annotated[str, BeforeValidator(_few_words), Field(max_length=40), Wording.WORDS]
Count = Annotated[int, Field(ge=1, le=1_000_000_000_000)]


class Actor(Cued):
    """A thing. Without a cue it comes when its label is spoken, or is there from the start."""

    id: Name
    art: OptionalName = Field(
        default="",
        description="What is drawn: one noun such as sun, server, fox.",
        json_schema_extra={"format": "art"},
    )
    label: Label = Field(default="", description="One to four words at the thing.")
    note: Label = Field(default="", description="One to four words more, such as a trait.")
    count: Count = 1
    size: Size = "medium"
    value: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = Field(
        default=None, description="True size, for big_and_small."
    )
    color: Hue = ""


class Link(Cued):
    """An arrow from one thing to another. Along one that flows, something runs as long as it is spoken of."""

    source: Name
    target: Name
    label: Label = ""
    style: Literal["plain", "flow"] = "plain"
    color: Hue = ""


class CastBeat(Cued):
    """Something happens to things at the cue."""

    action: Action
    actors: Annotated[tuple[Name, ...], Field(min_length=1, max_length=MOST_ACTORS)]
    to: OptionalName = Field(default="", description="move, flow: to which thing; become: what is drawn from then on.")
    label: Label = Field(default="", description="become: what it is called from then on.")
    count: Count | None = Field(default=None, description="multiply: how many there are from then on.")

    @model_validator(mode="before")
    @classmethod
    def _one_actor(cls, fields: Any) -> Any:
        if isinstance(fields, Mapping) and isinstance(fields.get("actors"), str):
            return {**fields, "actors": [fields["actors"]]}
        return fields


class CastScene(BaseScene):
    """A heading and up to 16 drawn things in relation. Places are computed: a writer names things, never coordinates.

    `middle` is the thing that others stand around, or that they are inside of; the first one without it.
    """

    label: ClassVar[str] = "heading"
    one_page: ClassVar[bool] = True
    settling: ClassVar[float] = 0.7

    type: Literal["cast"] = "cast"
    heading: Line
    arrangement: Arrangement = "row"
    actors: Annotated[tuple[Actor, ...], Field(min_length=1, max_length=MOST_ACTORS)]
    links: Annotated[tuple[Link, ...], Field(max_length=MOST_LINKS)] = ()
    beats: Annotated[tuple[CastBeat, ...], Field(max_length=MOST_BEATS)] = ()
    middle: OptionalName = ""
    unit: Annotated[OptionalShort, Wording.UNIT] = Field(default="", description="Of the values: km, kJ, people.")

    @model_validator(mode="before")
    @classmethod
    def _ids(cls, fields: Any) -> Any:
        return with_ids(dict(fields)) if isinstance(fields, Mapping) else fields

    @model_validator(mode="after")
    def _names_are_known(self) -> Self:
        known = {actor.id for actor in self.actors}
        if len(known) < len(self.actors):
            raise ValueError("actors must have different ids")
        for place, name in self._named():
            if name not in known:
                raise ValueError(f"{place} names no actor: {name!r}; there are {', '.join(sorted(known))[:200]}")
        return self

    def _named(self) -> Iterator[tuple[str, str]]:
        """Every name of an actor, with where it stands."""
        for index, link in enumerate(self.links):
            yield f"links.{index}.source", link.source
            yield f"links.{index}.target", link.target
        for index, beat in enumerate(self.beats):
            yield from ((f"beats.{index}.actors", name) for name in beat.actors)
            if beat.action in ("move", "flow"):
                yield f"beats.{index}.to", beat.to
        if self.middle:
            yield "middle", self.middle

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        for index, link in enumerate(self.links):
            if link.source == link.target:
                raise ValueError(f"links.{index} goes from a thing to itself")
        for index, beat in enumerate(self.beats):
            if beat.action == "become" and not beat.to:
                raise ValueError(f"beats.{index}.to must say what the thing becomes")
            if beat.action == "multiply" and beat.count is None:
                raise ValueError(f"beats.{index}.count must say how many there are then")
            if beat.action == "move" and beat.to in beat.actors:
                raise ValueError(f"beats.{index}.to must be another thing than the one that moves")
        if self.arrangement == "big_and_small" and any(actor.value is None for actor in self.actors):
            missing = next(index for index, actor in enumerate(self.actors) if actor.value is None)
            raise ValueError(f"actors.{missing}.value must be given: big_and_small is true to scale")
        return self

    @property
    def centre(self) -> str:
        """The id of what the others stand around, or are inside of."""
        return self.middle or self.actors[0].id

    def actor(self, identifier: str) -> Actor:
        return next(actor for actor in self.actors if actor.id == identifier)

    def changes(self, identifier: str) -> list[tuple[int, CastBeat]]:
        """The beats that give an actor another form, with their numbers, in order."""
        beats = enumerate(self.beats)
        return [(n, beat) for n, beat in beats if beat.action in ("become", "multiply") and identifier in beat.actors]

    def index(self, identifier: str) -> int:
        return next(index for index, actor in enumerate(self.actors) if actor.id == identifier)

    def lasting(self) -> frozenset[str]:
        """Its heading, and its actors by their ids."""
        labels = {f"label of {actor.id}: {actor.label}" for actor in self.actors if actor.label}
        return super().lasting() | labels | {f"actor {actor.id}" for actor in self.actors}

    def hued(self) -> tuple[str, ...]:
        """The actors, which keep their colours through the film."""
        return tuple(f"actor {actor.id}" for actor in self.actors if not actor.color)

    def shown(self, phrasing: Phrasing) -> Picture:
        """The things with what is noted of them, and the arrows between them."""
        labels = {actor.id: actor.label or actor.id for actor in self.actors}
        joined = {end for link in self.links for end in (link.source, link.target)}
        told = [self._told(actor, phrasing) for actor in self.actors if actor.id not in joined or actor.note]
        arrows = []
        for link in self.links:
            arrow = phrasing.arrow(labels[link.source], labels[link.target])
            texts = (labels[link.source], labels[link.target], *filter(None, [link.label]))
            arrows.append(ShownPart(texts, ": ".join(filter(None, (arrow, link.label)))))
        return Picture("image", (*parts(*told), *arrows))

    def _told(self, actor: Actor, phrasing: Phrasing) -> tuple[str, ...]:
        amount = phrasing.quantity(actor.value, self.unit) if actor.value is not None else ""
        return tuple(filter(None, (actor.label or actor.id, actor.note, amount)))


def with_ids(fields: Fields) -> Fields:
    """`fields` with an id for each actor that has none: its label or what is drawn; and links with from and to."""
    actors, links = fields.get("actors"), fields.get("links")
    if isinstance(actors, list | tuple):
        fields["actors"] = [_identified(actor) if isinstance(actor, Mapping) else actor for actor in actors]
    if isinstance(links, list | tuple):
        names = {"from": "source", "to": "target"}
        fields["links"] = [
            {names.get(key, key) if names.get(key) not in link else key: value for key, value in link.items()}
            if isinstance(link, Mapping)
            else link
            for link in links
        ]
    return fields


def _identified(actor: Mapping[str, Any]) -> Fields:
    if actor.get("id"):
        return dict(actor)
    name = next((actor[key] for key in ("label", "art") if isinstance(actor.get(key), str) and actor[key]), None)
    return {**actor, "id": name[:40]} if name else dict(actor)
