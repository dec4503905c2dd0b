"""The plan of a talk: a slide that lists the headings of the others, and stands again before each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import takewhile

from ....lessons import Block
from ....lessons.search.words import fold
from .apparatus import without_number
from .lines import is_running

_FEWEST = 3
"""Lines of a plan, and times that one stands there whose lines are not the headings themselves."""
_MOST = 0.6
"""Of its lines, how many are headings."""
_LISTED = frozenset({"paragraph", "bullets", "steps"})


@dataclass(frozen=True)
class _ListedSection:
    """A heading and the lines below it, with the blocks that those are of."""

    heading: Block
    blocks: tuple[Block, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(line for block in self.blocks if block.kind in _LISTED for line in block.items or (block.text,))

    @property
    def rest(self) -> list[Block]:
        """What else stands there: what the speaker says to it, a picture."""
        rest = [block for block in self.blocks if block.kind not in _LISTED]
        return [self.heading, *rest] if any(block.kind != "image" for block in rest) else rest


def without_agenda(blocks: Sequence[Block]) -> tuple[list[Block], list[str]]:
    """The blocks without lists of the document's own headings, whatever those are called, and without lists that stand
    there again and again; and their headings. A list of what stands right below it tells what there is, and stays.
    """
    sections = _sections(blocks)
    times = Counter((each.heading.text, each.lines) for each in sections)
    gone = list[str]()
    kept = list(takewhile(lambda block: block.kind != "heading", blocks))
    for number, section in enumerate(sections):
        again = times[(section.heading.text, section.lines)] >= _FEWEST
        if _is_list(section) and (again or _is_mostly(section.lines, _beside(sections, number))):
            gone.append(section.heading.text)
            kept += section.rest
        else:
            kept += [section.heading, *section.blocks]
    return kept, gone


def _sections(blocks: Sequence[Block]) -> list[_ListedSection]:
    starts = [number for number, block in enumerate(blocks) if block.kind == "heading"]
    ends = [*starts[1:], len(blocks)]
    return [
        _ListedSection(blocks[start], tuple(blocks[start + 1 : end])) for start, end in zip(starts, ends, strict=False)
    ]


def _is_list(section: _ListedSection) -> bool:
    return len(section.lines) >= _FEWEST and not any(map(is_running, section.lines))


def _beside(sections: Sequence[_ListedSection], number: int) -> set[str]:
    """The headings of a document without that of a section and those right below it."""
    level = sections[number].heading.level
    end = next((at for at in range(number + 1, len(sections)) if sections[at].heading.level <= level), len(sections))
    return {_plain(each.heading.text) for each in (*sections[:number], *sections[end:])}


def _is_mostly(lines: Collection[str], headings: Collection[str]) -> bool:
    found = sum(any(f"{heading} ".startswith(f"{_plain(line)} ") for heading in headings) for line in lines)
    return found >= max(_FEWEST, _MOST * len(lines))


def _plain(text: str) -> str:
    return fold(without_number(text)).strip(" :.!")
