"""Things and how they hang together."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from ..base import BaseScene, Cued, Hue, Line, OptionalShort, Short
from ..icon import ArtWord
from ..shown import Phrasing, Picture, ShownPart, parts
from ..tidying import tidy
from ..wording import Wording

Key = Annotated[str, BeforeValidator(tidy), Field(min_length=1, max_length=40)]


class Node(Cued):
    """A thing: a label of one to four words, and an id that edges name it by."""

    id: Key
    label: Short
    icon: ArtWord = "none"
    group: Annotated[OptionalShort, Wording.KEPT] = Field(
        default="", description="Things of one kind share a group, and with it a colour."
    )
    color: Hue = ""
    side: Annotated[Literal["", "left", "right"], Field(description="Of a binary tree's child; else empty.")] = ""


class Edge(Cued):
    """An arrow between two nodes, with a label of one to three words or none; without a cue it comes with its nodes."""

    source: Key
    target: Key
    label: OptionalShort = ""


class GraphScene(BaseScene):
    """A heading and up to ten things with arrows between them, such as a tree, a network or causes and effects.

    In a binary tree a child hangs on its `side`; without one, smaller numbers hang on the left.
    """

    label: ClassVar[str] = "heading"
    settling: ClassVar[float] = 0.7

    type: Literal["graph"] = "graph"
    heading: Line
    nodes: Annotated[tuple[Node, ...], Field(min_length=1, max_length=20)]
    edges: Annotated[tuple[Edge, ...], Field(max_length=40)] = ()

    @model_validator(mode="after")
    def _ends_exist(self) -> Self:
        known = {node.id for node in self.nodes}
        if len(known) < len(self.nodes):
            raise ValueError("nodes must have different ids")
        for index, edge in enumerate(self.edges):
            for end in ("source", "target"):
                if getattr(edge, end) not in known:
                    raise ValueError(f"edges.{index}.{end} names no node: {getattr(edge, end)!r}")
        return self

    def shown(self, phrasing: Phrasing) -> Picture:
        """The arrows, and the things that none of them touches."""
        labels = {node.id: node.label for node in self.nodes}
        joined = {end for edge in self.edges for end in (edge.source, edge.target)}
        arrows = (self._arrow(labels[edge.source], labels[edge.target], edge.label, phrasing) for edge in self.edges)
        alone = parts(*((node.label,) for node in self.nodes if node.id not in joined))
        return Picture("graph", (*arrows, *alone))

    @staticmethod
    def _arrow(source: str, target: str, label: str, phrasing: Phrasing) -> ShownPart:
        told = (phrasing.arrow(source, target), label)
        return ShownPart((source, target, *filter(None, [label])), ": ".join(filter(None, told)))
