from __future__ import annotations

import hashlib
import multiprocessing
import re
import socket
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hackathon_backend.errors import VoiceError
from hackathon_backend.speech import Speech, SpeechCache, build, say, split
from hackathon_backend.speech.loudness import loudness
from hackathon_backend.speech.natural import voice as natural
from hackathon_backend.speech.natural.model import PhonemeModel
from hackathon_backend.speech.natural.voice import NaturalVoice
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


@pytest.mark.slow
def test_every_word_of_the_text_is_timed_in_order(lesson: Speech) -> None:
    assert [word.text for word in lesson.words] == split(LESSON)
    assert all(0 <= word.start <= word.end <= lesson.duration + 0.01 for word in lesson.words)
    assert all(before.end <= after.start + 1e-6 for before, after in pairwise(lesson.words))


@pytest.mark.slow
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


@pytest.mark.slow
def test_the_same_text_gives_the_same_samples_in_another_process(lesson: Speech) -> None:
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.map(print_of, [LESSON]) == [hashlib.sha256(lesson.samples.tobytes()).hexdigest()]


def test_a_sentence_sounds_the_same_whatever_stands_around_it(tmp_path: Path) -> None:
    shelf = SpeechCache(tmp_path)
    NaturalVoice(shelf).speak("Plants make sugar. They need light.")
    kept = {file.name for file in tmp_path.iterdir()}
    NaturalVoice(shelf).speak("Plants make sugar. They also need water. They need light.")
    assert len({file.name for file in tmp_path.iterdir()} - kept) == 1


def test_a_kept_sentence_is_the_one_that_was_spoken(tmp_path: Path, lesson: Speech) -> None:
    for _ in range(2):
        again = NaturalVoice(SpeechCache(tmp_path)).speak(LESSON)
        assert np.array_equal(again.samples, lesson.samples)
        assert again.words == lesson.words


@pytest.mark.slow
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


@pytest.mark.slow
def test_where_the_graph_tells_no_lengths_words_are_spread_over_the_sound(
    monkeypatch: pytest.MonkeyPatch, lesson: Speech
) -> None:
    monkeypatch.setattr("hackathon_backend.speech.natural.model._LENGTHS", "/Gone_output_0")
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


SAID = [
    ("Water boils at 100 °C.", "water boils at one hundred degrees celsius"),
    ("Absolute zero is −273.15 °C.", "absolute zero is minus two hundred seventy three point one five degrees celsius"),
    ("E = mc²", "E equals M C squared"),
    ("a² + b² = c²", "A squared plus B squared equals C squared"),
    ("The force is 9.8 m/s².", "the force is nine point eight metres per second squared"),
    ("Henry VIII had six wives.", "Henry the eighth had six wives"),
    ("World War II ended in 1945.", "World War two ended in nineteen forty five"),
    ("Read Part IV of chapter XII.", "read part four of chapter twelve"),
    ("It happened on 14 July 1789.", "it happened on the fourteenth of july seventeen eighty nine"),
    ("It happened on 07/14/1789.", "it happened on july fourteenth seventeen eighty nine"),
    ("Class begins at 7:45.", "class begins at seven forty five"),
    ("Mix it 2:1.", "mix it two to one"),
    ("Add 3/4 cup of milk.", "add three quarters cup of milk"),
    ("Half is ½.", "half is one half"),
    ("Prices rose by 12%.", "prices rose by twelve percent"),
    ("It cost $2.4 billion.", "it cost two point four billion dollars"),
    ("He paid $9.99.", "he paid nine point nine nine dollars"),
    ("Call useState() first.", "call use state first"),
    ("snake_case is a style.", "snake case is a style"),
    ("if a >= b", "if A is at least B"),
    ("x ≤ 5", "X is at most five"),
    ("√16 = 4", "the square root of sixteen equals four"),
    ("5! = 120", "five factorial equals one hundred twenty"),
    ("H2O is water.", "H two O is water"),
    ("CO₂ is a gas.", "C O two is a gas"),
    ("NaCl is salt.", "N A C L is salt"),
    ("Open index.html.", "open index dot H T M L"),
    ("Use the <div> tag.", "use the div tag"),
    ("The DNA is copied.", "the D N A is copied"),
    ("NASA went there.", "nasa went there"),
    ("The U.S. Senate voted.", "the U S senate voted"),
    ("It is 5 p.m. now.", "it is five P M now"),
    ("Write to ann@school.org.", "write to ann at school dot org"),
    ("In the 1960s they met.", "in the nineteen sixties they met"),
    ("From 1914 to 1918.", "from nineteen fourteen to nineteen eighteen"),
    ("Pages 3–5 matter.", "pages three to five matter"),
    ("1,250 people came.", "one thousand two hundred fifty people came"),
    ("3.14 is close to π.", "three point one four is close to pie"),
    ("The angle is 30°.", "the angle is thirty degrees"),
    ("sin(x) is odd.", "sine of X is odd"),
    ("f(x) = 2x + 1", "F of X equals two X plus one"),
    ("x₁ and x₂", "X one and X two"),
    ("Δt is small.", "delta T is small"),
    ("5 km in 20 min", "five kilometres in twenty minutes"),
    ("60 km/h is slow.", "sixty kilometres per hour is slow"),
    ("2.5 kWh of energy", "two point five kilowatt hours of energy"),
    ("1 kg of iron", "one kilogram of iron"),
    ("10⁻³ m is short.", "ten to the power of minus three metres is short"),
    ("p ∧ q", "P and Q"),
    ("A ∪ B", "A union B"),
    ("Colour and behaviour matter.", "color and behavior matter"),
    ("The 21st century began.", "the twenty first century began"),
    ("e.g. this one", "for example this one"),
    ("Dr. Smith said no.", "doctor Smith said no"),
    ("Question #3 is hard.", "question number three is hard"),
    ("It weighs −5 kg.", "it weighs minus five kilograms"),
    ("4 × 5 = 20", "four times five equals twenty"),
    ("a/b is a fraction.", "A over B is a fraction"),
    ("Louis XIV ruled.", "Louis the fourteenth ruled"),
    ("3 ≠ 4", "three is not equal to four"),
]
"""Sentences as lessons write them, and the words that a teacher says for them."""


def phonemes(text: str) -> str:
    """What is said for a text, without stress and pauses."""
    parts = [part for _, spoken in say(text, "en") for part in natural.latin_parts(spoken)]
    tokens = natural._MODEL.read(" ".join(parts))
    return re.sub(r"[\W_ˈˌ]", "", "".join(token.phonemes for token in tokens))


@pytest.mark.parametrize(("written", "said"), SAID, ids=[written for written, _ in SAID])
def test_a_sentence_of_a_lesson_sounds_as_a_teacher_reads_it(written: str, said: str) -> None:
    assert phonemes(written) == phonemes(said)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.text(max_size=120))
def test_any_text_is_spoken_or_refused(text: str) -> None:
    try:
        speech = NaturalVoice().speak(text)
    except VoiceError:
        return
    assert [word.text for word in speech.words] == split(text)
    assert np.isfinite(speech.samples).all()
