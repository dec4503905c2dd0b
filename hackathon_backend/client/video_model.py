"""Videos of one engine, as an object: ordered, asked about, waited for, fetched."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

from ..errors import ClientError, ServerRefused, ServerUnreachable, VideoFailed
from .orders import VideoGenerationJob, VideoGenerationRequest, VideoStatus
from .pictures import address_of, file_of
from .wire import Connection, RemoteObject, Variant

PATIENCE = 1800.0
"""Seconds that a video is waited for, unless something else is said."""
LOOK_AGAIN = 2.0
"""Seconds after a look that went wrong, which says nothing about the video."""
_PAGE = 100
_SUFFIXES: dict[Variant, str] = {"video": ".mp4", "thumbnail": ".webp", "spritesheet": ".jpg"}
_OUR_NAMES = {"input_reference": "input_image", "seconds": "duration_seconds", "size": "width"}
"""What fields of the protocol are called here."""

OnProgress = Callable[[VideoGenerationJob], object]
Closing = Callable[[], None]


class VideoModel:
    """Makes videos with one engine, in this process or at a server; `create_video_model` makes one.

    It is opened with the first call, can be used by several threads at once, and is closed by `close`, at the end of a
    `with` block, or with the process. Videos are kept when it is closed: those under way go on when it is opened again.

    All methods raise `ServerRefused` (a `ClientError`) for what can't be done, with the reason, and
    `ServerUnreachable` if a server does not answer.
    """

    def __init__(self, engine: str, model: str | None, connect: Callable[[], tuple[Connection, Closing]]) -> None:
        self.engine = engine
        self.model = model
        self._connect = connect
        self._lock = Lock()
        self._opened: tuple[Connection, Closing] | None = None
        self._unclear: dict[object, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of what it holds; it is opened again by another call."""
        with self._lock:
            opened, self._opened = self._opened, None
        if opened is not None:
            opened[1]()

    def create_video(self, request: VideoGenerationRequest) -> VideoGenerationJob:
        """Order a video, and return at once.

        An equal order of the last minute, or one whose video is still there, is answered with that video by a Model 7.
        If an order got no answer, the same one comes under the same key: a server that honours it makes one video.
        """
        fields = {"prompt": request.prompt, "model": request.model or self.model, "size": request.size}
        if request.duration_seconds is not None:
            # The protocol writes lengths as strings.
            fields["seconds"] = f"{request.duration_seconds:g}"
        sent: dict[str, object] = {name: value for name, value in fields.items() if value is not None}
        picture = None
        if (url := address_of(request.input_image)) is not None:
            sent["input_reference"] = {"image_url": url}
        elif request.input_image is not None:
            picture = file_of(request.input_image)
        return self._ordered(request, lambda key: self._wire().create(sent, key=key, picture=picture))

    def remix_video(self, job_id: str, prompt: str) -> VideoGenerationJob:
        """Order a new video that is a finished one with what `prompt` says changed, and return at once."""
        return self._ordered((job_id, prompt), lambda key: self._wire().remix(job_id, prompt, key=key))

    def get_status(self, job_id: str) -> VideoGenerationJob:
        """How far the video is."""
        return self._job(self._wire().video(job_id)[0])

    def create_and_wait(
        self,
        request: VideoGenerationRequest,
        *,
        timeout: float = PATIENCE,
        on_progress: OnProgress = lambda _job: None,
    ) -> VideoGenerationJob:
        """Order a video and return it when it is finished. It is ordered once, whatever happens while it is waited for.

        `timeout` is in seconds; `on_progress` hears of each look at it. Raises `VideoFailed` if it failed, or is not
        finished in time. Ctrl-C ends the waiting alone: the message says how to go on.
        """
        return self.wait(self.create_video(request).job_id, timeout=timeout, on_progress=on_progress)

    def wait(
        self, job_id: str, *, timeout: float = PATIENCE, on_progress: OnProgress = lambda _job: None
    ) -> VideoGenerationJob:
        """The same for a video that was ordered before, also by another process."""
        until = time.monotonic() + timeout
        try:
            while True:
                job, wait = self.look(job_id, until)
                if job is not None:
                    on_progress(job)
                    if job.status == VideoStatus.COMPLETED:
                        return job
                time.sleep(wait)
        except KeyboardInterrupt:
            raise KeyboardInterrupt(
                f"The video {job_id} was ordered and is not cancelled. Wait for it: model.wait({job_id!r})."
            ) from None

    def look(self, job_id: str, until: float) -> tuple[VideoGenerationJob | None, float]:
        """How far the video is (None: the look went wrong), and in how many seconds to look again.

        Raises `VideoFailed` if it failed, or is not finished at `until`, by the monotonic clock.
        """
        try:
            video, wait = self._wire().video(job_id)
        except ServerUnreachable:
            job, wait = None, LOOK_AGAIN
        else:
            job = self._job(video)
            if job.status == VideoStatus.FAILED:
                raise VideoFailed(job.error_message or "The video could not be made.")
            if job.status == VideoStatus.COMPLETED:
                return job, 0.0
        left = until - time.monotonic()
        if left <= 0:
            raise VideoFailed(f"The video {job_id} is not finished in time. It goes on: model.wait({job_id!r}).")
        return job, min(wait, left)

    def download_video(self, job_id: str, path: str | Path | None = None, *, variant: Variant = "video") -> Path:
        """Write a file of the finished video to `path` (default: its id, in the current folder) and return that.

        `variant` is "video", "thumbnail" or "spritesheet". The file is there whole or not at all.
        """
        file = file_for(job_id, path, variant)
        file.parent.mkdir(parents=True, exist_ok=True)
        self._wire().download(job_id, file, variant)
        return file

    def list_jobs(self, limit: int = 20, status: VideoStatus | str | None = None) -> list[VideoGenerationJob]:
        """Videos of the server, or of this process's database, newest first: `limit` at most, of one status or of any.

        Raises `ValueError` for a status that there is not.
        """
        wanted = None if status is None else VideoStatus(status)
        query: dict[str, str | int] = {} if wanted is None else {"status": wanted.value}
        found: list[VideoGenerationJob] = []
        while len(found) < limit:
            page = self._wire().videos(limit=min(limit, _PAGE), **query)
            listed = page.get("data")
            jobs = [self._job(video) for video in listed if isinstance(video, dict)] if isinstance(listed, list) else []
            # Not every server of the protocol knows `status`.
            found += [job for job in jobs if wanted in (None, job.status)]
            if not (jobs and page.get("has_more") and query.get("after") != jobs[-1].job_id):
                break
            query["after"] = jobs[-1].job_id
        return found[:limit]

    def delete_video(self, job_id: str) -> None:
        """Remove a video that has ended, with its files."""
        self._wire().delete(job_id)

    def cancel_video(self, job_id: str) -> VideoGenerationJob:
        """Stop making a video; one that has ended stays as it is. Servers other than Model 7 may not know how."""
        return self._job(self._wire().cancel(job_id))

    def _wire(self) -> Connection:
        with self._lock:
            if self._opened is None:
                self._opened = self._connect()
            return self._opened[0]

    def _ordered(self, order: object, send: Callable[[str], RemoteObject]) -> VideoGenerationJob:
        with self._lock:
            key = self._unclear.pop(order, None) or secrets.token_hex(16)
        try:
            return self._job(send(key))
        except ClientError as error:
            with self._lock:
                self._unclear[order] = key
            raise _in_our_words(error) from None

    def _job(self, video: RemoteObject) -> VideoGenerationJob:
        told = self._wire().report(str(video.get("id", "")), video)
        notes, seconds = video.get("notes"), str(video.get("seconds"))
        return VideoGenerationJob(
            job_id=told["id"],
            status=VideoStatus(told["status"]),
            progress=min(max(told["progress"], 0), 100),
            video_url=told["url"],
            error_message=told["error"] if told["status"] == "failed" else None,
            notes=tuple(map(str, notes)) if isinstance(notes, list) else (),
            model=_text(video.get("model")),
            seconds=float(seconds) if seconds.replace(".", "", 1).isdecimal() else None,
            size=_text(video.get("size")),
            remixed_from=_text(video.get("remixed_from_video_id")),
        )


def file_for(video_id: str, path: str | Path | None, variant: Variant) -> Path:
    """Where a file of a video goes: to `path`, or by its id into the current folder."""
    return Path(path) if path is not None else Path(Path(video_id).name + _SUFFIXES[variant])


def _text(told: object) -> str | None:
    return told if isinstance(told, str) else None


def _in_our_words(error: ClientError) -> ClientError:
    """A refusal that names the field as it is called here."""
    if not isinstance(error, ServerRefused) or error.param not in _OUR_NAMES:
        return error
    name = _OUR_NAMES[error.param]
    return ServerRefused(error.message.replace(f"{error.param}:", f"{name}:", 1), param=name)
