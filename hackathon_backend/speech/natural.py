"""The natural voice: English as a person speaks it, without a key or a network, with the time of every word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

import numpy as np
from anyascii import anyascii

from ..errors import VoiceError
from .base import Samples, Speech, Word, check_length
from .languages import language_of
from .loudness import levelled
from .phoneme_model import RATE, VERSION, PhonemeModel, Token
from .shelf import SpeechShelf
from .spoken import say
from .voiced import FRAME, spread, voiced

_OWN_WPM = 182
"""Words a minute at the model's own speed, with the pauses between sentences; measured on lessons."""
_SLOWEST, _FASTEST = 0.5, 2.0
_PAUSE = 0.45
"""Seconds between two sentences."""
_LEAD, _TAIL, _FADE = 0.03, 0.08, 0.005
"""Seconds: kept before the first sound of a sentence and after its last one, and faded at its ends."""
_EARLY = 0.05
"""Seconds by which a phoneme is heard before the time that its length says; measured."""
_NEAR, _PAUSE_FRAMES = 0.09, 5
"""Seconds in which a word's onset is sought, and the frames of silence before it."""
_MODEL = PhonemeModel()
_READABLE = re.compile(r"[\x00-\u024f\u2010-\u2027]*")
_SENTENCE_END = re.compile(r"[.!?…]+[\"”’)\]]*$")
# A full stop after these ends no sentence.
_SHORT = re.compile(r"(?:Dr|Mr|Mrs|Ms|St|Prof|No|Nos|Fig|vs|etc|approx|[A-Z])\.$")


@dataclass(frozen=True)
class _Chunk:
    """What is said between two spaces, and which word of the text it belongs to."""

    text: str
    word: int


class NaturalVoice:
    """English by the model in the package; deterministic: the same text gives the same samples in any process.

    The model is loaded when it first speaks, once in a process. With a `shelf` no sentence is spoken twice.
    """

    name = "natural"

    def __init__(self, shelf: SpeechShelf | None = None) -> None:
        self._shelf = shelf

    def speaks(self, language: str) -> bool:
        """As `Voice.speaks`."""
        return language.partition("-")[0].lower() == "en"

    def speak(self, text: str, *, language: str = "en", wpm: int = 150) -> Speech:
        """As `Voice.speak`. Raises `VoiceError` for another language than English."""
        check_length(text)
        if not self.speaks(language_of(text, language)):
            raise VoiceError("The natural voice speaks English only.")
        said = say(text, language)
        chunks = [_Chunk(part, index) for index, (_, spoken) in enumerate(said) for part in _parts(spoken)]
        speed = min(max(wpm / _OWN_WPM, _SLOWEST), _FASTEST)
        samples: list[Samples] = []
        spans: dict[int, tuple[float, float]] = {}
        clock = 0.0
        for sentence in _sentences(chunks):
            if samples:
                samples.append(np.zeros(round(_PAUSE / speed * RATE), np.float32))
                clock += len(samples[-1]) / RATE
            spoken = self._sentence(tuple(chunk.text for chunk in sentence), speed)
            for chunk, word in zip(sentence, spoken.words, strict=True):
                first = spans.get(chunk.word, (clock + word.start, 0.0))[0]
                spans[chunk.word] = (first, clock + word.end)
            samples.append(spoken.samples)
            clock += spoken.duration
        whole = np.concatenate(samples) if samples else np.zeros(0, np.float32)
        return Speech(levelled(whole, RATE), RATE, tuple(_words(said, spans)), self.name)

    def problems(self) -> list[str]:
        """As `Voice.problems`."""
        return _MODEL.problems()

    def _sentence(self, chunks: tuple[str, ...], speed: float) -> Speech:
        """One sentence, before it is levelled; its words are the chunks."""
        said = (self.name, VERSION, chunks, round(speed, 4))
        if self._shelf and (kept := self._shelf.find(*said)) is not None:
            return kept
        spoken = _spoken(chunks, speed)
        if self._shelf:
            self._shelf.keep(spoken, *said)
        return spoken


def _parts(spoken: str) -> Iterator[str]:
    """What is said for a word, parted at spaces, in letters that the model can read."""
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


def _sentences(chunks: Sequence[_Chunk]) -> Iterator[list[_Chunk]]:
    """The chunks of each sentence; mere punctuation at its head belongs to none."""
    sentence: list[_Chunk] = []
    for place, chunk in enumerate(chunks):
        sentence.append(chunk)
        after = chunks[place + 1].text if place + 1 < len(chunks) else ""
        if _SENTENCE_END.search(chunk.text) and not _SHORT.search(chunk.text) and not after[:1].islower():
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _spoken(chunks: Sequence[str], speed: float) -> Speech:
    tokens = _MODEL.read(" ".join(chunks))
    sound = _MODEL.utter(tokens, speed)
    start, end = _heard(sound.samples)
    samples = _faded(sound.samples[start:end])
    if sound.spans is None:
        words = spread(chunks, [len(chunk) + 1.0 for chunk in chunks], samples, RATE)
        return Speech(samples, RATE, words, NaturalVoice.name)
    length = len(samples) / RATE
    seconds = [(_in(a - start, length), _in(b - start, length)) for a, b in _by_chunk(chunks, tokens, sound.spans)]
    times = zip(chunks, _with_onsets(seconds, samples), strict=True)
    return Speech(samples, RATE, tuple(Word(chunk, *span) for chunk, span in times), NaturalVoice.name)


def _in(sample: int, length: float) -> float:
    return min(max(0.0, sample / RATE - _EARLY), length)


def _with_onsets(spans: Sequence[tuple[float, float]], samples: Samples) -> Iterator[tuple[float, float]]:
    """The spans, those after a pause beginning where their sound does."""
    speaking = voiced(samples, RATE)
    edges = np.flatnonzero(speaking[1:] & ~speaking[:-1]) + 1
    onsets = np.array([edge * FRAME for edge in edges if not speaking[max(0, edge - _PAUSE_FRAMES) : edge].any()])
    for start, end in spans:
        near = onsets[np.abs(onsets - start) < _NEAR] if len(onsets) else onsets
        begin = float(near[np.argmin(np.abs(near - start))]) if len(near) else start
        yield min(begin, end), end


def _by_chunk(
    chunks: Sequence[str], tokens: Sequence[Token], spans: dict[int, tuple[int, int]]
) -> list[tuple[int, int]]:
    """The span of each chunk. The reader writes numbers and short forms out: what it changed shares its time."""
    read: list[str] = [""]
    times: list[tuple[int, int] | None] = [None]
    for number, token in enumerate(tokens):
        read[-1] += token.text
        if number in spans and any(sign.isalnum() for sign in token.phonemes):
            begin, end = spans[number]
            times[-1] = (times[-1][0] if times[-1] else begin, end)
        if token.spaced:
            read.append("")
            times.append(None)
    found: list[tuple[int, int]] = []
    last = 0
    for _, a, b, c, d in SequenceMatcher(None, chunks, read, autojunk=False).get_opcodes():
        here = [span for span in times[c:d] if span]
        begin, end = (here[0][0], here[-1][1]) if here else (last, last)
        if b - a == d - c:
            for span in times[c:d]:
                found.append(span or (last, last))
                last = found[-1][1]
        else:
            signs = np.cumsum([0, *(sum(map(str.isalnum, chunk)) for chunk in chunks[a:b])])
            found += pairwise(round(begin + (end - begin) * count / max(1, signs[-1])) for count in signs)
            last = end if b > a else last
    return found


def _heard(samples: Samples) -> tuple[int, int]:
    """The samples from a little before the first sound to a little after the last."""
    heard = np.flatnonzero(voiced(samples, RATE))
    if not len(heard):
        return 0, 0
    begin = max(0, round((heard[0] * FRAME - _LEAD) * RATE))
    return begin, min(len(samples), round(((heard[-1] + 1) * FRAME + _TAIL) * RATE))


def _faded(samples: Samples) -> Samples:
    """The same sound, without a click at either end."""
    faded = samples.copy()
    ramp = np.linspace(0, 1, min(round(_FADE * RATE), len(samples) // 2), dtype=np.float32)
    if len(ramp):
        faded[: len(ramp)] *= ramp
        faded[-len(ramp) :] *= ramp[::-1]
    return faded


def _words(said: Sequence[tuple[str, str]], spans: dict[int, tuple[float, float]]) -> Iterator[Word]:
    """Every word with its time; one without a sound takes none, where the one before it ended."""
    last = 0.0
    for index, (word, _) in enumerate(said):
        start, end = spans.get(index, (last, last))
        yield Word(word, max(start, last), max(end, last))
        last = max(end, last)
