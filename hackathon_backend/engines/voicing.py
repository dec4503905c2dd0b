"""Voices as the settings name them; built anew in each process, since a voice's library does not cross over."""

from __future__ import annotations

from ..settings import OPENAI_URL, Settings
from ..speech import Voice, build


def voice_of(settings: Settings, wanted: str | None = None) -> Voice:
    """The voices of VOICES, the first being the first choice; one that is `wanted` and among them goes before it.

    Any other `wanted` is a speaker's name for the `openai` voice. Raises `SettingsError` for an unknown name in VOICES.
    """
    first = [wanted] if wanted in settings.voices else ["openai"] if wanted and can_speak_as(settings, wanted) else []
    speaker = settings.speech_voice if wanted is None or wanted in settings.voices else wanted
    return build(
        dict.fromkeys([*first, *settings.voices]),
        {
            "openai": {
                "api_key": settings.speech_api_key or settings.openai_api_key,
                "base_url": settings.speech_base_url or settings.openai_base_url or OPENAI_URL,
                "model": settings.speech_model,
                "voice": speaker,
            },
            "piper": {"voice_file": settings.piper_voice},
        },
    )


def can_speak_as(settings: Settings, wanted: str | None) -> bool:
    """Whether the voice or speaker that was asked for can be had."""
    return wanted is None or wanted in settings.voices or "openai" in settings.voices
