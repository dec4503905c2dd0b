"""The files of a finished clip, and the one that names them: it is written, shared and looked for as the last one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from ..files import replaced
from ..media import Cue
from ..storage import SharedFiles


@dataclass(frozen=True)
class MadeClip:
    """A finished clip as that file tells of it: the names of the files beside it, and the rest of a `Clip`."""

    video: str
    poster: str | None
    cues: tuple[Cue, ...]
    chapters: tuple[tuple[float, str], ...]
    transcript: str
    notes: tuple[str, ...]
    described: str | None = None
    descriptions: tuple[Cue, ...] = ()
    details: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def read(cls, result: Path) -> MadeClip:
        """What the file says. Raises `OSError`, and `ValueError` if it is damaged."""
        return _adapter().validate_json(result.read_bytes())

    def write(self, result: Path) -> None:
        """Write the file, all at once."""
        with replaced(result) as half:
            half.write_bytes(_adapter().dump_json(self))

    def files(self, folder: Path) -> Iterator[Path]:
        """Where its files are in a folder."""
        return (folder / name for name in (self.video, self.poster, self.described) if name)


@cache
def _adapter() -> TypeAdapter[MadeClip]:
    return TypeAdapter(MadeClip)


def share_clip(shared: SharedFiles, result: Path) -> None:
    """Let other machines have the files that `result` names, which lie beside it, and then itself."""
    for file in MadeClip.read(result).files(result.parent):
        shared.share(file)
    shared.share(result)


def fetch_clip(shared: SharedFiles, result: Path) -> bool:
    """Whether all of them are here, or were brought here. Raises `OSError`, `ValueError` for a damaged `result`."""
    return shared.fetch(result) and all(map(shared.fetch, MadeClip.read(result).files(result.parent)))
