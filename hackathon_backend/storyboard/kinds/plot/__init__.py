"""Functions, measured points and frequencies in a system of coordinates."""

from __future__ import annotations

from ..kind import Kind
from .mending import mend, told_numbers
from .scene import PlotScene

KIND = Kind(
    "plot",
    PlotScene,
    __name__,
    when="When quantities depend on one another: curves of formulas (also supply and demand, waves, growth, slopes and "
    "areas under a curve), measured points with a fitted line, or how often values occur.",
    also=("function", "curve", "graph_of_a_function", "function_graph", "scatter", "scatter_plot", "coordinates"),
    mend=mend,
    figures=told_numbers,
)
