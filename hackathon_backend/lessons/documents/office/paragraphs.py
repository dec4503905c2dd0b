"""The paragraphs of a shape on a slide."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

from .omml import M, latex_of_omml
from .runs import RunLine

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_BULLETS = (f"{A}buChar", f"{A}buAutoNum", f"{A}buBlip")
_LISTS = ("BODY", "OBJECT", "VERTICAL_BODY", "VERTICAL_OBJECT")
_TYPED = re.compile(r"^\s*[•‣▪◦●○–\-]\s+")


@dataclass(frozen=True)
class SlideText:
    """A paragraph as Markdown; `formula` is one that stands by itself, `level` from 0."""

    line: str
    level: int = 0
    is_item: bool = False
    is_numbered: bool = False
    formula: str = ""


def slide_text(shape: Any) -> list[SlideText]:
    """The paragraphs of a shape, or of a cell."""
    element = shape._element if hasattr(shape, "_element") else shape._tc
    part = getattr(shape, "part", None)
    inherits = _inherits_bullets(shape)
    return [_paragraph(each, inherits, part) for each in element.iter(f"{A}p")]


def _paragraph(element: etree._Element, inherits: bool, part: Any) -> SlideText:
    line = RunLine()
    display = ""
    for child in element:
        if child.tag in (f"{A}r", f"{A}fld"):
            _run(line, child, part)
        elif child.tag == f"{A}br":
            line.add(" ")
        elif (math := next(child.iter(f"{M}oMathPara"), None)) is not None:
            display = latex_of_omml(math)
        elif (math := next(child.iter(f"{M}oMath"), None)) is not None:
            line.markdown(f"${latex_of_omml(math)}$")
    text = line.line()
    if display and not text:
        return SlideText("", formula=display)
    properties = element.find(f"{A}pPr")
    level = int(properties.get("lvl") or 0) if properties is not None else 0
    own = _own_bullet(properties)
    typed = _TYPED.match(text) is not None
    is_item = own if own is not None else inherits or typed
    numbered = properties is not None and properties.find(f"{A}buAutoNum") is not None
    text = _TYPED.sub("", text) if is_item else text
    return SlideText(f"{text} ${display}$" if display else text, min(level, 8), is_item, numbered)


def _run(line: RunLine, element: etree._Element, part: Any) -> None:
    text = element.findtext(f"{A}t") or ""
    style = element.find(f"{A}rPr")
    bold = style is not None and style.get("b") in ("1", "true")
    shift = (
        int(style.get("baseline") or 0)
        if style is not None and (style.get("baseline") or "0").lstrip("-").isdigit()
        else 0
    )
    address = _address(style, part)
    if address and text.strip():
        linked = RunLine()
        linked.add(text)
        line.markdown(f"[{linked.line()}]({address})")
    else:
        line.add(text.replace("\v", " "), bold=bold, raised=shift > 0, lowered=shift < 0)


def _address(style: etree._Element | None, part: Any) -> str:
    link = style.find(f"{A}hlinkClick") if style is not None else None
    id = link.get(_R_ID) if link is not None else None
    if not id or part is None:
        return ""
    try:
        target = part.rels[id].target_ref
    except (KeyError, AttributeError):
        return ""
    return target if re.fullmatch(r"https?://[^\s()<>\[\]]{4,500}", target) else ""


def _own_bullet(properties: etree._Element | None) -> bool | None:
    if properties is None:
        return None
    if properties.find(f"{A}buNone") is not None:
        return False
    return True if any(properties.find(tag) is not None for tag in _BULLETS) else None


def _inherits_bullets(shape: Any) -> bool:
    """Whether paragraphs of the shape are items unless they say otherwise."""
    if not getattr(shape, "is_placeholder", False):
        return False
    kind = shape.placeholder_format.type
    if getattr(kind, "name", "") not in _LISTS:
        return False
    for styles in shape._element.iter(f"{A}lstStyle"):
        first = styles.find(f"{A}lvl1pPr")
        if (own := _own_bullet(first)) is not None:
            return own
    return True
