"""The four functions: start, look, fetch, and all in one."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .. import media
from ..errors import ServerUnreachable, VideoFailed
from .local import this_process
from .video_model import PATIENCE, file_for
from .wire import Connection, StatusReport, Variant, remote

OnStatus = Callable[[StatusReport], object]


def generate_video(
    prompt: str,
    *,
    model: str | None = None,
    seconds: float | None = None,
    size: str | None = None,
    base_url: str | None = None,
    api_key: str | None = None,
    **options: Any,
) -> str:
    """Order a video and return its id at once.

    `seconds` and `size` ("1280x720") are rounded to what the model can do. `options` are further fields of the order,
    such as `voice`, `style`, or `cache=False`. Without a `base_url` it is made in this process, with the settings of
    the environment and `.env`. Raises `ServerRefused`, `ServerUnreachable`.
    """
    # The protocol writes lengths as strings.
    length = None if seconds is None else f"{seconds:g}"
    fields = {"prompt": prompt, "model": model, "seconds": length, "size": size, **options}
    return wire(base_url, api_key).start({name: value for name, value in fields.items() if value is not None})


def get_video_status(video_id: str, *, base_url: str | None = None, api_key: str | None = None) -> StatusReport:
    """How far the video is. Raises `ServerRefused` for an id that is not known, `ServerUnreachable`."""
    return wire(base_url, api_key).status(video_id)[0]


def download_video(
    video_id: str,
    path: str | Path | None = None,
    *,
    variant: Variant = "video",
    base_url: str | None = None,
    api_key: str | None = None,
) -> Path:
    """Write a file of the finished video to `path` (default: its id, in the current folder) and return that.

    `variant` is "video", "thumbnail" or "spritesheet". The file is there whole or not at all.
    Raises `ServerRefused` if the video is not finished, `ServerUnreachable`.
    """
    file = file_for(video_id, path, variant)
    wire(base_url, api_key).download(video_id, file, variant)
    return file


def generate_and_download(
    prompt: str,
    path: str | Path | None = None,
    *,
    audio: str | Path | None = None,
    timeout: float = PATIENCE,
    on_status: OnStatus = lambda _status: None,
    base_url: str | None = None,
    api_key: str | None = None,
    **order: Any,
) -> Path:
    """Order a video, wait for it (at most `timeout` seconds) and write it to `path`.

    `audio` is a sound file that is laid beneath the video's own sound. `on_status` hears each status on the way;
    `order` are the other arguments of `generate_video`. Raises `VideoFailed`, and what the other functions raise.
    """
    video_id = generate_video(prompt, base_url=base_url, api_key=api_key, **order)
    server, until = wire(base_url, api_key), time.monotonic() + timeout
    while (wait := seconds_left_to_wait(server, video_id, until, on_status)) is not None:
        time.sleep(wait)
    return with_audio(download_video(video_id, path, base_url=base_url, api_key=api_key), audio)


def seconds_left_to_wait(server: Connection, video_id: str, until: float, on_status: OnStatus) -> float | None:
    """Look at a video that is being made: in how many seconds to look again, None when it is finished.

    `until` is by the monotonic clock. Raises `VideoFailed` if it failed or takes longer.
    """
    if time.monotonic() > until:
        raise VideoFailed(f"The video {video_id} is not finished in time. It goes on; look again later.")
    try:
        status, wait = server.status(video_id)
    except ServerUnreachable:
        # A look that goes wrong says nothing about the video.
        return 2.0
    on_status(status)
    if status["status"] == "failed":
        raise VideoFailed(status["error"] or "The video could not be made.")
    return None if status["status"] == "completed" else wait


def with_audio(file: Path, audio: str | Path | None) -> Path:
    """The video with the sound file beneath its own sound. Raises `MediaError` if that is none."""
    if audio is not None:
        with tempfile.TemporaryDirectory(dir=file.parent) as folder:
            mixed = Path(folder) / file.name
            media.set_sound(file, mixed, Path(audio), mode="mix")
            mixed.replace(file)
    return file


def wire(base_url: str | None, api_key: str | None) -> Connection:
    """The server that is meant."""
    return remote(base_url, api_key) if base_url else this_process()
