"""What somebody wants changed about a video, as far as it can be told without a language model."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from .phrasebook import any_of, flat, lists, meaning, pattern, tidied

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
_LONGEST = 500
"""Characters of a wish that is read: a longer one is a text, which no list of words understands."""
_NOWHERE = 10_000
"""The index of a scene that no video has, so that it is refused."""
_GRAMMATICAL = r"\s*(?:st|nd|rd|th|e|er|eme|a|o|ª|º|-?[йя])?\s*(?:\.|の|番目の?|個目の?|つ目の?|个|個|번째)?\s*"
_NUMBER_WORDS = r"\s*(?:number|no\.?|nr\.?|nummer|numero|n°|#)?\s*"
_DUALS = "الجزاين|الجزءين|المشهدين|الخطوتين"
"""Arabic nouns that say "two" by themselves, as `flat` leaves them."""
_FEWEST_SECONDS = 3


@dataclass(frozen=True)
class Wish:
    """What to change; None leaves it as it is. `pace` is a factor (0.85: slower), `seconds` the length that is wanted,
    `by` how many seconds longer (below 0: shorter) it shall be.

    Which part of the video is meant: `scene` (an index from 0, -1 the last), `step` (the same, of what is told in
    steps), `kind` (a type of scene) or `about` (words that it speaks of). `count` of them are meant from `scene` or
    `step` on. `shorter`, `longer`, `remove` and `only` are about that part, or about the whole video. `quiz`: a
    question is to be added.
    """

    theme: str | None = None
    size: str | None = None
    voice: str | None = None
    pace: float | None = None
    seconds: float | None = None
    by: float | None = None
    shorter: bool = False
    longer: bool = False
    remove: bool = False
    only: bool = False
    quiz: bool = False
    scene: int | None = None
    step: int | None = None
    count: int = 1
    kind: str | None = None
    about: str | None = None

    @property
    def has_part(self) -> bool:
        """Whether a part of the video is named."""
        return (self.scene, self.step, self.kind, self.about) != (None, None, None, None)

    @property
    def is_sound(self) -> bool:
        """Whether it says what to do, and with what."""
        acts = self.shorter or self.longer or self.remove or self.only
        whole = (self.theme, self.size, self.voice, self.pace, self.seconds) != (None,) * 5
        if self.count > 1 and (self.shorter or self.longer):
            return False
        if self.has_part:
            return (acts or self.quiz) and [self.remove, self.only, self.shorter or self.longer].count(True) <= 1
        return (
            not self.only and (self.shorter or self.longer or whole or self.quiz) and not (self.shorter and self.longer)
        )


@dataclass(frozen=True)
class Reading:
    """What was understood of some words, and the words that were not; a question wishes for nothing."""

    wish: Wish
    unknown: str = ""
    is_question: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether everything was understood, and is something that can be done: half a wish is a wrong video."""
        return not self.unknown and not self.is_question and self.wish.is_sound

    @property
    def acts(self) -> bool:
        """Whether something that can be done was understood, beside a part of the video to do it with."""
        return replace(self.wish, scene=None, step=None, count=1, kind=None, about=None) != Wish()


def read_wish(words: str, voices: Mapping[str, str]) -> Wish | None:
    """The wish that `words` are, None if anything in them is not understood.

    `voices` are the names that may be wished for, in lower case, with what each is called in an order.
    """
    reading = read_words(words, voices)
    return reading.wish if reading.is_whole else None


def read_words(words: str, voices: Mapping[str, str]) -> Reading:
    """What is understood of `words`, whether that is all of them or not."""
    if len(words) > _LONGEST:
        return Reading(Wish(), words[:_LONGEST])
    reader = _WishReader(words)
    only = reader.has("only")
    about = reader.about()
    scene, step, count = reader.parts() or (*reader.part(), 1)
    kind = reader.one_of("kind")
    wish = Wish(
        size=reader.size(),
        voice=reader.voice(voices),
        seconds=reader.seconds(),
        theme=reader.one_of("theme"),
        pace=reader.pace(),
        scene=scene,
        step=step,
        count=count,
        kind=kind,
        about=about,
    )
    length = reader.one_of("length")
    wish = replace(wish, shorter=length == "shorter", longer=length == "longer", remove=reader.has("remove"))
    adds = reader.has("add")
    return Reading(_settled(wish, only=only, adds=adds), reader.rest(), reader.asks)


def _settled(wish: Wish, *, only: bool, adds: bool) -> Wish:
    """The wish with those words weighed that mean nothing by themselves."""
    named = wish.has_part
    if wish.seconds is not None and (wish.shorter or wish.longer):
        wish = replace(wish, by=-wish.seconds if wish.shorter else wish.seconds, seconds=None)
    if wish.kind == "quiz" and adds and not wish.remove:
        # Nothing but a question can be added without a language model.
        return replace(wish, quiz=True, kind=None)
    acts = wish.remove or wish.shorter or wish.longer
    changes = wish.seconds is not None or acts or wish.theme or wish.size
    return replace(wish, only=only and named and not acts, remove=wish.remove and (named or not changes))


class _WishReader:
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
        """The words that nobody took, and that mean something."""
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


def seconds_of(found: re.Match[str]) -> float | None:
    """How many seconds a `duration` is; None for what is none, as "a second"."""
    unit = float(meaning("units")[found["unit"]])
    digits = found["digits"]
    value = float(digits.replace(",", ".")) if digits else float(meaning("numbers")[found["word"]])
    return value * unit if value * unit >= _FEWEST_SECONDS else None


@cache
def duration() -> re.Pattern[str]:
    """What finds "20 seconds", "two minutes", "30s" in flat words."""
    return re.compile(
        rf"(?:(?<![a-zа-я\d.,])(?P<digits>\d{{1,5}}(?:[.,]\d{{1,2}})?)|(?P<word>{pattern('numbers').pattern}))"
        rf"[\s-]*(?P<unit>{_units()})"
    )


def _units() -> str:
    # A unit may stand right after its figure: "30s".
    return pattern("units").pattern.replace(r"(?<!\w)", "")


def _index(number: str) -> int:
    value = int(number) if number.isdecimal() else int(meaning("ordinals")[number])
    return value - 1 if value > 0 else (-1 if value == -1 else _NOWHERE)


def _number(word: str) -> int:
    return int(word) if word.isdecimal() else int(meaning("numbers")[word])


@cache
def _several() -> tuple[re.Pattern[str], ...]:
    """What finds "the last two parts" (in the order of each language) and "parts 2 and 3"."""
    article = rf"(?:{pattern('articles').pattern}\s*)?"
    several = any_of(each for value, said in lists("numbers").items() if float(value) in range(2, 6) for each in said)
    count, order = rf"(?P<count>[2-9]|{several})", rf"(?P<order>{pattern('ordinals').pattern})"
    noun = (
        rf"(?:つの|個の|个)?\s*(?P<noun>{any_of(each for kind in ('part', 'step') for each in lists('parts')[kind])})"
    )
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
def _part() -> re.Pattern[str]:
    article = rf"(?:{pattern('articles').pattern}\s*)?"
    order, noun = pattern("ordinals").pattern, pattern("parts").pattern
    named = any_of(each for kind in ("part", "step") for each in lists("parts")[kind])
    return re.compile(
        rf"{article}(?P<order>{order}|\b\d{{1,3}}){_GRAMMATICAL}(?P<noun>{noun})"
        rf"|{article}(?P<name>{named}){_NUMBER_WORDS}{article}(?P<later>\d{{1,3}}(?!\d)|{order})"
    )


@cache
def _about() -> re.Pattern[str]:
    article = rf"(?:{pattern('articles').pattern}\s*)?"
    noun = any_of(each for kind in ("part", "step") for each in lists("parts")[kind])
    return re.compile(
        rf"{article}{noun}\s+{pattern('about').pattern}\s+(?P<after>\w[^,.;:!?]*)"
        rf"|(?:关于)?(?P<before>[^,.;:!?、。，]{{2,80}}?)\s*{pattern('about_before').pattern}\s*{noun}"
    )
