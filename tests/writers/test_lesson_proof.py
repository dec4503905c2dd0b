"""The films of the lessons that come with it are drawn: pictures carry them, and words on the screen are labels."""

from __future__ import annotations

from functools import cache
from itertools import chain

import pytest

from hackathon_backend.lessons import Library
from hackathon_backend.storyboard import Storyboard
from hackathon_backend.storyboard.checking.words import shown_words, spoken_in_a_row, text_of, words_of
from hackathon_backend.storyboard.drawing.marks import Mark
from hackathon_backend.storyboard.drawing.parts.chrome import chrome
from hackathon_backend.storyboard.kinds import KINDS
from hackathon_backend.storyboard.scene_frames import marks_of
from hackathon_backend.storyboard.shot import Format, Shot, shots_of
from hackathon_backend.storyboard.theme import THEMES
from hackathon_backend.storyboard.timing.cues import plain
from hackathon_backend.writers.base import Request
from hackathon_backend.writers.lesson.writer import LessonWriter

LIBRARY = Library.load()
IDS = [lesson.id for lesson in LIBRARY.lessons]
CARDS = frozenset({"process", "compare"})
"""Kinds that are cards with text: they count as pictures only with drawings as large as their words."""
PICTURES, READ_OUT, STILL = 0.7, 0.3, 8.0
SPOKEN, SPOKEN_ANYWHERE = 0.3, 0.42
"""How many may be said of the words in the pictures of all lessons, and of all words of any one lesson."""

pytestmark = pytest.mark.slow


@cache
def shots(lesson_id: str) -> list[tuple[Shot, list[Mark]]]:
    """The film of a whole lesson, with all that is drawn in each scene."""
    lesson = LIBRARY.get(lesson_id)
    assert lesson is not None
    request = Request("this", "", lesson.language, lesson, speech_seconds=60, most_seconds=900)
    board = Storyboard.read(LessonWriter(LIBRARY).brief(request).storyboard or {})
    found = []
    for shot in shots_of(board, Format((1280, 720), 30, THEMES["clean"])):
        context = shot.context()
        marks = marks_of(shot.scene, shot.timing, shot.place, context, shot.neighbours)
        found.append((shot, marks[len(chrome(context, shot.place)) :]))
    return found


def is_picture(shot: Shot) -> bool:
    return KINDS[shot.scene.type].pictured and shot.scene.type not in CARDS


@pytest.mark.parametrize("lesson_id", IDS)
def test_pictures_carry_most_of_what_is_said(lesson_id: str) -> None:
    said = [(len(shot.timing.words), is_picture(shot)) for shot, _ in shots(lesson_id)]
    under = sum(words for words, picture in said if picture)
    assert under >= PICTURES * sum(words for words, _ in said)


@pytest.mark.parametrize("lesson_id", IDS)
def test_few_words_in_pictures_are_read_out(lesson_id: str) -> None:
    total = read_out = 0
    for shot, marks in shots(lesson_id):
        if is_picture(shot):
            said = [plain(word.text) for word in shot.timing.words]
            texts = shown_words(shot.scene, marks)
            total += sum(map(len, texts))
            read_out += sum(spoken_in_a_row(words, said) for words in texts)
    assert read_out <= READ_OUT * total


def spoken(lesson_id: str, *, pictures: bool) -> tuple[int, int]:
    """How many of the words that are shown in a lesson's film are also said in the same scene, and all that are shown:
    every one counts, also the names of drawn parts, headings, questions and small words such as "the"."""
    shown = said = 0
    for shot, marks in shots(lesson_id):
        if is_picture(shot) or not pictures:
            voice = {plain(word.text) for word in shot.timing.words}
            heads = {(mark.path, text) for mark in marks if mark.path in shot.scene.heads and (text := text_of(mark))}
            words = [*chain(*shown_words(shot.scene, marks)), *chain(*(words_of(text) for _, text in heads))]
            shown += len(words)
            said += sum(word in voice for word in words)
    return said, shown


def test_most_words_in_pictures_are_not_said() -> None:
    found = [spoken(each, pictures=True) for each in IDS]
    assert sum(said for said, _ in found) <= SPOKEN * sum(shown for _, shown in found)


@pytest.mark.parametrize("lesson_id", IDS)
def test_most_words_that_a_film_shows_are_not_said(lesson_id: str) -> None:
    said, shown = spoken(lesson_id, pictures=False)
    assert said <= SPOKEN_ANYWHERE * shown


@pytest.mark.parametrize("lesson_id", IDS)
def test_no_scene_stands_still_while_the_voice_speaks(lesson_id: str) -> None:
    for shot, marks in shots(lesson_id):
        until, reached = max((word.end for word in shot.timing.words), default=0.0), 0.0
        for start, end in [*sorted(span for mark in marks for span in mark.busy()), (until, until)]:
            assert min(start, until) - reached <= STILL, shot.scene.chapter
            reached = max(reached, end)


@pytest.mark.parametrize("lesson_id", IDS)
def test_statements_stand_alone_at_most_once(lesson_id: str) -> None:
    assert sum(shot.scene.type == "points" for shot, _ in shots(lesson_id)) <= 1


@pytest.mark.parametrize("lesson_id", IDS)
def test_pictures_carry_most_of_a_minute_of_a_lesson_too(lesson_id: str) -> None:
    lesson = LIBRARY.get(lesson_id)
    assert lesson is not None
    board = LessonWriter(LIBRARY).brief(Request("this", "", lesson.language, lesson, speech_seconds=60)).storyboard
    scenes = Storyboard.read(board or {}).scenes
    said = {scene: len(scene.narration.split()) for scene in scenes}
    pictures = [scene for scene in scenes if KINDS[scene.type].pictured and scene.type not in CARDS]
    assert sum(said[scene] for scene in pictures) >= PICTURES * sum(said.values())
