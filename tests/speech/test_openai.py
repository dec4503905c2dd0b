from __future__ import annotations

import io
import time
import wave

import av
import numpy as np
import pytest

from hackathon_backend.errors import VoiceError
from hackathon_backend.speech.loudness import loudness
from hackathon_backend.speech.openai import OpenAIVoice, decoded
from tests.upstream import Fault, Scenario, Upstream
from tests.upstream.media import speech
from tests.upstream.scenario import PAGE

TEXT = "Call useState() to keep 5 kg of state, and 😀 smile."


def voice(upstream: Upstream, timeout: float = 5.0) -> OpenAIVoice:
    return OpenAIVoice("key", upstream.url, "tts-1", "alloy", timeout)


def test_the_server_is_sent_the_spoken_form_and_the_words_stay_the_written_ones() -> None:
    with Upstream() as upstream:
        said = voice(upstream).speak(TEXT, wpm=180)
        fields = upstream.requests[0].fields
    assert fields == {
        "input": "Call use State to keep 5 kilograms of state, and smile.",
        "model": "tts-1",
        "voice": "alloy",
        "response_format": "wav",
        "speed": 1.2,
    }
    assert [word.text for word in said.words] == TEXT.split()
    assert said.words[0].start == pytest.approx(0, abs=0.05)
    assert said.words[-1].end == pytest.approx(said.duration, abs=0.2)
    assert loudness(said.samples, said.rate) == pytest.approx(-16, abs=0.5)


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=500),
        Fault(status=401),
        Fault(status=429),
        Fault(body=PAGE),
        Fault(body=b""),
        Fault(body=speech("hello")[:30]),
        Fault(body=b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n"),
        Fault(cut="before"),
        Fault(cut="inside"),
    ],
)
def test_a_server_that_fails_is_asked_only_once(fault: Fault) -> None:
    with Upstream(Scenario(speech=fault)) as upstream:
        with pytest.raises(VoiceError):
            voice(upstream).speak(TEXT)
        assert len(upstream.requests) == 1


@pytest.mark.parametrize("fault", [Fault(wait=30), Fault(dribble=0.05), Fault(head_dribble=0.05)])
def test_a_server_that_takes_its_time_is_left(fault: Fault) -> None:
    with Upstream(Scenario(speech=fault)) as upstream:
        began = time.monotonic()
        with pytest.raises(VoiceError):
            voice(upstream, timeout=0.4).speak(TEXT)
        assert time.monotonic() - began < 6


def test_nothing_to_say_is_not_sent() -> None:
    with Upstream() as upstream:
        with pytest.raises(VoiceError, match="nothing"):
            voice(upstream).speak("😀")
        assert upstream.requests == []


def test_sound_is_known_by_its_bytes() -> None:
    samples, rate = decoded(speech("hello there"))
    assert rate == 24_000
    assert len(samples) == pytest.approx(24_000 * 11 / 15, abs=1)
    with pytest.raises(VoiceError):
        decoded(PAGE.encode())


def test_sound_in_another_format_than_asked_for_is_taken() -> None:
    buffer = io.BytesIO()
    with av.open(buffer, "w", format="ogg") as container:
        stream = container.add_stream("libopus", rate=48_000, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 48_000), np.int16), "s16", "mono")
        frame.sample_rate = 48_000
        container.mux([*stream.encode(frame), *stream.encode(None)])
    samples, rate = decoded(buffer.getvalue())
    assert rate == 48_000
    assert len(samples) == pytest.approx(48_000, rel=0.05)


def test_a_wav_whose_header_tells_no_length_is_taken() -> None:
    whole = bytearray(speech("hello there"))
    whole[4:8] = whole[40:44] = b"\xff\xff\xff\xff"
    with wave.open(io.BytesIO(speech("hello there"))) as file:
        assert len(decoded(bytes(whole))[0]) == file.getnframes()


def test_problems_name_the_setting_to_mend() -> None:
    with Upstream() as upstream:
        assert voice(upstream).problems() == []
    assert "SPEECH_BASE_URL" in voice(upstream).problems()[0]
    with Upstream(Scenario(models=Fault(status=401))) as upstream:
        assert "SPEECH_API_KEY" in voice(upstream).problems()[0]
    with Upstream(Scenario(models=Fault(status=404))) as upstream:
        assert voice(upstream).problems() == []
