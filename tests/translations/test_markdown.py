"""Lessons in other languages: the prose changes, and everything else stays what and where it is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hackathon_backend.cli.main import main
from hackathon_backend.errors import WriterError
from hackathon_backend.lessons import Lesson, Library
from hackathon_backend.translations.checks import Rules
from hackathon_backend.translations.draft import KeptInMemory
from hackathon_backend.translations.markdown import TranslatedText, parts_of, translate_markdown
from hackathon_backend.translations.translator import Translator
from hackathon_backend.writers.llm.chat_model import ChatModel
from tests.upstream import Scenario, Upstream

from .by_hand import HandTranslator, Wrong, never_wrong

LESSON = """\
<!-- slide 1 -->
# Water

Water covers 71 % of the Earth.
It is **never** used up, see [the cycle](https://example.org/cycle).

<!-- slide 2 -->
- It boils at 100 °C.
- Its formula is $H_2O$.

| Where | Share |
| --- | --- |
| In the sea | 97.5 % |

![A drop of water](picture-1.png)

```python
print("water")
```

$$
Q = m L
$$
"""
TOLD = {
    "Water": "El agua",
    "Water covers 71 % of the Earth. It is **never** used up, see [the cycle](https://example.org/cycle).": (
        "El agua cubre el 71 % de la Tierra. **Nunca** se gasta, mira [el ciclo](https://example.org/cycle)."
    ),
    "It boils at 100 °C.": "Hierve a 100 °C.",
    "Its formula is $H_2O$.": "Su fórmula es $H_2O$.",
    "| Where | Share |": "| Dónde | Parte |",
    "| In the sea | 97.5 % |": "| En el mar | 97,5 % |",
    "![A drop of water](picture-1.png)": "![Una gota de agua](picture-1.png)",
}
SPANISH = """\
<!-- slide 1 -->
# El agua

El agua cubre el 71 % de la Tierra. **Nunca** se gasta, mira [el ciclo](https://example.org/cycle).

<!-- slide 2 -->
- Hierve a 100 °C.
- Su fórmula es $H_2O$.

| Dónde | Parte |
| --- | --- |
| En el mar | 97,5 % |

![Una gota de agua](picture-1.png)

```python
print("water")
```

$$
Q = m L
$$"""


def translate(wrong: Wrong = never_wrong) -> tuple[TranslatedText, HandTranslator]:
    model = HandTranslator(wrong, {"es": TOLD})
    with Upstream(Scenario(replies=(model,))) as upstream:
        translator = Translator(ChatModel("key", upstream.url, "gpt-6-luna", timeout=10), lambda _texts: True)
        return translate_markdown("Water", LESSON, Rules("en", "es"), translator, KeptInMemory()), model


def test_a_lesson_is_translated_block_by_block() -> None:
    done, _model = translate()
    assert (done.title, done.text, done.notes) == ("El agua", SPANISH, ())


@pytest.mark.parametrize(
    ("text", "told", "why"),
    [
        ("It boils at 100 °C.", "Hierve a 90 °C.", "the number 100 is missing"),
        ("Its formula is $H_2O$.", "Su fórmula es $H_2 O$.", "the formula $H_2O$ must stand in it"),
        ("| In the sea | 97.5 % |", "| En el mar: 97,5 % |", "as many cells"),
        ("![A drop of water](picture-1.png)", "![Una gota de agua](dibujo-1.png)", "names of pictures"),
    ],
)
def test_a_block_with_a_fault_is_asked_for_once_more(text: str, told: str, why: str) -> None:
    def once(unit: dict[str, Any], turn: int) -> str | None:
        return told if unit["text"] == text and turn == 0 else None

    done, model = translate(once)
    assert done.text == SPANISH
    assert why in model.asked[-1][0]["fault"]

    def always(unit: dict[str, Any], _turn: int) -> str | None:
        return told if unit["text"] == text else None

    left, _model = translate(always)
    assert text in left.text
    assert "stays in English" in left.notes[0]


def test_a_model_that_translates_nothing_makes_no_lesson() -> None:
    with pytest.raises(WriterError, match="did not translate"):
        translate(lambda unit, _turn: "")


@pytest.mark.parametrize("lesson", Library.load().lessons, ids=lambda lesson: lesson.id)
def test_of_every_lesson_the_parts_make_the_same_lesson_again(lesson: Lesson) -> None:
    again = "\n".join(f"{part.lead}{part.text}" for part in parts_of(lesson.text))
    made = Lesson.inline(lesson.title, again)
    assert [block.kind for block in made.blocks] == [block.kind for block in lesson.blocks]
    assert [block.text.split() for block in made.blocks] == [block.text.split() for block in lesson.blocks]


def test_the_command_writes_the_lesson_and_goes_on_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "water.md"
    front = "summary: It boils at 100 °C.\nkeywords: [H2O, Water]\nthings: [drop of water]\n"
    front += "takeaways: [It boils at 100 °C.]"
    source.write_text(f'---\ntitle: "Water"\nlanguage: en\nid: w-1\n{front}\n---\n\n{LESSON}', "utf-8")
    assert main(["lesson", "translate", str(source), "--to", "es"]) == 2
    assert "OPENAI_BASE_URL" in capsys.readouterr().err
    with Upstream(Scenario(replies=("No.",))) as upstream:
        monkeypatch.setenv("OPENAI_BASE_URL", upstream.url)
        assert main(["lesson", "translate", str(source), "--to", "es"]) == 2
    with Upstream(Scenario(replies=(HandTranslator(more={"es": TOLD}),))) as upstream:
        monkeypatch.setenv("OPENAI_BASE_URL", upstream.url)
        assert main(["lesson", "translate", str(source), "--to", "es"]) == 0
    made = (tmp_path / "water.es.md").read_text("utf-8")
    told = 'summary: "Hierve a 100 °C."\nkeywords: ["H2O", "El agua"]\ntakeaways: ["Hierve a 100 °C."]\nthings: '
    assert made.startswith(f'---\ntitle: "El agua"\nlanguage: "es"\n{told}')
    assert made.endswith(f"---\n\n{SPANISH}\n")
    assert Lesson.inline("", made).things
    assert not list(tmp_path.glob("*.draft"))
    assert main(["lesson", "translate", str(source), "--to", "xx"]) == 2
