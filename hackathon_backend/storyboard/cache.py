"""Encoded scenes kept by what they show, so that a change to one scene draws one scene.

A scene is found again by a digest of all that its pictures depend on: the scene, its timing, its place in the video,
the format, the fonts, the libraries that draw, and the code of this room itself.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import struct
from dataclasses import asdict
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from ..files import make_room, replaced
from .drawing.text.system_fonts import system_fonts
from .fields import Fields
from .kinds.base import BaseScene
from .kinds.source import CITED
from .shot import Shot

MOST_BYTES = 512 * 1024 * 1024
"""What a cache may take of the disk; those scenes go that have not been used for longest."""

_DRAWING = (
    "skia-python", "av", "numpy", "font-source-sans-pro", "Pygments", "Babel", "ziamath", "ziafont", "latex2mathml",
)  # fmt: skip
_CODE = (".py", ".ttf")
_DIGEST = 32
_COUNT = struct.Struct(">I")
_SUFFIX = ".scene"


class SceneCache:
    """Scenes in `folder`, which several processes may share. What can't be read or written there is done without."""

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        self._folder = folder
        self._most_bytes = most_bytes

    def fetch(self, shot: Shot, path: Path) -> int | None:
        """Put the film of `shot` at `path` and say how many frames it has; None if it is not here.

        A damaged one is thrown away.
        """
        place = self.place(shot)
        try:
            data = place.read_bytes()
        except OSError:
            return None
        digest, count, film = data[:_DIGEST], data[_DIGEST : _DIGEST + _COUNT.size], data[_DIGEST + _COUNT.size :]
        if len(count) < _COUNT.size or _digest(count, film) != digest:
            with contextlib.suppress(OSError):
                place.unlink()
            return None
        path.write_bytes(film)
        with contextlib.suppress(OSError):
            os.utime(place)
        frames: int = _COUNT.unpack(count)[0]
        return frames

    def has(self, shot: Shot) -> bool:
        """Whether the film of `shot` seems to be here; only `fetch` finds out whether it is sound."""
        return self.place(shot).exists()

    def keep(self, shot: Shot, path: Path, frames: int) -> None:
        """Keep the film of `shot`, which is at `path` and has `frames`: all of it or, if the disk is full, nothing."""
        count, film = _COUNT.pack(frames), path.read_bytes()
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with replaced(self.place(shot)) as part:
                part.write_bytes(_digest(count, film) + count + film)

    def trim(self) -> None:
        """Make room: those that have not been used for longest go, and what was never finished."""
        make_room(self._folder, self._most_bytes, _SUFFIX)

    def place(self, shot: Shot) -> Path:
        """Where the film of `shot` is, if it is here."""
        return self._folder / f"{key_of(shot)}{_SUFFIX}"


def key_of(shot: Shot) -> str:
    """The name of all that the pictures of `shot` depend on."""
    look = asdict(shot.format) | {"images": _picture_files(shot)}
    parts = {
        "scene": _shown(shot.scene),
        "timing": asdict(shot.timing),
        "place": asdict(shot.place),
        "language": shot.language,
        "format": look,
        "neighbours": [_shown(side) for side in (shot.neighbours.before, shot.neighbours.after)],
        "palette": shot.palette,
        "drawn_by": _drawn_by(),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()


def _shown(scene: BaseScene | None) -> Fields | None:
    """What of a scene can be seen."""
    return None if scene is None else scene.model_dump(mode="json", exclude={"description", CITED})


def _picture_files(shot: Shot) -> list[Any]:
    """The state of the files that the scene and the brand name, since their names do not say what is in them."""
    folder, brand = shot.format.images, shot.format.brand
    named = (getattr(shot.scene, "source", ""), brand.logo if brand else "")
    files = [folder / name for name in named if folder is not None and name and not name.startswith("data:")]
    return [_state(file) for file in files]


def _state(file: Path) -> list[Any]:
    try:
        status = file.stat()
    except (OSError, ValueError):
        return [str(file)]
    return [str(file.resolve()), status.st_size, status.st_mtime_ns]


@cache
def _drawn_by() -> str:
    """A digest of the code of this room, its fonts, the libraries it draws with, and the fonts of the system."""
    found = hashlib.sha256()
    room = Path(__file__).parent
    for file in sorted(file for file in room.rglob("*") if file.suffix in _CODE):
        found.update(str(file.relative_to(room)).encode() + b"\0" + file.read_bytes())
    fonts = system_fonts()
    names = [fonts.getFamilyName(index) for index in range(fonts.countFamilies())]
    found.update(json.dumps([sorted(names), [_version(name) for name in _DRAWING]]).encode())
    return found.hexdigest()


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""


def _digest(count: bytes, film: bytes) -> bytes:
    return hashlib.blake2b(count + film, digest_size=_DIGEST).digest()
