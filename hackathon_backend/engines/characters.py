"""Engines that can keep a character from an uploaded video, to appear in later ones."""

from __future__ import annotations

from typing import Protocol, runtime_checkable


@runtime_checkable
class CharacterKeeper(Protocol):
    """What an engine is, beside an `Engine`, that keeps characters."""

    name: str

    def make_character(self, name: str, video: bytes, kind: str, *, timeout: float) -> str:
        """Hand the video (an MP4 by `kind` "mp4", else "mov" or "webm") over, once, and return the character's id.

        Raises `OutcomeUnknown` if it may have been taken, `OrderRejected` if the server keeps no characters.
        """
        ...
