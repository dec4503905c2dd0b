"""What single kinds of scenes mean beyond their fields: which answer is right, which lines are in focus.

Each function takes a scene's fields by their right names, with values as they came, and gives them back mended as far
as needs knowledge of the kind; the types see to the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ..drawing.colours import known
from ..kinds.array.mending import array
from ..kinds.graph.mending import graph
from .changelog import ChangeLog, Path, shown
from .leaves import LARGEST
from .names import ALSO, snake
from .objects import Fields, first_of, items_of

_LINES = re.compile(r"\d{1,3}(?:\s*(?:-|–|to|\.\.+)\s*\d{1,3})?")
_LETTER = re.compile(r"\W*([A-Da-d])(?:\W|$)")
_MOST_OPTIONS = 4


def _quiz(fields: Fields, path: Path, told: ChangeLog) -> Fields:
    """The answer may be a letter, the option's own words or counted from 1, or a mark on the right option."""
    options = items_of(fields.get("options"))
    marked = [i for i, option in enumerate(options) if isinstance(option, dict) and _is_marked(option)]
    texts = [first_of(option, "text") if isinstance(option, dict) else option for option in options]
    given = fields.get("answer", marked[0] if marked else None)
    answer = _answer(given, texts)
    if answer is None:
        return {key: value for key, value in fields.items() if key != "answer"} | {"options": texts}
    if answer != given:
        told.tell((*path, "answer"), f"{shown(given)} was read as the index {answer}")
    if len(texts) > _MOST_OPTIONS:
        told.tell((*path, "options"), f"{len(texts)} are too many; {_MOST_OPTIONS} were kept")
        kept = sorted(sorted(range(len(texts)), key=lambda index: index != answer)[:_MOST_OPTIONS])
        texts, answer = [texts[index] for index in kept], kept.index(answer)
    return fields | {"options": texts, "answer": answer}


def _is_marked(option: dict[str, Any]) -> bool:
    return any(option.get(key) is True for key in ("correct", "is_correct", "isCorrect", "right", "answer"))


def _answer(given: Any, options: list[Any]) -> int | None:
    """The index of the right option, if there is one."""
    if isinstance(given, str):
        plain = given.strip().casefold()
        same = [i for i, option in enumerate(options) if isinstance(option, str) and option.strip().casefold() == plain]
        letter = _LETTER.match(given)
        if same or letter:
            given = same[0] if same else ord(letter[1].upper()) - ord("A") if letter else None
        elif plain.isdecimal() and len(plain) < 3:
            given = int(plain)
    if not isinstance(given, int) or isinstance(given, bool):
        return None
    # Whoever names the one behind the last has counted from 1.
    given = given - 1 if given == len(options) else given
    return given if 0 <= given < len(options) else None


def _chart(fields: Fields, path: Path, told: ChangeLog) -> Fields:
    """Numbers may come as pairs, as an object or as a bare list; what has no number goes, with its label."""
    series, labels = _series(fields.get("series"))
    labels = labels or items_of(fields.get("labels"))
    rows = [items_of(each.get("values")) for each in series]
    count = max(map(len, rows), default=0)
    if not labels and count:
        labels = [str(number) for number in range(1, count + 1)]
        told.tell((*path, "labels"), "were missing; they are counted")
    whole = [index for index in range(min(count, len(labels))) if all(_is_number(row, index) for row in rows)]
    if any(len(row) != len(whole) for row in rows) or len(labels) != len(whole):
        told.tell((*path, "series"), f"labels and numbers do not match; {len(whole)} that do were kept")
    series = [
        each | {"values": [row[index] for index in whole]} for each, row in zip(series, rows, strict=True) if whole
    ]
    fields = _coloured(fields, len(labels), whole, path, told)
    fields = fields | {"labels": [labels[index] for index in whole], "series": series}
    return _drawable(fields, path, told)


def _coloured(fields: Fields, count: int, whole: list[int], path: Path, told: ChangeLog) -> Fields:
    """The colours of those of `count` labels that were kept; what is no colour is none."""
    colors = items_of(fields.get("colors"))
    if len(colors) != count:
        return fields
    kept = [colors[index] for index in whole]
    for index, color in enumerate(kept):
        if not (isinstance(color, str) and (color.strip() == "" or known(color))):
            told.tell((*path, "colors", index), f"{shown(color)} is no colour; left out")
            kept[index] = ""
    return fields | {"colors": kept}


def _series(given: Any) -> tuple[list[Fields], list[Any]]:
    """The series, and the labels if they came with the numbers."""
    if isinstance(given, dict) and not any(snake(str(key)) in ("values", *ALSO["values"]) for key in given):
        if any(isinstance(value, list) for value in given.values()):
            return [{"name": str(key)[:60], "values": value} for key, value in given.items()], []
        return [{"values": list(given.values())}], [str(key) for key in given]
    items = [given] if isinstance(given, dict) else items_of(given)
    rows = [item for item in items if isinstance(item, dict)]
    if not rows:
        nested = [item for item in items if isinstance(item, list)]
        return [{"values": item} for item in nested] or ([{"values": items}] if items else []), []
    values = [first_of(row, "values") for row in rows]
    names = [first_of(row, "label") for row in rows]
    if any(isinstance(value, list | tuple) for value in values):
        cues = [{key: row[key] for key in ("cue", "color") if key in row} for row in rows]
        named = zip(cues, names, values, strict=True)
        return [cue | ({"name": name} if name else {}) | {"values": value} for cue, name, value in named], []
    return [{"values": values}], names if all(isinstance(name, str | int | float) for name in names) else []


def _is_number(row: list[Any], index: int) -> bool:
    value = row[index] if index < len(row) else None
    if isinstance(value, str):
        return bool(re.search(r"\d", value))
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < LARGEST


def _drawable(fields: Fields, path: Path, told: ChangeLog) -> Fields:
    """A pie of what is no shares becomes bars."""
    rows = [each["values"] for each in fields["series"]]
    numbers = [value for row in rows for value in row if isinstance(value, int | float)]
    if fields.get("kind") == "pie" and (len(rows) != 1 or min(numbers, default=0) < 0 or not any(numbers)):
        told.tell((*path, "kind"), "these numbers make no pie; bar was taken")
        return fields | {"kind": "bar"}
    return fields


def _code(fields: Fields, _path: Path, _told: ChangeLog) -> Fields:
    """Lines in focus may come as a number, as a list of numbers, or in words."""
    if "focus" not in fields:
        return fields
    items = fields["focus"] if isinstance(fields["focus"], list) else [fields["focus"]]
    return fields | {"focus": [_focus(item) for item in items]}


def _focus(item: Any) -> Any:
    if not isinstance(item, dict):
        return {"lines": _lines(item)}
    return {"lines": _lines(first_of(item, "lines"))} | {key: item[key] for key in ("cue",) if key in item}


def _lines(value: Any) -> Any:
    """Line numbers as "2-4,7"."""
    text = ",".join(map(str, value[:9])) if isinstance(value, list) else value if isinstance(value, str) else None
    if text is None:
        return value
    found = _LINES.findall(text)
    return ",".join(re.sub(r"\s*(?:-|–|to|\.\.+)\s*", "-", each) for each in found) or value


#: By the type of a scene.
PREPARED: dict[str, Callable[[Fields, Path, ChangeLog], Fields]] = {
    "array": array,
    "chart": _chart,
    "code": _code,
    "graph": graph,
    "quiz": _quiz,
}
