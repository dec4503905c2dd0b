"""Graphs mended: which ends an edge joins, and what nodes are called by."""

from __future__ import annotations

import re
from typing import Any

from ...fields import Fields
from ...reading.changelog import ChangeLog, Path, shown
from ...reading.objects import first_of, items_of

_ARROW = re.compile(r"\s*(?:<?-+>|=+>|→|⟶|➜)\s*")
_OF_NODE = ("icon", "group", "color", "cue", "side")


def mend(fields: Fields, path: Path, told: ChangeLog) -> Fields:
    """Nodes get ids of their own; edges may be written as "A -> B" or as pairs, and may name labels."""
    edges = [_edge(edge) for edge in items_of(fields.get("edges"))]
    nodes = [_node(node) for node in items_of(fields.get("nodes"))]
    if not nodes:
        ends = [edge[end] for edge in edges if isinstance(edge, dict) for end in ("source", "target") if end in edge]
        nodes = [{"id": end, "label": end} for end in dict.fromkeys(_name(end) for end in ends) if end]
        told.tell((*path, "nodes"), "were missing; made from the ends of the edges")
    nodes, ids = _identified(nodes, path, told)
    edges = [_joined(edge, ids) for edge in edges]
    return fields | {"nodes": nodes} | ({"edges": edges} if edges else {})


def _name(value: Any) -> Any:
    """A name of a node as text: numbers are names as well."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _node(node: Any) -> Any:
    node = _name(node)
    if isinstance(node, str):
        return {"id": node, "label": node}
    if not isinstance(node, dict):
        return node
    id_ = _name(first_of(node, "id") if first_of(node, "id") is not None else first_of(node, "label"))
    label = _name(first_of(node, "label"))
    return {"id": id_, "label": id_ if label is None else label} | {k: v for k, v in node.items() if k in _OF_NODE}


def _identified(nodes: list[Any], path: Path, told: ChangeLog) -> tuple[list[Any], dict[str, str]]:
    """The nodes with ids that differ, and the id that a name stands for."""
    kept: list[Any] = []
    ids: dict[str, str] = {}
    for index, node in enumerate(nodes):
        place = (*path, "nodes", index)
        if not (isinstance(node, dict) and isinstance(node["id"], str) and node["id"].strip()):
            told.tell(place, f"{shown(node)} names nothing; left out")
            continue
        twin = next((each for each in kept if each["id"] == node["id"]), None)
        if twin and twin["label"] == node["label"]:
            told.tell(place, f"{shown(node['id'])} is there already; the second one was left out")
            continue
        if twin:
            told.tell((*place, "id"), f"{shown(node['id'])} is taken by another node, with which its edges stay")
            node = node | {"id": f"{node['id'][:30]}-{index}"}
        kept.append(node)
        ids.setdefault(str(node["label"]).strip().casefold(), node["id"])
    folded = {each["id"].strip().casefold(): each["id"] for each in kept}
    return kept, ids | folded | {each["id"]: each["id"] for each in kept}


def _edge(edge: Any) -> Any:
    if isinstance(edge, str) and len(ends := _ARROW.split(edge.strip())) == 2:
        return {"source": ends[0], "target": ends[1]}
    if isinstance(edge, list | tuple) and 2 <= len(edge) <= 3:
        edge = dict(zip(("source", "target", "label"), edge, strict=False))
    if not isinstance(edge, dict):
        return edge
    named = {end: _name(first_of(edge, end)) for end in ("source", "target")}
    return named | {key: value for key, value in edge.items() if key in ("label", "cue", "side")}


def _joined(edge: Any, ids: dict[str, str]) -> Any:
    """`edge` with the ids that its ends stand for: exactly, or else in other case or by the label."""
    if not isinstance(edge, dict):
        return edge
    ends = {end: edge.get(end) for end in ("source", "target")}
    named = {
        end: ids.get(name, ids.get(name.strip().casefold(), name))
        for end, name in ends.items()
        if isinstance(name, str)
    }
    return edge | named
