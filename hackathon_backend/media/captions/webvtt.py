"""WebVTT files, as browsers read them (W3C, WebVTT 1)."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import category

from .timed import TimedText

if TYPE_CHECKING:
    from ..poster import Tile


def to_webvtt(cues: Iterable[TimedText]) -> str:
    """Captions as a WebVTT file; whatever the text holds is shown as it is."""
    return _file((cue.start, cue.end, _escaped(cue.text)) for cue in cues)


def chapters_vtt(chapters: Sequence[tuple[float, str]], duration: float) -> str:
    """Chapters (start in seconds, title) of a video of `duration` seconds as a WebVTT file of the kind "chapters"."""
    starts = [*(start for start, _ in chapters), duration]
    titles = (_escaped(title) for _, title in chapters)
    return _file((start, end, title) for (start, end), title in zip(pairwise(starts), titles, strict=True))


def tiles_vtt(tiles: Iterable[Tile], sheet: str) -> str:
    """The places on a contact sheet as a WebVTT file of thumbnails, as players take it; `sheet` is its address."""
    return _file((tile.start, tile.end, f"{sheet}#xywh={tile.x},{tile.y},{tile.width},{tile.height}") for tile in tiles)


def timestamp(seconds: float) -> str:
    """A time as WebVTT writes it: 3661.5 is "01:01:01.500"."""
    milliseconds = max(0, round(seconds * 1000))
    minutes, rest = divmod(milliseconds, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def _file(blocks: Iterable[tuple[float, float, str]]) -> str:
    timed = ((timestamp(start), timestamp(end), text) for start, end, text in blocks)
    # A cue has to last, and its text may not be empty.
    lasting = (f"{start} --> {end}\n{text}\n" for start, end, text in timed if start < end and text)
    return "\n".join(["WEBVTT\n", *lasting])


def _escaped(text: str) -> str:
    """Text without markup, empty lines (which would end the cue) and control characters."""
    lines = ("".join(sign for sign in line if category(sign) not in ("Cc", "Cs")) for line in text.splitlines())
    return html.escape("\n".join(line for line in lines if line.strip()), quote=False)
