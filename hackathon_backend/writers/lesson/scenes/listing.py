"""Code of a lesson as a scene: a listing, with the lines in focus that are spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ....lessons import Block
from ....storyboard.kinds.code.scene import CodeScene, Focus
from .labels import cue_at

_MOST_FOCUS = 8
_MOST_RANGES = 6
_LINES, _LISTING = 999, 6000
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]{2,}")


def code_scene(head: str, block: Block, lines: Sequence[str]) -> CodeScene:
    """The scene of a block of code, about which the sentences `lines` are said."""
    return CodeScene(
        heading=head,
        language=block.info[:60],
        code=block.text[:_LISTING],
        focus=tuple(_focus(block.text.split("\n")[:_LINES], lines)[:_MOST_FOCUS]),
        narration=" ".join(lines),
    )


def _focus(code: Sequence[str], lines: Sequence[str]) -> list[Focus]:
    """For each sentence that names something in the code: the lines with the rarest such name."""
    found: list[Focus] = []
    for line in lines:
        named = [(_lines_with(match[0], code), match.start()) for match in _IDENTIFIER.finditer(line)]
        named = [(numbers, start) for numbers, start in named if numbers]
        if not named:
            continue
        numbers, start = min(named, key=lambda place: len(place[0]))
        if not found or found[-1].lines != _ranges(numbers):
            found.append(Focus(lines=_ranges(numbers), cue=cue_at(line, start)))
    return found


def _lines_with(name: str, code: Sequence[str]) -> list[int]:
    pattern = re.compile(rf"\b{re.escape(name)}\b")
    return [number for number, line in enumerate(code, 1) if pattern.search(line)]


def _ranges(numbers: Sequence[int]) -> str:
    """Line numbers as "2-4,7"."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ",".join(f"{part[0]}-{part[-1]}" if len(part) > 1 else str(part[0]) for part in parts[:_MOST_RANGES])
