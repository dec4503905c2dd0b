"""A language model decides what is asked for, if there is one that can be asked; otherwise the rules do."""

from __future__ import annotations

import pytest

from hackathon_backend.chat.decide import ModelDecider, RuleDecider
from hackathon_backend.intent.intent import Intent, read_intent
from hackathon_backend.lessons import Library
from hackathon_backend.writers.base import Answer, Brief, Request
from hackathon_backend.writers.llm.chat_model import ChatModel
from tests.upstream import Fault, Scenario, Upstream, tool_call
from tests.upstream.scenario import error


class Plain:
    """A writer that always says the same."""

    name = "plain"

    def brief(self, request: Request) -> Brief:
        raise AssertionError("not asked for")

    def answer(self, request: Request) -> Answer:
        return Answer("From the lesson.", (), self.name)


REQUEST = Request("Could you show me hooks?", "hooks", "en")


def decider(upstream: Upstream, patience: float = 2.0) -> ModelDecider:
    model = ChatModel("key", upstream.url, "gpt-6-luna", timeout=patience)
    return ModelDecider(model, Library.load(), RuleDecider(Plain()), lambda _texts: True)


def test_a_tool_call_is_a_request_for_a_video() -> None:
    with Upstream(Scenario(replies=(tool_call("make_video", topic="React hooks", language="es"),))) as upstream:
        decision = decider(upstream).decide(REQUEST, Intent(False, "hooks", "en"))
        assert upstream.requests[0].fields["tools"][0]["function"]["name"] == "make_video"
    assert (decision.wants_video, decision.topic, decision.language) == (True, "React hooks", "es")


def test_text_is_the_answer_even_if_the_rules_would_make_a_video() -> None:
    with Upstream(Scenario(replies=("A hook is a function.",))) as upstream:
        decision = decider(upstream).decide(REQUEST, Intent(True, "hooks", "en"))
    assert not decision.wants_video
    assert decision.answer is not None
    assert decision.answer.content == "A hook is a function."


@pytest.mark.parametrize("wants", [True, False])
@pytest.mark.parametrize("fault", [error(500, None, "Oops."), Fault(wait=30), Fault(200, "<html>")])
def test_without_an_answer_from_the_model_the_rules_decide(fault: Fault, wants: bool) -> None:
    with Upstream(Scenario(chat=fault)) as upstream:
        decision = decider(upstream, patience=0.3 if fault.wait else 2.0).decide(REQUEST, Intent(wants, "hooks", "en"))
    assert decision.wants_video is wants
    assert (decision.answer is None) is wants


def test_senseless_arguments_do_no_harm() -> None:
    call = tool_call("make_video", topic={"a": 1}, language="../../etc")
    with Upstream(Scenario(replies=(call,))) as upstream:
        decision = decider(upstream).decide(REQUEST, Intent(False, "hooks", "en"))
    assert (decision.wants_video, decision.topic, decision.language) == (True, "hooks", "en")


def test_an_answer_is_told_sentence_by_sentence_as_the_model_writes_it() -> None:
    said: list[str] = []
    text = "Hooks remember things between two renders.\n\nThey run in the order that they stand in. That is all."
    with Upstream(Scenario(replies=(text,))) as upstream:
        decision = decider(upstream).decide(REQUEST, Intent(False, "hooks", "en"), said.append)
    assert decision.answer is not None
    assert "".join(said) == decision.answer.content
    assert len(said) == 3


def test_a_stream_that_calls_for_a_video_says_nothing() -> None:
    said: list[str] = []
    with Upstream(Scenario(replies=(tool_call("make_video", topic="hooks", language="de"),))) as upstream:
        decision = decider(upstream).decide(REQUEST, Intent(False, "", "en"), said.append)
    assert (decision.wants_video, decision.topic, decision.language, said) == (True, "hooks", "de", [])


def test_a_stream_that_breaks_off_leaves_the_answer_to_the_rules() -> None:
    with Upstream(Scenario(chat=Fault(cut="inside"))) as upstream:
        decision = decider(upstream).decide(REQUEST, Intent(False, "hooks", "en"), lambda _text: None)
    assert decision.answer is not None
    assert decision.answer.writer == "plain"


@pytest.mark.parametrize(
    ("message", "lesson", "called", "topic"),
    [
        ("Make a video of this", "photosynthesis", "the process described in the text above", ""),
        ("Turn that into something to watch, please", "photosynthesis", "Educational overview", ""),
        ("Make a video about stomata", "photosynthesis", "leaf pore microanatomy", "stomata"),
        ("Make a video about black holes", "photosynthesis", "black holes", "black holes"),
        ("Haz un vídeo sobre los agujeros negros", "photosynthesis", "black holes", "black holes"),
        ("Make a video about black holes", None, "collapsed stars", "collapsed stars"),
    ],
)
def test_an_odd_topic_still_finds_the_lesson_that_came_along(
    message: str, lesson: str | None, called: str, topic: str
) -> None:
    library = Library.load()
    request = Request(message, message, "en", lesson=library.get(lesson) if lesson else None)
    with Upstream(Scenario(replies=(tool_call("make_video", topic=called, language="en"),))) as upstream:
        assert decider(upstream).decide(request, read_intent(message)).topic == topic


def test_an_unknown_tool_is_no_order_for_a_video() -> None:
    with Upstream(Scenario(replies=(tool_call("delete_everything", path="/"),))) as upstream:
        decision = decider(upstream).decide(REQUEST, Intent(False, "hooks", "en"))
    assert not decision.wants_video
    assert decision.answer is not None
    assert decision.answer.writer == "plain"
