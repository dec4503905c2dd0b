"""Plots mended: formulas, letters and ranges as writers give them, and what can't be drawn is told."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

from .....errors import FormulaError
from ....fields import Fields
from ....reading.changelog import ChangeLog, Path, shown
from ....reading.objects import by_other_names, items_of
from ..maths.formula import read_formula
from ..pointing.gathering import as_point, sorted_out
from ..references import with_known_curves
from .data import mend_bars, mend_data
from .numbers import OTHER_NAMES, read_end, read_number
from .parameters import with_parameters
from .vectors import mend_vectors, without_eigenvectors

_LISTS = {
    "x": ("x_axis", "xaxis", "horizontal_axis", "horizontal"),
    "y": ("y_axis", "yaxis", "vertical_axis", "vertical"),
    "curves": ("functions", "function", "lines", "graphs", "equations", "plots", "series", "formulas", "curve"),
    "shifts": ("shift", "moves"),
    "data": ("data_points", "datasets", "measurements", "scatter", "observations"),
    "histogram": ("bars", "distribution", "frequencies"),
    "tangents": ("tangent", "slopes"),
    "areas": ("area", "integrals", "integral", "shaded", "shading", "regions"),
    "parameters": ("params", "variables", "sliders"),
    "vectors": ("arrows", "vector"),
    "transform": ("transformation", "transforms", "linear_map", "linear_transformation", "matrix", "matrices", "map"),
}
_RANGES = ("range", "domain", "interval", "limits", "bounds", "between")
_FORMULA = ("formula", "expression", "equation", "function", "expr", "y", "f", "latex")
_ENDS = {"from": "start", "min": "start", "low": "start", "to": "end", "max": "end", "high": "end"}
_MEANT = {
    "crossings": "crossing intersection intersections intersect crossing_point crossing_points intersection_point "
    "intersection_points equilibrium equilibrium_point equilibria break_even break_even_point meeting_point",
    "zeros": "zero root roots x_intercept x_intercepts zero_crossings solutions",
    "extremes": "extreme extrema extremum vertex maximum minimum maxima minima max min peak peaks turning_point "
    "turning_points",
    "eigenvectors": "eigenvector eigen_vectors eigen_values eigenvalues eigenvalue eigen eigenvectors_and_eigenvalues",
}
_ALSO = {word: name for name, words in _MEANT.items() for word in words.split()}


def gather(fields: Fields, path: Path, told: ChangeLog) -> Fields:
    """`fields` with axes, curves and the rest by the names that they have here."""
    return by_other_names(sorted_out(fields, path, told), _LISTS, path, told)


def mend(fields: Fields, path: Path, told: ChangeLog) -> Fields:
    """Formulas that are none go, letters without a value get one, ends in the wrong order change places."""
    fields = dict(fields)
    for name in ("x", "y"):
        if name in fields:
            fields[name] = _axis(fields[name], (*path, name), told)
    fields["curves"] = _each(fields.get("curves"), _curve, (*path, "curves"), told)
    fields["shifts"] = _each(fields.get("shifts"), _curve, (*path, "shifts"), told)
    fields["data"] = _each(fields.get("data"), mend_data, (*path, "data"), told)
    fields["histogram"] = _each(fields.get("histogram"), mend_bars, (*path, "histogram"), told)
    fields["areas"] = _each(fields.get("areas"), _ranged, (*path, "areas"), told)
    fields["tangents"] = _each(fields.get("tangents"), _point, (*path, "tangents"), told)
    fields["show"] = _each(fields.get("show"), _asked, (*path, "show"), told)
    fields["points"] = _each(fields.get("points"), _point, (*path, "points"), told)
    fields = mend_vectors(fields, path, told)
    if not fields["transform"]:
        fields["show"] = without_eigenvectors(fields["show"], (*path, "show"), told)
    fields = with_known_curves(with_parameters(fields, path, told), path, told)
    return {name: value for name, value in fields.items() if value != []}


Mended = Callable[[Any, Path, ChangeLog], Fields | None]


def _each(given: Any, mended: Mended, path: Path, told: ChangeLog) -> list[Fields]:
    """Each part mended; those of which nothing can be made are left out."""
    if isinstance(given, dict) and not any(isinstance(value, dict) for value in given.values()):
        given = [given]
    found = (mended(item, (*path, index), told) for index, item in enumerate(items_of(given)))
    return [item for item in found if item is not None]


def _axis(given: Any, path: Path, told: ChangeLog) -> Any:
    if isinstance(given, str):
        told.tell(path, f"{shown(given)} was read as its name")
        return {"name": given}
    if isinstance(given, list | tuple) and len(given) == 2:
        told.tell(path, "two numbers were read as its ends")
        given = dict(zip(("start", "end"), given, strict=True))
    return _ranged(given, path, told) if isinstance(given, dict) else given


def _ranged(given: Any, path: Path, told: ChangeLog) -> Fields | None:
    """A range from the lower to the higher end; one without a width has no ends."""
    if not isinstance(given, dict):
        return None
    given = by_other_names(given, OTHER_NAMES, path, told)
    pair = next(
        (given[key] for key in _RANGES if isinstance(given.get(key), list | tuple) and len(given[key]) == 2), None
    )
    if pair is not None:
        given = {key: value for key, value in given.items() if key not in _RANGES}
        given = {"start": pair[0], "end": pair[1]} | given
    fields: Fields = {}
    for name, value in given.items():
        fields.setdefault(name if name not in _ENDS or _ENDS[name] in given else _ENDS[name], value)
    for name in ("start", "end"):
        if name in fields:
            fields[name] = read_end(fields[name], (*path, name), told)
    start, end = fields.get("start"), fields.get("end")
    if start is not None and end is not None and start >= end:
        told.tell(path, "its ends were in the wrong order" if start > end else "it had no width; its ends were chosen")
        fields |= {"start": end, "end": start} if start > end else {"start": None, "end": None}
    return fields


def _curve(given: Any, path: Path, told: ChangeLog) -> Fields | None:
    if isinstance(given, str):
        given = {"formula": given}
    if isinstance(given, dict) and isinstance(given.get("to"), str) and not any(given.get(key) for key in _FORMULA):
        # A curve moves "to" a formula.
        given = {("formula" if key == "to" else key): value for key, value in given.items()}
    fields = _ranged(given, path, told)
    if fields is None:
        return None
    name = next((name for name in _FORMULA if isinstance(fields.get(name), str)), "formula")
    text = fields.pop(name, "")
    try:
        read_formula(text if isinstance(text, str) else "")
    except FormulaError as error:
        told.tell((*path, "formula"), f"{shown(text)} is no formula: it {error}; left out")
        return None
    return fields | {"formula": text}


def _asked(given: Any, path: Path, told: ChangeLog) -> Fields | None:
    fields = {"what": given} if isinstance(given, str) else dict(given) if isinstance(given, dict) else None
    if fields and isinstance(what := fields.get("what", fields.pop("type", None)), str):
        fields["what"] = _ALSO.get(re.sub(r"[\s-]+", "_", what.strip().lower()), what)
        if fields["what"] != what:
            told.tell((*path, "what"), f"{shown(what)} was read as {fields['what']}")
    return fields


def _point(given: Any, path: Path, told: ChangeLog) -> Fields | None:
    """A point or a tangent, at an x; a point that runs may have one end, by the name of `to`."""
    point = as_point(given)
    if point is None:
        return None
    fields = by_other_names(point, OTHER_NAMES, path, told)
    if "to" in fields and "through" not in fields:
        fields["through"] = [fields.pop("to")]
    for name in ("at", "y"):
        if isinstance(fields.get(name), str) and not math.isnan(number := read_number(fields[name])):
            fields[name] = number
    return fields


def told_numbers(fields: Fields) -> list[str]:
    """What a mended plot shows beside its texts: its formulas."""
    return [str(curve["formula"]) for curve in fields.get("curves", ()) if not curve.get("name")]
