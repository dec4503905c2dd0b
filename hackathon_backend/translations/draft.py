"""A translation in the making: what a language model has written of it is kept, so that nothing is paid twice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol


@dataclass(frozen=True)
class TranslationDraft:
    """What has come of the units so far, by their numbers: `texts` are good; `refused` had faults when they were asked
    for first, which are told; `kept` stay in the source's language after a second try, for the reasons that are told.
    `looked_at`: once all were there, the whole was looked at.
    """

    texts: dict[int, str] = field(default_factory=dict)
    refused: dict[int, tuple[str, str]] = field(default_factory=dict)
    kept: dict[int, str] = field(default_factory=dict)
    looked_at: bool = False

    def with_texts(self, texts: Mapping[int, str]) -> TranslationDraft:
        """The draft with further units that are good."""
        refused = {number: why for number, why in self.refused.items() if number not in texts}
        return replace(self, texts={**self.texts, **texts}, refused=refused)

    def with_refused(self, refused: Mapping[int, tuple[str, str]]) -> TranslationDraft:
        """The draft with units that are to be asked for once more: what was told, and what is wrong with it."""
        texts = {number: text for number, text in self.texts.items() if number not in refused}
        return replace(self, texts=texts, refused={**self.refused, **refused})

    def with_kept(self, kept: Mapping[int, str]) -> TranslationDraft:
        """The draft with units that stay as they are in the source."""
        texts = {number: text for number, text in self.texts.items() if number not in kept}
        refused = {number: why for number, why in self.refused.items() if number not in kept}
        return replace(self, texts=texts, refused=refused, kept={**self.kept, **kept})

    def is_settled(self, number: int) -> bool:
        """Whether nothing more is asked about a unit."""
        return number in self.texts or number in self.kept


class TranslationKeeper(Protocol):
    """Where the draft of a translation is kept."""

    @property
    def draft(self) -> TranslationDraft:
        """What was kept; an empty one at first."""
        ...

    def keep(self, draft: TranslationDraft, told: str, part: float) -> None:
        """Keep it, and tell those who wait what is done next and which part (0-1) has been done.

        What it raises ends the translation: nobody waits for it any more.
        """
        ...


class KeptInMemory:
    """Keeps the draft of a translation that is made in one go."""

    def __init__(self) -> None:
        self.draft = TranslationDraft()

    def keep(self, draft: TranslationDraft, told: str, part: float) -> None:
        """Keep it."""
        self.draft = draft
