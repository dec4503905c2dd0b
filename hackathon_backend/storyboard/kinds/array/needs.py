"""What has to have room in a row of cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .replay import Snapshot


@dataclass(frozen=True)
class Needs:
    """What has to have room: `count` values of the `texts`, the lanes for those that pass over others, the bracket over
    those that are compared, `names` lines of names below the cells that are `pointed` to, and the names of groups below
    those that are `grouped`. Cells of groups have no indices, and neither have those of phrases without a pointer:
    nobody counts the words of a sentence from 0.
    """

    texts: tuple[str, ...]
    count: int
    lanes: int
    compares: bool
    names: int
    pointed: frozenset[int]
    grouped: frozenset[int]
    indexed: bool = True


def needs(snapshots: Sequence[Snapshot], names: int) -> Needs:
    """What the steps need; `names` is how many lines of pointers' names there may be."""
    texts = dict.fromkeys(text for snapshot in snapshots for text in snapshot.texts)
    reaches = [abs(row.cells[a] - row.cells[b]) for row in snapshots if row.swapped for a, b in [row.swapped]]
    lanes = 0 if not reaches else 1 if max(reaches) == 1 else 2
    compares = any(len(snapshot.compared) > 1 for snapshot in snapshots)
    pointed = {cell for snapshot in snapshots for cell in snapshot.pointers.values()}
    grouped = {row.cells[tile] for row in snapshots for tiles in row.groups.values() for tile in tiles}
    count, indexed = len(snapshots[0].cells), not grouped and (names > 0 or not any(" " in text for text in texts))
    return Needs(tuple(texts), count, lanes, compares, names, frozenset(pointed), frozenset(grouped), indexed)
