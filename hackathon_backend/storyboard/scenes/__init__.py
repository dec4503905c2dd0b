"""The kinds of scenes, as they are written: one model a file, joined in one union on `type`.

How each is drawn is in `pictures/`, under the same name.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .array import ArrayScene, ArrayStep
from .base import OPENING, TAIL, BaseScene, Cued, Icon, Utterance
from .chart import ChartFocus, ChartScene, Series
from .code import CodeScene, Focus
from .compare import Column, CompareScene, Item
from .equation import EquationScene, EquationStep
from .graph import Edge, GraphScene, Node
from .image import Callout, ImageScene
from .points import Point, PointsScene
from .process import ProcessScene, Step
from .quiz import THINKING, QuizScene
from .takeaways import Takeaway, TakeawaysScene
from .timeline import Event, TimelineScene
from .title import TitleScene

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
