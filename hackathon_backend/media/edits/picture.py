"""Pictures that come from outside: checked before they are unpacked, and cut to the shape of a video."""

from __future__ import annotations

from typing import Any, NamedTuple

import skia

from ...errors import MediaError

MOST_SIDE = 4096
"""Pixels of a picture's longer side, at most: a small file can unpack to gigabytes."""
_LOGO_SIDE = 512
_FORMATS = {
    skia.EncodedImageFormat.kJPEG: "jpg",
    skia.EncodedImageFormat.kPNG: "png",
    skia.EncodedImageFormat.kWEBP: "webp",
}


def picture_kind(data: bytes) -> str:
    """What the picture is ("jpg", "png" or "webp"), whatever its name says.

    Raises `MediaError` if it is none of these, is damaged, or has a side of more than `MOST_SIDE` pixels.
    """
    try:
        codec = skia.Codec.MakeFromData(skia.Data.MakeWithoutCopy(data))
        kind, size = _FORMATS.get(codec.getEncodedFormat()), codec.dimensions()
    except (RuntimeError, AttributeError, TypeError):
        kind, size = None, None
    if kind is None or size is None:
        raise MediaError("It is no JPEG, PNG or WebP picture.")
    _check_sides(size)
    _unpacked(data)
    return kind


def _check_sides(size: Any) -> None:
    if max(size.width(), size.height()) > MOST_SIDE:
        raise MediaError(f"It has {size.width()} x {size.height()} pixels; a side may have {MOST_SIDE:,}.")


class StillPicture(NamedTuple):
    """A picture in a format that every engine takes: `kind` is "jpg", "png" or "webp"."""

    kind: str
    data: bytes


def still(data: bytes) -> StillPicture:
    """The picture as it is, or a GIF as PNG.

    Raises `MediaError` if it is no picture or moves, is damaged, or has a side of more than `MOST_SIDE` pixels.
    """
    try:
        codec = skia.Codec.MakeFromData(skia.Data.MakeWithoutCopy(data))
        format_, moves = codec.getEncodedFormat(), codec.getFrameCount() > 1
    except (RuntimeError, AttributeError, TypeError):
        raise MediaError(_no_picture(data)) from None
    if moves:
        raise MediaError("It moves: send a picture that stands still.")
    if format_ != skia.EncodedImageFormat.kGIF:
        return StillPicture(picture_kind(data), data)
    _check_sides(codec.dimensions())
    return StillPicture("png", bytes(_unpacked(data).encodeToData(skia.EncodedImageFormat.kPNG, 100)))


def logo_png(data: bytes) -> bytes:
    """The picture as a PNG with sides of at most `_LOGO_SIDE` pixels, and nothing in it but its pixels.

    Raises `MediaError` as `still`.
    """
    image = _unpacked(still(data).data)
    scale = min(1.0, _LOGO_SIDE / max(image.width(), image.height()))
    wide, high = max(1, round(image.width() * scale)), max(1, round(image.height() * scale))
    surface = skia.Surface(wide, high)
    smooth = skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear)
    surface.getCanvas().drawImageRect(image, skia.Rect.MakeWH(wide, high), smooth)
    return bytes(surface.makeImageSnapshot().encodeToData(skia.EncodedImageFormat.kPNG, 100))


def _no_picture(data: bytes) -> str:
    """What is said of a file that is none, with what to do about it."""
    head = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if b"<svg" in head:
        return "It is an SVG drawing: save it as PNG and send that."
    if head.startswith((b"<!doctype", b"<html", b"<head", b"<body")):
        return "It is a web page: name the address of the picture itself."
    return "It is no PNG, JPEG, WebP or GIF picture."


def cover(data: bytes, width: int, height: int) -> bytes:
    """The picture as a JPEG of exactly `width` x `height` pixels, scaled to fill it and cut at the longer ends.

    Raises `MediaError` if it can't be unpacked.
    """
    image = _unpacked(data)
    scale = max(width / image.width(), height / image.height())
    wide, high = image.width() * scale, image.height() * scale
    surface = skia.Surface(width, height)
    canvas = surface.getCanvas()
    canvas.clear(skia.ColorWHITE)
    place = skia.Rect.MakeXYWH((width - wide) / 2, (height - high) / 2, wide, high)
    canvas.drawImageRect(image, place, skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear))
    return bytes(surface.makeImageSnapshot().encodeToData(skia.EncodedImageFormat.kJPEG, 92))


def _unpacked(data: bytes) -> Any:
    try:
        image = skia.Image.MakeFromEncoded(skia.Data.MakeWithCopy(data)).makeRasterImage()
    except (RuntimeError, AttributeError, TypeError):
        image = None
    if image is None:
        raise MediaError("The picture is damaged.")
    return image
