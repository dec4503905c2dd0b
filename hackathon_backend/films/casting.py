"""Which voice each speaker of a film has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..settings import Settings
from ..speech import Voice
from ..speech.pitched import PitchedVoice
from ..storyboard import Storyboard
from ..storyboard.kinds.base import BaseScene
from ..storyboard.speakers import cast_of, shown_name
from .voices import OPENAI_SPEAKERS, can_speak_as, kept_voice, kokoro_speakers, voice_of

_PITCHES = (1.2, 0.85, 1.1)
"""One voice as several people; 1.2 is three semitones higher, as a younger speaker is.

An automatic listener (DNSMOS P.808) gives the natural voice 4.2 at 1, 1.2 and 0.85 alike, and espeak's 3.2 to 3.9.
"""
_ESPEAK = ("espeak-linda", "espeak-andy", "espeak-steph", "espeak-annie", "espeak")
"""In the order in which they are told from those before them."""


@dataclass(frozen=True)
class CastPart:
    """Somebody in a film: the name that is shown, and the voice as orders name it, so many times as high as usual."""

    shown: str
    voice: str | None
    pitch: float = 1.0

    def speaking(self, settings: Settings) -> Voice:
        """The voice itself, with what it has loaded."""
        voice = kept_voice(settings, self.voice)
        return voice if self.pitch == 1 else PitchedVoice(voice, self.pitch)


@dataclass(frozen=True)
class Casting:
    """The parts of a film by the names in its narrations, in lower case; none where one voice speaks all."""

    parts: Mapping[str, CastPart]
    notes: tuple[str, ...] = ()


def cast(board: Storyboard, settings: Settings, film_voice: str | None) -> Casting:
    """Who has which voice: as the storyboard says, else the first the film's, and each other one another.

    Another is a further speaker of the film's voice, or that voice at another pitch.
    """
    names = cast_of(board)
    if not names:
        return Casting({})
    wanted = _wanted(board, names)
    chosen = {name: voice for name, voice in wanted.items() if _speaks(settings, voice, board.language)}
    first = chosen.get(names[0], film_voice)
    others = _others(settings, first, [first, *chosen.values()], board.language)
    given = {names[0]: (first, 1.0)} | {name: (voice, 1.0) for name, voice in chosen.items()}
    parts = {name: CastPart(shown_name(board, name), *given.get(name, ()) or next(others)) for name in names}
    notes = tuple(_missing(parts[name], voice) for name, voice in wanted.items() if name not in chosen)
    parts.setdefault("", parts[names[0]])
    return Casting(parts, notes)


def _wanted(board: Storyboard, names: Sequence[str]) -> dict[str, str]:
    """The voices that the storyboard names."""
    asked = {name.casefold(): voice for name, voice in board.speakers.items() if voice}
    return {name: asked[name] for name in names if name in asked}


def in_turns(board: Storyboard, scene: BaseScene) -> str:
    """What is said in a scene, in a line for each turn with the speaker's name where several speak in the film."""
    told = [part for part in scene.utterances() if part.text]
    names = cast_of(board)
    if not names:
        return " ".join(part.text for part in told)
    shown = ((shown_name(board, part.speaker.casefold() or names[0]), part.text) for part in told)
    return "\n".join(f"{name}: {text}" if name else f"– {text}" for name, text in shown)


def _missing(part: CastPart, wanted: str) -> str:
    return f"There is no voice {wanted!r} here that speaks this language; {part.shown or 'the speaker'} has another."


def _speaks(settings: Settings, voice: str, language: str) -> bool:
    return can_speak_as(settings, voice) and voice_of(settings, voice).voices[0].speaks(language)


def _others(
    settings: Settings, first: str | None, taken: Sequence[str | None], language: str
) -> Iterator[tuple[str | None, float]]:
    """Voices for further speakers, without end: the likeliest to be told from the first one at the head."""
    voices = voice_of(settings, first).voices
    name = next((voice.name for voice in voices if voice.speaks(language)), "")
    own = {"espeak": "espeak", "openai": settings.speech_voice}.get(name, first) if first in (None, name) else first
    for voice in _speakers(settings, name, own, language):
        if voice not in (own, *taken):
            yield voice, 1.0
    while True:
        yield from ((first, pitch) for pitch in _PITCHES)


def _speakers(settings: Settings, name: str, own: str | None, language: str) -> Sequence[str]:
    """All speakers of the voice `name` in that language."""
    if name == "espeak":
        return _ESPEAK
    if name == "openai":
        return OPENAI_SPEAKERS
    return _kokoro_speakers(settings, own, language) if name == "kokoro" else ()


def _kokoro_speakers(settings: Settings, own: str | None, language: str) -> Sequence[str]:
    """Those of the other sex than `own` first, and of these those of the same accent."""
    spoken = language.split("-")[0].lower()
    able = {id_: who for id_, who in kokoro_speakers(settings).items() if who.language == spoken}
    usual = own if own in able else next(iter(able), None)
    sex = able[usual].id[1] if usual else ""
    accent = able[usual].id[0] if usual else ""
    ranked = sorted(able, key=lambda id_: (able[id_].id[0] != accent, able[id_].id[1] == sex))
    return [id_ for id_ in ranked if id_ != usual]
