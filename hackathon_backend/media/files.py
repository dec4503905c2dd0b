"""Opening media that may be anything, and writing films that are there whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
from av.container import InputContainer, OutputContainer

from ..errors import MediaError
from ..files import replaced

# A playlist disguised as a video would make FFmpeg open other files and addresses.
_FILMS = "mov,matroska,avi,mpegts,ogg,flv"
_SOUNDS = f"{_FILMS},mp3,wav,flac,aac,aiff,caf"
_SAFE = {"protocol_whitelist": "file", "max_pixels": str(8192 * 4320)}


@contextmanager
def opened(path: Path, *, sounds: bool = False) -> Iterator[InputContainer]:
    """The film at `path` (or, with `sounds`, a file with sound alone), open for reading.

    What FFmpeg finds wrong, then or later, becomes a `MediaError`.
    """
    options = _SAFE | {"format_whitelist": _SOUNDS if sounds else _FILMS}
    with media_errors(path), av.open(str(path), "r", options=options) as container:
        yield container


@contextmanager
def written(path: Path) -> Iterator[OutputContainer]:
    """An MP4 at `path` with its index in front, to play while it loads; it is there once the block has ended well."""
    options = {"movflags": "+faststart"}
    with (
        media_errors(path),
        replaced(path) as part,
        av.open(str(part), "w", format="mp4", options=options) as container,
    ):
        yield container


@contextmanager
def media_errors(path: Path) -> Iterator[None]:
    """Turn FFmpeg's errors and the system's into a `MediaError` that names the file."""
    try:
        yield
    except (av.error.FFmpegError, OSError) as error:
        raise MediaError(f"{path.name}: {error.strerror or error}.") from error
