"""Changes of a video by chat: what is taken for one, which video is meant, and what comes of it."""

from __future__ import annotations

from typing import Any

import pytest

from hackathon_backend.chat.change_words import asks_for_change, is_bare_change, meant
from hackathon_backend.chat.decide import AboutVideo, ModelDecider, RuleDecider
from hackathon_backend.intent.intent import read_intent
from hackathon_backend.jobs import Job, LessonRequest
from hackathon_backend.lessons import Library
from hackathon_backend.writers.base import Brief, Request
from hackathon_backend.writers.lesson.writer import LessonWriter
from hackathon_backend.writers.llm.chat_model import ChatModel
from tests.upstream import Scenario, Upstream, tool_call

VOICES = {"linda": "espeak-linda"}


def video(name: str, title: str) -> Job:
    return Job(id=name, brief=Brief(title=title), request=LessonRequest(), state="completed")


LEAVES, ATOMS = video("leaves", "Photosynthesis"), video("atoms", "The atom")


def is_change(message: str, *, after_text: bool = False) -> bool:
    return asks_for_change(message, read_intent(message), [LEAVES], VOICES, after_text=after_text)


CHANGES = [
    "shorter pls",
    "can u make it 10 sec",
    "portrait mode",
    "no quiz",
    "hochkant bitte",
    "más corto",
    "make a shorter video",
    "in French please",
    "make it funnier",
    "add music",
    "translate it",
    "auf Deutsch bitte",
    "más divertido",
    "shorter and in French",
    "make the photosynthesis video vertical please",
    "the first video on a chalkboard",
    "can you make it longer?",
    "kannst du das Video kürzer machen?",
    "ajoute de la musique",
    "用法语",
    "フランス語で",
    "make it simpler",
    "use a different voice",
    "change the colours",
    "leave out the boring bits",
    "with Morgan Freeman's voice",
    "改成法语",
]

OTHERS = [
    "why is it shorter?",
    "is it shorter?",
    "what does chlorophyll do?",
    "thanks!",
    "what is the second step?",
    "give me a quiz",
    "make a video about the water cycle",
    "make a vertical video about tides",
    "summarise the lesson",
    "how fast is light?",
    "warum ist es langsamer?",
    "¿por qué es tan corto?",
    "explain the second step",
    "the light was on",
    "who discovered the atom?",
    "mach ein Video über Vulkane im Hochformat",
]


@pytest.mark.parametrize("message", CHANGES)
def test_what_is_said_of_a_video_is_a_change_of_it(message: str) -> None:
    assert is_change(message)


@pytest.mark.parametrize("message", OTHERS)
def test_a_question_and_a_new_topic_are_none(message: str) -> None:
    assert not is_change(message)


@pytest.mark.parametrize(
    ("message", "is_it"),
    [("shorter", False), ("in French please", False), ("vertical", True), ("make the video shorter", True)],
)
def test_after_a_text_only_what_speaks_of_the_film_is_about_it(message: str, is_it: bool) -> None:
    assert is_change(message, after_text=True) is is_it


@pytest.mark.parametrize(
    ("message", "chosen", "words"),
    [
        ("shorter", ATOMS, "shorter"),
        ("make the first one shorter", LEAVES, "make it shorter"),
        ("the photosynthesis video on a chalkboard", LEAVES, "the video on a chalkboard"),
        ("das erste Video langsamer", LEAVES, "it langsamer"),
        ("die erste langsamer", LEAVES, "it langsamer"),
        ("without the first part", ATOMS, "without the first part"),
        ("make the last video vertical", ATOMS, "make it vertical"),
        ("only the second step", ATOMS, "only the second step"),
    ],
)
def test_a_video_is_named_by_its_number_or_its_title(message: str, chosen: Job, words: str) -> None:
    found, rest = meant(message, [LEAVES, ATOMS], VOICES)
    assert (found.id, " ".join(rest.split())) == (chosen.id, words)


@pytest.mark.parametrize(("message", "is_it"), [("now vertical", True), ("shorter", False), ("what is light?", False)])
def test_without_a_video_only_what_needs_one_misses_it(message: str, is_it: bool) -> None:
    assert is_bare_change(message, VOICES) is is_it


def decided(reply: Any, about: AboutVideo, message: str = "make it shorter") -> tuple[Any, Upstream]:
    library = Library.load()
    with Upstream(Scenario(replies=(reply,))) as upstream:
        model = ChatModel("key", upstream.url, "gpt-6-luna", timeout=5)
        decider = ModelDecider(model, library, RuleDecider(LessonWriter(library)), lambda _texts: True)
        return decider.decide(Request(message, "", "en"), read_intent(message), about=about), upstream


def test_a_language_model_may_call_for_a_change_if_there_is_a_video() -> None:
    call = tool_call("change_video", instruction="shorter")
    decision, upstream = decided(call, AboutVideo(is_there=True))
    assert (decision.change, decision.wants_video) == ("shorter", False)
    names = [tool["function"]["name"] for tool in upstream.requests[0].fields["tools"]]
    assert names == ["make_video", "change_video"]
    decision, upstream = decided("There is no video yet.", AboutVideo())
    assert [tool["function"]["name"] for tool in upstream.requests[0].fields["tools"]] == ["make_video"]
    assert decision.answer is not None


def test_a_language_model_reads_the_options_and_nonsense_is_left_out() -> None:
    call = tool_call(
        "make_video", topic="tides", language="en", seconds=20, level="8 year olds", size="portrait", style=7
    )
    decision, _ = decided(call, AboutVideo(), "a video about tides")
    assert decision.options == {"seconds": 20.0, "level": "8 year olds", "size": "720x1280"}
    call = tool_call("make_video", topic="tides", language="en", seconds=float("inf"), level=["a"], size="../../x")
    decision, _ = decided(call, AboutVideo(), "a video about tides")
    assert decision.options == {}
