"""What a Word document's other files say about its paragraphs: styles, lists, relations, notes."""

from __future__ import annotations

import re
from functools import cached_property

from lxml import etree

from ..archives import DocumentArchive, beside
from ..escaping import tidy

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|titolo|заголовок|標題|标题|見出し|rubrik|kop|nagłówek)\s*(\d)", re.I
)
_MOST_INHERITED = 12


class WordParts:
    """The files of a DOCX."""

    def __init__(self, archive: DocumentArchive) -> None:
        self._archive = archive
        self._name = self._main()
        self.document = archive.needed(self._name)

    @cached_property
    def title(self) -> str:
        """What its properties call it."""
        tree = self._archive.xml("docProps/core.xml")
        found = (
            next((each.text or "" for each in tree.iter() if _local(each) == "title"), "") if tree is not None else ""
        )
        return tidy(found).strip()

    @cached_property
    def relations(self) -> dict[str, tuple[str, bool]]:
        """The targets of its relations by their ids, and whether each is outside of the file."""
        folder, _, name = self._name.rpartition("/")
        tree = self._archive.xml(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
        found = {}
        for each in tree if tree is not None else []:
            target, outside = each.get("Target") or "", each.get("TargetMode") == "External"
            found[str(each.get("Id"))] = (target if outside else beside(self._name, target)), outside
        return found

    def picture(self, id: str) -> bytes | None:
        """The picture that a relation names; None if it is not in the file."""
        target, outside = self.relations.get(id, ("", True))
        return None if outside else self._archive.get(target)

    def note(self, kind: str, id: str) -> etree._Element | None:
        """A footnote ("footnote") or an endnote ("endnote")."""
        return self._notes.get((kind, id))

    def running_heads(self) -> str:
        """What stands at the top and the foot of each page."""
        names = [name for name in self._archive.names() if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name)]
        texts = []
        for name in names:
            tree = self._archive.xml(name)
            words = " ".join(each.text or "" for each in tree.iter(f"{W}t")).strip() if tree is not None else ""
            texts.append(words)
        return " / ".join(dict.fromkeys(text for text in texts if re.search(r"[^\W\d_]{2}", text)))

    def style_name(self, paragraph: etree._Element) -> str:
        """The name of a paragraph's style in small letters."""
        return self._named(_value(paragraph.find(f"{W}pPr/{W}pStyle")))

    def is_title(self, paragraph: etree._Element) -> bool:
        """Whether it is the title of all."""
        return self.style_name(paragraph) in ("title", "titel", "titre", "título", "titolo")

    def heading_level(self, paragraph: etree._Element) -> int:
        """A heading's level; 0 for any other paragraph."""
        own = _value(paragraph.find(f"{W}pPr/{W}outlineLvl"))
        if own.isdigit():
            return int(own) + 1 if int(own) < 9 else 0
        for id in self._line_of(_value(paragraph.find(f"{W}pPr/{W}pStyle"))):
            if found := _HEADING.match(self._named(id)):
                return int(found[1])
            level = _value(self._styles[id].find(f"{W}pPr/{W}outlineLvl"))
            if level.isdigit():
                return int(level) + 1 if int(level) < 9 else 0
        return 0

    def list_place(self, paragraph: etree._Element) -> tuple[int, bool] | None:
        """How deep an item lies, from 1, and whether it is numbered; None if it is no item."""
        properties = [paragraph.find(f"{W}pPr/{W}numPr")]
        for id in self._line_of(_value(paragraph.find(f"{W}pPr/{W}pStyle"))):
            properties.append(self._styles[id].find(f"{W}pPr/{W}numPr"))
        given = [each for each in properties if each is not None]
        number = next((value for each in given if (value := _value(each.find(f"{W}numId")))), "")
        if not number or number == "0":
            return None
        level = next((value for each in given if (value := _value(each.find(f"{W}ilvl")))), "0")
        depth = int(level) if level.isdigit() else 0
        return min(depth, 8) + 1, self._formats.get((number, depth), "bullet") not in ("bullet", "none")

    def _main(self) -> str:
        relations = self._archive.xml("_rels/.rels")
        for each in relations if relations is not None else []:
            if (each.get("Type") or "").endswith("/officeDocument"):
                return beside("", each.get("Target") or "")
        return "word/document.xml"

    def _beside(self, name: str) -> etree._Element | None:
        return self._archive.xml(beside(self._name, name))

    @cached_property
    def _styles(self) -> dict[str, etree._Element]:
        tree = self._beside("styles.xml")
        return {str(each.get(f"{W}styleId")): each for each in tree.iter(f"{W}style")} if tree is not None else {}

    def _named(self, id: str) -> str:
        style = self._styles.get(id)
        return _value(style.find(f"{W}name")).lower() if style is not None else id.lower()

    def _line_of(self, id: str) -> list[str]:
        """A style and those that it is based on."""
        line: list[str] = []
        while id in self._styles and id not in line and len(line) < _MOST_INHERITED:
            line.append(id)
            id = _value(self._styles[id].find(f"{W}basedOn"))
        return line

    @cached_property
    def _formats(self) -> dict[tuple[str, int], str]:
        """How the items of each list are marked at each depth."""
        tree = self._beside("numbering.xml")
        if tree is None:
            return {}
        marks = {
            (str(kind.get(f"{W}abstractNumId")), int(level.get(f"{W}ilvl") or 0)): _value(level.find(f"{W}numFmt"))
            for kind in tree.iter(f"{W}abstractNum")
            for level in kind.iter(f"{W}lvl")
            if (level.get(f"{W}ilvl") or "0").isdigit()
        }
        kinds = {str(each.get(f"{W}numId")): _value(each.find(f"{W}abstractNumId")) for each in tree.iter(f"{W}num")}
        return {
            (number, depth): mark
            for number, kind in kinds.items()
            for (own, depth), mark in marks.items()
            if own == kind
        }

    @cached_property
    def _notes(self) -> dict[tuple[str, str], etree._Element]:
        found = {}
        for kind in ("footnote", "endnote"):
            tree = self._beside(f"{kind}s.xml")
            for each in tree.iter(f"{W}{kind}") if tree is not None else []:
                found[kind, str(each.get(f"{W}id"))] = each
        return found


def _value(element: etree._Element | None) -> str:
    return "" if element is None else str(element.get(f"{W}val") or "")


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
