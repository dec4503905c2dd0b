"""The ways of flows on the sheet of a drawing."""

from __future__ import annotations

from collections.abc import Sequence

from .drawing import CutawayDrawing
from .library import find_flow, find_part
from .scene import Flow

Lines = Sequence[Sequence[Sequence[float]]]
"""Lines, each as its points."""


def way_of(flow: Flow, drawing: CutawayDrawing) -> Lines:
    """The lines of a flow: as the drawing knows it by its name, or from part to part."""
    if flow.flow:
        return drawing.flows[find_flow(drawing, flow.flow)].lines
    return [[drawing.parts[find_part(drawing, part)].anchors[0] for part in flow.parts]]


def colour_of(flow: Flow, drawing: CutawayDrawing) -> str:
    """The colour of a flow; that of its first part if it has no name."""
    if flow.flow:
        return drawing.flows[find_flow(drawing, flow.flow)].colour
    return drawing.parts[find_part(drawing, flow.parts[0])].colour
