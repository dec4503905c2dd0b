"""How a video shall be made, as far as a request says so in words: how long, for whom, in which shape, look, language.

A word counts only where it stands as one says such things: "a square video" names a shape, "square roots" a topic.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TypedDict, cast

from ..jobs.requests import FrameRate
from ..writers.durations import duration, seconds_of
from ..writers.phrasebook import any_of, by_meaning, flat, meaning, pattern, phrases, tidied
from .spoken_languages import language_named

_BARE = {"paper", "clean"}
"""Looks whose names are too common to count without "style" or "background"."""
_LISTS = {"style": "theme"}
"""Options whose words are listed under another name."""
_READ = 400
"""Characters of a message that is read: who writes more has pasted something."""
_EXACT = re.compile(r"(?:\b(?:in|at|as|en|em|mit)\s+)?\b([1-9]\d{2,3})\s*[x×]\s*([1-9]\d{2,3})\b")
_SPELLED = {"six", "seven", "eight", "nine", "ten", "eleven", "twelve"}


class VideoOptions(TypedDict, total=False):
    """How a video shall be made, by the names that orders have for it: its length in seconds, its size in pixels as
    "1280x720", its look, whom it is for, its language.
    """

    seconds: float
    size: str
    style: str
    level: str
    language: str


class OrderOptions(VideoOptions, total=False):
    """The same of a request, which may name more than words do."""

    model: str
    voice: str
    voice_speed: float
    frame_rate: FrameRate
    described: bool


@dataclass(frozen=True)
class Options:
    """What was `found` in a message; `rest` is the message without the words that say it."""

    rest: str
    found: VideoOptions = field(default_factory=VideoOptions)
    words: Mapping[str, str] = field(default_factory=dict)
    """What was said of size and style, in the student's own words."""


def read_options(message: str) -> Options:
    """The options that `message` names."""
    if len(message) > _READ:
        return Options(message)
    reader = _OptionReader(tidied(message))
    # Each takes its words away from those that come after it.
    size = reader.exact_size() or reader.framed("size")
    style = reader.framed("style")
    found = options_of(reader.seconds(), size, style, reader.level(), reader.language())
    return Options(reader.rest if found else message, found, reader.words)


def options_of(
    seconds: float | None, size: str | None, style: str | None, level: str | None, language: str | None = None
) -> VideoOptions:
    """The options that are not None."""
    named = {"seconds": seconds, "size": size, "style": style, "level": level, "language": language}
    return cast(VideoOptions, {name: value for name, value in named.items() if value is not None})


class _OptionReader:
    """Takes what it understands out of the words."""

    def __init__(self, text: str) -> None:
        self.rest = text
        self.words: dict[str, str] = {}

    def exact_size(self) -> str | None:
        found = _EXACT.search(self.rest)
        if found is None:
            return None
        self._cut(found.start(), found.end())
        return f"{found[1]}x{found[2]}"

    def framed(self, kind: str) -> str | None:
        """The value of `kind` that is named in one of the ways in which it can be no part of the topic."""
        for frame in _frames(kind):
            for found in frame.finditer(flat(self.rest)):
                value = meaning(_LISTS.get(kind, kind))[found["core"]]
                if value not in _BARE or found.groupdict().get("format"):
                    self.words[kind] = self.rest[found.start("core") : found.end("core")]
                    self._cut(found.start("all"), found.end("all"))
                    return value
        return None

    def seconds(self) -> float | None:
        for frame in _lengths():
            for found in frame.finditer(flat(self.rest)):
                if (value := seconds_of(found)) is not None:
                    self._cut(found.start("all"), found.end("all"))
                    return value
        return self._brevity()

    def _brevity(self) -> float | None:
        """The seconds of a "quick" or "short" video."""
        if (found := _brief().search(flat(self.rest))) is None:
            return None
        self._cut(*(found.span("at") if found["at"] else found.span("by")))
        return float(meaning("brevity")[found["before"] or found["after"]])

    def level(self) -> str | None:
        found = _audience().search(flat(self.rest))
        if found is None:
            return None
        group = "who" if found["who"] else "alone"
        who = self.rest[found.start(group) : found.end(group)]
        self._cut(found.start(), found.end())
        return who

    def language(self) -> str | None:
        found = language_named(flat(self.rest))
        if found is None:
            return None
        self._cut(found.start, found.end)
        return found.code

    def _cut(self, start: int, end: int) -> None:
        self.rest = re.sub(r"\s+([,.;:!?])", r"\1", " ".join(f"{self.rest[:start]} {self.rest[end:]}".split()))


def _video() -> str:
    return any_of(phrases("videos"))


def _ends() -> str:
    """What may follow an option that stands at the end of something."""
    return rf"(?=\s*(?:$|[.,;:!?()。、，！？]|{pattern('ends').pattern}|{_video()}))"


@cache
def _frames(kind: str) -> tuple[re.Pattern[str], ...]:
    core, form = rf"(?P<core>{pattern(_LISTS.get(kind, kind)).pattern})", rf"(?P<format>{pattern('formats').pattern})"
    into = rf"(?:{pattern('preps').pattern}\s+)"
    of_it = rf"(?:{pattern('determiners').pattern}\s+)?"
    others = rf"(?:(?:{pattern('size').pattern}|{pattern('theme').pattern}|{duration_words()})\s*(?:的|の)?\s*)*"
    written = (
        rf"(?P<all>(?:{into}{of_it})?{core}[\s-]*{form}(?:的|の|で|में)?)",
        rf"(?P<all>(?:{into}{of_it})?{form}\s*{core})",
        rf"(?P<all>{core}(?:的|の)?)(?=\s*{others}{_video()})",
        rf"{_video()}\s+(?:{pattern('brevity').pattern}\s*(?:,|y|e|et|und|and)\s*)?(?P<all>{core})(?!\w)",
        rf"(?P<all>{into}{of_it}{core}){_ends()}",
        rf"(?:[,(、，]\s*)(?P<all>{core})(?=\s*(?:$|[.,;:!?)]|{pattern('ends').pattern}))",
        rf"(?P<all>(?P<core>{pattern('adverbs').pattern}))(?=\W*$)" if kind == "size" else r"(?!)",
    )
    return tuple(map(re.compile, written))


@cache
def _lengths() -> tuple[re.Pattern[str], ...]:
    length, of = duration().pattern, rf"(?:{pattern('of').pattern}\s+)"
    long = rf"(?:[\s-]*(?:{pattern('long').pattern}))"
    about = r"(?:(?:about|around|roughly|etwa|circa|unos|environ|cerca de|約|大约)\s*)?"
    written = (
        rf"(?P<all>{about}{length}{long}?(?:的|の|짜리|अवधि का|का)?)(?=[\s-]*(?:[\w-]+\s+){{0,2}}{_video()})",
        rf"(?P<all>{length}(?:{long}|\s*(?:的|の|का|की|짜리)))",
        rf"{_video()}\s*[,(]?\s*(?P<all>{of}*{about}{length})(?!\w)",
        rf"(?P<all>{of}{about}{length}){_ends()}",
        rf"(?:[,(、，]\s*)(?P<all>{about}{length}){_ends()}",
        rf"(?P<all>{length})(?=\s*(?:{pattern('ends').pattern})?\W*$)",
    )
    return tuple(map(re.compile, written))


@cache
def _brief() -> re.Pattern[str]:
    """What finds that a video shall be short: the word stands at the video, with nothing between but other options."""
    short, very = pattern("brevity").pattern, rf"(?:{pattern('degrees').pattern}\s*(?:,\s*)?)*"
    others = rf"(?:(?:{pattern('size').pattern}|{pattern('theme').pattern})(?:\s*(?:的|の))?[\s,]*)*"
    return re.compile(
        rf"(?P<at>{very}(?P<before>{short})\s*(?:的|の|-)?)(?=[\s,]*{others}(?:{_video()}|one\s+(?:about|on)\b))"
        rf"|{_video()}\s+(?:(?:and|und|y|e|et)\s+)?(?:(?:que|che|that)\s+(?:sea|soit|seja|sia|is)\s+)?(?P<by>{very}(?P<after>{short})(?:\s+(?:y|e|et|und|and)(?=\s+(?:sobre|sur|su|über|about)\b))?)(?!\w)"
    )


def duration_words() -> str:
    """The pattern of a length without the names of its parts, to stand in another pattern."""
    return re.sub(r"\?P<\w+>", "?:", duration().pattern)


@cache
def _audience() -> re.Pattern[str]:
    whose = rf"(?:{pattern('whose').pattern}\s+)*"
    age = rf"(?:\d{{1,2}}|{any_of(_SPELLED)})(?:\s*(?:-|–|to|bis|a|à)\s*\d{{1,2}})?[\s-]*{pattern('years').pattern}"
    order = any_of(each for number, said in by_meaning("ordinals").items() if number != "-1" for each in said)
    grade = rf"(?:grade\s*\d{{1,2}}|(?:\d{{1,2}}(?:st|nd|rd|th)|{order})[\s-]+grade(?:rs?)?)"
    young = r"(?:\s+(?:students|pupils|children|kids))?"
    of_age = rf"(?:{any_of(phrases('audience'))}{young}\s+(?:(?:of|de|von|aged|di)\s+)?)?{age}"
    old = rf"(?:\s+{any_of(phrases('audience'))})?"
    return re.compile(
        rf"(?:{pattern('for').pattern})\s+(?P<who>{whose}(?:{of_age}{old}|{grade}|{any_of(phrases('audience'))}{young}))(?!\w)"
        rf"|(?P<alone>{pattern('audience_alone').pattern}(?:的|の)?)"
    )
