"""Voices behind the HTTP interface `/v1/audio/speech`: OpenAI's own, or a local server as Kokoro-FastAPI or LocalAI."""

from __future__ import annotations

import io
import logging
from functools import cached_property

import av
import httpx2
import numpy as np
import openai

from ..errors import VoiceError
from ..net.deadline import within
from ..net.openai_client import openai_client
from .base import Samples, Speech, check_length
from .loudness import levelled
from .reading.spoken import said_aloud
from .voiced import spread_said, trimmed

_log = logging.getLogger(__name__)

_MOST_BYTES = 200_000_000
_USUAL_WPM = 150
# A playlist in place of sound would make FFmpeg open other files and addresses.
_ONLY_SOUND = {"format_whitelist": "wav,mp3,flac,ogg,aac,mov,matroska"}


class OpenAIVoice:
    """Speech from the server at `base_url`, asked once and for at most `timeout` seconds in all.

    The interface tells no times: words are laid over the parts of the sound in which somebody speaks.
    """

    name = "openai"

    def __init__(self, api_key: str | None, base_url: str, model: str, voice: str, timeout: float = 30.0) -> None:
        self._key = api_key
        self._base_url = base_url
        self._model = model
        self._voice = voice
        self._timeout = timeout

    def speaks(self, language: str) -> bool:
        """As `Voice.speaks`: the server finds out."""
        return True

    def speak(self, text: str, *, language: str = "en", wpm: int = _USUAL_WPM) -> Speech:
        """As `Voice.speak`; the server finds out the language by itself."""
        check_length(text)
        said, spoken = said_aloud(text, language)
        samples, rate = decoded(self._sound(spoken, wpm / _USUAL_WPM))
        samples = trimmed(samples, rate)
        return Speech(levelled(samples, rate), rate, spread_said(said, samples, rate), self.name)

    def problems(self) -> list[str]:
        """As `Voice.problems`: asks for the list of models, which costs nothing."""
        try:
            with within(min(5.0, self._timeout), most_bytes=_MOST_BYTES):
                self._client.models.list()
        except openai.AuthenticationError:
            return [f"{self._base_url} does not accept the key: set SPEECH_API_KEY to one that it does."]
        except openai.APIConnectionError:
            return [f"No answer from {self._base_url}: start the speech server there, or correct SPEECH_BASE_URL."]
        except (openai.OpenAIError, ValueError, AttributeError, TypeError) as error:
            _log.debug("A server that only speaks need not have a list of models: %r", error)
        return []

    @cached_property
    def _client(self) -> openai.OpenAI:
        return openai_client(self, self._key, self._base_url, timeout=self._timeout)

    def _sound(self, spoken: str, speed: float) -> bytes:
        try:
            with within(self._timeout, most_bytes=_MOST_BYTES):
                return self._client.audio.speech.create(
                    input=spoken, model=self._model, voice=self._voice, response_format="wav", speed=speed
                ).content
        except (openai.OpenAIError, httpx2.HTTPError) as error:
            raise VoiceError(f"The voice at {self._base_url} failed: {error}") from error


def decoded(sound: bytes) -> tuple[Samples, int]:
    """A sound file's content as mono samples and their rate. Raises `VoiceError` if it is none.

    Goes by the bytes themselves: servers send MP3 whatever was asked for, and WAV whose header gives no length.
    """
    try:
        with av.open(io.BytesIO(sound), "r", options=_ONLY_SOUND) as container:
            rate = container.streams.audio[0].rate
            resampler = av.AudioResampler("flt", "mono", rate)
            frames = [made for frame in container.decode(audio=0) for made in resampler.resample(frame)]
    except (av.error.FFmpegError, IndexError, ValueError) as error:
        raise VoiceError(f"The voice's server sent no sound ({error}).") from error
    if not frames:
        raise VoiceError("The voice's server sent no sound.")
    return np.concatenate([frame.to_ndarray().reshape(-1) for frame in frames]), rate
