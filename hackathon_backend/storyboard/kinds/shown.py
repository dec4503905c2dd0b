"""What a scene shows, part by part, in words: what a description of it is made of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


class Phrasing(Protocol):
    """How the film's language says what is drawn."""

    def arrow(self, source: str, target: str) -> str:
        """That an arrow goes from `source` to `target`."""
        ...

    def formula(self, latex: str) -> str:
        """A formula as it is written without LaTeX."""
        ...

    def quantity(self, value: float, unit: str) -> str:
        """A number with its unit, if it has one."""
        ...


@dataclass(frozen=True)
class ShownPart:
    """A part of a scene. Its `texts` can each be spoken or not; `told` is the part as a description says it."""

    texts: tuple[str, ...]
    told: str


@dataclass(frozen=True)
class Picture:
    """All that a scene shows. `kind` names its phrase. One that is told `whole` has parts that mean little alone."""

    kind: str
    parts: tuple[ShownPart, ...] = ()
    whole: bool = False


def parts(*rows: tuple[str, ...]) -> tuple[ShownPart, ...]:
    """A part for each of `rows`, which are texts that belong together; those without any text are left out."""
    return tuple(part(*row) for row in rows if any(row))


def part(*texts: str) -> ShownPart:
    """`texts` as one part; those that are empty are left out."""
    kept = tuple(filter(None, texts))
    return ShownPart(kept, ": ".join(map(unended, kept)))


def listed(title: str, items: Iterable[str]) -> ShownPart:
    """A part that is a list with a title."""
    items = tuple(items)
    return ShownPart((title, *items), f"{title}: {', '.join(map(unended, items))}")


def unended(text: str) -> str:
    """`text` without the stop that ends it, since it is put into a sentence."""
    return text.rstrip(" .;。．।")
