"""Where the picture of a run, the card of readings and the small plot stand."""

from __future__ import annotations

from ...drawing.context import DrawContext
from ...drawing.marks import Mark
from ...drawing.stage import Box
from ...timing.cues import CueClock
from ..plot.placing import Places
from .laws.picture import ModelPicture, picture_of
from .linked import LinkedPlot
from .panel import Panel
from .pen import Pen
from .scene import Linked, SimulateScene
from .setting import SimulationContext
from .timeline import timeline

_GAP = 28


def laid(scene: SimulateScene, context: DrawContext, clock: CueClock, area: Box) -> list[Mark]:
    """The marks of the run and all that is beside it, in `area`."""
    line = timeline(scene, context, clock)
    setting = SimulationContext(scene, context, line, area, Places(context, area), Pen(context))
    panel = Panel(setting)
    linked = LinkedPlot(setting) if scene.plot and not _is_drawn(scene, scene.plot) else None
    picture, marks = _beside(setting, panel, linked)
    drawn = picture.marks()
    return [*marks, *drawn, *setting.texts]


def _is_drawn(scene: SimulateScene, plot: Linked) -> bool:
    """Whether the picture has this plot already."""
    return plot.x == "time" and picture_of(scene.model).plots_counts


def _beside(setting: SimulationContext, panel: Panel, linked: LinkedPlot | None) -> tuple[ModelPicture, list[Mark]]:
    """The picture in the room that is left, and the marks of what is beside it."""
    area, u = setting.area, setting.u
    kind = picture_of(setting.scene.model)
    corner = Box(area.right - panel.width, area.y, panel.width, panel.height)
    if linked is None and kind.shares_corner:
        picture = kind(setting, area)
        if not panel.width or picture.leaves_free(corner):
            return picture, panel.marks(area.right, area.y)
    side = max(panel.width, u(330) if linked else 0.0)
    side += u(_GAP) if side else 0.0
    top = max(panel.height, min(area.height * 0.32, area.width * 0.5) if linked else 0.0) + u(_GAP)
    beside = min((area.width - side) / kind.aspect, area.height)
    if side and min(area.width / kind.aspect, area.height - top) > beside:
        return _above(setting, panel, linked)
    marks = panel.marks(area.right, area.y) if panel.width else []
    if linked:
        width = side - u(_GAP)
        below = area.y + panel.height + (u(24) if panel.height else 0.0)
        marks += linked.marks(Box(area.right - width, below, width, min(area.bottom - below, width * 0.85)))
    return kind(setting, Box(area.x, area.y, area.width - side, area.height)), marks


def _above(setting: SimulationContext, panel: Panel, linked: LinkedPlot | None) -> tuple[ModelPicture, list[Mark]]:
    """In a tall or square frame, the card and the small plot stand above the picture."""
    area, u = setting.area, setting.u
    kind = picture_of(setting.scene.model)
    lying = Panel(setting, lying=True)
    if not linked and lying.width <= area.width:
        panel = lying
    marks = panel.marks(area.right, area.y) if panel.width else []
    height = panel.height
    if linked:
        across = area.width - panel.width - u(_GAP)
        if across > linked.narrowest:
            height = max(height, min(across * 0.8, area.height * 0.32))
            marks += linked.marks(Box(area.x, area.y, across, height))
        else:
            below = area.height * 0.26
            marks += linked.marks(Box(area.x, area.y + height + u(_GAP / 2), area.width, below))
            height += u(_GAP / 2) + below
    top = area.y + (height + u(_GAP) if height else 0.0)
    return kind(setting, area.below(top)), marks
