"""What is said where no font of this machine has the letters of a text."""

from __future__ import annotations

from ...board import Storyboard
from ...kinds.base import texts
from .typefaces import font_packages, missing_scripts


def letters_missing(storyboard: Storyboard) -> list[str]:
    """A line for each script that `storyboard` shows and no font here can draw, with what to install."""
    shown = "".join([storyboard.title, *(text for scene in storyboard.scenes for text in texts(scene))])
    return [lacking(script) for script in missing_scripts(shown)]


def lacking(script: str) -> str:
    """A line that says that letters of `script`, a name of `missing_scripts`, can't be drawn, and what to install."""
    mend = f"To mend it: {font_packages([script])}"
    if script == "Symbols":
        return f"No font here has some of the signs and emoji: they are left out. {mend}"
    return f"No font here has letters for {script}: they are drawn as empty boxes. {mend}"
