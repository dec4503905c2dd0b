"""Who speaks in a storyboard."""

from __future__ import annotations

from .board import Storyboard

_USUAL = ("teacher", "narrator")
"""Names of whoever speaks where nobody is named."""


def cast_of(board: Storyboard) -> tuple[str, ...]:
    """The names of all who speak, in lower case: first whoever speaks where nobody is named, or "" for no name.

    Nobody, where no one is named in any narration: then one voice speaks all.
    """
    heard = [part.speaker.casefold() for scene in board.scenes for part in scene.utterances() if part.text]
    if not any(heard):
        return ()
    named = list(dict.fromkeys([*map(str.casefold, board.speakers), *filter(None, heard)]))
    declared = next(iter(board.speakers), "").casefold()
    usual = next((name for name in named if name in _USUAL), "" if "" in heard else named[0])
    first = declared or usual
    return (first, *(name for name in named if name != first and name in heard))


def shown_name(board: Storyboard, speaker: str) -> str:
    """A speaker's name as captions show it: as the storyboard writes it, with a capital letter at its head."""
    name = next((each for each in board.speakers if each.casefold() == speaker), None)
    told = (part.speaker for scene in board.scenes for part in scene.utterances())
    name = name or next((each for each in told if each.casefold() == speaker), speaker)
    return name[:1].upper() + name[1:]
