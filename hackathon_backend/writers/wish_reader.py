"""What of a wish is understood: word lists and patterns, each of which takes its words out of the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from .durations import duration, seconds_of
from .phrasebook import any_of, by_meaning, flat, meaning, pattern, tidied

_VOICE = re.compile(
    r"\b(?:(?:in|with|by|use|mit|con|avec|com)\s+)?(?:(?:the|der|die|la)\s+)?"
    r"(?:(?:voice|stimme|voz|voix|voce)\s*[:=]?\s*(?:(?:of|von|de|di)\s+)?(?P<after>[\w-]+)"
    r"|(?P<before>[\w'-]+)\s+(?:voice|stimme))\b"
)
_SIZE = re.compile(r"\b([1-9]\d{2,3})\s*[x×]\s*([1-9]\d{2,3})\b")
_NO = re.compile(r"^(?:no|nope|nein|non|nao|nee|nie|hayir|нет)\s*[,.!;:–-]+\s*")
_IS_IT = re.compile(
    r"^\W*(?:is|are|was|ist|war|sind|es|est|e|era|fu)\b(?!-ce que (?:tu|vous)).*\?\s*$"
    r"|^\W*क्या\s(?!.*(?:सक|दोग|देंग|दोगे|करोग|करेंग|बना\s)).*\s(?:है|हैं|था|थी|थे)[?\s]*$"
    r"|^\W*هل\s+(?:هو|هي|هذا|هذه|كان|الفيديو)\s.*$"
    r"|^(?:这|這|那|它|视频|影片)(?!.*(?:能|可以|会|會|把)).*(?:吗|嗎)[?？\s]*$"
    r"|^(?!.*(?:くれ|もらえ|ください|でき|いい)).*(?:ですか|ましたか|ますか)[?？\s]*$"
)
"""A question for how it is: "is it shorter?"."""
_NOWHERE = 10_000
"""The index of a scene that no video has, so that it is refused."""
_GRAMMATICAL = r"\s*(?:st|nd|rd|th|e|er|eme|a|o|ª|º|-?[йя])?\s*(?:\.|の|番目の?|個目の?|つ目の?|个|個|번째)?\s*"
_NUMBER_WORDS = r"\s*(?:number|no\.?|nr\.?|nummer|numero|n°|#)?\s*"
_DUALS = "الجزاين|الجزءين|المشهدين|الخطوتين"
"""Arabic nouns that say "two" by themselves, as `flat` leaves them."""


class WishReader:
    """Takes what it understands out of the words."""

    def __init__(self, words: str) -> None:
        self._left = _NO.sub("", flat(tidied(words)))
        self.asks = _IS_IT.match(self._left) is not None

    def has(self, kind: str) -> bool:
        found = False
        while self._take(pattern(kind)) is not None:
            found = True
        return found

    def about(self) -> str | None:
        found = self._take(_about())
        return (found["after"] or found["before"]).strip() if found else None

    def parts(self) -> tuple[int | None, int | None, int] | None:
        """The indices of the first of several scenes or steps that are named together, and how many they are."""
        found = next((match for each in _several() if (match := self._take(each)) is not None), None)
        if found is None:
            return None
        noun = found["noun"]
        if "from" not in found.groupdict():
            count = _number(found["count"]) if found["count"] else 2
            first = _index(found["order"]) if found["order"] else 0
            place = -count if first == -1 else first
        else:
            place, last = _index(found["from"]), _index(found["to"])
            count = last - place + 1 if last > place >= 0 else _NOWHERE
        return (None, place, count) if meaning("parts")[noun] == "step" else (place, None, count)

    def part(self) -> tuple[int | None, int | None]:
        """The indices of the scene and of the step that are named."""
        found = self._take(_part())
        if found is None:
            return None, None
        place = _index(found["order"] or found["later"])
        is_step = meaning("parts")[found["noun"] or found["name"]] == "step"
        return (None, place) if is_step else (place, None)

    def size(self) -> str | None:
        exact = self._take(_SIZE)
        return f"{exact[1]}x{exact[2]}" if exact else self.one_of("size")

    def voice(self, voices: Mapping[str, str]) -> str | None:
        for found in _VOICE.finditer(self._left):
            for name in (found["after"], (found["before"] or "").removesuffix("'s")):
                if name in voices:
                    self._left = self._left.replace(found[0], " ", 1)
                    return voices[name]
        return None

    def seconds(self) -> float | None:
        for found in duration().finditer(self._left):
            if (value := seconds_of(found)) is not None:
                self._cut(found)
                return value
        return None

    def pace(self) -> float | None:
        much = pattern("much").search(self._left) is not None
        factor = self.one_of("pace")
        return None if factor is None else float(factor) ** (2 if much else 1)

    def one_of(self, kind: str) -> str | None:
        found = self._take(pattern(kind))
        return meaning(kind)[found[0]] if found else None

    def rest(self) -> str:
        """The words that were not understood, without fillers."""
        left = pattern("filler").sub(" ", pattern("much").sub(" ", self._left))
        return " ".join(re.findall(r"[^\s.,;:!?'\"()¿¡。、！？،؟।…-]+", left)) if re.search(r"\w", left) else ""

    def _take(self, wanted: re.Pattern[str]) -> re.Match[str] | None:
        found = wanted.search(self._left)
        if found:
            self._cut(found)
        return found

    def _cut(self, found: re.Match[str]) -> None:
        # One space, so that what stood around it ("leave ... out") is together again.
        self._left = " ".join(f"{self._left[: found.start()]} {self._left[found.end() :]}".split())


def _index(number: str) -> int:
    value = int(number) if number.isdecimal() else int(meaning("ordinals")[number])
    return value - 1 if value > 0 else (-1 if value == -1 else _NOWHERE)


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else int(meaning("numbers")[word])


@cache
def _several() -> tuple[re.Pattern[str], ...]:
    """What finds "the last two parts" (in the order of each language) and "parts 2 and 3"."""
    article = rf"(?:{pattern('articles').pattern}\s*)?"
    several = any_of(
        each for value, said in by_meaning("numbers").items() if float(value) in range(2, 6) for each in said
    )
    count, order = rf"(?P<count>[2-9]|{several})", rf"(?P<order>{pattern('ordinals').pattern})"
    noun = rf"(?:つの|個の|个)?\s*(?P<noun>{_named_part()})"
    number = rf"(?:\d{{1,2}}|{pattern('ordinals').pattern})"
    range_ = rf"(?P<from>{number})\s*(?:and|und|y|et|e|en|i|و|和|と|और|to|bis|a|à|-|–)\s*{article}(?P<to>{number})"
    return tuple(
        re.compile(rf"{article}{each}")
        for each in (
            rf"{order}\s*の?{count}\s*{noun}",
            rf"{count}\s*{order}\s*{noun}",
            rf"{order}\s*{noun}\s*{count}(?!\w)",
            rf"前(?P<order>(?!))?{count}\s*{noun}",
            rf"(?P<noun>{_DUALS})\s*{order}(?P<count>(?!))?",
            rf"{noun}\s*{range_}",
            rf"{range_}\s*{noun}",
        )
    )


@cache
def _named_part() -> str:
    return any_of(each for kind in ("part", "step") for each in by_meaning("parts")[kind])


@cache
def _part() -> re.Pattern[str]:
    article = rf"(?:{pattern('articles').pattern}\s*)?"
    order, noun = pattern("ordinals").pattern, pattern("parts").pattern
    return re.compile(
        rf"{article}(?P<order>{order}|\b\d{{1,3}}){_GRAMMATICAL}(?P<noun>{noun})"
        rf"|{article}(?P<name>{_named_part()}){_NUMBER_WORDS}{article}(?P<later>\d{{1,3}}(?!\d)|{order})"
    )


@cache
def _about() -> re.Pattern[str]:
    article = rf"(?:{pattern('articles').pattern}\s*)?"
    noun = _named_part()
    return re.compile(
        rf"{article}{noun}\s+{pattern('about').pattern}\s+(?P<after>\w[^,.;:!?]*)"
        rf"|(?:关于)?(?P<before>[^,.;:!?、。，]{{2,80}}?)\s*{pattern('about_before').pattern}\s*{noun}"
    )
