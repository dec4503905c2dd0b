"""What the checker finds in how a storyboard is drawn."""

from __future__ import annotations

from hackathon_backend.storyboard import Storyboard, check
from hackathon_backend.storyboard.checking.fault import OF_WRITING, Fault


def drawn_wrong(board: Storyboard, size: tuple[int, int] = (1280, 720)) -> list[Fault]:
    """The faults of `board` but for those that are its writer's: words of a test are many, and chosen blindly."""
    return [fault for fault in check(board, size) if fault.kind not in OF_WRITING]
