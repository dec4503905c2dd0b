"""In which language somebody is answered: that of the message, or of the conversation where it does not tell."""

from __future__ import annotations

import pytest

from hackathon_backend.intent.language import spoken


@pytest.mark.parametrize(
    ("said", "language"),
    [
        (["¿qué es la célula?", "ATP?"], "es"),
        (["什么是细胞", "ok"], "zh"),
        (["¿qué es la célula?", "what is ATP?"], "en"),
        (["o que é a célula?", "Explica “The code”"], "pt"),
        (["¿qué es la célula?", "Explica «The code»"], "es"),
        (["Explique « What a quadratic equation is »"], "fr"),
        (["Parle-moi de « Two stages »"], "fr"),
        (["Fala-me de “Two stages”"], "pt"),
        (["ATP?"], "en"),
    ],
)
def test_a_message_without_a_language_is_in_that_of_the_conversation(said: list[str], language: str) -> None:
    assert spoken(said) == language


def test_the_first_message_is_in_the_language_of_the_open_lesson_if_it_does_not_tell() -> None:
    assert spoken(["Mitocondrias?"], "es") == "es"
