"""Which curve a part of a plot is about: by its name in any case, by its formula or its number, or the only one."""

from __future__ import annotations

from typing import Any

from ...fields import Fields
from ...reading.changelog import ChangeLog, Path, shown

_ABOUT = ("shifts", "show", "tangents", "areas", "points")


def with_known_curves(fields: Fields, path: Path, told: ChangeLog) -> Fields:
    """`fields` in which parts name the curves that they mean; one that is meant by its formula gets it as its name."""
    curves = fields.get("curves") or []
    names = [part["name"] for part in (*curves, *fields.get("shifts", ())) if part.get("name")]
    for field in _ABOUT:
        for index, part in enumerate(fields.get(field) or ()):
            for key in ("curve", "other"):
                given = part.get(key)
                if given in (None, "") and not (field == "shifts" and key == "curve"):
                    continue
                meant = None if given in names else _meant(given, names, curves)
                if meant is not None:
                    part[key] = meant
                    names.append(meant)
                    told.tell((*path, field, index, key), f"{shown(given)} was read as the curve {shown(meant)}")
                    if field == "shifts" and _bare(meant) in {_bare(curve["formula"]) for curve in curves}:
                        # What is called by its formula is no longer called so once it has moved.
                        part["name"] = part.get("name") or _written(part["formula"])
    return fields


def _meant(given: Any, names: list[str], curves: list[Fields]) -> str | None:
    """The name of the curve that is meant; None if that can't be told."""
    plain = _plain(given)
    for name in names:
        if _plain(name) == plain:
            return name
    found = next((curve for curve in curves if _bare(curve["formula"]) == _bare(given)), None)
    if found is None and isinstance(given, int) and 0 <= given < len(curves):
        found = curves[given]
    if found is None and len(curves) == 1:
        found = curves[0]
    if found is None:
        return None
    found["name"] = found.get("name") or _written(str(found["formula"]))
    return str(found["name"])


def _written(formula: str) -> str:
    """A formula as a name in one line."""
    text = formula if "=" in formula else f"y = {formula}"
    return text.replace("^2", "²").replace("^3", "³").replace("*", "·")[:60]


def _plain(text: Any) -> str:
    return str(text).strip().casefold()


def _bare(formula: Any) -> str:
    """A formula without what stands before its sign of equality."""
    text = _plain(formula).replace("²", "^2").replace("³", "^3").replace("·", "*")
    return text.replace(" ", "").split("=")[-1]
