"""Voices by the names that they have in settings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any

from ..errors import SettingsError
from ..plain import did_you_mean
from .base import Voice
from .failover import FailoverVoice

Factory = Callable[..., Voice]
"""Makes a voice from its options, given by name."""


def _ours(module: str, kind: str) -> Factory:
    """A voice of this package, imported when it is first wanted."""

    def make(**options: Any) -> Voice:
        voice: Voice = getattr(import_module(f".{module}", __package__), kind)(**options)
        return voice

    return make


FACTORIES: dict[str, Factory] = {
    "natural": _ours("natural.voice", "NaturalVoice"),
    "espeak": _ours("espeak.voice", "EspeakVoice"),
    "openai": _ours("openai", "OpenAIVoice"),
    "piper": _ours("piper", "PiperVoice"),
    "kokoro": _ours("kokoro.voice", "KokoroVoice"),
}
"""Every voice there is; add another under its own name."""

QUICK = frozenset({"natural", "espeak"})
"""Voices that take less of a processor than drawing does, so that one process can speak for others that draw. For all
others, some of which wait for a network, every process is wanted.
"""


def build(names: Iterable[str], options: Mapping[str, Mapping[str, Any]] | None = None) -> FailoverVoice:
    """The named voices as a ladder, the first name being the first choice; `options` holds each one's by its name.

    Raises `SettingsError` for a name that is none, and for options that the voice does not have.
    """
    return FailoverVoice(tuple(_made(name, (options or {}).get(name, {})) for name in names))


def _made(name: str, options: Mapping[str, Any]) -> Voice:
    if name not in FACTORIES:
        known = ", ".join(FACTORIES)
        near = did_you_mean(name.lower(), list(FACTORIES))
        raise SettingsError(f"VOICES: there is no voice {name!r}; choose from {known}.{near}", param="VOICES")
    try:
        return FACTORIES[name](**options)
    except TypeError as error:
        raise SettingsError(f"The voice {name!r} can't be set up: {error}", param="voices") from error
