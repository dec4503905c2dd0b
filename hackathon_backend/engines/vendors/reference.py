"""Reference pictures as engines want them: in the size of the video, as JPEG."""

from __future__ import annotations

from pathlib import Path

from ...errors import MediaError, OrderRejected
from ...media import cover

MEDIA_TYPE = "image/jpeg"


def reference_picture(path: str, size: str) -> bytes:
    """The picture at `path`, cut to the shape of `size` ("1280x720") and scaled to it, as JPEG.

    Raises `OrderRejected` if it can't be read or is no picture.
    """
    width, height = (int(side) for side in size.split("x"))
    try:
        return cover(Path(path).read_bytes(), width, height)
    except OSError as error:
        raise OrderRejected(f"The reference image can't be read: {error.strerror}.", param="input_reference") from error
    except MediaError as error:
        raise OrderRejected(f"The reference image can't be used: {error.message}", param="input_reference") from error
