"""Where lines may break in scripts that would else be broken between any two letters: between words, not inside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

import budoux

WORD_JOINER = "\u2060"
"""Draws nothing, and no line breaks beside it (Unicode Standard Annex 14, class WJ)."""

_TIED = "\u00a0"
"""A space at which no line breaks."""

_HAN, _KANA = r"\u3005-\u3007\u3400-\u9fff\uf900-\ufaff", r"\u3041-\u3096\u309d-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
_HANGUL = r"\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff"
_LETTER = f"[{_HAN}{_KANA}{_HANGUL}]"
_WIDE = f"[{_HAN}{_KANA}{_HANGUL}\u3000-\u303f\uff01-\uff60]"
_EAST_ASIAN, _JAPANESE, _KOREAN = re.compile(_LETTER), re.compile(f"[{_KANA}]"), re.compile(f"[{_HANGUL}]")
_FIGURE = re.compile(rf"第?(?:\d[\d.,:/–~−-]*)?\d[%％]?{_LETTER}?")
"""A number with what it counts, as 10月."""
_ALONE = re.compile(rf"(?<![{_HAN}])[{_HAN}]{{1,4}}(?![{_HAN}])")
"""Up to four Chinese signs by themselves, which are a name."""
_LONGEST_RUN = 4
"""Signs of Chinese in a row, each a word of its own at a guess, that are kept whole."""
_PARTICLES = frozenset("的地得了着过们吗呢吧之者性化")
"""Signs that no line begins with in Chinese: they belong to the word before."""
_BEGINS_LINE = re.compile(rf"{_LETTER}|[\w(（《“「『‘-]")
"""What a line of Chinese may begin with: no comma, no closing bracket."""
_SMALL = "ー々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
"""Signs that no line begins with in Japanese, strictly."""
_PIECE = re.compile(rf"{_FIGURE.pattern}|[ァ-ヺー]+|[{_HAN}]{{1,4}}|.[{_SMALL}]*", re.DOTALL)
"""What is kept whole in a phrase that has to be broken: figures, words in katakana, up to four kanji."""
_INSIDE = re.compile(rf"(?<={_WIDE})(?=\S)|(?<=\S)(?={_WIDE})")
_OPERATOR = re.compile(r"[-=<>!&|+~:*/]{2,}")
"""A sign of several characters, as -->: Unicode lets a line break after each hyphen."""
_INVERTED = re.compile(r"-(?=t-|(?:je|tu|ils?|elles?|on|nous|vous|ce)\b)")
"""A hyphen of a French verb with what follows it, as in "va-t-elle": they stay on one line."""
_OPERAND = r"[^\s=]{1,12}"
_FORMULA = re.compile(rf"(?<!\S){_OPERAND}(?: (?:[=+−×·÷<>≤≥≠≈±∝] {_OPERAND}|[-–] (?:\d\S*|[^\W\d_](?!\w))))+(?!\S)")
_LONGEST_FORMULA = 24
"""Characters of a formula in a text that is kept in one line."""
_WIDE_SIGN = re.compile(_WIDE)
_NARROW = 0.55
"""Width of a letter that is not East Asian, at a guess, as a part of the size."""


def phrases(text: str, language: str) -> list[str]:
    """The parts of a text with East Asian letters that are kept whole where they have room; together they are the text.

    Korean breaks at its spaces, Japanese between phrases, Chinese between words as far as they can be told.
    """
    if _KOREAN.search(text):
        return re.findall(r"\S+\s*|\s+", text)
    if _JAPANESE.search(text) or language[:2] == "ja":
        return _figures_whole(_japanese().parse(text))
    return _chinese_words(text, language)


def _chinese_words(text: str, language: str) -> list[str]:
    """The words of a Chinese text, names and numbers whole."""
    words, last = [], 0
    for name in _ALONE.finditer(text):
        words += [*_parsed(text[last : name.start()], language), name[0]]
        last = name.end()
    return _figures_whole(_runs_whole([*words, *_parsed(text[last:], language)]))


def _parsed(text: str, language: str) -> list[str]:
    return _chinese(language).parse(text) if text else []


def _runs_whole(words: Sequence[str]) -> list[str]:
    """`words` with particles at the end of those before them, and what was taken apart sign by sign together."""
    whole: list[str] = []
    run = 0
    for word in words:
        is_sign = len(word) == 1 and bool(_EAST_ASIAN.match(word))
        run = run + 1 if is_sign else 0
        joins = 1 < run <= _LONGEST_RUN or word in _PARTICLES or not _BEGINS_LINE.match(word)
        if whole and joins:
            whole[-1] += word
        else:
            whole.append(word)
            run = int(is_sign)
    return whole


def _figures_whole(parts: list[str]) -> list[str]:
    """`parts` without breaks inside of numbers, or between them and what they count."""
    whole: list[str] = []
    for part in parts:
        if whole and re.search(r"\d$", whole[-1]):
            whole[-1] += part
        else:
            whole.append(part)
    return whole


def words_kept(text: str, language: str, most: float | None = None) -> str:
    """`text` with joiners in it, so that lines break between `phrases` only, inside of no operator or short formula.

    With `most`, phrases wider than so many letters of full width are only kept together in pieces, and formulas not at
    all: they are broken.
    """
    text = _INVERTED.sub(f"-{WORD_JOINER}", text) if language[:2] == "fr" else text
    text = _OPERATOR.sub(lambda found: WORD_JOINER.join(found[0]), text)
    text = formulas_whole(text) if most is None else text
    return _kept(text, language, most) if has_phrases(text) else text


def formulas_whole(text: str) -> str:
    """`text` with short formulas, as "E = mc²", in one piece."""
    return _FORMULA.sub(
        lambda found: found[0].replace(" ", _TIED) if len(found[0]) <= _LONGEST_FORMULA else found[0], text
    )


def has_phrases(text: str) -> bool:
    """Whether there are letters in `text` between any two of which a line would be broken."""
    return bool(_EAST_ASIAN.search(text))


@lru_cache(maxsize=1024)
def _kept(text: str, language: str, most: float | None) -> str:
    kept = [
        [part] if most is None or _width(part) <= most else _PIECE.findall(part) for part in phrases(text, language)
    ]
    return "".join(
        _joined(piece) if most is None or _width(piece) <= most else piece for part in kept for piece in part
    )


def _joined(part: str) -> str:
    return _INSIDE.sub(WORD_JOINER, part)


def _width(part: str) -> float:
    return sum(1.0 if _WIDE_SIGN.match(char) else _NARROW for char in part.rstrip())


@cache
def _chinese(language: str) -> budoux.Parser:
    traditional = language.lower().startswith(("zh-tw", "zh-hk", "zh-mo", "zh-hant"))
    return (
        budoux.load_default_traditional_chinese_parser()
        if traditional
        else budoux.load_default_simplified_chinese_parser()
    )


@cache
def _japanese() -> budoux.Parser:
    return budoux.load_default_japanese_parser()
