"""Texts as they are compared: one way to write each letter, and the words that somebody may have wanted to hide.

Letters of other scripts that look the same, invisible signs, digits for letters, and words that are spaced out come to
the plain word. A text is a lattice: at each place, the words that can begin there and where each ends.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, islice, pairwise

_ALIKE = (
    dict(
        zip(
            "аеорсухіјѕԁһӏԛԝвкмнтзьАВЕКМНОРСТУХІЈЅαεορτυνικκβγηωΑΒΕΖΗΙΚΜΝΟΡΤΥΧᴀʙᴄᴅᴇғɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢøđłıℓ",
            "aeopcyxijsdhlqwbkmhtzbABEKMHOPCTYXIJSaeoptuvikkbynwABEZHIKMNOPTYXabcdefghijklmnoprstuvwyzodlil",
            strict=True,
        )
    )
    | {chr(0x1F1E6 + number): chr(97 + number) for number in range(26)}
    | {chr(0x1F150 + n): chr(97 + n) for n in range(26)}
    | {chr(0x1F170 + n): chr(97 + n) for n in range(26)}
)
_OLD_CHINESE = dict(
    zip(
        "製殺彈槍險藥為麼們個這來學歷與華說話對開視頻體兒讓給樂單應麗愛魯擊傷爾維從時會畫講實驗動國習獨發種裡邊處電導頭號碼麻豬親師義藝術論壞業關間聲後",
        "制杀弹枪险药为么们个这来学历与华说话对开视频体儿让给乐单应丽爱鲁击伤尔维从时会画讲实验动国习独发种里边处电导头号码麻猪亲师义艺术论坏业关间声后",
        strict=True,
    )
)
_ARABIC = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ة": "ه", "ؤ": "و", "ئ": "ي", "ـ": None})
_DEVANAGARI = str.maketrans({"ँ": "ं", "़": None})
_LEET = str.maketrans(
    {"0": "o", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s", "€": "e", "+": "t", "9": "g"}
)
_CJK = "\u3005\u3041-\u3096\u309d-\u30ff\u3400-\u9fff"
_LETTER = rf"(?![{_CJK}_\u0964\u0965])[\w\u0900-\u097f]"
_TOKEN = re.compile(rf"[{_CJK}]|[@$€]?{_LETTER}(?:{_LETTER}|[@$€!|*#+](?={_LETTER}))*")
_END = re.compile(r"[.!?;:]+(?=\s|$)|[\n。！？؟।…؛]")
_THRICE = re.compile(r"(.)\1{2,}")
_OF_A_WORD = 0.4
"""How much of a word one sign is in scripts without spaces."""
_LETTERS, _PARTS = 14, 5
"""Of a word that is spaced out, or divided."""
_MOST_HIDDEN = 1_000
"""Places of a text that are tried for words that are spaced out; one of letters alone has no end of them."""
_SIGN = re.compile(f"[{_CJK}]")
_GLUE = re.compile(r"[-._*/|~·]+")


@dataclass(frozen=True)
class Lattice:
    """A text in words. `at[i]` is how far word `i` is from the beginning, and the last of them how long the text is;
    `sentence[i]` is in which sentence it is, and those in `capital` begin with a capital letter.
    """

    words: tuple[str, ...]
    at: tuple[float, ...]
    sentence: tuple[int, ...]
    edges: tuple[tuple[tuple[int, tuple[str, ...]], ...], ...] = field(repr=False)
    """At each place: where a word ends, and how it may be read."""
    capital: frozenset[int] = frozenset()


def lattice(text: str) -> Lattice:
    """The words of a text."""
    clean = unveiled(text)
    tokens = list(_TOKEN.finditer(clean))
    words = tuple(folded(each[0]) for each in tokens)
    between = [clean[one.end() : two.start()] for one, two in pairwise(tokens)]
    ends = [False, *(bool(_END.search(gap)) for gap in between)][: len(words)]
    edges: list[list[tuple[int, tuple[str, ...]]]] = [[(n + 1, forms(word))] for n, word in enumerate(words)]
    for start, end in islice(_spaced_out(words, between), _MOST_HIDDEN):
        edges[start].append((end, forms("".join(words[start:end]))))
    return Lattice(
        words,
        at=tuple(accumulate((_OF_A_WORD if _is_sign(word) else 1.0 for word in words), initial=0.0)),
        sentence=tuple(accumulate(ends)),
        edges=tuple(map(tuple, edges)),
        capital=frozenset(place for place, each in enumerate(tokens) if each[0][0].isupper()),
    )


def unveiled(text: str) -> str:
    """The text composed in one way, without invisible signs and accents, letters that look alike as one."""
    plain = unicodedata.normalize("NFKC", "".join(_ALIKE.get(char, char) for char in text))
    if plain.isascii():
        return plain
    plain = "".join(map(_plain, plain))
    return plain.translate(_ARABIC).translate(_DEVANAGARI)


@lru_cache(4096)
def _plain(char: str) -> str:
    if char.isascii():
        return char
    if unicodedata.category(char) == "Cf" or "\ufe00" <= char <= "\ufe0f" or "\u0300" <= char <= "\u036f":
        return ""
    if "\u064b" <= char <= "\u065f" or char == "\u0670":
        return ""
    if unicodedata.name(char, "").startswith("LATIN"):
        return "".join(each for each in unicodedata.normalize("NFKD", char) if not unicodedata.combining(each))
    return _ALIKE.get(char) or _OLD_CHINESE.get(char, char)


def folded(word: str) -> str:
    """The word without case."""
    return word.casefold().strip("'’")


@lru_cache(8192)
def forms(word: str) -> tuple[str, ...]:
    """The ways to read a word: as it is, digits as letters, fewer of one letter, without grown-on articles."""
    found = [word]
    if any(map(str.isalpha, word)) and not word.isalpha():
        plain = word.translate(_LEET)
        found += [plain.replace("1", "i").replace("!", "i").replace("|", "l"), plain.translate(_ONE), plain]
    for each in list(found):
        if _THRICE.search(each):
            found += [_THRICE.sub(r"\1", each), _THRICE.sub(r"\1\1", each)]
    if "\u0621" <= word[0] <= "\u064a":
        found += _bare_arabic(word)
    return tuple(dict.fromkeys(found))


_ONE = str.maketrans({"1": "l", "!": "l", "|": "l"})
_GROWN = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ف", "ب", "ل", "ك")


def _bare_arabic(word: str) -> list[str]:
    return [word[len(each) :] for each in _GROWN if word.startswith(each) and len(word) - len(each) >= 3]


def _spaced_out(words: Sequence[str], between: Sequence[str]) -> Iterator[tuple[int, int]]:
    """From where to where words may be one: single letters in a row, and parts that only punctuation divides."""
    for start, first in enumerate(words):
        if _is_sign(first):
            continue
        letters = glued = True
        for end in range(start + 1, min(start + _LETTERS, len(words))):
            letters = letters and len(first) == 1 and len(words[end]) == 1
            glued = glued and end - start < _PARTS and _GLUE.fullmatch(between[end - 1]) is not None
            if not (letters or glued) or _is_sign(words[end]):
                break
            if glued or end > start + 1:
                yield start, end + 1


def _is_sign(word: str) -> bool:
    return _SIGN.match(word) is not None
