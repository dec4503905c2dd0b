"""What the checker finds in the scenes of a film that a writer can do better."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ....errors import StoryboardError
from ....lessons import Lesson
from ....storyboard import Fault, FaultKind, Storyboard
from ...base import Request
from ...drafts import Draft, Outline
from ...numbers.notes import to_be_mended
from ...numbers.proof import LessonNumbers

Check = Callable[[Storyboard, tuple[int, int]], Sequence[Fault]]
"""Finds what a viewer of a storyboard could stumble over at a size. Raises `StoryboardError` if it can't look."""

_NOT_THE_WRITERS: frozenset[FaultKind] = frozenset({"letters", "contrast", "flash", "order", "axis"})
"""Faults that no other words, things or quantities take away."""
_MOST = 12
"""Findings of one scene that are told: one that has more has them for the same reason."""


def findings_of(
    draft: Draft, board: Storyboard, size: tuple[int, int], check: Check, numbers: LessonNumbers
) -> dict[int, tuple[str, ...]]:
    """What is wrong with the scenes of a draft, which the board holds, by their places; of how they are drawn nothing
    if nobody can look.
    """
    owners = [place for place, made in enumerate(draft.scenes) if made for _ in made.scenes]
    found: dict[int, list[str]] = {}
    for owner, scene in zip(owners, board.scenes, strict=True):
        # What is said stands in the outline, and no scene written anew could change it.
        if not numbers.is_empty and (told := to_be_mended(numbers.of_scene(scene, said=False))):
            found.setdefault(owner, []).extend(told)
    try:
        faults = check(board, size)
    except StoryboardError:
        faults = ()
    for fault in faults:
        if fault.kind not in _NOT_THE_WRITERS and fault.scene < len(owners):
            found.setdefault(owners[fault.scene], []).append(fault.message)
    return {place: tuple(messages[:_MOST]) for place, messages in found.items()}


def outline_findings(outline: Outline, numbers: LessonNumbers) -> Iterator[str]:
    """What is wrong with the numbers of an outline: those that no lesson has."""
    if numbers.is_empty:
        return
    for number, scene in enumerate(outline.scenes, 1):
        for fault in to_be_mended(numbers.unproved(f"{scene.idea}. {scene.narration}")):
            yield f"scenes {number}: {fault}"
    for fault in to_be_mended(numbers.unproved(" ".join(outline.takeaways))):
        yield f"takeaways: {fault}"


def numbers_for(request: Request, lessons: Sequence[Lesson]) -> LessonNumbers:
    """The numbers that a film of the request may have: those of its lessons, and of what was asked for."""
    said = [text for who, text in request.history if who == "student"]
    return LessonNumbers(lessons, [request.message, request.topic, request.level or "", *said], request.language)
