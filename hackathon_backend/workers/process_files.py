"""Shared files as they can be handed to another process: what reaches them is opened there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..settings import Settings
from ..storage import SharedFiles

_opened: dict[Path, SharedFiles] = {}
"""In this process, by the folders of work in progress."""


@dataclass(frozen=True)
class ProcessFiles(SharedFiles):
    """The files that `build` (a function of a module) gives for `settings`, built once in each process that asks."""

    build: Callable[[Settings], SharedFiles]
    settings: Settings

    def fetch(self, path: Path) -> bool:
        """Whether the file is here, or was brought here. Raises `StorageAway`."""
        return self._here().fetch(path)

    def share(self, path: Path) -> None:
        """Let others fetch the file from now on. Raises `StorageAway`."""
        self._here().share(path)

    def _here(self) -> SharedFiles:
        root = self.settings.work_dir
        if root not in _opened:
            _opened[root] = self.build(self.settings)
        return _opened[root]
