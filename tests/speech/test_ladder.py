from __future__ import annotations

import logging
from pathlib import Path

import pytest

from hackathon_backend.errors import SettingsError, VoiceError
from hackathon_backend.speech import FACTORIES, FailoverVoice, Speech, build, estimated
from hackathon_backend.speech.espeak.voice import EspeakVoice


class Mute:
    """A voice that fails in its own way."""

    name = "mute"

    def __init__(self, error: Exception) -> None:
        self._error = error

    def speaks(self, language: str) -> bool:
        return True

    def speak(self, text: str, *, language: str = "en", wpm: int = 150) -> Speech:
        raise self._error

    def problems(self) -> list[str]:
        return ["plug it in"]


def test_the_first_voice_that_can_speak_does() -> None:
    assert FailoverVoice([EspeakVoice(), Mute(VoiceError("no"))]).speak("Hello.").voice == "espeak"


@pytest.mark.parametrize("error", [VoiceError("the server is down"), RuntimeError("of its own kind")])
def test_the_next_voice_speaks_when_one_fails_and_the_log_says_why(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        speech = FailoverVoice([Mute(error), EspeakVoice()]).speak("Hello.")
    assert speech.voice == "espeak"
    assert "mute" in caplog.text
    assert str(error) in caplog.text


def test_without_any_voice_the_words_are_still_timed() -> None:
    speech = FailoverVoice([Mute(VoiceError("no"))]).speak("Hello there, class.")
    assert speech.voice == "silence"
    assert speech.words == estimated("Hello there, class.").words


def test_a_text_that_is_too_long_is_the_callers_fault() -> None:
    with pytest.raises(VoiceError, match="in parts"):
        FailoverVoice([EspeakVoice()]).speak("a " * 100_000)


def test_problems_say_whose_they_are() -> None:
    assert FailoverVoice([EspeakVoice(), Mute(VoiceError("no"))]).problems() == ["mute: plug it in"]


def test_voices_are_built_by_name_in_the_order_of_choice() -> None:
    options = {"openai": {"api_key": "k", "base_url": "http://x/v1", "model": "m", "voice": "v"}}
    ladder = build(["openai", "espeak", "piper"], options | {"piper": {"voice_file": Path("none.onnx")}})
    assert [voice.name for voice in ladder.voices] == ["openai", "espeak", "piper"]


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    with pytest.raises(SettingsError, match="espeak, openai, piper"):
        build(["siri"])


def test_options_that_a_voice_does_not_have_are_told() -> None:
    with pytest.raises(SettingsError, match="espeak"):
        build(["espeak"], {"espeak": {"accent": "posh"}})


def test_a_voice_from_elsewhere_joins_under_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FACTORIES, "mute", Mute)
    assert build(["mute"], {"mute": {"error": VoiceError("no")}}).speak("Hello.").voice == "silence"
