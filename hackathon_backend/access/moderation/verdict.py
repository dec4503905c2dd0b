"""What a review of texts comes to, and who can make one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class ForbiddenKind(StrEnum):
    """What no video is made of here."""

    REAL_PERSON = "real_person"
    CHARACTER = "character"
    MUSIC = "music"
    SEXUAL = "sexual"
    VIOLENCE = "violence"
    SELF_HARM = "self_harm"
    HATE = "hate"
    DANGEROUS = "dangerous"
    """Instructions for weapons, drugs and crimes."""
    HARASSMENT = "harassment"
    PERSONAL_DATA = "personal_data"


@dataclass(frozen=True)
class Review:
    """Whether it may be made; if not, why, in kind words, and what can be asked for `instead`.

    `at` is the number of the text at fault, `found` the words that it was seen by; neither is for the log.
    """

    kind: ForbiddenKind | None = None
    message: str = ""
    instead: str = ""
    at: int = 0
    found: str = ""

    @property
    def is_allowed(self) -> bool:
        """Whether nothing speaks against it."""
        return self.kind is None

    @property
    def told(self) -> str:
        """All that is said to whoever asked."""
        return f"{self.message} {self.instead}".strip()


ALLOWED = Review()


class Moderator(Protocol):
    """Says whether something may be made of texts. It never raises, and takes a few seconds at most."""

    def review(self, texts: Sequence[str], language: str | None = None) -> Review:
        """The verdict on all of the texts; kind words are in `language`, or in that of the text at fault."""
        ...

    def review_document(self, text: str) -> Review:
        """The verdict on what somebody has written to be learned from, and asks for nothing: words that stand alone in
        a long text are none against it.
        """
        ...


class NoModerator:
    """Lets everything pass: MODERATION=off."""

    def review(self, texts: Sequence[str], language: str | None = None) -> Review:
        """Allowed."""
        return ALLOWED

    def review_document(self, text: str) -> Review:
        """Allowed."""
        return ALLOWED
