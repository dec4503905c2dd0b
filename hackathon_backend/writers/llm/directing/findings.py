"""What the checker finds in the scenes of a film that a writer can do better."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ....errors import StoryboardError
from ....storyboard import Fault, FaultKind, Storyboard
from ...drafts import Draft

Check = Callable[[Storyboard, tuple[int, int]], Sequence[Fault]]
"""Finds what a viewer of a storyboard could stumble over at a size. Raises `StoryboardError` if it can't look."""

_NOT_THE_WRITERS: frozenset[FaultKind] = frozenset({"letters", "contrast", "flash", "order", "axis"})
"""Faults that no other words, things or quantities take away."""
_MOST = 12
"""Findings of one scene that are told: one that has more has them for the same reason."""


def findings_of(draft: Draft, board: Storyboard, size: tuple[int, int], check: Check) -> dict[int, tuple[str, ...]]:
    """What is wrong with the scenes of a draft, which the board holds, by their places; nothing if nobody can look."""
    owners = [place for place, made in enumerate(draft.scenes) if made for _ in made.scenes]
    found: dict[int, list[str]] = {}
    try:
        faults = check(board, size)
    except StoryboardError:
        return {}
    for fault in faults:
        if fault.kind not in _NOT_THE_WRITERS and fault.scene < len(owners):
            found.setdefault(owners[fault.scene], []).append(fault.message)
    return {place: tuple(messages[:_MOST]) for place, messages in found.items()}
