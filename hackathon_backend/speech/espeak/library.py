"""The few functions of espeak-ng's C library that are needed, as one call.

The library keeps what it is doing in global variables, and some of it (the phases of its oscillators) outlives even
its own `espeak_Terminate`, so that a second utterance differs from the first. It is therefore loaded anew for every
utterance, under a lock: 4 ms for the same samples every time, in any process. The interface is that of `speak_lib.h` of
espeak-ng 1.52.
"""

from __future__ import annotations

import _ctypes
import ctypes
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import espeakng_loader
import numpy as np
from numpy.typing import NDArray

from ...errors import VoiceError

_SYNCHRONOUS, _DONT_EXIT = 2, 0x8000
_CHARACTERS, _UTF_8 = 1, 1
_RATE, _VOLUME, _PITCH, _RANGE = 1, 2, 3, 4
_WORD = 1
_STOP, _GO_ON = 1, 0
_IPA, _TIE = 0x02, 0x80 | ord("^") << 8
"""How phonemes are written: as IPA in UTF-8, with a sign between the letters of one sound."""


class _EventId(ctypes.Union):
    _fields_ = (("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8))


class _EspeakEvent(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", _EventId),
    )


_Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_EspeakEvent))
_lock = threading.Lock()


@dataclass(frozen=True)
class Style:
    """How to speak: `rate` in espeak's own words a minute; `volume`, `pitch` and `range` from 0 to 100."""

    rate: int = 150
    volume: int = 80
    pitch: int = 50
    range: int = 50


@dataclass(frozen=True, eq=False)
class EspeakUtterance:
    """Sound as 16-bit `samples` at `rate` per second; `marks` are (character of the text, sample) where words begin."""

    samples: NDArray[np.int16]
    rate: int
    marks: tuple[tuple[int, int], ...]


def utter(text: str, voices: Sequence[str], style: Style, *, limit: float) -> EspeakUtterance:
    """Say `text`, which is plain and not SSML, with the first of `voices` that the library has.

    Raises `VoiceError` if it can't be loaded, has none of the voices, or would speak for more than `limit` seconds.
    """
    with _lock, _loaded() as (library, rate):
        if not any(library.espeak_SetVoiceByName(voice.encode()) == 0 for voice in voices):
            raise VoiceError(f"espeak-ng has none of the voices {', '.join(voices)}.")
        settings = ((_RATE, style.rate), (_VOLUME, style.volume), (_PITCH, style.pitch), (_RANGE, style.range))
        for setting, value in settings:
            library.espeak_SetParameter(setting, value, 0)
        return _synthesized(library, text, rate, limit)


def phonemes(texts: Sequence[str], voice: str) -> list[str]:
    """How each text is said by the voice of a language: IPA, a space between words, ^ between letters of one sound.

    Raises `VoiceError` as `utter` does.
    """
    with _lock, _loaded() as (library, _rate):
        if library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise VoiceError(f"espeak-ng has no voice {voice}.")
        library.espeak_TextToPhonemes.restype = ctypes.c_char_p
        return [" ".join(_clauses(library, text)) for text in texts]


def _clauses(library: ctypes.CDLL, text: str) -> Iterator[str]:
    written = ctypes.create_string_buffer(text.encode("utf-8", "ignore"))
    # The library moves the pointer behind each clause that it has read, and to nothing at the end.
    place = ctypes.c_void_p(ctypes.addressof(written))
    while place.value:
        read = library.espeak_TextToPhonemes(ctypes.byref(place), _UTF_8, _IPA | _TIE)
        yield (read or b"").decode("utf-8", "replace")


@contextmanager
def _loaded() -> Iterator[tuple[ctypes.CDLL, int]]:
    try:
        library = ctypes.CDLL(espeakng_loader.get_library_path())
    except OSError as error:
        raise VoiceError(
            f"espeak-ng could not be loaded ({error}): pip install --force-reinstall espeakng-loader"
        ) from error
    try:
        rate = library.espeak_Initialize(_SYNCHRONOUS, 0, espeakng_loader.get_data_path().encode(), _DONT_EXIT)
        if rate <= 0:
            raise VoiceError("espeak-ng finds no voice data: pip install --force-reinstall espeakng-loader")
        yield library, rate
        library.espeak_Terminate()
    finally:
        _unload(library._handle)


def _synthesized(library: ctypes.CDLL, text: str, rate: int, limit: float) -> EspeakUtterance:
    pieces: list[bytes] = []
    marks: list[tuple[int, int]] = []
    most = round(limit * rate)
    made = 0

    def take(samples: Any, count: int, events: Any) -> int:
        nonlocal made
        if samples and count:
            pieces.append(ctypes.string_at(samples, count * 2))
            made += count
        index = 0
        while events[index].type:
            if events[index].type == _WORD:
                marks.append((events[index].text_position - 1, events[index].sample))
            index += 1
        return _STOP if made > most else _GO_ON

    callback = _Callback(take)
    library.espeak_SetSynthCallback(callback)
    encoded = text.encode("utf-8", "ignore") + b"\0"
    failed = library.espeak_Synth(encoded, ctypes.c_size_t(len(encoded)), 0, _CHARACTERS, 0, _UTF_8, None, None)
    if failed or made > most:
        reason = f"would take more than {limit:.0f} seconds" if made > most else f"failed with code {failed}"
        raise VoiceError(f"espeak-ng could not say the text: it {reason}.", param="text")
    return EspeakUtterance(np.frombuffer(b"".join(pieces), np.int16), rate, tuple(marks))


def _unload(handle: int) -> None:
    """Give a library back to the system: its variables go with it."""
    unload: Callable[[int], None] = getattr(_ctypes, "dlclose", None) or getattr(_ctypes, "FreeLibrary")  # noqa: B009
    unload(handle)
