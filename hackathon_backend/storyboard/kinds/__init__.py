"""The kinds of scenes: a package each, with its model in `scene.py` and its picture in `draw.py`.

Importing this package does not import the drawing library; `pictures` does.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .array.scene import ArrayScene, ArrayStep
from .base import OPENING, TAIL, BaseScene, Cued, Icon, Utterance
from .chart.scene import ChartFocus, ChartScene, Series
from .code.scene import CodeScene, Focus
from .compare.scene import Column, CompareScene, Item
from .equation.scene import EquationScene, EquationStep
from .graph.scene import Edge, GraphScene, Node
from .image.scene import Callout, ImageScene
from .points.scene import Point, PointsScene
from .process.scene import ProcessScene, Step
from .quiz.scene import THINKING, QuizScene
from .takeaways.scene import Takeaway, TakeawaysScene
from .timeline.scene import Event, TimelineScene
from .title.scene import TitleScene

Scene = Annotated[
    TitleScene
    | PointsScene
    | ProcessScene
    | GraphScene
    | CompareScene
    | TimelineScene
    | CodeScene
    | EquationScene
    | ChartScene
    | ArrayScene
    | ImageScene
    | QuizScene
    | TakeawaysScene,
    Field(discriminator="type"),
]
"""Any scene; a further kind is one more member."""

__all__ = [
    "OPENING",
    "TAIL",
    "THINKING",
    "ArrayScene",
    "ArrayStep",
    "BaseScene",
    "Callout",
    "ChartFocus",
    "ChartScene",
    "CodeScene",
    "Column",
    "CompareScene",
    "Cued",
    "Edge",
    "EquationScene",
    "EquationStep",
    "Event",
    "Focus",
    "GraphScene",
    "Icon",
    "ImageScene",
    "Item",
    "Node",
    "Point",
    "PointsScene",
    "ProcessScene",
    "QuizScene",
    "Scene",
    "Series",
    "Step",
    "Takeaway",
    "TakeawaysScene",
    "TimelineScene",
    "TitleScene",
    "Utterance",
]
