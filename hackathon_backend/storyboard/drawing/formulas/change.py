"""Which parts of a formula are new compared with the one before it, or are the ones that were asked for."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from .latex import RELATIONS
from .tree import MathNode

_ROWS = frozenset({"math", "mrow", "mtd", "mtr", "mtable"})


class Span(NamedTuple):
    """Nodes of a formula, by the numbers of the first and the last."""

    first: int
    last: int

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and self.first <= number <= self.last


def relation(row: Sequence[MathNode]) -> int | None:
    """The place of the first relation sign of `row`, or None if it states nothing."""
    return next((index for index, node in enumerate(row) if node.tag in {"mo", "mi"} and node.text in RELATIONS), None)


def changes(old: MathNode, new: MathNode) -> list[Span]:
    """The parts of `new` that `old` does not have. The sides of an equation are compared each with its own."""
    before, after = _solid(old), _solid(new)
    middle, other = relation(before), relation(after)
    if other is None:
        return _row_changes(before, after)
    # "= 6" goes on from whatever stood before it, be it the right side of an equation or a mere term.
    given = before[middle + 1 :] if middle is not None else before
    right = _row_changes(given, after[other + 1 :])
    left = _row_changes(before[:middle], after[:other]) if middle is not None else [_whole(after[:other])]
    return [*left, *right] if other else right


def _whole(row: Sequence[MathNode]) -> Span:
    return Span(row[0].first, row[-1].last) if row else Span(0, -1)


def _solid(row: MathNode) -> list[MathNode]:
    return [child for child in row.children if child.key]


def _row_changes(old: Sequence[MathNode], new: Sequence[MathNode]) -> list[Span]:
    matcher = SequenceMatcher(None, [node.key for node in old], [node.key for node in new], autojunk=False)
    spans: list[Span] = []
    for what, i, j, start, end in matcher.get_opcodes():
        if what == "replace" and j - i == end - start == 1:
            spans += _node_changes(old[i], new[start])
        elif what in {"replace", "insert"}:
            spans.append(Span(new[start].first, new[end - 1].last))
    return spans


def _node_changes(old: MathNode, new: MathNode) -> list[Span]:
    """Where two nodes differ: all of it, unless they are of one kind and have something in common."""
    whole = [Span(new.first, new.last)]
    if old.tag != new.tag or not new.children:
        return whole
    if new.tag in _ROWS:
        found = _row_changes(_solid(old), _solid(new))
        return whole if found == [Span(new.children[0].first, new.last)] else found
    if len(old.children) != len(new.children):
        return whole
    pairs = [(one, other) for one, other in zip(old.children, new.children, strict=True) if one.key != other.key]
    if len(pairs) == len(new.children):
        return whole
    return [span for one, other in pairs for span in _node_changes(one, other)]


def occurrences(part: MathNode, whole: MathNode) -> list[Span]:
    """Where the contents of `part` stand in `whole`, one after the other in one row."""
    sought = [child.key for child in _solid(part)]
    spans: list[Span] = []
    for node in whole.walk():
        row = _solid(node) if node.tag in _ROWS else list(node.children)
        keys = [child.key for child in row]
        for start in range(len(row) - len(sought) + 1 if sought else 0):
            span = Span(row[start].first, row[start + len(sought) - 1].last)
            if keys[start : start + len(sought)] == sought and not any(span.first in other for other in spans):
                spans.append(span)
    return spans
