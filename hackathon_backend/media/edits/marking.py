"""An owner's mark in the corner of a film."""

from __future__ import annotations

from pathlib import Path

from ..probe import probe
from .lettering import lettered, logo, place
from .overlay import lay_over

_WIDE, _OPACITY, _LETTERS = 0.12, 0.85, 0.7
"""Of the film's width, of the picture beneath, and of letters as they are usually laid over a film."""


def marked(video: Path, out: Path, picture: Path | None, name: str, language: str = "en") -> None:
    """Write `video` with a logo, or else a name, in its right upper corner to `out`. Raises `MediaError`."""
    info = probe(video)
    size = info.width // 2 * 2, info.height // 2 * 2
    if picture is not None:
        above = logo(picture, *size, share=_WIDE, opacity=_OPACITY)
    else:
        above = lettered(name, *size, size=_LETTERS, opacity=_OPACITY, language=language)
    lay_over(video, out, above, place("top-right", above, *size))
