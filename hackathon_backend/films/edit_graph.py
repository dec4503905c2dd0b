"""Work on finished films as a graph: one stage."""

from __future__ import annotations

from pathlib import Path

from .edit_work import edit_apart, read_progress
from .edits import FilmWork
from .graph import FilmStage, Results


class EditGraph:
    """Has `work` done in `folder`, where its films are; the stage itself writes down there how far it is."""

    last = "edit"

    def __init__(self, work: FilmWork, language: str, folder: Path) -> None:
        self._stage = FilmStage(self.last, 0.0, edit_apart, (work, language, folder), again=False)
        self._folder = folder

    def ready(self, results: Results) -> list[FilmStage]:
        """The stage, unless it is done."""
        return [] if self.last in results else [self._stage]

    def progress(self, results: Results) -> tuple[float | None, str]:
        """What the work last wrote down."""
        return read_progress(self._folder)
