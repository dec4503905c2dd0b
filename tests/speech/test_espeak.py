from __future__ import annotations

import hashlib
import multiprocessing
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hackathon_backend.errors import VoiceError
from hackathon_backend.speech import Speech, split
from hackathon_backend.speech.espeak.voice import EspeakVoice
from hackathon_backend.speech.loudness import loudness
from hackathon_backend.speech.reading import kana
from hackathon_backend.speech.voiced import FRAME, voiced

LESSON = (
    "A hook lets a function component keep state. When you call useState(), React gives you a value, and a function "
    "that changes it. Rules matter: call hooks at the top, never inside a loop. In 1905, Einstein wrote E=mc², one of "
    "the most famous formulas of all time."
)
LANGUAGES = {
    "en": LESSON,
    "de": "Pflanzen brauchen Licht, Wasser und Kohlendioxid. Daraus entsteht Zucker.",
    "fr": "Les plantes utilisent la lumière, l'eau et le gaz carbonique. Elles produisent du sucre.",
    "es": "Las plantas usan la luz, el agua y el dióxido de carbono. Producen azúcar.",
    "pt": "As plantas usam a luz, a água e o gás carbônico. Elas produzem açúcar.",
    "it": "Le piante usano la luce, l'acqua e l'anidride carbonica. Producono zucchero.",
    "hi": "पौधे प्रकाश, पानी और कार्बन डाइऑक्साइड से चीनी बनाते हैं। यह पत्तियों में होता है।",
    "ar": "التمثيل الضوئي هو عملية تحول فيها النباتات ضوء الشمس إلى طاقة. يحدث ذلك في الأوراق.",
    "zh": "光合作用是植物的过程。今天我们学习React的基本概念。",
    "ja": "こんにちは。きょうは、ひかりについてまなびます。",
    "ko": "식물은 빛과 물로 당을 만듭니다. 이것을 광합성이라고 합니다.",
}


@pytest.fixture(scope="module")
def lesson() -> Speech:
    return EspeakVoice().speak(LESSON)


def print_of(text: str) -> str:
    return hashlib.sha256(EspeakVoice().speak(text).samples.tobytes()).hexdigest()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_text_is_timed_in_order(language: str) -> None:
    text = LANGUAGES[language]
    speech = EspeakVoice().speak(text, language=language)
    assert [word.text for word in speech.words] == split(text)
    assert all(0 <= word.start <= word.end <= speech.duration + 0.01 for word in speech.words)
    assert all(before.end <= after.start + 1e-6 for before, after in pairwise(speech.words))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_heard_is_inside_of_words(language: str) -> None:
    speech = EspeakVoice().speak(LANGUAGES[language], language=language)
    heard = voiced(speech.samples, speech.rate)
    covered = np.zeros(len(heard), np.bool_)
    for word in speech.words:
        covered[int(word.start / FRAME) : int(np.ceil(word.end / FRAME))] = True
    assert (heard & ~covered).sum() < 0.02 * heard.sum()


def test_words_after_a_pause_begin_when_their_sound_does(lesson: Speech) -> None:
    heard = voiced(lesson.samples, lesson.rate)
    onsets = [index * FRAME for index in range(8, len(heard)) if heard[index] and not heard[index - 8 : index].any()]
    after_pause = [word.start for before, word in pairwise(lesson.words) if word.start - before.end > 0.1]
    assert len(after_pause) >= 3
    assert all(min(abs(onset - start) for onset in onsets) < 0.06 for start in after_pause)


def test_sentences_and_commas_are_heard_as_pauses(lesson: Speech) -> None:
    gaps = {word.text: after.start - word.end for word, after in pairwise(lesson.words)}
    assert gaps["state."] > gaps["value,"] > 0.05 > gaps["function"]


def test_the_pace_is_that_of_a_teacher(lesson: Speech) -> None:
    assert 135 <= len(lesson.words) / lesson.duration * 60 <= 160
    slow = EspeakVoice().speak(LESSON, wpm=110)
    assert slow.duration > lesson.duration * 1.2


def test_the_sound_is_as_loud_as_all_speech_here(lesson: Speech) -> None:
    assert loudness(lesson.samples, lesson.rate) == pytest.approx(-16, abs=0.5)
    assert loudness(EspeakVoice().speak("No.").samples, 22_050) == pytest.approx(-16, abs=1.0)


def test_the_same_text_gives_the_same_samples_in_every_thread() -> None:
    with ThreadPoolExecutor(8) as pool:
        prints = set(pool.map(print_of, ["Hello there, class."] * 8))
    EspeakVoice().speak("Bonjour à tous.", language="fr")
    assert prints == {print_of("Hello there, class.")}


@pytest.mark.slow
@pytest.mark.parametrize("start", ["spawn", "forkserver"])
def test_the_same_text_gives_the_same_samples_in_another_process(start: str) -> None:
    with multiprocessing.get_context(start).Pool(2) as pool:
        prints = set(pool.map(print_of, ["Hello there, class."] * 2))
    assert prints == {print_of("Hello there, class.")}


def test_an_unknown_language_is_spoken_as_english() -> None:
    english = EspeakVoice().speak("Hello there.").samples
    for language in ("xx", "tlh-Latn", "../../etc/passwd", "", "a" * 1000):
        assert np.array_equal(EspeakVoice().speak("Hello there.", language=language).samples, english)


def test_a_text_in_another_script_than_stated_is_spoken_in_its_own() -> None:
    stated = EspeakVoice().speak(LANGUAGES["hi"], language="hi").samples
    assert np.array_equal(EspeakVoice().speak(LANGUAGES["hi"], language="en").samples, stated)


def test_kanji_without_their_reader_are_left_to_a_voice_that_can_read_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kana, "_tokenizer", lambda: None)
    with pytest.raises(VoiceError, match="pip install janome"):
        EspeakVoice().speak("日本語の授業です。", language="ja")


def test_kanji_are_read_out_in_kana() -> None:
    pytest.importorskip("janome")
    text = "光合成は植物の働きです。"
    assert "".join(spoken for _, spoken in kana.read_out([(text, text)])) == "コーゴーセイワショクブツノハタラキデス。"
    speech = EspeakVoice().speak(text, language="ja")
    assert [word.text for word in speech.words] == split(text)
    assert 1 < speech.duration < 8
    assert all(word.end > word.start for word in speech.words)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "😀🎉👩‍👩‍👧",
        "—",
        "...",
        "a\0b",
        "a\ud800b",
        "\x01\x02\x1b[31m\x7f",
        "<speak><break time='9999s'/></speak>",
        "[[h@'loU]] %s%n",
        "\u202eשלום עולם\u202c مرحبا",
        "e\u0301\u0301" * 500,
        "9" * 30_000,
        "A" * 30_000,
        "-" * 20_000,
        "(" * 20_000,
        "∑∫√∞" * 500,
        "\ue000\U000f0000",
    ],
)
def test_hostile_text_is_survived(text: str) -> None:
    speech = EspeakVoice().speak(text)
    assert [word.text for word in speech.words] == split(text)
    assert speech.duration < 120


def test_a_megabyte_of_text_is_refused_at_once() -> None:
    with pytest.raises(VoiceError, match="in parts"):
        EspeakVoice().speak("hello " * 170_000)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60), st.sampled_from(["en", "fr", "zh", "ar", "hi", "ko", "xx"]))
def test_any_text_is_spoken_word_by_word(text: str, language: str) -> None:
    speech = EspeakVoice().speak(text, language=language)
    assert [word.text for word in speech.words] == split(text)
    assert np.isfinite(speech.samples).all()
    assert all(word.start <= word.end for word in speech.words)


def test_it_finds_nothing_wrong_with_itself() -> None:
    assert EspeakVoice().problems() == []
