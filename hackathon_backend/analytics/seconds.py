"""The seconds of a film that were watched, as bits of one number: bit 0 is its first second."""

from __future__ import annotations

from collections.abc import Iterable


def seconds_of(ranges: Iterable[tuple[int, int]]) -> int:
    """The seconds from each first number on and before the second one; a range that is none has none."""
    seen = 0
    for first, end in ranges:
        if end > first >= 0:
            seen |= (1 << end) - (1 << first)
    return seen


def within(seen: int, start: float, end: float) -> int:
    """Those between two moments of the film, both of whose own seconds are included as far as they reach in."""
    first, last = round(start), max(round(end), round(start) + 1)
    return seen & ((1 << last) - (1 << first))


def packed(seen: int) -> bytes:
    """As a column has them."""
    return seen.to_bytes((seen.bit_length() + 7) // 8, "little")


def unpacked(kept: bytes) -> int:
    """Out of a column."""
    return int.from_bytes(kept, "little")
