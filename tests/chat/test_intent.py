"""Which messages ask for a video, and about what."""

from __future__ import annotations

import pytest

from hackathon_backend.intent.intent import findings_in, read_intent
from hackathon_backend.intent.tokenise import clean
from hackathon_backend.intent.topic import TOPIC_LIMIT

from .intent_corpus import FIRST_LOOK, PROMISED, PROMISED_TOPICS, Labelled, labelled


def _why(case: Labelled) -> str:
    text = clean(case.message)
    language = read_intent(case.message).language
    rules = [f"{finding.verdict.name} by {finding.rule}" for finding in findings_in(text, language)]
    return f"{'video' if case.wants_video else 'text '} expected: {case.message!r} ({language}): {'; '.join(rules)}"


@pytest.mark.slow
@pytest.mark.parametrize(("name", "promised"), PROMISED.items())
def test_as_many_labelled_messages_are_read_right_as_is_promised(name: str, promised: int) -> None:
    cases = labelled(name)
    misses = [case for case in cases if read_intent(case.message).wants_video is not case.wants_video]
    right = len(cases) - len(misses)
    assert right >= promised, f"{right} of {len(cases)}\n" + "\n".join(map(_why, misses))


@pytest.mark.slow
@pytest.mark.parametrize("name", PROMISED)
def test_at_least_97_of_100_languages_are_told(name: str) -> None:
    cases = labelled(name)
    misses = [case for case in cases if read_intent(case.message).language != case.language]
    assert len(misses) <= 0.03 * len(cases), [case.message for case in misses]


def test_as_many_topics_are_found_to_the_letter_as_is_promised() -> None:
    cases = [case for name in PROMISED for case in labelled(name) if case.topic is not None and case.wants_video]
    misses = [case for case in cases if read_intent(case.message).topic != case.topic]
    assert len(misses) <= (1 - PROMISED_TOPICS) * len(cases), [(case.topic, case.message) for case in misses]


def test_every_language_has_enough_labelled_messages() -> None:
    told = [case.language for name in PROMISED for case in labelled(name)]
    assert all(told.count(code) >= 25 for code in ("es", "fr", "de", "pt", "it", "hi", "ar", "zh", "ja"))
    assert all(len(labelled(name)) == total for name, (_, total) in FIRST_LOOK.items())


@pytest.mark.parametrize(
    ("message", "topic"),
    [
        ("Can you make a video explaining React hooks?", "React hooks"),
        ("I don't understand recursion; maybe a video would help", "recursion"),
        ("make a video about why you should not use var", "why you should not use var"),
        ("video: quadratic formula", "quadratic formula"),
        ("Make a video on derivatives, integrals and limits, please", "derivatives, integrals and limits"),
        ("make a video for my class about C++", "C++"),
        ("Explain how a stack works with an animation", "how a stack works"),
        ("What is entropy? Make it a video.", "entropy"),
        ("請做一個關於光合作用的視頻", "光合作用"),
        ("光合作用の動画を作って", "光合作用"),
        ("¿Qué es la recursión? Haz un vídeo", "la recursión"),
        ("could I see that as an animation?", ""),
        ("turn this into a video", ""),
        ("make a shorter video", ""),
    ],
)
def test_the_topic_is_what_is_left_without_the_asking_words(message: str, topic: str) -> None:
    intent = read_intent(message)
    assert intent.wants_video
    assert intent.topic == topic


def test_the_topic_of_a_text_question_is_the_message() -> None:
    assert read_intent("  What is\na closure?\u200b ").topic == "What is a closure?"


def test_a_topic_is_cut_between_words() -> None:
    topic = read_intent("make a video about " + "very " * 200 + "long things").topic
    assert TOPIC_LIMIT - 10 < len(topic) <= TOPIC_LIMIT
    assert topic.endswith("very")


@pytest.mark.parametrize(
    ("message", "wants_video"),
    [
        ("make a video about X. no wait, just text please", False),
        ("no video. hmm, on second thought, make a video", True),
        ("I'm a visual learner, can you explain entropy?", True),
        ("I'm a visual learner. What is entropy?", False),
        ("I want to make a video about tides", True),
        ("I want to make a video about tides. How do I start?", False),
        ("There's no video on tides. Could you make one?", True),
        ("Translate: make a video about tides", False),
        ('What does "make a video about tides" mean?', False),
        ("`make_video()` returns None, why?", False),
        ("Should I make a poster, a video, or a talk?", False),
        ("I'm a visual learner. Can you show me how a loop unfolds?", True),
        ("You said you would make a video, where is it?", False),
        ("Do that as a clip, don't just tell me", True),
    ],
)
def test_clauses_are_weighed_together(message: str, wants_video: bool) -> None:
    assert read_intent(message).wants_video is wants_video


@pytest.mark.parametrize(
    ("message", "wants_video"),
    [
        ("explain ohms law video pls", True),
        ("explain the last video pls", False),
        ("video gravity", True),
        ("video not working", False),
        ("would it kill you to make a video about this?", True),
        ("I would make a video about this if I had time", False),
        ("can I watch a video on tides?", True),
        ("can I watch a video while doing homework?", False),
        ("make a video on why plants don't move", True),
    ],
)
def test_a_few_words_more_or_less_turn_the_meaning(message: str, wants_video: bool) -> None:
    assert read_intent(message).wants_video is wants_video


def test_a_decision_names_the_rule_that_made_it() -> None:
    findings = findings_in("I liked it. Could you animate the water cycle?", "en")
    assert [(finding.verdict.name, finding.rule) for finding in findings] == [
        ("SILENT", "no_cue"),
        ("ASKS", "is_ordered"),
    ]
