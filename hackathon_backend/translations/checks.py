"""What is wrong with a translation, in words for whoever made it: nothing, if it can be shown."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from ..lessons.languages import base, guess_language
from ..speech.languages import language_of
from ..storyboard.kinds.tidying import tidy
from ..storyboard.kinds.wording import Wording
from ..storyboard.timing.cues import plain
from .measures import changed_measures
from .numbers import changed_numbers
from .spans import changed_spans, without_spans
from .units import TextUnit

_SENTENCE = 4
"""Words from which on a text is in a language."""
_SAME_ANYWHERE = 40
"""Characters of a label that may be called the same in both languages."""


@dataclass(frozen=True)
class Rules:
    """Between which languages it is translated, and what names stay as they are."""

    source: str
    target: str
    keep: Collection[str] = ()

    @property
    def languages(self) -> tuple[str, str]:
        """From which, into which."""
        return self.source, self.target


def faults_of(unit: TextUnit, told: str, rules: Rules, texts: Mapping[int, str]) -> list[str]:
    """What is wrong with a unit's translation; `texts` are those of the others, in which a cue is looked for."""
    text = str(tidy(told))
    if not text:
        return ["it is empty"]
    if len(text) > unit.most:
        return [f"it has {len(text)} characters, and there is room for {unit.most}"]
    if unit.wording is Wording.CUE:
        return [] if is_found(text, texts.get(unit.of or 0, "")) else [f"it is not copied from unit {unit.of}"]
    return text_faults(unit.text, text, rules)


def text_faults(source: str, text: str, rules: Rules) -> list[str]:
    """What is wrong with the translation of any text."""
    bare = without_spans(source), without_spans(text)
    return [
        *changed_spans(source, text),
        *changed_numbers(*bare, rules.languages),
        *changed_measures(*bare, rules.languages),
        *(f"the name {name} must stand in it as it is" for name in rules.keep if name in source and name not in text),
        *_language_faults(*bare, rules),
    ]


def is_found(cue: str, narration: str) -> bool:
    """Whether a cue is spoken."""
    return bool(plain(cue)) and plain(cue) in plain(narration)


def _language_faults(source: str, text: str, rules: Rules) -> list[str]:
    if base(rules.source) == base(rules.target):
        return []
    words = len(source.split())
    if " ".join(text.split()) == " ".join(source.split()):
        is_name = len(source) <= _SAME_ANYWHERE and words < _SENTENCE
        return [] if is_name else [f"it is not translated into {rules.target}"]
    if words < _SENTENCE:
        return []
    by_script = language_of(text, rules.target)
    if by_script != rules.target or guess_language(text, default=rules.target) == base(rules.source):
        return [f"it is not in {rules.target}"]
    return []
