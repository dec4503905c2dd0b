"""A small picture of a moment of a film: a tile of the sheet that the player shows over its bar."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...errors import StorageAway
from ...jobs import Job
from ...storage import Storage, video_stem

_CUE = re.compile(r"([\d:.]+) --> ([\d:.]+)\n\S+#xywh=(\d+),(\d+),(\d+),(\d+)")


@dataclass(frozen=True)
class SceneTile:
    """From and to which second of the film it is good, and where in the sheet it lies, in pixels."""

    start: float
    end: float
    box: str


@dataclass(frozen=True)
class TileSheet:
    """The address of the sheet, and its tiles in order."""

    url: str
    tiles: tuple[SceneTile, ...]

    def at(self, start: float, end: float) -> SceneTile | None:
        """The tile of what a scene shows late in it, when all is drawn."""
        moment = start + 0.8 * (end - start)
        return next((tile for tile in self.tiles if tile.start <= moment < tile.end), None)


def tile_sheet(job: Job, storage: Storage, ending: str) -> TileSheet | None:
    """The sheet of a film, if there is one; `ending` is what addresses of its files end in."""
    stem = video_stem(job.id, job.created_at)
    try:
        text = storage.text(f"{stem}.sprites.vtt")
    except StorageAway:
        text = None
    if not text:
        return None
    tiles = tuple(
        SceneTile(_seconds(start), _seconds(end), " ".join(box)) for start, end, *box in _CUE.findall(text)
    )  # fmt: skip
    return TileSheet(f"/videos/{stem}.sprites.jpg{ending}", tiles)


def _seconds(written: str) -> float:
    seconds = 0.0
    for part in written.split(":"):
        seconds = 60 * seconds + float(part)
    return seconds
