"""The parts of a brief as a language model writes them, held to what a brief may have."""

from __future__ import annotations

from collections.abc import Sequence

from ...errors import WriterError
from ..base import PROMPT_LIMIT
from ..cutting import cut_at_word
from .harmless import harmless

_TITLE, _TAKEAWAY = 120, 160


def title_of(text: str) -> str:
    """A title. Raises `WriterError` for an empty one."""
    return needed(cut_at_word(harmless(text), _TITLE), "title")


def visual_prompt_of(text: str) -> str:
    """A visual prompt. Raises `WriterError` for an empty one."""
    return needed(cut_at_word(harmless(text), PROMPT_LIMIT), "visual_prompt")


def takeaways_of(found: Sequence[str]) -> tuple[str, str, str]:
    """The first three that differ. Raises `WriterError` if there are fewer."""
    kept = list(dict.fromkeys(cut_at_word(harmless(each), _TAKEAWAY) for each in found))
    kept = [each for each in kept if each]
    if len(kept) < 3:
        raise WriterError("The language model's brief has fewer than three takeaways.")
    return kept[0], kept[1], kept[2]


def needed(text: str, name: str) -> str:
    """`text`. Raises `WriterError` if it is empty."""
    if not text:
        raise WriterError(f"The language model's brief has no {name}.")
    return text
