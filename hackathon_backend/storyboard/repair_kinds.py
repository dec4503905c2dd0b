"""What single kinds of scenes mean beyond their fields: which answer is right, which ends an edge joins.

Each function takes a scene's fields by their right names, with values as they came, and gives them back mended as far
as needs knowledge of the kind; the types see to the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from .colours import known
from .repair_leaves import LARGEST
from .repair_names import ALSO, snake
from .repair_text import cut
from .repair_told import Path, Told, shown
from .scenes.array import LONGEST_VALUE

Fields = dict[str, Any]

_ARROW = re.compile(r"\s*(?:<?-+>|=+>|→|⟶|➜)\s*")
_LINES = re.compile(r"\d{1,3}(?:\s*(?:-|–|to|\.\.+)\s*\d{1,3})?")
_LETTER = re.compile(r"\W*([A-Da-d])(?:\W|$)")
_MOST_OPTIONS = 4


def _array(fields: Fields, path: Path, told: Told) -> Fields:
    """A value that is set has as much room as one that is there from the start."""
    steps = []
    for index, step in enumerate(_items(fields.get("steps"))):
        name = step.get("name") if isinstance(step, dict) and snake(str(step.get("action"))) == "set" else None
        if isinstance(name, str) and len(name) > LONGEST_VALUE:
            told.tell((*path, "steps", index, "name"), f"{len(name)} characters were cut to {LONGEST_VALUE}")
            step = step | {"name": cut(name, LONGEST_VALUE)}
        steps.append(step)
    return fields | ({"steps": steps} if steps else {})


def _graph(fields: Fields, path: Path, told: Told) -> Fields:
    """Nodes get ids of their own; edges may be written as "A -> B" or as pairs, and may name labels."""
    edges = [_edge(edge) for edge in _items(fields.get("edges"))]
    nodes = [_node(node) for node in _items(fields.get("nodes"))]
    if not nodes:
        ends = [edge[end] for edge in edges if isinstance(edge, dict) for end in ("source", "target") if end in edge]
        nodes = [{"id": end, "label": end} for end in dict.fromkeys(ends)]
        told.tell((*path, "nodes"), "were missing; made from the ends of the edges")
    nodes, ids = _identified(nodes, path, told)
    edges = [_joined(edge, ids) for edge in edges]
    return fields | {"nodes": nodes} | ({"edges": edges} if edges else {})


def _node(node: Any) -> Any:
    if isinstance(node, str):
        return {"id": node, "label": node}
    if not isinstance(node, dict):
        return node
    id_ = _first(node, "id") or _first(node, "label")
    return {"id": id_, "label": _first(node, "label") or id_} | {
        k: v for k, v in node.items() if k in ("icon", "group", "color", "cue")
    }


def _identified(nodes: list[Any], path: Path, told: Told) -> tuple[list[Any], dict[str, str]]:
    """The nodes with ids that differ, and the id that a name stands for."""
    kept: list[Any] = []
    ids: dict[str, str] = {}
    for index, node in enumerate(nodes):
        if isinstance(node, dict) and isinstance(node["id"], str) and node["id"] in {each["id"] for each in kept}:
            twin = next(each for each in kept if each["id"] == node["id"])
            told.tell((*path, "nodes", index, "id"), f"{shown(node['id'])} is taken by another node")
            if twin["label"] == node["label"]:
                continue
            node = node | {"id": f"{node['id'][:30]}-{index}"}
        if isinstance(node, dict) and isinstance(node["id"], str):
            kept.append(node)
            ids |= {str(node["label"]).casefold(): node["id"]}
    return kept, ids | {each["id"].casefold(): each["id"] for each in kept}


def _edge(edge: Any) -> Any:
    if isinstance(edge, str) and len(ends := _ARROW.split(edge.strip())) == 2:
        return {"source": ends[0], "target": ends[1]}
    if isinstance(edge, list | tuple) and 2 <= len(edge) <= 3:
        return dict(zip(("source", "target", "label"), edge, strict=False))
    if not isinstance(edge, dict):
        return edge
    named = {end: _first(edge, end) for end in ("source", "target")}
    return named | {key: value for key, value in edge.items() if key in ("label", "cue")}


def _joined(edge: Any, ids: dict[str, str]) -> Any:
    if not isinstance(edge, dict):
        return edge
    ends = {end: edge.get(end) for end in ("source", "target")}
    return edge | {end: ids.get(name.strip().casefold(), name) for end, name in ends.items() if isinstance(name, str)}


def _quiz(fields: Fields, path: Path, told: Told) -> Fields:
    """The answer may be a letter, the option's own words or counted from 1, or a mark on the right option."""
    options = _items(fields.get("options"))
    marked = [i for i, option in enumerate(options) if isinstance(option, dict) and _is_marked(option)]
    texts = [_first(option, "text") if isinstance(option, dict) else option for option in options]
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


def _chart(fields: Fields, path: Path, told: Told) -> Fields:
    """Numbers may come as pairs, as an object or as a bare list; what has no number goes, with its label."""
    series, labels = _series(fields.get("series"))
    labels = labels or _items(fields.get("labels"))
    rows = [_items(each.get("values")) for each in series]
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


def _coloured(fields: Fields, count: int, whole: list[int], path: Path, told: Told) -> Fields:
    """The colours of those of `count` labels that were kept; what is no colour is none."""
    colors = _items(fields.get("colors"))
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
    items = [given] if isinstance(given, dict) else _items(given)
    rows = [item for item in items if isinstance(item, dict)]
    if not rows:
        nested = [item for item in items if isinstance(item, list)]
        return [{"values": item} for item in nested] or ([{"values": items}] if items else []), []
    values = [_first(row, "values") for row in rows]
    names = [_first(row, "label") for row in rows]
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


def _drawable(fields: Fields, path: Path, told: Told) -> Fields:
    """A pie of what is no shares becomes bars."""
    rows = [each["values"] for each in fields["series"]]
    numbers = [value for row in rows for value in row if isinstance(value, int | float)]
    if fields.get("kind") == "pie" and (len(rows) != 1 or min(numbers, default=0) < 0 or not any(numbers)):
        told.tell((*path, "kind"), "these numbers make no pie; bar was taken")
        return fields | {"kind": "bar"}
    return fields


def _code(fields: Fields, _path: Path, _told: Told) -> Fields:
    """Lines in focus may come as a number, as a list of numbers, or in words."""
    if "focus" not in fields:
        return fields
    items = fields["focus"] if isinstance(fields["focus"], list) else [fields["focus"]]
    return fields | {"focus": [_focus(item) for item in items]}


def _focus(item: Any) -> Any:
    if not isinstance(item, dict):
        return {"lines": _lines(item)}
    return {"lines": _lines(_first(item, "lines"))} | {key: item[key] for key in ("cue",) if key in item}


def _lines(value: Any) -> Any:
    """Line numbers as "2-4,7"."""
    text = ",".join(map(str, value[:9])) if isinstance(value, list) else value if isinstance(value, str) else None
    if text is None:
        return value
    found = _LINES.findall(text)
    return ",".join(re.sub(r"\s*(?:-|–|to|\.\.+)\s*", "-", each) for each in found) or value


def _items(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [{"id": key} | item if isinstance(item, dict) else item for key, item in value.items()]
    return list(value) if isinstance(value, list | tuple) else [] if value is None else [value]


def _first(given: dict[str, Any], name: str) -> Any:
    """What `given` has under `name` or one of its other names."""
    return next((given[key] for key in (name, *ALSO[name]) if given.get(key) not in (None, "")), None)


#: By the type of a scene.
PREPARED: dict[str, Callable[[Fields, Path, Told], Fields]] = {
    "array": _array,
    "chart": _chart,
    "code": _code,
    "graph": _graph,
    "quiz": _quiz,
}
