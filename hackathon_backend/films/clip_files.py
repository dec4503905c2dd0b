"""The files of a finished clip, and the one that names them: it is written, shared and looked for as the last one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from ..storage import SharedFiles


def share_clip(shared: SharedFiles, result: Path) -> None:
    """Let other machines have the files that `result` names, which lie beside it, and then itself."""
    for file in _named(result):
        shared.share(file)
    shared.share(result)


def fetch_clip(shared: SharedFiles, result: Path) -> bool:
    """Whether all of them are here, or were brought here. Raises `OSError`, `ValueError` for a damaged `result`."""
    return shared.fetch(result) and all(shared.fetch(file) for file in _named(result))


def _named(result: Path) -> Iterator[Path]:
    row = json.loads(result.read_text("utf-8"))
    return (result.with_name(row[each]) for each in ("video", "poster", "described") if row.get(each))
