"""Plots mended: formulas, letters and ranges as writers give them, and what can't be drawn is told."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

from ....errors import FormulaError
from ...fields import Fields
from ...reading.changelog import ChangeLog, Path, shown
from ...reading.objects import by_other_names, items_of
from .maths.formula import constant, read_formula
from .maths.statistics import counted
from .pointing.gathering import as_point, sorted_out
from .references import with_known_curves
from .vectors_mending import mend_vectors, without_eigenvectors

_MOST_NUMBERS = 200
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
_NAME = {"name": ("label", "title", "legend", "text", "caption")}
_RANGES = ("range", "domain", "interval", "limits", "bounds", "between")
_FALSE = ("", "no", "false", "none", "off")
_MEASURED = re.compile(r"([-+−]?\d+(?:[.,]\d+)?)\s*(%|[^\W\d].*|[°€$£¥].*)?")
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
    fields["data"] = _each(fields.get("data"), _data, (*path, "data"), told)
    fields["histogram"] = _each(fields.get("histogram"), _bars, (*path, "histogram"), told)
    fields["areas"] = _each(fields.get("areas"), _ranged, (*path, "areas"), told)
    fields["tangents"] = _each(fields.get("tangents"), _point, (*path, "tangents"), told)
    fields["show"] = _each(fields.get("show"), _asked, (*path, "show"), told)
    fields["points"] = _each(fields.get("points"), _point, (*path, "points"), told)
    fields = mend_vectors(fields, path, told)
    if not fields["transform"]:
        fields["show"] = without_eigenvectors(fields["show"], (*path, "show"), told)
    fields = with_known_curves(_valued(fields, path, told), path, told)
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
    given = by_other_names(given, _NAME, path, told)
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
            fields[name] = _end(fields[name], (*path, name), told)
    start, end = fields.get("start"), fields.get("end")
    if start is not None and end is not None and start >= end:
        told.tell(path, "its ends were in the wrong order" if start > end else "it had no width; its ends were chosen")
        fields |= {"start": end, "end": start} if start > end else {"start": None, "end": None}
    return fields


def _end(value: Any, path: Path, told: ChangeLog) -> float | None:
    if value is None:
        return None
    number = _number(value)
    if not abs(number) <= 1e12:
        told.tell(path, f"{shown(value)} is no number that can be drawn; it was chosen")
        return None
    return number


def _number(value: Any) -> float:
    """A number as it may be written: 3, "2π", "20 mL", "8 %"; NaN if it is none."""
    if isinstance(value, str) and (measured := _MEASURED.fullmatch(value.strip())) and measured[2]:
        value = measured[1].replace("−", "-").replace(",", ".")
    try:
        return constant(value) if isinstance(value, str) else float(value)
    except (FormulaError, TypeError, ValueError):
        return math.nan


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


def _data(given: Any, path: Path, told: ChangeLog) -> Fields | None:
    """Points may come as two rows of numbers, or in pairs."""
    if isinstance(given, list | tuple):
        given = {"points": [given]} if len(given) == 2 and not isinstance(given[0], list) else {"points": given}
    if not isinstance(given, dict):
        return None
    fields = by_other_names(given, _NAME, path, told)
    if isinstance(fields.get("fit"), str):
        fields["fit"] = fields["fit"].strip().lower() not in _FALSE
    pairs = fields.pop("points", fields.pop("values", None))
    if isinstance(pairs, list) and "xs" not in fields:
        rows = [list(pair.values()) if isinstance(pair, dict) else pair for pair in pairs]
        rows = [row for row in rows if isinstance(row, list | tuple) and len(row) >= 2]
        fields |= {"xs": [row[0] for row in rows], "ys": [row[1] for row in rows]}
    xs, ys = (_numbers(fields.pop(name, fields.pop(name[0], None))) for name in ("xs", "ys"))
    kept = [(x, y) for x, y in zip(xs, ys, strict=False) if _is_number(x) and _is_number(y)]
    if len(kept) < max(len(xs), len(ys)):
        told.tell(path, f"{len(kept)} points have both their numbers; the others were left out")
    if len(kept) > _MOST_NUMBERS:
        told.tell(path, f"{len(kept)} points are too many; {_MOST_NUMBERS} of them, evenly spread, were kept")
        kept = _spread(kept)
    return fields | {"xs": [x for x, _ in kept], "ys": [y for _, y in kept]} if kept else None


def _bars(given: Any, path: Path, told: ChangeLog) -> Fields | None:
    if isinstance(given, list | tuple):
        given = {"values": list(given)}
    if not isinstance(given, dict):
        return None
    fields = by_other_names(given, _NAME, path, told)
    for name in ("values", "counts"):
        numbers = _numbers(fields.get(name))
        kept = [value for value in numbers if _is_number(value)]
        if len(kept) < len(numbers):
            told.tell((*path, name), f"{len(numbers) - len(kept)} that are no numbers were left out")
        fields[name] = kept
    if fields["values"] and fields["counts"]:
        told.tell(path, "has values and counts; the counts were taken")
        fields["values"] = []
    if len(fields["values"]) > _MOST_NUMBERS:
        told.tell((*path, "values"), f"{len(fields['values'])} were counted")
        bins = counted(fields["values"])
        fields |= {"values": [], "counts": list(bins.counts), "width": bins.width, "first": bins.start + bins.width / 2}
    return fields if fields["values"] or any(fields["counts"]) else None


def _numbers(given: Any) -> list[Any]:
    """A row of numbers, which may come as a text, and with units; what is none stays as it is."""
    row = re.split(r"[;\s]+|,\s*", given.strip()) if isinstance(given, str) else items_of(given)
    read = [_number(each) if isinstance(each, str) else each for each in row]
    return [given if number != number else number for given, number in zip(row, read, strict=True)]


def _spread(items: list[Any]) -> list[Any]:
    return [items[place * len(items) // _MOST_NUMBERS] for place in range(_MOST_NUMBERS)]


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
    fields = by_other_names(point, _NAME, path, told)
    if "to" in fields and "through" not in fields:
        fields["through"] = [fields.pop("to")]
    for name in ("at", "y"):
        if isinstance(fields.get(name), str) and not math.isnan(number := _number(fields[name])):
            fields[name] = number
    return fields


def _valued(fields: Fields, path: Path, told: ChangeLog) -> Fields:
    """`fields` with a value of 1 for letters that have none; one strange letter alone stands for x."""
    formulas = " ".join(part["formula"] for name in ("curves", "shifts") for part in fields[name])
    parameters = _parameters(fields.get("parameters"), formulas, path, told)
    known = {each.get("name") for each in parameters}
    for name in ("curves", "shifts"):
        for index, part in enumerate(fields[name]):
            formula = read_formula(part["formula"])
            unknown = formula.letters() - known - {formula.of or "x"}
            if len(unknown) == 1 and "x" not in formula.letters() and not formula.of:
                letter = next(iter(unknown))
                bare = part["formula"].split("=")[-1].strip()
                told.tell((*path, name, index, "formula"), f"was read as a function of {letter}")
                fields[name][index] = part | {"formula": f"f({letter}) = {bare}"}
                continue
            for letter in sorted(unknown - {"x"}):
                told.tell((*path, "parameters"), f"{letter} had no value; 1 was taken")
                parameters.append({"name": letter, "value": 1.0})
                known.add(letter)
    return fields | {"parameters": parameters[:4]}


def _share(value: Any, formulas: str) -> Any:
    """A percentage as what the formulas take: as it is if they divide by a hundred themselves."""
    if isinstance(value, str) and value.strip().endswith("%") and "/100" not in formulas.replace(" ", ""):
        return _number(value) / 100
    return value


def _parameters(given: Any, formulas: str, path: Path, told: ChangeLog) -> list[Fields]:
    """Parameters with their values, which may come as {"a": 2}."""
    if isinstance(given, dict) and "name" not in given:
        given = [
            {"name": name} | (value if isinstance(value, dict) else {"value": value}) for name, value in given.items()
        ]
    found: dict[str, Fields] = {}
    for index, item in enumerate(items_of(given)):
        fields = dict(item) if isinstance(item, dict) else {}
        if "value" not in fields and "from" in fields:
            fields["value"] = fields.pop("from")
        for end in ("value", "to"):
            fields[end] = _share(fields.get(end), formulas)
        name, value = fields.get("name"), _end(fields.get("value"), (*path, "parameters", index, "value"), ChangeLog())
        if isinstance(name, str) and len(name.strip()) == 1 and name.strip() not in {*found, "x"}:
            if value is None:
                told.tell((*path, "parameters", index), "had no value that can be drawn; 1 was taken")
            fields |= {"name": name.strip(), "value": 1.0 if value is None else value}
            if fields["to"] is not None:
                fields["to"] = _end(fields["to"], (*path, "parameters", index, "to"), told)
            found[fields["name"]] = fields
        else:
            told.tell((*path, "parameters", index), "is no letter with a value; left out")
    return list(found.values())


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= 1e12


def told_numbers(fields: Fields) -> list[str]:
    """What a mended plot shows beside its texts: its formulas."""
    return [str(curve["formula"]) for curve in fields.get("curves", ()) if not curve.get("name")]
