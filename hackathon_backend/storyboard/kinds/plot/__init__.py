"""Functions, measured points and frequencies in a system of coordinates."""

from __future__ import annotations

from ..kind import Kind
from .mending import gather, mend, told_numbers
from .pointing.spoken import meant
from .scene import PlotScene

KIND = Kind(
    "plot",
    PlotScene,
    __name__,
    when="When quantities depend on one another: curves of formulas (also supply and demand, waves, growth, slopes and "
    "areas under a curve), measured points with a fitted line, how often values occur, or vectors and what a matrix "
    "makes of them.",
    also=(
        *("function", "curve", "graph_of_a_function", "function_graph", "scatter", "scatter_plot", "coordinates"),
        *("vectors", "linear_map", "linear_transformation", "matrix_transformation"),
    ),
    mend=mend,
    gather=gather,
    meant=meant,
    figures=told_numbers,
)
