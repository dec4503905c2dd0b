"""Work on finished films: POST /videos/{id}/edits, and /videos/upload/edits for a film that comes along."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import request
from pydantic import BaseModel, create_model
from werkzeug.datastructures import FileStorage

from ... import media
from ...errors import MediaError, RequestError, TooLarge
from ...films.edits import EDITS, Edit, Join
from ...jobs import WrittenRequest
from ...jobs.store.lease import this_process
from ...model7.editing import ENGINES, Film, edit_request, made_here, sent_here
from ...model7.reshaping import redrawn
from ...net import strict_json
from ..current import current_container
from ..fields import unknown_notes
from ..openapi import answers, spec
from ..owned import job_of_caller
from ..reading import validated
from ..text import clean
from .answering import answer_with
from .bodies import Again, EditBody
from .forms import MOST_BYTES, read_fields
from .ordering import place
from .schemas import Video

_FILM_BYTES, _FILE_BYTES = 200_000_000, 50_000_000
_REFUSED = (400, 404, 409, 410, 413, 415, 422, 429)
_FILE = "file"
"""A file may be called by its purpose (`logo`, `sound`) or just this."""


@spec.validate(json=EditBody, resp=answers(HTTP_200=Video, refused=_REFUSED), tags=["videos"])
def edit_film(video_id: str) -> Any:
    """Make a new video of this one by an operation on its film; the video itself stays as it is."""
    with _refusals():
        edit, wishes, notes = _read_edit()
        source = job_of_caller(video_id)
        film = made_here(source, current_container().storage, "video_id")
        if (again := redrawn(edit, source, current_container().engines)) is not None:
            return _drawn(*again, wishes, notes)
        return _ordered(edit, film, wishes, notes)


@spec.validate(json=EditBody, resp=answers(HTTP_200=Video, refused=_REFUSED), tags=["videos"])
def edit_upload() -> Any:
    """The same with a film that comes along as the file `video` of a form."""
    with _refusals(), current_container().work.passing(this_process()) as folder:
        edit, wishes, notes = _read_edit()
        sent = _saved(_files("video"), folder / "video", _FILM_BYTES, "video")
        if sent is None:
            raise RequestError("video: send the film as a file (multipart/form-data).", param="video")
        return _ordered(edit, sent_here(sent, "video", current_container().confined), wishes, notes)


def _drawn(order: WrittenRequest, engines: list[str], wishes: Again, notes: list[str]) -> Any:
    """The video drawn anew."""
    order = order.model_copy(update={"webhook_url": wishes.webhook_url, "notes": [*order.notes, *notes]})
    job, cached = place(order, engines=engines, reuse=wishes.cache)
    return answer_with(job, cached=cached, notes=notes)


def _ordered(edit: Edit, film: Film, wishes: Again, notes: list[str]) -> Any:
    with current_container().work.passing(this_process()) as folder:
        films = [film, *(_others(edit, folder) if isinstance(edit, Join) else ())]
        name = edit.file or _FILE
        extra = _saved([*_files(name), *(_files(_FILE) if name != _FILE else ())], folder / "x", _FILE_BYTES, name)
        order, prepare = edit_request(edit, films, extra, current_container().confined)
        order = order.model_copy(update={"webhook_url": wishes.webhook_url, "notes": [*order.notes, *notes]})
        job, cached = place(order, engines=ENGINES, reuse=wishes.cache, prepare=prepare)
    return answer_with(job, cached=cached, notes=notes)


def _others(edit: Join, folder: Path) -> Iterator[Film]:
    """The films that follow: those of videos, then those that came along."""
    if 1 + len(edit.videos) + len(_files("videos")) > media.MOST_CLIPS:
        raise RequestError(f"videos: up to {media.MOST_CLIPS} videos are joined.", param="videos")
    for video_id in edit.videos:
        yield made_here(job_of_caller(video_id), current_container().storage, "videos")
    for number, file in enumerate(_files("videos")):
        sent = _saved([file], folder / f"video-{number}", _FILM_BYTES, "videos")
        assert sent is not None
        yield sent_here(sent, "videos", current_container().confined)


def _read_edit() -> tuple[Edit, Again, list[str]]:
    """The operation, what else was said, and a note for each field that is not known.

    Raises `RequestError` that names the first field at fault.
    """
    fields = {name: value for name, value in read_fields(most_bytes=MOST_BYTES).items() if value is not None}
    operation = fields.get("operation")
    kind = EDITS.get(operation) if isinstance(operation, str) else None
    if kind is None:
        raise RequestError(f"operation: must be one of {', '.join(EDITS)}.", param="operation")
    if "text" in fields:
        fields["text"] = clean(fields["text"])
    if kind is Join:
        fields["videos"] = _ids(fields.get("videos", []))
    return validated(kind, fields), validated(Again, fields), unknown_notes(_with_wishes(kind), fields)


@lru_cache
def _with_wishes(kind: type[Edit]) -> type[BaseModel]:
    return create_model(f"{kind.__name__}Body", __base__=(kind, Again))


def _ids(told: object) -> object:
    """A list of ids; forms may hold it as JSON, or with commas."""
    if isinstance(told, str):
        if told.lstrip().startswith("["):
            try:
                return strict_json.loads(told)
            except ValueError:
                return told
        return [each.strip() for each in told.split(",") if each.strip()]
    return told


def _files(name: str) -> list[FileStorage]:
    return [] if request.is_json else [*request.files.getlist(name), *request.files.getlist(f"{name}[]")]


def _saved(files: list[FileStorage], target: Path, most_bytes: int, param: str) -> Path | None:
    """The file that came, at `target`; None if none did. Raises `RequestError`, `TooLarge`."""
    if not files:
        return None
    if len(files) > 1:
        raise RequestError(f"{param}: was sent more than once.", param=param)
    files[0].save(target)
    size = target.stat().st_size
    if size > most_bytes:
        raise TooLarge(f"{param}: the file is larger than {most_bytes // 1_000_000} MB.", param=param)
    if not size:
        raise RequestError(f"{param}: the file is empty.", param=param)
    return target


@contextmanager
def _refusals() -> Iterator[None]:
    """What can't be done with these files is the caller's to mend; and uploads are closed."""
    try:
        yield
    except MediaError as error:
        raise RequestError(error.message, param=error.param) from None
    finally:
        if not request.is_json:
            for file in request.files.values():
                file.close()
