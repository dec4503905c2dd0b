"""Diagrams (SmartArt) as lists of their words."""

from __future__ import annotations

from typing import Any

from lxml import etree

from ..archives import xml_of
from ..escaping import tidy
from .paragraphs import A

_D = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_R_DATA = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}dm"
_DEEPEST = 6


def diagram_items(shape: Any, slide: Any) -> list[tuple[int, str]]:
    """The words of a diagram, each with how deep it lies, from 1; [] for any other shape."""
    link = next(shape._element.iter(f"{_D}relIds"), None)
    id = link.get(_R_DATA) if link is not None else None
    if not id:
        return []
    try:
        tree = xml_of(slide.part.related_part(id).blob)
    except (KeyError, AttributeError):
        return []
    return _items(tree) if tree is not None else []


def _items(tree: etree._Element) -> list[tuple[int, str]]:
    points = {each.get("modelId"): each for each in tree.iter(f"{_D}pt")}
    below: dict[str, list[tuple[int, str]]] = {}
    for link in tree.iter(f"{_D}cxn"):
        if link.get("type") in (None, "parOf"):
            order = link.get("srcOrd") or "0"
            below.setdefault(str(link.get("srcId")), []).append(
                (int(order) if order.isdigit() else 0, str(link.get("destId")))
            )
    roots = [id for id, each in points.items() if each.get("type") == "doc"]
    found: list[tuple[int, str]] = []
    seen: set[str] = set()

    def walk(id: str, depth: int) -> None:
        if id in seen or depth > _DEEPEST:
            return
        seen.add(id)
        text = _text(points.get(id))
        if text and depth:
            found.append((depth, text))
        for _, child in sorted(below.get(id, [])):
            walk(child, depth + 1)

    for root in roots:
        walk(str(root), 0)
    if not found:
        found = [(1, text) for each in points.values() if (text := _text(each))]
    return found


def _text(point: etree._Element | None) -> str:
    if point is None or point.get("type") not in (None, "node", "asst"):
        return ""
    return " ".join(tidy("".join(each.itertext())) for each in point.iter(f"{A}p")).strip()
