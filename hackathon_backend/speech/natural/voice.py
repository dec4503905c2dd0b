"""The natural voice: English as a person speaks it, without a key or a network, with the time of every word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import partial

from anyascii import anyascii

from ...errors import VoiceError
from ..base import Speech, check_length
from ..cache import SpeechCache, kept
from ..english_reader import VERSION
from ..languages import language_of
from ..neural.sentence import sentence
from ..neural.talk import talk
from ..reading.spoken import say
from .model import PhonemeModel

_OWN_WPM = 182
"""Words a minute at the model's own speed, with the pauses between sentences; measured on lessons."""
_SLOWEST, _FASTEST = 0.5, 2.0
_EARLY = 0.05
"""Seconds by which a phoneme is heard before the time that its length says; measured."""
_MODEL = PhonemeModel()
_READABLE = re.compile(r"[\x00-\u024f\u2010-\u2027]*")


class NaturalVoice:
    """English by the model in the package; deterministic: the same text gives the same samples in any process.

    The model is loaded when it first speaks, once in a process. With a `shelf` no sentence is spoken twice.
    """

    name = "natural"

    def __init__(self, shelf: SpeechCache | None = None) -> None:
        self._shelf = shelf

    def speaks(self, language: str) -> bool:
        """As `Voice.speaks`."""
        return language.partition("-")[0].lower() == "en"

    def speak(self, text: str, *, language: str = "en", wpm: int = 150) -> Speech:
        """As `Voice.speak`. Raises `VoiceError` for another language than English."""
        check_length(text)
        if not self.speaks(language_of(text, language)):
            raise VoiceError("The natural voice speaks English only.")
        speed = min(max(wpm / _OWN_WPM, _SLOWEST), _FASTEST)
        speak = partial(self._sentence, speed=speed)
        return talk(say(text, language), latin_parts, speak, speed=speed, voice=self.name)

    def problems(self) -> list[str]:
        """As `Voice.problems`."""
        return _MODEL.problems()

    def _sentence(self, chunks: tuple[str, ...], speed: float) -> Speech:
        """One sentence, before it is levelled; its words are the chunks."""
        return kept(self._shelf, lambda: _spoken(chunks, speed), self.name, VERSION, chunks, round(speed, 4))


def _spoken(chunks: tuple[str, ...], speed: float) -> Speech:
    tokens = _MODEL.read(" ".join(chunks))
    return sentence(chunks, tokens, _MODEL.utter(tokens, speed), voice=NaturalVoice.name, early=_EARLY)


def latin_parts(spoken: str) -> Iterator[str]:
    """What is said for a word, parted at spaces, in letters that a reader of English knows."""
    # Marks of a pause stay with what is before them.
    yield from re.sub(r"\s+(?=[,.;:!?…]+(?:\s|$))", "", _latin(spoken)).split()


def _latin(text: str) -> str:
    """Letters of other scripts in Latin ones: a Greek letter by its name, words by how they sound."""
    text = text.replace("[", " ").replace("]", " ")
    if _READABLE.fullmatch(text):
        return text
    return "".join(_named(sign) for sign in text)


def _named(sign: str) -> str:
    if _READABLE.fullmatch(sign):
        return sign
    greek = re.fullmatch(r"GREEK (?:SMALL|CAPITAL) LETTER (\w+)", unicodedata.name(sign, ""))
    return f" {greek[1].lower()} " if greek else anyascii(sign)
