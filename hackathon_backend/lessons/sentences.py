"""Text into sentences, in every script whose full stop we know."""

from __future__ import annotations

import re

# The look-behind and the possessive quantifiers keep a million dots from being tried from each of them.
_WESTERN = r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s)"
# These need no space after them; Arabic's and Devanagari's marks end a sentence wherever they stand.
_OTHER = r"[。！？؟।॥]++[」』”’）]*+"
_END = re.compile(f"(?:{_WESTERN})|(?:{_OTHER})")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:[A-Z]|Dr|Mr|Mrs|Ms|Prof|St|No|Fig|Eq|vs|approx|ca|cf|e\.g|i\.e|z\.B|p\.ej|Sr|Sra|bzw|Mme"
    r"|et al|resp|vgl|Abb|Nr|pp|pág|núm|[dz]\. ?[hB]|u\. ?a|p\. ?ej)\.$"
)
# These stand for something else, unless a number comes, or what they count from.
_COUNTING = re.compile(
    r"(?:^|[\s(\[])(?:p|S|vol|Vol|Bd|chap|fol|art|Art|Jh|Jhd|jh|n|v|av|apr|ап|до н|гл|стр|с|т|рис|ст|д)\.$"
)
_COUNT = re.compile(r"\s*(?:\d|[IVXLC]+\b|(?:[vn]\.\s?)?Chr\b|J\.-?C|C\.|э\.|е\.)")
# Before a lower-case word, only a full stop after a word of some length ends a sentence ("etc. and", "wait... what").
_PLAIN_WORD = re.compile(r"\s*[(\[]?[a-zß-öø-ÿ]+(?![A-Za-z])")
_SURE_END = re.compile(r"(?<!\betc)(?<!\bChr)(?<=[^\W\d_]{3})[.!?][\"'”’»)\]]*$|[?!]$")

_ORDINAL = re.compile(r"(?:^|[\s(])\d{1,2}\.$")
_OF_A_ROW = re.compile(r"\b(?:de[rsm]|vom|zum|beim)\s\d{1,2}\.$")
_COUNTED = re.compile(
    r"\s*(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jahrhundert|Jhd?|Klasse"
    r"|Weltkrieg|Kapitel|Lektion|Platz|Tag|Person|Grad)\b"
)
_SPACED = re.compile(r"\s\.(?=\s)")
_INITIALS = re.compile(r"(?:^|[\s(])(?:[A-Z]\.){2,3}$")
_NAME = re.compile(r"\s*(?!(?:The|It|In|This|That|A|He|She|They|We|But|And|Its|On|At)\b)[^\W\d_a-z]\w")
_BRACKET = 80
"""Characters on either side of a full stop within brackets, at most."""
_PROSE = re.compile(r"[^\W\d_].*\s.*[.!?…。！？।؟]", re.DOTALL)
_CODE = re.compile(r"[{}=;\\|<>]|\w\(|//|->|^\s*[#$>]")


def is_sentence(text: str) -> bool:
    """Whether a one-line `text` is prose with a full stop, rather than a name or a piece of code."""
    return bool(_PROSE.fullmatch(text)) and not _CODE.search(text)


def is_question(text: str) -> bool:
    """Whether `text` ends with a question mark."""
    return text.endswith(("?", "？", "؟"))


def sentences(text: str) -> list[str]:
    """The sentences of a one-line `text`, in order, trimmed; what has no full stop is one sentence."""
    found: list[str] = []
    start = 0
    for match in _END.finditer(text):
        if _goes_on(text, start, match.end()):
            continue
        found.append(text[start : match.end()].strip())
        start = match.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if sentence]


def _goes_on(text: str, start: int, end: int) -> bool:
    tail = text[max(start, end - 12) : end]
    if _ABBREVIATION.search(tail):
        return True
    if _OF_A_ROW.search(tail) or (_ORDINAL.search(tail) and _COUNTED.match(text, end)):
        return True
    if (_COUNTING.search(tail) and _COUNT.match(text, end)) or _is_in_brackets(text, start, end):
        return True
    if _SPACED.match(text, end) or (_INITIALS.search(tail) and _NAME.match(text, end)):
        return True
    return bool(_PLAIN_WORD.match(text, end)) and (tail.endswith((")", "]")) or not _SURE_END.search(tail))


def _is_in_brackets(text: str, start: int, end: int) -> bool:
    """Whether a bracket that was opened shortly before is closed shortly after: what stands in it is one thing."""
    for opening, closing in ("()", "[]"):
        opened = text.rfind(opening, max(start, end - _BRACKET), end)
        if opened >= 0 and text.find(closing, opened, end) < 0 and text.find(closing, end, end + _BRACKET) >= 0:
            return True
    return False


def pieces(text: str, limit: int) -> list[str]:
    """`text` in pieces of at most `limit` characters, parted between sentences, else words, else anywhere."""
    if len(text) <= limit:
        return [text] if text else []
    found: list[str] = []
    for sentence in sentences(text):
        for part in _parts(sentence, limit):
            if found and len(found[-1]) + 1 + len(part) <= limit:
                found[-1] = f"{found[-1]} {part}"
            else:
                found.append(part)
    return found


def _parts(sentence: str, limit: int) -> list[str]:
    parts: list[str] = []
    while len(sentence) > limit:
        cut = sentence.rfind(" ", 1, limit + 1)
        cut = cut if cut > 0 else limit
        parts.append(sentence[:cut].strip())
        sentence = sentence[cut:].strip()
    return [part for part in [*parts, sentence] if part]
