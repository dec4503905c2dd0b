"""Texts that have their time in a film."""

from __future__ import annotations

from typing import Protocol


class TimedText(Protocol):
    """A word or a caption, and from when to when it is heard or shown, in seconds."""

    @property
    def text(self) -> str: ...
    @property
    def start(self) -> float: ...
    @property
    def end(self) -> float: ...
