"""How a video shall be made, said in words: it is understood, told back, and never hides the topic."""

from __future__ import annotations

from typing import Any

import pytest

from hackathon_backend.chat.understanding import understood
from hackathon_backend.lessons import Library
from hackathon_backend.writers.base import Request
from hackathon_backend.writers.lesson.writer import LessonWriter

TALL, SQUARE = "720x1280", "1080x1080"


@pytest.mark.parametrize(
    ("message", "topic", "options"),
    [
        (
            "a 20 second video for 8 year olds about supply and demand in portrait",
            "supply and demand",
            {"seconds": 20.0, "size": TALL, "level": "8 year olds"},
        ),
        ("a quick video for beginners about hooks", "hooks", {"seconds": 30.0, "level": "beginners"}),
        ("explain photosynthesis in two minutes as a video", "photosynthesis", {"seconds": 120.0}),
        ("square video about tides", "tides", {"size": SQUARE}),
        ("photosynthesis video with a chalkboard look", "photosynthesis", {"style": "chalkboard"}),
        ("a video in Spanish about tides", "tides", {"language": "es"}),
        ("video about photosynthesis, 30 sec, square", "photosynthesis", {"seconds": 30.0, "size": SQUARE}),
        (
            "can u make a 15s clip about hooks for my little sister",
            "hooks",
            {"seconds": 15.0, "level": "my little sister"},
        ),
        (
            "ein 20 Sekunden Video über Fotosynthese im Hochformat für Anfänger",
            "Fotosynthese",
            {"seconds": 20.0, "size": TALL, "level": "Anfänger"},
        ),
        (
            "un vídeo vertical sobre fracciones para niños de 8 años",
            "fracciones",
            {"size": TALL, "level": "niños de 8 años"},
        ),
        (
            "une vidéo de 30 secondes sur la photosynthèse en format vertical",
            "la photosynthèse",
            {"seconds": 30.0, "size": TALL},
        ),
        ("um vídeo de 1 minuto sobre frações no quadro negro", "frações", {"seconds": 60.0, "style": "chalkboard"}),
        ("un video quadrato di 30 secondi sulle frazioni", "frazioni", {"seconds": 30.0, "size": SQUARE}),
        ("做一个30秒的关于光合作用的竖屏视频", "光合作用", {"seconds": 30.0, "size": TALL}),
        ("光合作用についての30秒の縦型動画を作って", "光合作用", {"seconds": 30.0, "size": TALL}),
        ("광합성에 대한 30초짜리 세로 영상 만들어 줘", "광합성", {"seconds": 30.0, "size": TALL}),
        ("प्रकाश संश्लेषण पर 30 सेकंड का वर्टिकल वीडियो बनाओ", "प्रकाश संश्लेषण", {"seconds": 30.0, "size": TALL}),
        ("فيديو عمودي مدته 30 ثانية عن التمثيل الضوئي", "التمثيل الضوئي", {"seconds": 30.0, "size": TALL}),
        ("fotosentez hakkında 30 saniyelik dikey video yap", "fotosentez", {"seconds": 30.0, "size": TALL}),
        ("видео про фотосинтез на 30 секунд вертикально", "фотосинтез", {"seconds": 30.0, "size": TALL}),
        ("haz un vídeo breve y vertical sobre fracciones", "fracciones", {"seconds": 30.0, "size": TALL}),
        ("haz un vídeo vertical y breve sobre fracciones", "fracciones", {"seconds": 30.0, "size": TALL}),
        ("ein ganz kurzes Video über Fotosynthese", "Fotosynthese", {"seconds": 30.0}),
        ("做一个简短的视频讲光合作用", "光合作用", {"seconds": 30.0}),
        ("a video about quick sort", "quick sort", {}),
        ("a quick one about hooks", "hooks", {"seconds": 30.0}),
        ("再来一个关于光合作用的", "光合作用", {}),
        ("光合作用についてもう一つお願い", "光合作用", {}),
        ("a video about square roots", "square roots", {}),
        ("a video about portrait painting", "portrait painting", {}),
        ("make a video about paper making", "paper making", {}),
        ("a video on the French Revolution in French", "the French Revolution", {"language": "fr"}),
        ("make a video about the first three minutes of the universe", "the first three minutes of the universe", {}),
        ("One about the water cycle too", "the water cycle", {}),
        ("another one on fractions please", "fractions", {}),
        ("I'd like to see how binary search works", "how binary search works", {}),
        ("ich möchte sehen, wie Fotosynthese funktioniert", "wie Fotosynthese funktioniert", {}),
        ("me gustaría ver cómo funciona la búsqueda binaria", "cómo funciona la búsqueda binaria", {}),
    ],
)
def test_options_in_words_are_found_and_hide_no_topic(message: str, topic: str, options: dict[str, Any]) -> None:
    said = understood(message, {})
    assert said.intent.wants_video
    assert (said.intent.topic, said.options) == (topic, options)


def test_options_of_the_request_go_before_words_and_only_words_are_told_back() -> None:
    said = understood("a 20 second video about tides in portrait", {"seconds": 30.0})
    assert said.options == {"size": TALL}
    assert said.notes(has_model=True) == ["Understood from your words: portrait."]


def test_look_and_shape_are_told_back_in_the_words_of_the_student() -> None:
    notes = understood("haz un vídeo en vertical sobre fracciones en la pizarra", {}).notes(has_model=True)
    assert notes == ["Entendido de tus palabras: vertical, pizarra."]


@pytest.mark.parametrize("message", ["再来一个例子", "もう一つ", "one more question about hooks", "एक और सवाल"])
def test_one_more_of_something_else_is_no_video(message: str) -> None:
    assert not understood(message, {}).intent.wants_video


def test_without_a_language_model_it_is_said_that_the_level_stays() -> None:
    notes = understood("ein Video für Anfänger über Zellen", {}).notes(has_model=False)
    assert len(notes) == 1
    assert "Anfänger" in notes[0]


@pytest.mark.parametrize(
    "message", ["I can see how it works now", "one question about tides", "how long is a 2 minute egg?"]
)
def test_what_asks_for_no_video_gets_none(message: str) -> None:
    said = understood(message, {})
    assert not said.intent.wants_video
    assert said.options == {}


def test_a_film_about_a_name_tells_what_the_lesson_says_of_it() -> None:
    brief = LessonWriter(Library.load()).brief(Request("a video about Napoleon", "Napoleon", "en", speech_seconds=30))
    assert brief.lesson_id == "french-revolution"
    assert "Napoleon" in brief.narration
