"""How a mark is at one moment."""

from __future__ import annotations

from typing import NamedTuple

_FAINT, _NEAR, _LONG = 0.03, 0.4, 4.0
"""What an eye can't tell: a difference of opacity, of place and of length in pixels."""
_DEGREES = 57.3


class MarkState(NamedTuple):
    """How a mark is at one moment: its opacity and how much of it is drawn (0-1), and its shift in pixels.

    `scale` and `turn` (degrees, clockwise) are about its middle. `shape` and `colour` say how far its brush has become
    another one.
    """

    opacity: float
    grow: float
    dx: float
    dy: float
    scale: float = 1.0
    turn: float = 0.0
    shape: float = 0.0
    colour: float = 0.0

    @property
    def upright(self) -> bool:
        """Whether it stands in its own size, as most marks always do."""
        return self[4] == 1.0 and self[5] == 0.0

    def differs(self, other: MarkState, reach: float) -> bool:
        """Whether an eye could tell a mark in this state, `reach` pixels across, from one in the `other`."""
        return (
            abs(self.opacity - other.opacity) > _FAINT
            or abs(self.dx - other.dx) + abs(self.dy - other.dy) > _NEAR
            or abs(self.grow - other.grow) * reach > _LONG
            or (self[4:] != other[4:] and self._is_another(other, reach))
        )

    def _is_another(self, other: MarkState, reach: float) -> bool:
        """Whether size, angle, shape or colour can be told apart. A quarter of `reach` is about from middle to edge."""
        edge = reach / 4
        return (
            abs(self.scale - other.scale) * edge > _NEAR
            or abs(self.turn - other.turn) / _DEGREES * edge > _NEAR
            or abs(self.shape - other.shape) * edge > _NEAR
            or abs(self.colour - other.colour) > _FAINT
        )


GONE = MarkState(0.0, 0.0, 0.0, 0.0)
"""What can't be seen is all the same."""
