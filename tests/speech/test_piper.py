"""Piper itself is too big for a test: a stand-in of its interface (piper-tts 1.8) speaks."""

from __future__ import annotations

import importlib.machinery
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

from hackathon_backend.errors import VoiceError
from hackathon_backend.speech.piper import PiperVoice


class StandIn:
    """Half a second of tone for every sentence."""

    @classmethod
    def load(cls, path: Path) -> StandIn:
        if not path.exists():
            raise ValueError("no such voice")
        return cls()

    def synthesize(self, text: str, syn_config: Any) -> Iterator[Any]:
        tone = 0.5 * np.sin(np.arange(8_000) / 10) * np.ones(8_000)
        for _ in text.rstrip(".").split("."):
            yield SimpleNamespace(sample_rate=16_000, audio_float_array=tone * syn_config.length_scale)


@pytest.fixture
def piper(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    module = ModuleType("piper")
    module.__spec__ = importlib.machinery.ModuleSpec("piper", None)
    vars(module).update(PiperVoice=StandIn, SynthesisConfig=SimpleNamespace)
    monkeypatch.setitem(sys.modules, "piper", module)
    for name in ("voice.onnx", "voice.onnx.json"):
        (tmp_path / name).touch()
    return tmp_path / "voice.onnx"


def test_its_sentences_become_one_speech(piper: Path) -> None:
    speech = PiperVoice(piper).speak("One sentence. Another one.")
    assert speech.rate == 16_000
    assert speech.duration == pytest.approx(1.0, abs=0.05)
    assert [word.text for word in speech.words] == ["One", "sentence.", "Another", "one."]
    assert PiperVoice(piper).problems() == []


def test_without_the_package_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "piper", None)
    with pytest.raises(VoiceError, match="pip install piper-tts"):
        PiperVoice(tmp_path / "voice.onnx").speak("Hello.")


def test_without_a_voice_file_it_says_how_to_get_one(piper: Path) -> None:
    for missing in (None, piper.with_name("other.onnx")):
        assert "download_voices" in PiperVoice(missing).problems()[0]
        with pytest.raises(VoiceError):
            PiperVoice(missing).speak("Hello.")
