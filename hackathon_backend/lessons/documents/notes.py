"""Footnotes and addresses that a text names below: each part of it has those that it speaks of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .units import MarkdownUnit

_NOTE = re.compile(r" {0,3}\[([^\]\n]{1,200})\]:[ \t]*\S")
_NAMED = re.compile(r"\[([^\[\]\n]{1,200})\](?!:)")


@dataclass(frozen=True)
class Notes:
    """Notes by what the text calls them, each as it was written."""

    by_name: Mapping[str, str]

    @classmethod
    def taken_from(cls, units: Sequence[MarkdownUnit]) -> tuple[list[MarkdownUnit], Notes]:
        """The units without notes that the text names, and those."""
        named = {name for unit in units for name in _names_in(unit.text)}
        kept: list[MarkdownUnit] = []
        found: dict[str, str] = {}
        last = ""
        for unit in units:
            note = None if unit.marks else _NOTE.match(unit.text)
            if note and note[1].lower() in named:
                last = note[1].lower()
                found.setdefault(last, unit.text.rstrip() + "\n")
            elif last and unit.text.startswith(("    ", "\t")):
                found[last] += f"\n{unit.text.rstrip()}\n"
            else:
                last = ""
                kept.append(unit)
        return kept, cls(found)

    def of(self, units: Sequence[MarkdownUnit]) -> str:
        """The notes that these units name, below an empty line."""
        names = dict.fromkeys(name for unit in units for name in _names_in(unit.text) if name in self.by_name)
        return "".join(f"\n{self.by_name[name]}" for name in names)

    def weight(self, unit: MarkdownUnit) -> int:
        """How many characters the notes of a unit have."""
        return len(self.of((unit,))) if self.by_name else 0


def _names_in(text: str) -> list[str]:
    return [name.lower() for name in _NAMED.findall(text)]
