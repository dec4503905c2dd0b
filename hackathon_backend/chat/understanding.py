"""A message as a whole: what it asks for, how that shall be made, and what of its words is told back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

from ..intent.intent import Intent, read_intent
from ..writers.lesson.phrases import name_of
from .options import VideoOptions, read_options
from .phrases import said


@dataclass(frozen=True)
class Understood:
    """What a message asks for; `options` are those that its words name and no option of the request overrules."""

    intent: Intent
    options: VideoOptions = field(default_factory=VideoOptions)
    words: Mapping[str, str] = field(default_factory=dict)
    """Those options that are told back as the student said them."""

    def notes(self, *, has_model: bool) -> list[str]:
        """What is told back of the words, in the student's language; without a language model no level can be kept."""
        told = [self.words.get(name) or _told(name, value) for name, value in self.options.items() if name != "level"]
        language = self.intent.language
        notes = [said("understood", language, what=", ".join(told))] if told else []
        if "level" in self.options and not has_model:
            notes.append(said("level_kept", language, level=self.options["level"]))
        return notes


def understood(message: str, given: Mapping[str, Any], language: str | None = None) -> Understood:
    """What `message` asks for; `given` are the options of the request, which go before its words, and `language` is
    the one that the conversation is in, if that is known.

    Words for how a video shall be made hide neither that one is asked for nor what it is about.
    """
    whole, options = read_intent(message), read_options(message)
    whole = replace(whole, language=language or whole.language)
    if not options.found:
        return Understood(whole)
    rest = read_intent(options.rest)
    asks = whole.wants_video or rest.wants_video
    intent = replace(rest, wants_video=asks, language=whole.language) if rest.wants_video else whole
    found = {name: value for name, value in options.found.items() if asks and name not in given}
    return Understood(intent, cast(VideoOptions, found), options.words)


def _told(name: str, value: object) -> str:
    if name == "seconds":
        return f"{value:g} s"
    return name_of(str(value)) if name == "language" else str(value)
