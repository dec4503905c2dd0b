"""The voice Kokoro, from a folder that an operator has filled: several speakers in each of six languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path

from ...errors import VoiceError
from ..base import Speech, check_length
from ..cache import SpeechCache, kept
from ..english_reader import EnglishReader
from ..languages import language_of
from ..natural.voice import latin_parts
from ..neural.graph import PhonemeToken
from ..neural.sentence import sentence
from ..neural.talk import talk
from ..reading.spoken import say
from .model import GET, KokoroModel, KokoroSpeaker, speakers_in
from .phonemes import read

_OWN_WPM = {"en": 185, "es": 175, "fr": 165, "hi": 140, "it": 170, "pt": 185}
"""Words a minute at the model's own speed, with the pauses between sentences; measured on lessons."""
_SLOWEST, _FASTEST = 0.5, 2.0
_EARLY = 0.07
"""Seconds by which a phoneme is heard before the time that its length says; measured."""
_MISSING = f"Set KOKORO_DIR to a folder for Kokoro. {GET}"


class KokoroVoice:
    """Kokoro, deterministic: the same text gives the same samples in any process.

    It speaks the languages of the speakers in `folder`, or, if a `speaker` such as "ef_dora" is chosen, the language of
    that one. Without a folder it speaks none. The model is loaded when it first speaks, once in a process. With a
    `shelf` no sentence is spoken twice.
    """

    name = "kokoro"

    def __init__(
        self, folder: Path | None = None, speaker: str | None = None, shelf: SpeechCache | None = None
    ) -> None:
        self._folder = folder
        self._speaker = speaker
        self._shelf = shelf

    def speaks(self, language: str) -> bool:
        """As `Voice.speaks`."""
        return self._who(language) is not None

    def speak(self, text: str, *, language: str = "en", wpm: int = 150) -> Speech:
        """As `Voice.speak`. Raises `VoiceError` for a language that nobody in the folder speaks."""
        check_length(text)
        spoken_in = language_of(text, language)
        who = self._who(spoken_in)
        if self._folder is None or who is None:
            raise VoiceError(self._silence(spoken_in))
        speed = min(max(wpm / _OWN_WPM[who.language], _SLOWEST), _FASTEST)
        speak = partial(self._sentence, _model(self._folder), who, round(speed, 4))
        return talk(say(text, spoken_in), _parts_of(who), speak, speed=speed, voice=self.name)

    def problems(self) -> list[str]:
        """As `Voice.problems`."""
        return [_MISSING] if self._folder is None else _model(self._folder).problems()

    def _who(self, language: str) -> KokoroSpeaker | None:
        """Who speaks that language; for British English one of them, if nobody is chosen."""
        base, _, region = language.lower().replace("_", "-").partition("-")
        able = [each for each in speakers_in(self._folder) if each.language == base]
        if self._speaker:
            return next((each for each in able if each.id == self._speaker), None)
        return min(able, key=lambda each: each.is_british != (region == "gb"), default=None)

    def _silence(self, language: str) -> str:
        found = self.problems()
        return found[0] if found else f"Kokoro has nobody in {self._folder} who speaks {language!r}."

    def _sentence(self, model: KokoroModel, who: KokoroSpeaker, speed: float, chunks: tuple[str, ...]) -> Speech:
        """One sentence, before it is levelled; its words are the chunks."""
        said = (self.name, model.version, who.id, chunks, speed)
        return kept(self._shelf, lambda: _spoken(model, who, speed, chunks), *said)


def _spoken(model: KokoroModel, who: KokoroSpeaker, speed: float, chunks: tuple[str, ...]) -> Speech:
    tokens = _read(chunks, who)
    return sentence(chunks, tokens, model.utter(tokens, who.id, speed), voice=KokoroVoice.name, early=_EARLY)


def _read(chunks: Sequence[str], who: KokoroSpeaker) -> list[PhonemeToken]:
    return read(chunks, who.reader) if who.reader else _english(british=who.is_british).read(" ".join(chunks))


def _parts_of(who: KokoroSpeaker) -> Callable[[str], Iterator[str]]:
    return _parts if who.reader else latin_parts


def _parts(spoken: str) -> Iterator[str]:
    yield from spoken.split()


@lru_cache(maxsize=2)
def _english(*, british: bool) -> EnglishReader:
    return EnglishReader(british=british)


@lru_cache(maxsize=2)
def _model(folder: Path) -> KokoroModel:
    return KokoroModel(folder)
