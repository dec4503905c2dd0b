"""A paragraph of a Word document as one line of Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from .omml import M, latex_of_omml
from .runs import RunLine, caption_of
from .word_parts import W, WordParts

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_SKIPPED = frozenset(f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr"))
_SYMBOLS = {"f0b7": "•", "f0e0": "→", "f0df": "←", "f0e8": "⇨", "f0fc": "✓", "f04a": "☺", "f0b0": "°", "f0b1": "±"}


@dataclass
class WordLine:
    """A paragraph: its text, formulas that stand by themselves, pictures with what is written about them, footnotes
    that it refers to, and text boxes that hang on it.
    """

    text: str = ""
    is_bold: bool = False
    formulas: list[str] = field(default_factory=list)
    pictures: list[tuple[bytes | None, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)


def word_line(paragraph: etree._Element, parts: WordParts) -> WordLine:
    """Read a paragraph."""
    reader = _WordRuns(parts)
    reader.children(paragraph)
    made = reader.made
    made.text, made.is_bold = reader.line.line(), reader.line.is_bold
    return made


class _WordRuns:
    def __init__(self, parts: WordParts) -> None:
        self.line = RunLine()
        self.made = WordLine()
        self._parts = parts
        self._in_instruction = 0

    def children(self, element: etree._Element) -> None:
        """Read what is in a paragraph, or in a part of one."""
        for child in element:
            if child.tag in _SKIPPED:
                continue
            if child.tag == f"{W}r":
                self._run(child)
            elif child.tag == f"{W}hyperlink":
                self._link(child)
            elif child.tag == f"{M}oMathPara":
                self.made.formulas.append(latex_of_omml(child))
            elif child.tag == f"{M}oMath":
                if latex := latex_of_omml(child):
                    self.line.markdown(f"${latex}$")
            elif isinstance(child.tag, str):
                self.children(child)

    def _run(self, run: etree._Element) -> None:
        style = run.find(f"{W}rPr")
        if _is_on(style, "vanish"):
            return
        shift = style.find(f"{W}vertAlign") if style is not None else None
        shifted = (shift.get(f"{W}val") or "") if shift is not None else ""
        for child in run:
            text = self._text(child)
            if text and self._in_instruction == 0:
                self.line.add(
                    text,
                    bold=_is_on(style, "b"),
                    raised=shifted == "superscript",
                    lowered=shifted == "subscript",
                )

    def _text(self, child: etree._Element) -> str:
        name = child.tag[len(W) :] if isinstance(child.tag, str) and child.tag.startswith(W) else ""
        match name:
            case "t":
                return child.text or ""
            case "tab" | "br" | "cr" | "ptab":
                return " "
            case "noBreakHyphen":
                return "-"
            case "sym":
                return _SYMBOLS.get((child.get(f"{W}char") or "").lower(), "")
            case "fldChar":
                kind = child.get(f"{W}fldCharType")
                # What a field is made by stands between its begin and its separator, and is no text.
                self._in_instruction = max(0, self._in_instruction + {"begin": 1, "separate": -1}.get(str(kind), 0))
                if kind == "end":
                    self._in_instruction = 0
            case "drawing" | "pict" | "object":
                self._drawing(child)
            case "footnoteReference" | "endnoteReference":
                self._note(child, name.removesuffix("Reference"))
        return ""

    def _drawing(self, element: etree._Element) -> None:
        described = next((each for each in element.iter() if str(each.tag).endswith("}docPr")), None)
        caption = caption_of(described.get("descr") if described is not None else "")
        ids = [each.get(f"{_R}embed") or each.get(f"{_R}link") for each in element.iter(f"{_A}blip")]
        ids += [each.get(f"{_R}id") for each in element.iter(f"{_V}imagedata")]
        for id in filter(None, ids):
            self.made.pictures.append((self._parts.picture(id), caption))
        self.made.boxes += list(element.iter(f"{W}txbxContent"))

    def _note(self, element: etree._Element, kind: str) -> None:
        id = element.get(f"{W}id") or ""
        note = self._parts.note(kind, id)
        if note is None:
            return
        text = " ".join(filter(None, (word_line(each, self._parts).text for each in note.iter(f"{W}p"))))
        if text:
            mark = id if kind == "footnote" else f"e{id}"
            self.line.markdown(f"[^{mark}]")
            self.made.notes.append((mark, text))

    def _link(self, element: etree._Element) -> None:
        inner = _WordRuns(self._parts)
        inner.children(element)
        text = inner.line.line()
        target, outside = self._parts.relations.get(element.get(f"{_R}id") or "", ("", False))
        kept = outside and re.fullmatch(r"https?://[^\s()<>\[\]]{4,500}", target) and text and "[" not in text
        self.line.markdown(f"[{text}]({target})" if kept else text)
        self.made.pictures += inner.made.pictures


def _is_on(style: etree._Element | None, name: str) -> bool:
    found = style.find(f"{W}{name}") if style is not None else None
    return found is not None and found.get(f"{W}val") not in ("0", "false", "off", "none")
