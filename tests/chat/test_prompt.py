"""A program's prompt: a request is told from what is to be shown."""

from __future__ import annotations

import pytest

from hackathon_backend.chat.prompt import Prompt, read_prompt


@pytest.mark.parametrize(
    ("prompt", "topic"),
    [
        ("Make a video about volcanoes", "volcanoes"),
        ("Make me a video, please.", ""),
        ("I want an animation on tides", "tides"),
        ("Video about volcanoes", "volcanoes"),
        ("Haz un vídeo sobre volcanes", "volcanes"),
        ("火山の動画を作って", "火山"),
        ("Explain volcanoes to me, please", "Explain volcanoes to me, please"),
        ("Show how volcanoes erupt", "Show how volcanoes erupt"),
        ("Can you explain volcanoes?", "Can you explain volcanoes?"),
    ],
)
def test_a_request_says_nothing_that_could_be_shown(prompt: str, topic: str) -> None:
    assert read_prompt(prompt) == Prompt(topic, "")


@pytest.mark.parametrize(
    "prompt",
    [
        "Otters hold hands while they sleep.",
        "A video of the words 'Thank you' in sparkling letters",
        "Wide shot of a child flying a red kite",
        "What is a prime?",
        "# Volcanoes\n\nMake a video in your head: magma rises.",
        "x",
    ],
)
def test_what_can_be_shown_stays_as_it_is(prompt: str) -> None:
    assert read_prompt(prompt) == Prompt(None, prompt)


def test_of_a_request_with_content_the_content_is_shown() -> None:
    read = read_prompt("Make a video about volcanoes. Magma rises. It cools to rock. Please make it a video.")
    assert read == Prompt("volcanoes", "Magma rises. It cools to rock.")
