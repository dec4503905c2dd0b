"""The bands of a graph's layers in the frame. If there is more than one, the way goes to and fro as an ox ploughs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...drawing.arrows import Point
from ...drawing.stage import Box
from .coordinates import Extent, NodeSpacing, least, settle
from .ordering import Weave

BEND, TURN = 40, 56
"""Units at the ends of bands: those over which edges turn around, and with their straight beginnings."""
_BARE, _BESIDE_LABEL = {False: 56, True: 46}, {False: 32, True: 20}
"""Units between two layers of nodes at least, and between one and a layer of labels; less if arrows run down (True),
since text is wider than high.
"""
_BANDS = 60
_LONGER, _FILLED = 2.2, 0.64
"""How many times spaces along the arrows grow at most, unless that leaves more of the frame's length free than this."""
_WIDER = (8.0, 6.5, 5.0, 4.0, 3.2, 2.4, 1.8, 1.4, 1.0)
"""How many times spaces across the arrows grow: the first that fits, those over _LONGER only if half is left free."""
_LINES_WIDER = 1.5
_ABOVE = 0.38
"""The part of the spare height that stays above a graph."""


@dataclass(frozen=True)
class BandScale:
    """Pixels of a unit, and of the least space between boxes and between lines across the arrows."""

    unit: float
    boxes: float
    lines: float


@dataclass(frozen=True)
class BandFrame:
    """Where layers and knots are. `spans` has for each layer where its travellers enter and leave it along the arrows,
    `axes` for each knot its axis, `bands` for each layer its band. `stretch` is how many times the least space lies
    between layers.
    """

    spans: list[tuple[float, float]]
    axes: list[float]
    bands: list[int]
    stretch: float
    down: bool

    def flips(self, layer: int) -> bool:
        """Whether a layer is part of a band that runs back."""
        return self.bands[layer] % 2 == 1

    def point(self, along: float, across: float) -> Point:
        """A point of the frame, in pixels."""
        return (across, along) if self.down else (along, across)

    def box(self, along: tuple[float, float], across: tuple[float, float]) -> Box:
        """The box between two places along the arrows and two across them."""
        (x, y), (right, bottom) = self.point(min(along), min(across)), self.point(max(along), max(across))
        return Box(x, y, right - x, bottom - y)


def frame(
    weave: Weave, extents: Sequence[Extent], area: Box, scale: BandScale, *, bands: int, closing: float, down: bool
) -> BandFrame | None:
    """The layers in `bands` bands inside `area`; None if they don't fit. `closing` pixels in front of the first layer
    are left for an edge back to the start.
    """
    split = _split(weave, bands)
    if split is None:
        return None
    long, deep = (area.height, area.width) if down else (area.width, area.height)
    thickness = [max((extents[knot].along for knot in layer), default=0.0) for layer in weave.layers]
    gaps = [_gap(weave, layer, down=down) * scale.unit for layer in range(len(weave.layers) - 1)]
    before = max(closing, TURN * scale.unit if bands > 2 else 0.0)
    after = TURN * scale.unit if bands > 1 else 0.0
    stretch = _stretch(split, thickness, gaps, long - before - after)
    across = _across(weave, extents, scale, split, deep) if stretch else None
    if stretch is None or across is None:
        return None
    gaps = [gap * stretch for gap in gaps]
    used = max(_length(band, thickness, gaps) for band in split)
    start = (area.y if down else area.x) + before
    start += (long - before - after - used) * (_ABOVE if down else 0.5)
    axes, tops, depth = across
    top = (area.x if down else area.y) + (deep - depth) * (0.5 if down else _ABOVE)
    spans = _spans(split, thickness, gaps, start, used)
    of_layer = [number for number, band in enumerate(split) for _ in band]
    placed = [top + tops[of_layer[knot.layer]](axis) for knot, axis in zip(weave.knots, axes, strict=True)]
    return BandFrame(spans, placed, of_layer, stretch, down)


def _gap(weave: Weave, layer: int, *, down: bool) -> float:
    both = weave.holds_nodes(layer) and weave.holds_nodes(layer + 1)
    return _BARE[down] if both else _BESIDE_LABEL[down]


def _split(weave: Weave, bands: int) -> list[range] | None:
    """The layers of each band: about as many layers of nodes in each; None if there are too few."""
    nodes = [layer for layer in range(len(weave.layers)) if weave.holds_nodes(layer)]
    if len(nodes) < 2 * bands and bands > 1:
        return None
    starts = [0] + [nodes[-(-len(nodes) * band // bands)] for band in range(1, bands)]
    return [range(start, end) for start, end in zip(starts, [*starts[1:], len(weave.layers)], strict=True)]


def _length(band: range, thickness: Sequence[float], gaps: Sequence[float]) -> float:
    return sum(thickness[layer] for layer in band) + sum(gaps[layer] for layer in band[:-1])


def _stretch(split: Sequence[range], thickness: Sequence[float], gaps: Sequence[float], room: float) -> float | None:
    """How many times as large as they must be the gaps can be in every band; None if less than once."""
    stretches = []
    for band in split:
        boxes, between = _length(band, thickness, [0.0] * len(gaps)), sum(gaps[layer] for layer in band[:-1])
        if boxes + between > room:
            return None
        if between:
            longest = max(_LONGER, (room * _FILLED - boxes) / between)
            stretches.append(min((room - boxes) / between, longest))
    return min(stretches, default=1.0)


@dataclass(frozen=True)
class _BandPlace:
    """Where a band lies across the arrows: axes are counted from its `top`, or up from its bottom if it runs back."""

    top: float
    depth: float
    flipped: bool

    def __call__(self, axis: float) -> float:
        return self.top + (self.depth - axis if self.flipped else axis)


def _across(
    weave: Weave, extents: Sequence[Extent], scale: BandScale, split: Sequence[range], room: float
) -> tuple[list[float], list[_BandPlace], float] | None:
    """The axes of all knots within their bands, where each band lies, and the depth of all; None if they don't fit."""
    between = _BANDS * scale.unit * (len(split) - 1)
    for looser in _WIDER:
        spacing = NodeSpacing(scale.boxes * looser, scale.lines * min(looser, _LINES_WIDER))
        needs = [max(least(weave, weave.layers[layer], extents, spacing) for layer in band) for band in split]
        spare = room - between - sum(needs)
        if spare >= (room * (1 - _FILLED) if looser > _LONGER else 0):
            break
    else:
        return None
    rooms = [need + spare / len(split) for need in needs]
    axes = settle(weave, extents, spacing, [rooms[number] for number, band in enumerate(split) for _ in band])
    places, top = [], 0.0
    for number, band in enumerate(split):
        inside = [knot for layer in band for knot in weave.layers[layer]]
        low = min(axes[knot] - extents[knot].head for knot in inside)
        depth = max(axes[knot] + extents[knot].tail for knot in inside) - low
        for knot in inside:
            axes[knot] -= low
        places.append(_BandPlace(top, depth, number % 2 == 1))
        top += depth + _BANDS * scale.unit
    return axes, places, top - _BANDS * scale.unit


def _spans(
    split: Sequence[range], thickness: Sequence[float], gaps: Sequence[float], start: float, length: float
) -> list[tuple[float, float]]:
    """Where each layer is entered and left along the arrows; bands begin where the one before them ended."""
    spans = []
    for number, band in enumerate(split):
        place, sign = (start, 1.0) if number % 2 == 0 else (start + length, -1.0)
        slack = length - _length(band, thickness, gaps) if number + 1 < len(split) else 0.0
        for layer in band:
            end = place + sign * thickness[layer]
            spans.append((place, end))
            # A band that is shorter than the longest still has to end where the next one begins.
            place = end + sign * ((gaps[layer] if layer < len(gaps) else 0.0) + slack / max(len(band) - 1, 1))
    return spans
