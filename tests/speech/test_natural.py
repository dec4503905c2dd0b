from __future__ import annotations

import hashlib
import multiprocessing
import socket
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hackathon_backend.errors import VoiceError
from hackathon_backend.speech import Speech, SpeechShelf, build, natural, split
from hackathon_backend.speech.loudness import loudness
from hackathon_backend.speech.natural import NaturalVoice
from hackathon_backend.speech.phoneme_model import PhonemeModel
from hackathon_backend.speech.voiced import FRAME, voiced

LESSON = (
    "A hook lets a function component keep state. When you call useState(), React gives you a value, and a function "
    "that changes it. Rules matter: call hooks at the top, never inside a loop. In 1905, Einstein wrote E=mc², one of "
    "the most famous formulas of all time. At 7:30 pm, about 1,250 people had paid $9.99 each — for a lecture!"
)


@pytest.fixture(scope="module")
def lesson() -> Speech:
    return NaturalVoice().speak(LESSON)


def print_of(text: str) -> str:
    return hashlib.sha256(NaturalVoice().speak(text).samples.tobytes()).hexdigest()


def test_every_word_of_the_text_is_timed_in_order(lesson: Speech) -> None:
    assert [word.text for word in lesson.words] == split(LESSON)
    assert all(0 <= word.start <= word.end <= lesson.duration + 0.01 for word in lesson.words)
    assert all(before.end <= after.start + 1e-6 for before, after in pairwise(lesson.words))


def test_what_is_heard_is_inside_of_words(lesson: Speech) -> None:
    heard = voiced(lesson.samples, lesson.rate)
    covered = np.zeros(len(heard), np.bool_)
    for word in lesson.words:
        covered[max(0, int((word.start - 0.06) / FRAME)) : int(np.ceil((word.end + 0.06) / FRAME))] = True
    assert (heard & ~covered).sum() < 0.02 * heard.sum()


def test_words_after_a_pause_begin_when_their_sound_does(lesson: Speech) -> None:
    heard = voiced(lesson.samples, lesson.rate)
    onsets = [index * FRAME for index in range(8, len(heard)) if heard[index] and not heard[index - 8 : index].any()]
    after_pause = [word.start for before, word in pairwise(lesson.words) if word.start - before.end > 0.15]
    assert len(after_pause) >= 4
    assert all(min(abs(onset - start) for onset in onsets) < 0.08 for start in after_pause)


def test_the_pace_is_that_of_a_teacher(lesson: Speech) -> None:
    assert 125 <= len(lesson.words) / lesson.duration * 60 <= 165
    assert NaturalVoice().speak(LESSON, wpm=120).duration > lesson.duration * 1.12


def test_the_sound_is_as_loud_as_all_speech_here_and_has_no_clicks(lesson: Speech) -> None:
    assert loudness(lesson.samples, lesson.rate) == pytest.approx(-16, abs=0.5)
    assert np.abs(lesson.samples).max() < 0.9
    silent = np.flatnonzero(lesson.samples == 0)
    edges = [index for index in silent if index and lesson.samples[index - 1] != 0]
    assert edges, "there is silence between sentences"
    assert max(abs(float(lesson.samples[index - 1])) for index in edges) < 0.005


def test_no_silence_is_longer_than_a_breath(lesson: Speech) -> None:
    heard = np.flatnonzero(voiced(lesson.samples, lesson.rate))
    assert np.diff(heard).max() * FRAME < 1.0
    assert lesson.duration - heard[-1] * FRAME < 0.3


def test_the_same_text_gives_the_same_samples_in_another_process(lesson: Speech) -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.map(print_of, [LESSON]) == [hashlib.sha256(lesson.samples.tobytes()).hexdigest()]


def test_a_sentence_sounds_the_same_whatever_stands_around_it(tmp_path: Path) -> None:
    shelf = SpeechShelf(tmp_path)
    NaturalVoice(shelf).speak("Plants make sugar. They need light.")
    kept = {file.name for file in tmp_path.iterdir()}
    NaturalVoice(shelf).speak("Plants make sugar. They also need water. They need light.")
    assert len({file.name for file in tmp_path.iterdir()} - kept) == 1


def test_a_kept_sentence_is_the_one_that_was_spoken(tmp_path: Path, lesson: Speech) -> None:
    for _ in range(2):
        again = NaturalVoice(SpeechShelf(tmp_path)).speak(LESSON)
        assert np.array_equal(again.samples, lesson.samples)
        assert again.words == lesson.words


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("The voice looked for a network.")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(natural, "_MODEL", PhonemeModel())
    assert NaturalVoice().speak("Nothing is downloaded, ever.").duration > 1


def test_other_languages_are_left_to_the_next_voice() -> None:
    ladder = build(["natural", "espeak"])
    assert ladder.speak("Plants need light.", language="en-GB").voice == "natural"
    assert ladder.speak("Pflanzen brauchen Licht.", language="de").voice == "espeak"
    assert ladder.speak("पौधे प्रकाश से चीनी बनाते हैं।", language="en").voice == "espeak"
    with pytest.raises(VoiceError, match="English"):
        NaturalVoice().speak("Pflanzen brauchen Licht.", language="de")


def test_where_the_graph_tells_no_lengths_words_are_spread_over_the_sound(
    monkeypatch: pytest.MonkeyPatch, lesson: Speech
) -> None:
    monkeypatch.setattr("hackathon_backend.speech.phoneme_model._LENGTHS", "/Gone_output_0")
    monkeypatch.setattr(natural, "_MODEL", PhonemeModel())
    spread = NaturalVoice().speak(LESSON)
    assert np.array_equal(spread.samples, lesson.samples)
    assert [word.text for word in spread.words] == split(LESSON)
    drift = [abs(a.start - b.start) for a, b in zip(spread.words, lesson.words, strict=True)]
    assert np.median(drift) < 0.4


def test_without_the_package_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hibari", None)
    monkeypatch.setattr(natural, "_MODEL", PhonemeModel())
    with pytest.raises(VoiceError, match="pip install hibari-tts"):
        NaturalVoice().speak("Hello.")
    assert build(["natural", "espeak"]).speak("Hello.").voice == "espeak"


@pytest.mark.parametrize(
    ("word", "phonemes"),
    [
        ("colour", "kˈʌləɹ"),
        ("π", "pˈI"),
        ("λ", "lˈæmdə"),
        ("Москва", "mˈɑskvə"),
        ("Δ", "dˈɛltə"),
    ],
)
def test_words_of_elsewhere_are_spoken(word: str, phonemes: str) -> None:
    tokens = natural._MODEL.read(" ".join(natural.latin_parts(word)))
    assert "".join(token.phonemes for token in tokens) == phonemes


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_spoken_or_refused(text: str) -> None:
    try:
        speech = NaturalVoice().speak(text)
    except VoiceError:
        return
    assert [word.text for word in speech.words] == split(text)
    assert np.isfinite(speech.samples).all()
