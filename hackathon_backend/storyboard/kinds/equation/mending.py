"""Equations mended: formulas by the names that they go by, wherever they stand, as steps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ...fields import Fields
from ...reading.changelog import ChangeLog, Path
from ...reading.names import snake

_FORMULA = ("latex", "tex", "math", "formula", "equation", "expression", "expr", "eq", "result")
_SEVERAL = (
    *("lines", "derivation", "equations", "formulas", "formulae", "expressions", "stages", "transformations", "rows"),
    *("items", "points", "content", "body", "solution", "working", "text"),
)
_NOTE = ("note", "explanation", "reason", "comment", "annotation")
_TITLE = ("title", "label", "name", "heading")
_KEPT = frozenset({"type", "heading", "narration", "description", "title"})
_BREAK = re.compile(r"\\\\(?:\[[^\]]*\])?|\n|\$\$\s*\$\$")
_SETTING = re.compile(
    r"\\(?:begin|end)\{(?:align|aligned|gather|gathered|equation|eqnarray|split)\*?\}|\\(?:nonumber|notag)"
)
_MARKED = re.compile(r"\$\$?(.+?)\$\$?|\\\[(.+?)\\\]|\\\((.+?)\\\)", re.DOTALL)
_SIGN = re.compile(r"[=<>≤≥≈≠^_\\+*/·×√∑∫→±]")


def gather(fields: Fields, path: Path, told: ChangeLog) -> Fields:
    """`fields` with their formulas as steps, be they one text or several, whatever they are called."""
    named = {snake(key): key for key in fields}
    used = [named[name] for name in ("steps", *_FORMULA, *_SEVERAL) if name in named and fields[named[name]]]
    found: list[Any] = []
    for key in used:
        found += [step for step in _steps(fields[key]) if step not in found] if not found or key != "text" else []
    if not found or (used == ["steps"] and found == fields["steps"]):
        return fields
    if used != ["steps"]:
        told.tell((*path, used[0]), "was read as steps")
    _note_only_step(found, next(filter(None, (_text(fields, named.get(name)) for name in _NOTE)), ""))
    others = {named[name] for name in (*_FORMULA, *_SEVERAL, *_NOTE) if name in named} - {*_KEPT}
    return {key: value for key, value in fields.items() if key not in others} | {"steps": found}


def _text(fields: Fields, key: str | None) -> str:
    value = fields.get(key) if key else None
    return value if isinstance(value, str) else ""


def _note_only_step(steps: list[Any], note: str) -> None:
    """Put a note of the whole beside the one step that there is, if that has none."""
    if note and len(steps) == 1 and isinstance(steps[0], dict) and not steps[0].get("note"):
        steps[0] |= {"note": note}


def stated(fields: Fields) -> Fields | None:
    """The formula of a scene of any kind, with what is said of it, as an equation; None if it has none."""
    named = {snake(key): value for key, value in fields.items()}
    formulas = {name: named[name] for name in _FORMULA if isinstance(named.get(name), str) and named[name].strip()}
    formulas = {name: text for name, text in formulas.items() if name in ("latex", "tex") or _is_formula(text)}
    if not formulas:
        return None
    kept = {name: named[name] for name in (*_KEPT, *_NOTE) if named.get(name) and name != "type"}
    return {"type": "equation"} | kept | formulas


def _steps(given: Any) -> Iterator[Any]:
    """The steps that `given` holds: a text may have several lines, an object may be one step or several by name."""
    if isinstance(given, str):
        yield from ({"latex": line} for line in _lines(given))
    elif isinstance(given, list | tuple):
        for item in given:
            yield from _steps(item) if isinstance(item, str) else [_step(item)] if item else []
    elif isinstance(given, dict):
        if any(snake(str(key)) in _FORMULA for key in given):
            yield _step(given)
        else:
            for item in given.values():
                yield from _steps(item)


def _step(item: Any) -> Any:
    """A step whose formula is told from its words: of two texts, the one with signs is the formula."""
    if not isinstance(item, dict) or any(snake(str(key)) in _FORMULA and value for key, value in item.items()):
        return item
    written = next((key for key, value in item.items() if isinstance(value, str) and _is_formula(value)), None)
    if written is None:
        return item
    named = {("latex" if key == written else key): value for key, value in item.items()}
    title = next((key for key in _TITLE if isinstance(named.get(key), str)), None)
    if title and not any(named.get(name) for name in _NOTE):
        named["note"] = named.pop(title)
    return named


def _lines(text: str) -> Iterator[str]:
    """The formulas in a text: those between dollars if it has any, else its lines."""
    marked = [next(filter(None, found)) for found in _MARKED.findall(text)]
    bare = _MARKED.sub("", text)
    if marked and any(map(str.isalpha, bare)):
        yield from marked
        return
    for line in _BREAK.split(_SETTING.sub("", text)):
        plain = line.replace("&", "").strip().strip("$").strip()
        if plain:
            yield plain


def _is_formula(text: str) -> bool:
    return bool(_SIGN.search(text))
