"""Voices as the settings name them; built anew in each process, since a voice's library does not cross over."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from uuid import uuid4

from ..errors import Model7Error, VoiceError
from ..settings import OPENAI_URL, Settings
from ..speech import QUICK, FailoverVoice, Speech, SpeechCache, build
from ..speech.kokoro.model import KokoroSpeaker, speakers_in
from .pool import RenderPool

ESPEAK_SPEAKERS = {f"espeak-{variant.lower()}": variant for variant in ("linda", "Annie", "steph", "Andy")}
"""Other speakers of the voice `espeak` that are good to listen to, as orders name them, with espeak's own names."""

OPENAI_SPEAKERS = ("alloy", "ash", "coral", "echo", "fable", "nova", "onyx", "sage", "shimmer")
_KOKORO = "kokoro-"
"""Before a speaker of the voice `kokoro`, as orders name them: "kokoro-ef_dora"."""

SPEECH = "speech"
"""The folder in `work_dir` for speech that is kept."""


class PooledVoice:
    """The voices of the settings, speaking in a process of `pool`: what they load stays out of this one."""

    def __init__(self, pool: RenderPool, settings: Settings, wanted: str | None = None) -> None:
        self.name = wanted or "ladder"
        self._pool = pool
        self._settings = settings
        self._wanted = wanted

    def speaks(self, language: str) -> bool:
        """As `Voice.speaks`."""
        return voice_of(self._settings, self._wanted).speaks(language)

    def speak(self, text: str, *, language: str = "en", wpm: int = 150) -> Speech:
        """As `FailoverVoice.speak`."""
        return self._run(_speak, text, language, wpm)

    def sample(self, text: str, language: str) -> Speech:
        """The wanted voice and no other. Raises `VoiceError` if it can't speak."""
        return self._run(_sample, text, language)

    def problems(self) -> list[str]:
        """As `Voice.problems`."""
        return voice_of(self._settings, self._wanted).problems()

    def _run(self, work: Callable[..., Speech], *arguments: object) -> Speech:
        try:
            given = self._settings, self._wanted, *arguments
            speaks = is_quick(self._settings, self._wanted)
            done = self._pool.submit(uuid4().hex, 0.0, work, *given, speaks=speaks)
            speech: Speech = done.result()
        except (CancelledError, BrokenProcessPool):
            raise VoiceError("The voice was interrupted. Try again.") from None
        return speech


def _sample(settings: Settings, wanted: str | None, text: str, language: str) -> Speech:
    first, *_rest = kept_voice(settings, wanted).voices
    try:
        return first.speak(text, language=language)
    except Model7Error:
        raise
    except Exception as error:  # A voice from elsewhere may raise anything.
        raise VoiceError(f"The voice {wanted!r} could not speak ({type(error).__name__}).") from error


def _speak(settings: Settings, wanted: str | None, text: str, language: str, wpm: int) -> Speech:
    return kept_voice(settings, wanted).speak(text, language=language, wpm=wpm)


@lru_cache(maxsize=8)
def kept_voice(settings: Settings, wanted: str | None) -> FailoverVoice:
    """As `voice_of`: the same voices for the same settings, with what they have loaded."""
    return voice_of(settings, wanted)


def voice_of(settings: Settings, wanted: str | None = None) -> FailoverVoice:
    """The voices of VOICES, the first being the first choice; one that is `wanted` and among them goes before it.

    `wanted` may also be one of `ESPEAK_SPEAKERS` or of `kokoro_speakers`; any other is a speaker's name for the
    `openai` voice. Raises `SettingsError` for an unknown name in VOICES.
    """
    voice = _voice_meant(settings, wanted)
    speaker = wanted if voice != wanted else None
    variant = ESPEAK_SPEAKERS.get(wanted or "") if voice == "espeak" else None
    shelf = SpeechCache(settings.work_dir / SPEECH)
    return build(
        dict.fromkeys([*([voice] if voice else []), *settings.voices]),
        {
            "natural": {"shelf": shelf},
            "espeak": {"variant": variant} if variant else {},
            "openai": _openai_options(settings) | ({"voice": speaker} if speaker and voice == "openai" else {}),
            "piper": {"voice_file": settings.piper_voice},
            "kokoro": {
                "folder": settings.kokoro_dir,
                "speaker": speaker.removeprefix(_KOKORO) if speaker and voice == "kokoro" else None,
                "shelf": shelf,
            },
        },
    )


def _openai_options(settings: Settings) -> dict[str, object]:
    return {
        "api_key": settings.speech_api_key or settings.openai_api_key,
        "base_url": settings.speech_base_url or settings.openai_base_url or OPENAI_URL,
        "model": settings.speech_model,
        "voice": settings.speech_voice,
    }


def is_quick(settings: Settings, wanted: str | None) -> bool:
    """Whether the voice that is `wanted`, or else the usual one, is so quick that few processes of a pool should load
    it.
    """
    return (_voice_meant(settings, wanted) or settings.voices[0]) in QUICK


def kokoro_speakers(settings: Settings) -> dict[str, KokoroSpeaker]:
    """Speakers of the voice `kokoro`, as orders name them; nobody without KOKORO_DIR or `kokoro` in VOICES."""
    found = speakers_in(settings.kokoro_dir) if "kokoro" in settings.voices else []
    return {_KOKORO + speaker.id: speaker for speaker in found}


def can_speak_as(settings: Settings, wanted: str | None) -> bool:
    """Whether the voice or speaker that was asked for can be had."""
    return wanted is None or _voice_meant(settings, wanted) is not None


def _voice_meant(settings: Settings, wanted: str | None) -> str | None:
    """The name in VOICES that `wanted` is, or that has a speaker of that name; None if nobody there is meant."""
    if not wanted:
        return None
    if wanted == "kokoro" or wanted.startswith(_KOKORO):
        speakers = kokoro_speakers(settings)
        return "kokoro" if wanted in speakers or (wanted == "kokoro" and speakers) else None
    name = "espeak" if wanted in ESPEAK_SPEAKERS else wanted
    if name in settings.voices:
        return name
    return "openai" if "openai" in settings.voices else None
