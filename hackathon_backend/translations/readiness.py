"""What there is for a language before a film is ordered in it: fonts for its letters, and voices that speak it."""

from __future__ import annotations

import logging
from concurrent.futures import CancelledError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from uuid import uuid4

from ..errors import Model7Error, StoryboardError
from ..films.pool import RenderPool
from ..films.voice_samples import OfferedSpeaker, VoiceSamples
from ..films.voices import kept_voice
from ..settings import Settings
from ..storyboard import font_packages, missing_scripts
from .letters import letters_of

log = logging.getLogger(__name__)

_PATIENCE = 30.0
"""Seconds that anybody waits for a look at the fonts."""


@dataclass(frozen=True)
class LanguageFonts:
    """The scripts that no font here has letters for, and what to install for them; none if all is there."""

    missing: tuple[str, ...] = ()
    install: str = ""


class LanguageReadiness:
    """Looks at fonts in a process of `pool`, where the drawing library is loaded, and once for each language."""

    def __init__(self, settings: Settings, pool: RenderPool, voices: VoiceSamples) -> None:
        self._settings = settings
        self._pool = pool
        self._voices = voices
        self._fonts: dict[str, LanguageFonts] = {}

    def fonts(self, language: str) -> LanguageFonts:
        """Whether a language can be drawn. Raises `StoryboardError` if nobody could look."""
        if (known := self._fonts.get(language)) is not None:
            return known
        key = f"fonts {uuid4().hex}"
        try:
            found: LanguageFonts = self._pool.submit(key, 0.0, fonts_for, language).result(_PATIENCE)
        except (TimeoutError, CancelledError, BrokenProcessPool) as error:
            self._pool.forget(key)
            raise StoryboardError("The fonts could not be looked at in time.") from error
        self._fonts[language] = found
        return found

    def speakers(self, language: str) -> list[OfferedSpeaker]:
        """The voices that speak a language; the first is the one that speaks if none is chosen."""
        code = language.partition("-")[0].lower()
        return [each for each in self._voices.speakers() if self._speaks(each, code)]

    def _speaks(self, speaker: OfferedSpeaker, code: str) -> bool:
        if speaker.languages:
            return code in speaker.languages
        try:
            return kept_voice(self._settings, speaker.id).voices[0].speaks(code)
        except Model7Error as error:
            log.debug("The voice %s is left out: %s", speaker.id, error.message)
            return False


def fonts_for(language: str) -> LanguageFonts:
    """Whether a language can be drawn. Raises `StoryboardError` if the drawing library can't be loaded."""
    missing = missing_scripts(letters_of(language))
    return LanguageFonts(tuple(missing), font_packages(missing)) if missing else LanguageFonts()
