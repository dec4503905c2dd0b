"""The kinds of scenes, one package each. A further kind is a further folder here and a line in `_ALL`.

Importing this package does not import the drawing library: a kind does when it is first drawn.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from operator import or_
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, TypeAlias

from pydantic import Field

from . import (
    array,
    cast,
    chart,
    code,
    compare,
    cutaway,
    equation,
    graph,
    image,
    map,
    plot,
    points,
    process,
    quiz,
    simulate,
    takeaways,
    timeline,
    title,
)
from .base import BaseScene
from .kind import Kind

_ALL: tuple[Kind, ...] = (
    title.KIND,
    cast.KIND,
    points.KIND,
    process.KIND,
    graph.KIND,
    compare.KIND,
    timeline.KIND,
    code.KIND,
    equation.KIND,
    chart.KIND,
    plot.KIND,
    simulate.KIND,
    array.KIND,
    map.KIND,
    cutaway.KIND,
    image.KIND,
    quiz.KIND,
    takeaways.KIND,
)

KINDS: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in _ALL})
"""All kinds by name, in the order in which they are offered."""

if TYPE_CHECKING:
    Scene: TypeAlias = BaseScene
else:
    Scene = Annotated[reduce(or_, (kind.model for kind in _ALL)), Field(discriminator="type")]
"""Any scene: the models of all kinds, told apart by their `type`."""

__all__ = ["KINDS", "Kind", "Scene"]
