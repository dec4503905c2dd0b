"""Speech that is kept by what was said, so that nothing is spoken twice."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from ..files import make_room, replaced
from .base import Speech, TimedWord

MOST_BYTES = 256 * 1024**2
"""About three quarters of an hour of speech."""
_LOOKED_AFTER = 50
"""Files that are added between two looks at what there is."""


class SpeechCache:
    """Speech in files of `folder`, each there whole or not at all. Beyond `most_bytes` what was used longest ago goes;
    without a bound nothing does.
    """

    def __init__(self, folder: Path, most_bytes: int | None = MOST_BYTES) -> None:
        self._folder = folder
        self._most_bytes = most_bytes
        self._added = 0

    def find(self, *said: object) -> Speech | None:
        """What was kept for the same words, voice and all else in `said`; None if it is not there, or damaged."""
        path = self.place(*said)
        try:
            with np.load(path) as found:
                words = tuple(TimedWord(**word) for word in json.loads(str(found["words"])))
                speech = Speech(found["samples"], int(found["rate"]), words, str(found["voice"]))
            os.utime(path)
        except (OSError, ValueError, LookupError, TypeError, BadZipFile):
            return None
        return speech

    def keep(self, speech: Speech, *said: object) -> None:
        """Keep `speech` for `said`. A folder that can't be written to keeps nothing."""
        path = self.place(*said)
        words = json.dumps([asdict(word) for word in speech.words])
        with suppress(OSError):
            # A film's own folder is not brought back once the film has been given up.
            self._folder.mkdir(parents=self._most_bytes is not None, exist_ok=True)
            with replaced(path) as half, half.open("wb") as file:
                np.savez(file, samples=speech.samples, rate=speech.rate, words=words, voice=speech.voice)
        self._added += 1
        if self._most_bytes is not None and self._added % _LOOKED_AFTER == 1:
            make_room(self._folder, self._most_bytes)

    def place(self, *said: object) -> Path:
        """Where the speech for `said` is, if it is here."""
        key = hashlib.sha256(json.dumps(said).encode("utf-8", "surrogatepass")).hexdigest()[:32]
        return self._folder / f"{key}.npz"


def kept(shelf: SpeechCache | None, speak: Callable[[], Speech], *said: object) -> Speech:
    """The speech that the shelf has for `said`, or that is spoken now and then kept."""
    if shelf and (found := shelf.find(*said)) is not None:
        return found
    spoken = speak()
    if shelf:
        shelf.keep(spoken, *said)
    return spoken
