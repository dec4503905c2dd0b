"""The title: large, at the left, with a short bar above it."""

from __future__ import annotations

from ..clock import Clock
from ..motion import STAGGER
from ..scenes.base import Icon
from ..scenes.title import TitleScene
from ..stage import Box
from ..typefaces import SEMIBOLD
from .base import compose
from .brushes import ShapeBrush, rounded
from .easel import Easel
from .marks import Mark
from .parts import icon_mark, text_mark

_EMBLEM, _LEAST_EMBLEM, _BELOW_EMBLEM = 220, 90, 48
"""Units of the emblem in a tall frame, at most and at least, and of the space below it."""


@compose.register
def _title(scene: TitleScene, easel: Easel, _clock: Clock) -> list[Mark]:
    u, safe, theme = easel.u, easel.stage.safe, easel.theme
    has_icon = scene.icon is not Icon.none
    room = safe.width * (1.0 if easel.stage.tall else 0.62 if has_icon else 0.8)
    title = easel.fit(scene.title, room, safe.height * 0.5, 84, weight=SEMIBOLD, leading=1.1)
    subtitle = easel.fit(scene.subtitle, min(room, easel.line_length(38)), safe.height * 0.24, 34, colour=theme.muted)
    bar, gap = u(8), u(36)
    between = u(24) if scene.subtitle else 0.0
    height = bar + gap + title.height + between + subtitle.height
    above = min(u(_EMBLEM + _BELOW_EMBLEM), safe.height - height) if has_icon and easel.stage.tall else 0.0
    top = safe.y + above + (safe.height - height - above) * 0.46
    marks = [_bar(easel, Box(safe.x, top, u(72), bar))]
    y = top + bar + gap
    marks.append(text_mark(easel, title, safe.x, y, 0.0, "title"))
    if scene.subtitle:
        marks.append(text_mark(easel, subtitle, safe.x, y + title.height + between, 2 * STAGGER, "subtitle"))
    if has_icon:
        marks += _emblem(easel, scene.icon, top)
    return marks


def _bar(easel: Easel, box: Box) -> Mark:
    shape = rounded(box.width, box.height, box.height / 2)
    return Mark(box, ShapeBrush(shape, easel.theme.accent(0)), opacity=easel.motion.appear(0.0))


def _emblem(easel: Easel, icon: Icon, top: float) -> list[Mark]:
    """The icon in a disc: at the right, or above the title where the frame is tall."""
    safe = easel.stage.safe
    if easel.stage.tall:
        size = min(easel.u(_EMBLEM), top - safe.y - easel.u(_BELOW_EMBLEM))
        if size < easel.u(_LEAST_EMBLEM):
            return []
        disc = Box(safe.x, top - size - easel.u(_BELOW_EMBLEM), size, size)
    else:
        size = min(safe.width * 0.28, safe.height * 0.56)
        disc = Box(safe.right - size, safe.y + (safe.height - size) * 0.46, size, size)
    shape = rounded(size, size, size / 2)
    ground = Mark(
        disc, ShapeBrush(shape, easel.theme.tint(easel.theme.accent(0), 0.1)), opacity=easel.motion.appear(0.1)
    )
    return [ground, icon_mark(easel, icon, disc.grown(-size * 0.24), easel.theme.accent(0), 0.2)]
