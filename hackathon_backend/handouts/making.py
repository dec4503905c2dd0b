"""Makes hand-outs when they are asked for, in the processes that draw previews, and keeps them for a while."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ..confined import time_limit
from ..errors import NotFound, StoryboardError
from ..films.preview_service import PreviewService
from ..jobs import Job
from ..media import Moving
from ..storage import Storage, video_stem
from .content import Handout, handout_of
from .moving import write_scene
from .pages import Paper
from .pdf import write_pdf
from .slides import write_slides

_SECONDS = 60.0
"""Of a processor's time for one of them."""
_VERSION = 2
"""To be counted up when the same film is handed out in another way."""


class Handouts:
    """Files made of finished films; `page_of` is where a video is watched, if that is known, `images` the folder of
    pictures that films may name.
    """

    def __init__(
        self,
        previews: PreviewService,
        storage: Storage,
        page_of: Callable[[str], str | None],
        images: Path | None = None,
    ) -> None:
        self._previews = previews
        self._storage = storage
        self._page_of = page_of
        self._images = images

    def on_paper(self, job: Job, paper: Paper, *, answers: bool) -> Path:
        """A PDF. Raises `Conflict`, `Expired`, `NotFound`, `StoryboardError`, `Busy`."""
        handout = self._handout(job)
        return self._kept("pdf", [asdict(handout), paper, answers], _on_paper, handout, paper, answers)

    def slides(self, job: Job) -> Path:
        """A presentation. Raises the same."""
        handout = self._handout(job)
        return self._kept("pptx", [asdict(handout)], _slides, handout)

    def moving(self, job: Job, kind: Moving, scene: int) -> Path:
        """A scene, counted from 1, as a moving picture. Raises the same, and `MediaError`."""
        film = self._storage.local_copy(f"{video_stem(job.id, job.created_at)}.mp4")
        if film is None:
            raise NotFound("There is no such video here.")
        return self._kept(kind, [film.name, scene], _moving, film, kind, scene)

    def _handout(self, job: Job) -> Handout:
        return handout_of(job, self._storage, page=self._page_of(job.id), images=self._images)

    def _kept(self, ending: str, made_of: list[Any], work: Callable[..., None], *arguments: Any) -> Path:
        said = json.dumps([_VERSION, ending, made_of], ensure_ascii=False)
        name = f"{hashlib.sha256(said.encode()).hexdigest()}.{ending}"
        return self._previews.made(name, work, *arguments)


def _on_paper(path: Path, handout: Handout, paper: Paper, answers: bool) -> None:
    with _bounded():
        write_pdf(handout, path, paper, answers=answers)


def _slides(path: Path, handout: Handout) -> None:
    with _bounded():
        write_slides(handout, path)


def _moving(path: Path, film: Path, kind: Moving, scene: int) -> None:
    with _bounded():
        write_scene(film, path, kind, scene)


def _bounded() -> Any:
    return time_limit(_SECONDS, StoryboardError("This film is too long to be handed out like this."))
