"""Diagrams in Mermaid that are scenes: time lines, pies, mind maps, messages between actors, classes.

Flow charts are read where lessons are, since an arrow there may stand in a sentence as well. What is read here are the
parts of the language that a scene can show (mermaid.js.org, version 11); styles, notes and loops are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from ..fields import Fields

_MOST_LINES = 200
_LABEL = 60
_MOST_NODES, _MOST_EDGES = 10, 16
_BARE = re.compile(r"^[\w-]*(?:\(\(|\(|\[|\{\{|\)\)|\))+|(?:\)\)|\)|\]|\}\}|\(\()+$")
_TITLE = re.compile(r"(?:showData\s*)?(?:title\b:?\s*(.*))|showData\Z")
_SLICE = re.compile(r'"?(?P<label>[^":]+)"?\s*:\s*(?P<value>\d+(?:\.\d+)?)\s*\Z')
_MESSAGE = re.compile(r"(?P<one>[\w ]+?)\s*-{1,2}(?:>>|>|x|\))[+-]?\s*(?P<other>[\w ]+?)\s*:\s*(?P<text>.+)")
_ACTOR = re.compile(r"(?:participant|actor)\s+(?P<id>[\w ]+?)(?:\s+as\s+(?P<name>.+))?\Z")
_RELATION = re.compile(
    r"(?P<one>\w+)(?:\s+\"[^\"]*\")?\s*(?P<arrow><\|--|--\|>|\*--|--\*|o--|--o|<--|-->|--|<\|\.\.|\.\.\|>|\.\.>|<\.\.)\s*"
    r"(?:\"[^\"]*\"\s+)?(?P<other>\w+)(?:\s*:\s*(?P<text>.+))?\Z"
)


def mermaid_fields(text: str) -> Fields | None:
    """The fields of the scene that a diagram is; None if it is of another kind, or there is nothing in it to show."""
    lines = [line.rstrip() for line in text.splitlines()[:_MOST_LINES] if line.strip()]
    lines = [line for line in lines if not line.lstrip().startswith("%%")]
    if not lines:
        return None
    first = lines[0].strip()
    for name, read in _READERS.items():
        if re.match(rf"{name}\b", first):
            title, rest = _titled([first.removeprefix(name).strip(), *lines[1:]])
            fields = read(rest)
            return ({"heading": title} if title else {}) | fields if fields else None
    return None


def _titled(lines: Sequence[str]) -> tuple[str, list[str]]:
    """The title of a diagram, and its other lines."""
    stripped = [line.strip() for line in lines]
    title = next((found[1] for line in stripped if (found := _TITLE.match(line)) and found[1]), "")
    return title.strip()[:120], [line for line in lines if line.strip() and not _TITLE.match(line.strip())]


def _timeline(lines: Sequence[str]) -> Fields | None:
    events: list[dict[str, str]] = []
    for line in lines:
        when, *what = (part.strip() for part in line.strip().split(" : "))
        if re.match(r"section\b", when) or not (when or what):
            continue
        if not what and when.startswith(":") and events:
            what, when = [when.lstrip(": ")], events[-1]["when"]
        events += [{"when": when[:_LABEL], "text": each} for each in what]
    return {"type": "timeline", "events": events} if events else None


def _pie(lines: Sequence[str]) -> Fields | None:
    found = [match for line in lines if (match := _SLICE.match(line.strip()))]
    values = [float(match["value"]) for match in found]
    if not any(values):
        return None
    labels = [match["label"].strip()[:_LABEL] for match in found]
    return {"type": "chart", "kind": "pie", "labels": labels, "series": [{"values": values}]}


def _mindmap(lines: Sequence[str]) -> Fields | None:
    nodes: list[dict[str, str]] = []
    edges: list[dict[str, str]] = []
    above: list[tuple[int, str]] = []
    for line in lines:
        text = _BARE.sub("", line.strip()).strip('"` ')
        if not text or text.startswith("::"):
            continue
        depth, key = len(line) - len(line.lstrip()), str(len(nodes))
        above = [each for each in above if each[0] < depth]
        if above:
            edges.append({"source": above[-1][1], "target": key})
        nodes.append({"id": key, "label": text[:_LABEL]})
        above.append((depth, key))
    return _graph(nodes, edges)


def _sequence(lines: Sequence[str]) -> Fields | None:
    names: dict[str, str] = {}
    edges: list[dict[str, str]] = []
    for line in map(str.strip, lines):
        if actor := _ACTOR.match(line):
            names[actor["id"]] = (actor["name"] or actor["id"]).strip()
        elif message := _MESSAGE.match(line):
            one, other = message["one"].strip(), message["other"].strip()
            names.setdefault(one, one)
            names.setdefault(other, other)
            _link(edges, one, other, message["text"])
    return _graph([{"id": key, "label": name[:_LABEL]} for key, name in names.items()], edges)


def _classes(lines: Sequence[str]) -> Fields | None:
    names: dict[str, str] = {}
    edges: list[dict[str, str]] = []
    for line in map(str.strip, lines):
        if found := _RELATION.match(line):
            one, other = found["one"], found["other"]
            names |= {one: one, other: other}
            # The arrow of the language points to the more general class, that of the whole to its part.
            turned = found["arrow"].startswith("<")
            _link(edges, *((other, one) if turned else (one, other)), found["text"] or "")
    return _graph([{"id": key, "label": name[:_LABEL]} for key, name in names.items()], edges)


def _link(edges: list[dict[str, str]], source: str, target: str, text: str) -> None:
    same = next((edge for edge in edges if (edge["source"], edge["target"]) == (source, target)), None)
    if same is None and source != target:
        edges.append({"source": source, "target": target, "label": text.strip()[:_LABEL]})


def _graph(nodes: list[dict[str, str]], edges: list[dict[str, str]]) -> Fields | None:
    if not (2 <= len(nodes) <= _MOST_NODES and 0 < len(edges) <= _MOST_EDGES):
        return None
    return {"type": "graph", "nodes": nodes, "edges": edges}


_READERS: dict[str, Callable[[Sequence[str]], Fields | None]] = {
    "timeline": _timeline,
    "pie": _pie,
    "mindmap": _mindmap,
    "sequenceDiagram": _sequence,
    "classDiagram": _classes,
}
