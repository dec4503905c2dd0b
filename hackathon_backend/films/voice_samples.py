"""Voices to listen to before one is chosen: short samples, kept, and made one at a time."""

from __future__ import annotations

import io
import threading
import wave
from collections import OrderedDict
from dataclasses import dataclass

import numpy as np

from ..errors import RequestError, VoiceError
from ..settings import Settings
from ..speech import Speech
from .pool import RenderPool
from .voices import OPENAI_SPEAKERS, PooledVoice, kokoro_speakers

SAMPLE_LIMIT = 200
"""Characters of a sample."""
_KEPT = 64
"""Samples; each is up to 800 kB."""
_PATIENCE = 20.0
"""Seconds that anybody waits for their turn."""
_USUAL = {
    "en": "This is how I sound when I explain a lesson to you.",
    "de": "So klinge ich, wenn ich dir eine Lektion erkläre.",
    "es": "Así sueno cuando te explico una lección.",
    "fr": "Voici ma voix quand je t'explique une leçon.",
    "it": "Così suona la mia voce quando ti spiego una lezione.",
    "pt": "É assim que eu soo quando te explico uma lição.",
    "hi": "जब मैं आपको पाठ समझाता हूँ, तो मेरी आवाज़ ऐसी लगती है।",
}


@dataclass(frozen=True)
class OfferedSpeaker:
    """A voice to choose: `id` is what an order names, `voice` one of the setting VOICES, `languages` (BCP 47) are those
    that it speaks; none named, it speaks any.
    """

    id: str
    name: str
    voice: str
    description: str
    languages: tuple[str, ...] = ()


_ESPEAK = (
    ("espeak", "Edward", "Calm and low. Built in, free."),
    ("espeak-linda", "Linda", "Clear and bright. Built in, free."),
    ("espeak-annie", "Annie", "Light and quick. Built in, free."),
    ("espeak-steph", "Steph", "Soft, in the middle. Built in, free."),
    ("espeak-andy", "Andy", "Firm and low. Built in, free."),
)


class VoiceSamples:
    """The voices of the settings, and samples of them."""

    def __init__(self, settings: Settings, pool: RenderPool) -> None:
        self._settings = settings
        self._pool = pool
        self._samples: OrderedDict[tuple[str, str, str], bytes] = OrderedDict()
        # One at a time: a sample may cost money, and whoever asks for the same one next finds it.
        self._turn = threading.Lock()

    def speakers(self) -> list[OfferedSpeaker]:
        """Every voice that can be asked for, the one that speaks otherwise first."""
        return [speaker for name in self._settings.voices for speaker in self._of(name)]

    def by_name(self) -> dict[str, str]:
        """The ids of the voices, by id and by name in lower case."""
        return {called.lower(): each.id for each in self.speakers() for called in (each.name, each.id)}

    def sample(self, speaker: str, language: str, text: str | None) -> bytes:
        """The voice saying `text` (by default something usual), as a WAV file.

        Raises `RequestError` for a voice that is not there or does not speak the language, and `VoiceError` if it
        can't speak.
        """
        known = {each.id: each for each in self.speakers()}
        if speaker not in known:
            raise RequestError(
                f"voice: there is no voice {speaker[:80]!r}; there are: {', '.join(known)}.", param="voice"
            )
        spoken = known[speaker].languages
        if spoken and language.partition("-")[0].lower() not in spoken:
            raise RequestError(f"language: this voice speaks {', '.join(spoken)} only.", param="language")
        said = text or _USUAL.get(language.partition("-")[0].lower(), _USUAL["en"])
        key = (speaker, language, said)
        if not self._turn.acquire(timeout=_PATIENCE):
            raise VoiceError("Many want to hear voices now. Try again in a moment.")
        try:
            if key not in self._samples:
                self._samples[key] = self._spoken(*key)
                if len(self._samples) > _KEPT:
                    self._samples.popitem(last=False)
            self._samples.move_to_end(key)
            return self._samples[key]
        finally:
            self._turn.release()

    def _spoken(self, speaker: str, language: str, text: str) -> bytes:
        spoken = PooledVoice(self._pool, self._settings, speaker).sample(text, language)
        return _wav(spoken)

    def _of(self, name: str) -> list[OfferedSpeaker]:
        if name == "natural":
            return [OfferedSpeaker(name, "Heart", name, "Warm and natural, English. Built in, free.", ("en",))]
        if name == "espeak":
            return [OfferedSpeaker(id_, shown, name, said) for id_, shown, said in _ESPEAK]
        if name == "kokoro":
            found = kokoro_speakers(self._settings).items()
            return [
                OfferedSpeaker(id_, who.shown, name, "Natural, on this machine.", (who.language,)) for id_, who in found
            ]
        if name == "openai":
            others = [speaker for speaker in OPENAI_SPEAKERS if speaker != self._settings.speech_voice]
            said = f"{self._settings.speech_model}, by the speech service that is set up; paid by the character."
            return [OfferedSpeaker(id_, id_.title(), name, said) for id_ in (self._settings.speech_voice, *others)]
        return [OfferedSpeaker(name, name.title(), name, "On this machine.")]


def _wav(speech: Speech) -> bytes:
    if not len(speech.samples):
        raise RequestError("text: there is nothing in it that can be said.", param="text")
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(speech.rate)
        file.writeframes((np.clip(speech.samples, -1, 1) * 32_767).astype("<i2").tobytes())
    return out.getvalue()
