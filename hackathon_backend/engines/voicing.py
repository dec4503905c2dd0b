"""Voices as the settings name them; built anew in each process, since a voice's library does not cross over."""

from __future__ import annotations

from ..settings import OPENAI_URL, Settings
from ..speech import VoiceLadder, build

ESPEAK_SPEAKERS = {f"espeak-{variant.lower()}": variant for variant in ("linda", "Annie", "steph", "Andy")}
"""Other speakers of the voice `espeak` that are good to listen to, as orders name them, with espeak's own names."""


def voice_of(settings: Settings, wanted: str | None = None) -> VoiceLadder:
    """The voices of VOICES, the first being the first choice; one that is `wanted` and among them goes before it.

    `wanted` may also be one of `ESPEAK_SPEAKERS`; any other is a speaker's name for the `openai` voice. Raises
    `SettingsError` for an unknown name in VOICES.
    """
    voice = _voice_meant(settings, wanted)
    speaker = wanted if wanted and voice == "openai" != wanted else settings.speech_voice
    variant = ESPEAK_SPEAKERS.get(wanted or "") if voice == "espeak" else None
    return build(
        dict.fromkeys([*([voice] if voice else []), *settings.voices]),
        {
            "espeak": {"variant": variant} if variant else {},
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
    return wanted is None or _voice_meant(settings, wanted) is not None


def _voice_meant(settings: Settings, wanted: str | None) -> str | None:
    """The name in VOICES that `wanted` is, or that has a speaker of that name; None if nobody there is meant."""
    if not wanted:
        return None
    name = "espeak" if wanted in ESPEAK_SPEAKERS else wanted
    if name in settings.voices:
        return name
    return "openai" if "openai" in settings.voices else None
