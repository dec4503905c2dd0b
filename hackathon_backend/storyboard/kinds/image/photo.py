"""Pictures from data URLs and files, read with care: they come from anywhere and may be anything."""

from __future__ import annotations

import base64
import binascii
import re
from pathlib import Path
from typing import Any

import skia

from ....errors import StoryboardError

MOST_BYTES = 25_000_000
MOST_PIXELS = 40_000_000
"""A picture may be no larger than this, before and after it is unpacked."""
_DATA_URL = re.compile(r"data:image/[a-z0-9.+-]+;base64,", re.IGNORECASE)


def photo(source: str, folder: Path | None, width: float, height: float) -> Any:
    """The picture that `source` names, scaled down so that it is no larger than `width` x `height` pixels.

    `source` is a data URL, or a path in `folder`. Raises `StoryboardError` with the field "source".
    """
    data = _data(source, folder)
    size = _size(data)
    if size.width() * size.height() > MOST_PIXELS:
        raise _bad(f"has {size.width()} x {size.height()} pixels, more than {MOST_PIXELS // 1_000_000} million")
    scale = min(1.0, width / max(size.width(), 1), height / max(size.height(), 1))
    try:
        image = skia.Image.MakeFromEncoded(skia.Data.MakeWithCopy(data))
        return _scaled(image, max(1, round(size.width() * scale)), max(1, round(size.height() * scale)))
    except (RuntimeError, TypeError) as error:
        raise _bad("is damaged") from error


def _size(data: bytes) -> Any:
    """The size of a picture in pixels, known before it is unpacked."""
    try:
        return skia.Codec.MakeFromData(skia.Data.MakeWithoutCopy(data)).dimensions()
    except (RuntimeError, AttributeError) as error:
        raise _bad("is not a picture: use PNG, JPEG, WebP or GIF") from error


def _scaled(image: Any, width: int, height: int) -> Any:
    """`image` unpacked at its final size, so that drawing it takes little time and memory."""
    surface = skia.Surface(width, height)
    paint = skia.Paint(BlendMode=skia.BlendMode.kSrc)
    smooth = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
    surface.getCanvas().drawImageRect(image, skia.Rect.MakeIWH(width, height), smooth, paint)
    return surface.makeImageSnapshot()


def _data(source: str, folder: Path | None) -> bytes:
    if source.startswith("data:"):
        return _decoded(source)
    if "://" in source:
        raise _bad("must be a data URL or a path: nothing is fetched from the network")
    if folder is None:
        raise _bad("names a file, but no folder of pictures was given")
    root = folder.resolve()
    try:
        path = (root / source).resolve()
        if not path.is_relative_to(root) or not path.is_file():
            raise _bad("is not in the folder of pictures")
        if path.stat().st_size > MOST_BYTES:
            raise _bad(f"is larger than {MOST_BYTES // 1_000_000} MB")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise _bad("can't be read") from error


def _decoded(url: str) -> bytes:
    found = _DATA_URL.match(url)
    if found is None:
        raise _bad("must be a data URL like data:image/png;base64,...")
    if len(url) * 3 / 4 > MOST_BYTES:
        raise _bad(f"is larger than {MOST_BYTES // 1_000_000} MB")
    try:
        return base64.b64decode(url[found.end() :], validate=True)
    except (binascii.Error, ValueError) as error:
        raise _bad("is not valid base64") from error


def _bad(what: str) -> StoryboardError:
    return StoryboardError(f"source: the picture {what}", param="source")
