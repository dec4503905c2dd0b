"""Things and how they hang together."""

from __future__ import annotations

from ..dressing import dressed
from ..kind import Kind
from .mending import mend
from .scene import GraphScene

KIND = Kind(
    "graph",
    GraphScene,
    __name__,
    when="When what matters is how things hang together: a tree, a network, a hierarchy, dependencies, or "
    "causes with several effects.",
    also=("diagram", "network", "tree", "mindmap", "mind_map", "concept_map", "relationship"),
    mend=mend,
    # Two or three things in a chain stand on one line.
    fills=0.25,
    meant=dressed("nodes", "label"),
)
