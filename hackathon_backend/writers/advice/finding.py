"""What is found in a prompt, and the words that finding it needs."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from ..phrasebook import any_of

_WORDS = Path(__file__).with_name("words.json")

FindingKind = Literal[
    "too_short", "too_long", "no_subject", "several_scenes", "lettering", "negation", "real_person", "character",
    "brand", "unsuitable", "vague", "missing_shot", "missing_camera", "missing_setting", "missing_light", "not_drawn",
    "one_block", "length", "not_made",
]  # fmt: skip


@dataclass(frozen=True)
class PromptFinding:
    """One thing to think about: what it is, what would be better, and which characters of the prompt it is about, from
    `start` to before `end`; None if it is about the whole.
    """

    kind: FindingKind
    message: str
    suggestion: str
    start: int | None = None
    end: int | None = None


@cache
def advice_words(kind: str, language: str = "") -> re.Pattern[str]:
    """What finds the words of a kind in flattened text; `language` is one of the refining vocabularies' if the kind
    has words for each.
    """
    found: dict[str, Sequence[str] | dict[str, Sequence[str]]] = json.loads(_WORDS.read_text("utf-8"))
    words = found[kind]
    return re.compile(any_of(words[language] if isinstance(words, dict) else words))
