"""What draws a formula."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Self

from ...drawing.brushes import BrushKind, fill, stroke
from ...drawing.formulas.change import Span
from ...drawing.formulas.formula import Formula
from ...drawing.formulas.shapes import FormulaPiece
from ...theme import Colour


@dataclass(frozen=True)
class FormulaBrush:
    """A formula in type of `size` pixels. As it grows, the parts that are `marked` turn from ink to their accent."""

    formula: Formula
    size: float
    ink: Colour
    accent: Colour
    marked: tuple[Span, ...]
    language: str
    kind: ClassVar[BrushKind] = "text"

    @property
    def type_size(self) -> float:
        """How large its letters are, in pixels."""
        return self.size

    @property
    def overhang(self) -> float:
        return 4 + 0.2 * self.size

    def paint(self, canvas: Any, grow: float) -> None:
        box = self.formula.box
        canvas.save()
        canvas.scale(self.size, self.size)
        canvas.translate(-box.x, -box.y)
        lit = self.ink.mixed(self.accent, grow)
        for piece in self.formula.pieces:
            is_marked = any(piece.node in span for span in self.marked)
            self._draw(canvas, piece, lit if is_marked else self.ink)
        canvas.restore()

    def _draw(self, canvas: Any, piece: FormulaPiece, colour: Colour) -> None:
        if piece.words:
            block = piece.words.block(self.size, colour, self.language)
            canvas.save()
            canvas.translate(piece.words.x, piece.words.y)
            canvas.scale(1 / self.size, 1 / self.size)
            block.paragraph.paint(canvas, -block.inset, -block.paragraph.AlphabeticBaseline)
            canvas.restore()
        else:
            canvas.drawPath(piece.path, stroke(colour, piece.stroke) if piece.stroke else fill(colour))

    def mirrored(self, _width: float) -> Self:
        """This brush as it is: formulas are read from left to right wherever letters of maths are Latin."""
        return self
