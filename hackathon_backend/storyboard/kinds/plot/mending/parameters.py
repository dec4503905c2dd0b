"""Letters of formulas and their values mended."""

from __future__ import annotations

from typing import Any

from ....fields import Fields
from ....reading.changelog import ChangeLog, Path
from ....reading.objects import items_of
from ..maths.formula import read_formula
from .numbers import read_end, read_number


def with_parameters(fields: Fields, path: Path, told: ChangeLog) -> Fields:
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
        return read_number(value) / 100
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
        name, value = (
            fields.get("name"),
            read_end(fields.get("value"), (*path, "parameters", index, "value"), ChangeLog()),
        )
        if isinstance(name, str) and len(name.strip()) == 1 and name.strip() not in {*found, "x"}:
            if value is None:
                told.tell((*path, "parameters", index), "had no value that can be drawn; 1 was taken")
            fields |= {"name": name.strip(), "value": 1.0 if value is None else value}
            if fields["to"] is not None:
                fields["to"] = read_end(fields["to"], (*path, "parameters", index, "to"), told)
            found[fields["name"]] = fields
        else:
            told.tell((*path, "parameters", index), "is no letter with a value; left out")
    return list(found.values())
