"""From the written word to the words that a teacher would say for it.

    useState()  ->  use State          E=mc²   ->  E equals m c squared
    9.8 m/s²    ->  9.8 metres per second squared
    H2O         ->  H 2 O              3–5     ->  3 to 5

Plain words are left alone: pronouncing those, and numbers, is what voices are good at.
"""

from __future__ import annotations

import re
import unicodedata

from .notation import NUMBER, RULES, unit
from .vocabulary import Vocabulary, vocabulary
from .words import split

_PAUSES = ".,;:!?…。、，！？؟،।"
_WRAPPING = "\"'“”‘’«»「」『』"
# Nobody reads out more of a key or of noise; words are shorter, in German too. Thai, Lao, Burmese and Khmer run on.
_LONGEST = 80
_RUN_ON = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_LONE_DASH = re.compile("[-–—]+")
_MARKDOWN = re.compile(r"`+|\*\*+|~~|^[*_]+(?=\w)|(?<=\w)[*_]+$")


def say(text: str, language: str = "en") -> list[tuple[str, str]]:
    """Each word of `text` (as `words.split` parts it) with what is said for it.

    That is "" for what has no sound, as emoji, and mere punctuation for what is a pause.
    """
    table = vocabulary(language)
    said: list[tuple[str, str]] = []
    before = ""
    for word in split(text):
        said.append((word, _spoken(word, before, table)))
        before = word
    return said


def _spoken(word: str, before: str, table: Vocabulary | None) -> str:
    if _LONE_DASH.fullmatch(word):
        return ","
    plain = _sayable(word)
    if not plain or table is None:
        return plain
    for ending in ("", ",", ";", ":"):
        if plain.endswith(ending) and (full := table.short.get(plain.lower().removesuffix(ending))):
            return full + ending
    core, tail = _parted(plain)
    if re.fullmatch(NUMBER, before) and (words := unit(core, table, plural=before != "1")):
        return words + tail
    said = (rule(core, table) for rule in RULES)
    return next((words for words in said if words is not None), core) + tail


def _sayable(word: str) -> str:
    """The word without what has no sound: control and private signs, emoji, Markdown's marks; "" if nothing is left."""
    word = word if _RUN_ON.search(word) else word[:_LONGEST]
    kept = _MARKDOWN.sub(
        "", "".join(sign for sign in word if unicodedata.category(sign)[0] in "LMNP" or _has_a_name(sign))
    )
    return kept if any(unicodedata.category(sign)[0] in "LN" or _has_a_name(sign) for sign in kept) else ""


def _has_a_name(sign: str) -> bool:
    return unicodedata.category(sign) in ("Sm", "Sc") or sign in "°^/&@%"


def _parted(word: str) -> tuple[str, str]:
    """The word without quotes and brackets around it, and the punctuation after it that a voice makes a pause of."""
    core = word.lstrip(_WRAPPING + "([{¿¡")
    end = len(core.rstrip(_WRAPPING + ")]}" + _PAUSES))
    # A bracket that was opened inside the word, as in f(x), belongs to it.
    while core[:end].count("(") > core[:end].count(")") and core[end : end + 1] == ")":
        end += 1
    return core[:end], "".join(sign for sign in core[end:] if sign in _PAUSES)
