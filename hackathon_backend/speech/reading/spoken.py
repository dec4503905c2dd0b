"""From the written word to the words that a teacher would say for it.

    useState()  ->  use State          E=mc²   ->  E equals m c squared
    9.8 m/s²    ->  9.8 metres per second squared
    H2O         ->  H 2 O              3–5     ->  3 to 5

Plain words are left alone: pronouncing those, and numbers, is what voices are good at.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from ...errors import VoiceError
from ..words import split
from .measures import unit
from .notation import RULES
from .numerals import NUMBER
from .signs import is_quantity
from .vocabulary import Vocabulary, WrittenText, vocabulary

_PAUSES = ".,;:!?…。、，！？؟،।"
_WRAPPING = "\"'“”‘’«»「」『』"
# Nobody reads out more of a key or of noise; words are shorter, in German too. Thai, Lao, Burmese and Khmer run on.
LONGEST_WORD = 80
"""Signs of a word that are said."""
_RUN_ON = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
_NAMED = "°º^/&@%‰§#№″′△-–—:!*"
_FUNCTIONS = ("sine", "cosine", "tangent")
_ENDS = ".!?…。！？।؟"
_LETTERS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_LONE_DASH = re.compile("[-–—]+")
_MARKDOWN = re.compile(r"`+|\*\*+|~~|^[*_]+(?=\w)|(?<=\w)[*_]+$")


def say(text: str, language: str = "en") -> list[tuple[str, str]]:
    """Each word of `text` (as `words.split` parts it) with what is said for it.

    That is "" for what has no sound, as emoji, and mere punctuation for what is a pause.
    """
    table = vocabulary(language)
    words = split(text)
    if table is None:
        return [(word, "," if _LONE_DASH.fullmatch(word) else _sayable(word)) for word in words]
    plain = [_sayable(word) for word in words]
    said = (_spoken(word, _written(plain, place, table)) if word else "" for place, word in enumerate(plain))
    return list(zip(words, said, strict=True))


def said_aloud(text: str, language: str) -> tuple[list[tuple[str, str]], str]:
    """What `say` makes of `text`, word by word and as one line. Raises `VoiceError` if nothing of it can be said."""
    said = say(text, language)
    line = " ".join(part for _, part in said if part)
    if not line:
        raise VoiceError("There is nothing in the text that can be said.", param="text")
    return said, line


def _written(words: Sequence[str], place: int, table: Vocabulary) -> WrittenText:
    """The word at `place` with what stands beside it."""
    word, before = words[place], words[place - 1] if place else ""
    after = words[place + 1] if place + 1 < len(words) else ""
    short = before.lower() in table.short or before.lower() in table.magnitudes
    if before[-1:] in _ENDS and not short:
        before = ""
    return WrittenText(_core(word), table, _core(before), _core(after), word.endswith("."))


def _core(word: str) -> str:
    return _parted(word)[0] or word


def _spoken(plain: str, here: WrittenText) -> str:
    core, tail = _parted(plain)
    if (written_out := _short_form(plain, tail, here)) is not None:
        return written_out
    if words := _unit_after_number(core, here):
        return words + tail
    if _is_factorial(core, plain):
        here, tail = replace(here, core=core + "!"), tail.removeprefix("!")
    said = _by_rule(here)
    if _LONE_DASH.fullmatch(plain):
        return said or ","
    if not core:
        return said or tail
    if said is None:
        return here.core + tail
    # The full stop of a short form or a number ends no sentence that goes on.
    return said + (tail.removeprefix(".") if _goes_on(here) else tail)


def _by_rule(here: WrittenText) -> str | None:
    return next((words for rule in RULES if (words := rule(here)) is not None), None)


def _short_form(plain: str, tail: str, here: WrittenText) -> str | None:
    """What "e.g." and "Dr," are short for; "sin" is the function only where something follows that it is of."""
    for ending in ("", ",", ";", ":", tail):
        if plain.endswith(ending) and (full := here.table.short.get(plain.lower().removesuffix(ending))):
            return full + ending if full not in _FUNCTIONS or is_quantity(here.after) else plain
    return None


def _unit_after_number(core: str, here: WrittenText) -> str | None:
    if not re.fullmatch(rf"{NUMBER}[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]*", here.before):
        return None
    return unit(core, here.table, plural=here.before != "1")


def _goes_on(here: WrittenText) -> bool:
    inside = here.after and _LETTERS.fullmatch(here.core)
    return bool(inside or here.after[:1].islower() or here.after.lower() in here.table.numbered)


def _is_factorial(core: str, plain: str) -> bool:
    return re.fullmatch(r"\d+|[a-z]|\(.+\)", core) is not None and f"{core}!" in plain


def _sayable(word: str) -> str:
    """The word without what has no sound: control and private signs, emoji, Markdown's marks; "" if nothing is left."""
    word = word if _RUN_ON.search(word) else word[:LONGEST_WORD]
    kept = _MARKDOWN.sub(
        "", "".join(sign for sign in word if unicodedata.category(sign)[0] in "LMNP" or _has_a_name(sign))
    )
    return kept if any(unicodedata.category(sign)[0] in "LN" or _has_a_name(sign) for sign in kept) else ""


def _has_a_name(sign: str) -> bool:
    return unicodedata.category(sign) in ("Sm", "Sc") or "\u2190" <= sign <= "\u22ff" or sign in _NAMED


def _parted(word: str) -> tuple[str, str]:
    """The word without quotes and brackets around it, and the punctuation after it that a voice makes a pause of."""
    core = word.lstrip(_WRAPPING + "([{¿¡")
    end = len(core.rstrip(_WRAPPING + ")]}" + _PAUSES))
    # A bracket that was opened inside the word, as in f(x), belongs to it.
    while core[:end].count("(") > core[:end].count(")") and core[end : end + 1] == ")":
        end += 1
    return core[:end], "".join(sign for sign in core[end:] if sign in _PAUSES)
