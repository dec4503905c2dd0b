"""A storyboard as a film that is complete in itself: spoken, drawn, with captions and chapters inside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .. import media
from ..speech import Voice
from ..storyboard import Rendered, Storyboard, render
from .narration import SpokenBoard, speak_board

_SPOKEN, _DRAWN = 10.0, 90.0
"""Percent when the narration is spoken, and when all scenes are drawn."""

Report = Callable[[float, str], None]
"""Hears how much is done (0-100) and what is being done."""


@dataclass(frozen=True)
class SpokenFilm:
    """The film at `path`, its captions, how it was drawn and how it was spoken."""

    path: Path
    cues: list[media.Cue]
    drawn: Rendered
    spoken: SpokenBoard

    @property
    def notes(self) -> list[str]:
        """What differs from what was asked for."""
        silent = ["No voice could speak the narration; it is in the captions."] if self.spoken.silent else []
        return [*self.drawn.notes, *silent]


def make_film(
    board: Storyboard,
    path: Path,
    voice: Voice,
    *,
    size: tuple[int, int],
    report: Report,
    workers: int = 1,
    cfr: bool = False,
    images: Path | None = None,
    cache: Path | None = None,
) -> SpokenFilm:
    """Make the film at `path`, whose folder must be there; the keyword arguments are those of `storyboard.render`.

    Files that are only needed on the way stand beside it, named after it. Raises `Model7Error`.
    """
    report(0.0, "speaking")
    spoken = speak_board(board, voice, on_scene=lambda done: report(_SPOKEN * done, "speaking"))
    silent, heard = (path.with_name(f".{path.stem}.{step}.mp4") for step in ("silent", "heard"))
    try:
        drawn = render(
            board,
            silent,
            size=size,
            timings=spoken.timings,
            on_progress=lambda done, step: report(_SPOKEN + (_DRAWN - _SPOKEN) * done, step),
            workers=workers,
            cfr=cfr,
            images=images,
            cache=cache,
        )
        report(_DRAWN, "adding voice and captions")
        media.add_speech(silent, spoken.speech.samples, spoken.speech.rate, heard, mode="replace")
        cues = media.cues(spoken.speech.words)
        media.add_tracks(heard, path, cues, drawn.chapters, board.language)
    finally:
        silent.unlink(missing_ok=True)
        heard.unlink(missing_ok=True)
    return SpokenFilm(path, cues, drawn, spoken)
