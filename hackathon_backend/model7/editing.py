"""Work on finished films as an order: the films are lent to the job, which needs nothing else from then on."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .. import media
from ..confined import Confined
from ..errors import Conflict, Expired, NotFound, RequestError
from ..films.edits import Edit, FilmWork, Overlay, Sound
from ..films.edits.work import EXTRA, SOURCE
from ..jobs import FilmWorkRequest, Job
from ..storage import Storage, video_stem
from ..writers.base import NO_BRIEF, Brief

ENGINES = ("media",)

Prepare = Callable[[Job, Path], None]
"""Gives a new job its brief, and its files a place in its work folder."""

_TITLE = 80


@dataclass(frozen=True)
class Film:
    """A film to work on: one that was made here, by `job`, or one that was sent."""

    path: Path
    info: media.Info
    job: Job | None = None


def made_here(job: Job, storage: Storage, param: str) -> Film:
    """The film of a job. Raises `RequestError` with `param` if it can't be had."""
    if not job.ended:
        raise Conflict(f"{param}: the video {job.id} is still being made; wait for its end.", param=param)
    if job.expired_at is not None:
        raise Expired(f"{param}: the video {job.id} was removed because it had reached its age limit.", param=param)
    path = storage.local_copy(f"{video_stem(job.id, job.created_at)}.mp4")
    if path is None:
        raise NotFound(f"{param}: there is no film of the video {job.id}; its `error` says why.", param=param)
    return Film(path, media.checked(path, param), job)


def sent_here(path: Path, param: str, confined: Confined) -> Film:
    """A film that came with a request. Raises `MediaError` with `param` if it is none that can be worked on."""
    return Film(path, confined.run(media.checked, path, param))


def edit_request(
    edit: Edit, films: Sequence[Film], extra: Path | None, confined: Confined
) -> tuple[FilmWorkRequest, Prepare]:
    """The order for the media engine, and what prepares its job.

    `extra` is the file that came along. Raises `MediaError` or `RequestError` with the field at fault.
    """
    _check_extra(edit, extra, confined)
    if edit.needs_captions and not confined.run(media.spoken_track, films[0].path).cues:
        raise RequestError("operation: this film has no captions that could be drawn into it.", param="operation")
    seconds = edit.seconds([film.info for film in films])
    info, source = films[0].info, films[0].job
    sent = [film.path for film in films if film.job is None] + ([extra] if extra is not None else [])
    work = FilmWork(
        edit=edit,
        films=len(films),
        work_seconds=media.work_seconds([film.info for film in films]),
        hashes=tuple(map(_hash, sent)),
    )
    request = FilmWorkRequest(
        message=edit.said,
        topic=edit.said,
        seconds=round(seconds, 3),
        size=edit.size_of(info),
        source=source.id if source is not None else None,
        work=work,
    )

    def prepare(job: Job, folder: Path) -> None:
        job.brief = _brief(edit, source)
        for number, film in enumerate(films):
            lend(film.path, folder / SOURCE.format(number))
        if extra is not None:
            lend(extra, folder / EXTRA)

    return request, prepare


def lend(file: Path, target: Path) -> None:
    """The same file under a second name, which stays if the first one is removed."""
    try:
        os.link(file, target)
    except FileNotFoundError:  # removed by another at this moment
        raise NotFound("The film is gone.") from None
    except OSError:  # another disk, or one that has no such names
        shutil.copyfile(file, target)


def _brief(edit: Edit, source: Job | None) -> Brief:
    before = (source.brief if source is not None else None) or NO_BRIEF
    return replace(
        before,
        title=before.title or edit.said[:_TITLE],
        visual_prompt=before.visual_prompt or edit.said,
        narration=before.narration if edit.says_the_same else "",
        storyboard=None,
        writer="edit",
        notes=(),
    )


def _check_extra(edit: Edit, extra: Path | None, confined: Confined) -> None:
    name = edit.file or "file"
    if extra is None:
        if edit.file_needed:
            also = " or text" if isinstance(edit, Overlay) else ""
            raise RequestError(f"{name}: send the file{also}.", param=name)
    elif isinstance(edit, Sound) and edit.file_needed:
        confined.run(media.check_sound, extra, name)
    elif isinstance(edit, Overlay) and edit.file_needed:
        confined.run(media.logo, extra, 64, 64, share=0.1)
    else:
        raise RequestError(f"{name}: {edit.operation} takes no file with these fields.", param=name)


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
