"""LaTeX as shapes that can be measured, broken into lines, and painted in any colour and size."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from ..stage import Box, around
from .change import Span, relation
from .latex import CLOSING, OPENING, RELATIONS, SCRIPTS, SEPARATORS
from .shapes import FormulaPiece, flipped, read, shapes
from .tree import OPERATORS, MathNode, fault, numbered

_LEADING = 0.55
"""Space between the lines of a broken formula, in sizes of the type."""
_INDENT = 1.6
"""How far lines are set in that follow a formula without a relation near its start."""


@dataclass(frozen=True)
class Formula:
    """A formula. All lengths are multiples of the size of its type; its first line stands on y = 0.

    `anchor` is the x of its first relation sign, by which formulas below one another are aligned; None without one.
    """

    tree: MathNode = field(repr=False)
    pieces: tuple[FormulaPiece, ...] = field(repr=False)
    box: Box
    anchor: float | None

    def part(self, spans: Sequence[Span]) -> list[Box]:
        """The box of each of `spans` that shows anything, one for each line that it is on."""
        boxes: list[Box] = []
        for span in spans:
            lines: dict[int, list[Box]] = {}
            for piece in self.pieces:
                if piece.node in span:
                    lines.setdefault(piece.line, []).append(piece.box)
            boxes += [around(line) for line in lines.values()]
        return boxes

    def broken(self, room: float) -> Formula | None:
        """This formula in lines of at most `room`, each begun by a relation or an operator; None if that can't be.

        Only the outermost row is broken: never a fraction or a root.
        """
        if self.box.width <= room:
            return self
        ends = [*_breaks(self.tree.children), (len(self.tree.children), -1)]
        chain = _chain(self.tree.children)
        lines: list[range] = []
        start, indent = 0, 0.0
        while start < len(self.tree.children):
            limit = min((place for place in chain if place > start), default=len(self.tree.children))
            choices = [(range(start, end), price) for end, price in ends if start < end <= limit]
            line = self._best([choice for choice in choices if self._width(choice[0]) <= room - indent], room - indent)
            if line is None:
                return None
            lines.append(line)
            start, indent = line.stop, self._indent(room)
        return self._stacked(lines, self._indent(room))

    @cached_property
    def _terms(self) -> list[Box | None]:
        """The box of each node of the outermost row; None for those that show nothing."""
        boxes = [[p.box for p in self.pieces if p.node in Span(n.first, n.last)] for n in self.tree.children]
        return [around(inside) if inside else None for inside in boxes]

    def _width(self, line: range) -> float:
        """The width of a part of the outermost row, which runs from left to right."""
        first = next((box for index in line if (box := self._terms[index])), None)
        last = next((box for index in reversed(line) if (box := self._terms[index])), None)
        return last.right - first.x if first and last else 0.0

    def _best(self, choices: Sequence[tuple[range, int]], room: float) -> range | None:
        """The line that is broken at the least price among those that are at least half full, or else the fullest."""
        full = [choice for choice in choices if self._width(choice[0]) > room * 0.5] or list(choices[-1:])
        return min(reversed(full), key=lambda choice: choice[1], default=(None, 0))[0]

    def _indent(self, room: float) -> float:
        """Further lines begin below the relation, if that leaves enough of the room."""
        return self.anchor - self.box.x if self.anchor is not None and self.anchor < room * 0.4 else _INDENT

    def _stacked(self, lines: Sequence[range], indent: float) -> Formula:
        placed: list[FormulaPiece] = []
        bottom = 0.0
        for number, line in enumerate(lines):
            first, last = self.tree.children[line.start], self.tree.children[line.stop - 1]
            pieces = [piece for piece in self.pieces if piece.node in Span(first.first, last.last)]
            box = around_pieces(pieces)
            dx, dy = (self.box.x + indent - box.x, bottom + _LEADING - box.y) if number else (0.0, 0.0)
            placed += [replace(piece.moved(dx, dy), line=number) for piece in pieces]
            bottom = box.bottom + dy
        return replace(self, pieces=tuple(placed), box=around_pieces(placed))


def around_pieces(pieces: Iterable[FormulaPiece]) -> Box:
    """The smallest box that holds all of `pieces`."""
    return around([piece.box for piece in pieces])


@lru_cache(maxsize=256)
def formula(latex: str, language: str = "en") -> Formula:
    """The formula that `latex` (without dollar signs) describes, with its words set as `language` needs it.

    Raises `StoryboardError` with `param` "latex" for what can't be read, is endless, or shows nothing.
    """
    try:
        math = read(latex)
        tree = numbered(math)
        pieces = tuple(shapes(math, language))
    except RecursionError as error:
        raise fault("is nested too deeply") from error
    if not pieces:
        raise fault("shows nothing")
    place = relation(tree.children)
    sign = None if place is None else tree.children[place]
    signs = [piece.box.x for piece in pieces if sign and piece.node in Span(sign.first, sign.last)]
    made = Formula(tree, pieces, around_pieces(pieces), min(signs, default=None))
    return turned_around(made) if is_right_to_left(tree) else made


def is_right_to_left(tree: MathNode) -> bool:
    """Whether a formula is made of words that run from right to left, and no letters that don't."""
    kinds = {unicodedata.bidirectional(char) for node in tree.walk() for char in node.text if char.isalpha()}
    return bool(kinds & {"R", "AL"}) and "L" not in kinds


def turned_around(made: Formula) -> Formula:
    """`made` to be read from right to left: everything at the other side, but figures and words as they are."""
    groups: dict[int, list[FormulaPiece]] = {}
    for piece in made.pieces:
        groups.setdefault(piece.node, []).append(piece)
    plain = {node.first for node in made.tree.walk() if node.tag in {"mn", "mtext", "mi"}}
    pieces: list[FormulaPiece] = []
    for number, group in groups.items():
        box = around_pieces(group)
        dx = made.box.x + made.box.right - box.right - box.x
        pieces += [piece.moved(dx, 0.0) if number in plain else flipped(piece, box).moved(dx, 0.0) for piece in group]
    return replace(made, pieces=tuple(pieces), anchor=None)


def _breaks(row: Sequence[MathNode]) -> list[tuple[int, int]]:
    """Where `row` may be broken, and at what price: before relations 0, before operators 1, inside of brackets 2."""
    found = []
    depth = 0
    for index, node in enumerate(row):
        before = row[index - 1] if index else None
        price = 0 if node.text in RELATIONS else 1
        is_infix = before is not None and (before.children or before.text not in RELATIONS | OPERATORS | OPENING)
        if (before and node.text in RELATIONS) or (node.text in OPERATORS and is_infix):
            found.append((index + (node.text in SEPARATORS), price if depth == 0 else 2))
        sign = node.children[0].text if node.tag in SCRIPTS else node.text
        depth += (sign in OPENING) - (sign in CLOSING)
    return [(place, price) for place, price in found if place < len(row)]


def _chain(row: Sequence[MathNode]) -> list[int]:
    """Where a chain such as a = b = c goes on: if it is broken at all, each of its links gets a line of its own."""
    places = [place for place, price in _breaks(row) if price == 0 and row[place].text in RELATIONS]
    return [] if any(node.text in SEPARATORS for node in row) else places[1 if relation(row) else 0 :]
