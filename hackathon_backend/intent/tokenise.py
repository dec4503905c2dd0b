"""A message as the intent rules read it: cleaned, bounded in length, and cut into words and breaks."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

READ_LIMIT = 5000
"""Characters of a message that are read. Of a longer one (a pasted chapter) the start and the end count: a request
stands before or after what was pasted, and reading less keeps hostile input cheap."""

_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u200c\u200d"
_WIDE = (
    "\u3005-\u3007\u3041-\u3096\u3099-\u309f\u30a1-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
_WORD = rf"(?:(?![{_WIDE}])[\w{_MARKS}])+"
_TOKEN = re.compile(
    rf"""
    (?P<opaque> ```.*?``` | `[^`\n]{{1,200}}` | https?://\S+ | www\.\S+ | </?[A-Za-z][^<>\n]{{0,80}}>
        | "[^"\s]+\s[^"\n]{{0,300}}" | “[^”\s]+\s[^”\n]{{0,300}}” | «\s?[^»\s]+\s[^»\n]{{0,300}}»
        | „[^“”\s]+\s[^“”\n]{{0,300}}[“”] | (?<!\w)['‘][^'’\s]+\s[^'’\n]{{0,300}}['’](?!\w) )
    | (?P<hard> [.…]+(?=[\s"')\]»”]|$) | [!?。！？؟।॥\n]+ | ．)
    | (?P<soft> ,(?!\d) | :(?=\D|$) | [;、，；：،؛—–(){{}}\[\]（）|] | (?<=\s)-+(?=\s) )
    | (?P<word> [{_WIDE}] | {_WORD}(?:['’ʼ]{_WORD})* )
    """,
    re.VERBOSE | re.DOTALL,
)
_UNSPACED = re.compile(f"[{_WIDE}]")
_ELIDED = re.compile(rf"{_WORD}['’ʼ]?")
_LATIN_MARKS = re.compile("[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u200c\u200d]")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_INVISIBLE = {"Cc": " ", "Cf": "", "Cs": "", "Co": "", "Cn": "", "Zs": " ", "Zl": "\n", "Zp": "\n"}


class TokenKind(StrEnum):
    """What a token is: a word, something not to be read as words (code, a quotation, a URL), or a break."""

    WORD = "word"
    OPAQUE = "opaque"
    SOFT = "soft"
    HARD = "hard"


@dataclass(frozen=True, slots=True)
class Token:
    """A word or break; `start` and `end` are its place in the cleaned text, `key` is what it is looked up by."""

    kind: TokenKind
    start: int
    end: int
    key: str


def clean(message: str) -> str:
    """`message` in NFC, without invisible characters, at most READ_LIMIT + 1 characters long; never raises."""
    if len(message) > READ_LIMIT:
        half = READ_LIMIT // 2
        message = message[:half] + "\n" + message[-half:]
    text = unicodedata.normalize("NFC", "".join(map(_visible, message)))
    return _unquoted(text.strip())[: READ_LIMIT + 1]


@lru_cache(maxsize=1024)
def fold(word: str) -> str:
    """The form of `word` that spelling variants share: no case, no width, no accents, no stretching ("videooo").

    Accents go because students leave them out; the marks that make another letter in Devanagari or kana stay.
    """
    bare = _LATIN_MARKS.sub("", unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).casefold()))
    plain = unicodedata.normalize("NFC", bare).replace("’", "'").replace("ʼ", "'")
    return _STRETCHED.sub(r"\1", plain)


@lru_cache(maxsize=64)
def tokens(text: str, *, elides: bool = False) -> tuple[Token, ...]:
    """The words and breaks of a cleaned text, in order. `elides` cuts "l'eau" in two, as French and Italian need."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        kind = TokenKind(match.lastgroup or TokenKind.WORD)
        if kind is TokenKind.WORD and elides:
            found += (_token(kind, match.start() + part.start(), part[0]) for part in _ELIDED.finditer(match[0]))
        else:
            found.append(_token(kind, match.start(), match[0]))
    return tuple(found)


def keys(phrase: str, *, elides: bool = False) -> tuple[str, ...]:
    """The keys of a phrase from a word list."""
    return tuple(token.key for token in tokens(phrase, elides=elides) if token.kind is TokenKind.WORD)


def is_unspaced(key: str) -> bool:
    """Whether `key` begins with a character of a script that is read one by one: Han, kana, Hangul."""
    return bool(_UNSPACED.match(key))


def _token(kind: TokenKind, start: int, text: str) -> Token:
    return Token(kind, start, start + len(text), fold(text).rstrip("'") if kind is TokenKind.WORD else text[:1])


def _visible(char: str) -> str:
    if char.isalnum() or char in "\n\u200c\u200d":
        return char
    return _INVISIBLE.get(unicodedata.category(char), char)


def _unquoted(text: str) -> str:
    """A message that is one quotation is read as if it had no quotation marks."""
    for left, right in ('""', "“”", "''", "«»", "「」"):
        inner = text[1:-1]
        if len(text) > 2 and text[0] == left and text[-1] == right and left not in inner and right not in inner:
            return inner.strip()
    return text
