"""Is a message about a video that is there, to have it changed? Word lists decide, no language model."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from ..intent.intent import Intent, findings_in
from ..intent.language import detect
from ..intent.roles import Role
from ..intent.tokenise import clean
from ..intent.verdict import Finding
from ..jobs import Job
from ..lessons.search.words import terms
from ..writers.base import NO_BRIEF
from ..writers.phrasebook import any_of, by_meaning, flat, pattern, phrases, tidied
from ..writers.wishes import Reading, read_words
from .spoken_languages import language_named

_LONGEST = 14
"""Words of a request for a change that is not understood; more of them are about something else."""
_MOST = 300
"""Characters of one that is; whoever writes more has pasted something."""
_FEW = 6
"""Words in it that are not understood, beside some that are."""


def asks_for_change(
    message: str, intent: Intent, videos: Sequence[Job], voices: Mapping[str, str], *, after_text: bool
) -> bool:
    """Whether `message`, said after `videos`, is about one of them; `after_text`: something else was said since then.

    It need not be understood: "make it funnier" is about the video, too. A question never is.
    """
    if len(message) > _MOST:
        return False
    _video, rest = meant(message, videos, voices)
    reading = read_words(rest, voices)
    if rest is not message and reading.is_whole:
        return True
    if _has_own_topic(intent, voices):
        return False
    of_video = not after_text or _names_video(message)
    if reading.is_whole:
        return of_video or _is_of_film(reading)
    return of_video and _sounds_like_change(message, reading, intent)


def is_bare_change(message: str, voices: Mapping[str, str]) -> bool:
    """Whether `message` only makes sense of a video that is there: "now vertical", "leave the last part out"."""
    reading = read_words(message[: _MOST + 1], voices)
    return (
        len(message) <= _MOST
        and reading.is_whole
        and (_is_of_film(reading) or _names_video(message) or reading.wish.has_part)
    )


def meant(message: str, videos: Sequence[Job], voices: Mapping[str, str]) -> tuple[Job, str]:
    """Which of the conversation's `videos`, oldest first, is meant, and the message without the words that name it.

    The last one, if the message names none by its number or by its title.
    """
    flattened = flat(tidied(message))
    if found := _numbered(bare=len(videos) > 1).search(flattened):
        number = _ordinal(found["order"] or found["alone"])
        if number <= len(videos):
            return videos[max(number - 1, -1)], _without(flattened, found)
    if language_named(flattened) is not None:
        return videos[-1], message
    unknown = read_words(message, voices).unknown
    if (titled := _titled(videos, set(terms(unknown)))) is None:
        return videos[-1], message
    return titled, " ".join(word for word in re.findall(r"[\w'-]+", flattened) if word not in unknown.split())


def _titled(videos: Sequence[Job], words: set[str]) -> Job | None:
    """The last of the videos whose title has all of the words."""
    return next((job for job in reversed(videos) if words and words <= set(terms(title_of(job)))), None)


def _ordinal(word: str) -> int:
    """The number that an ordinal says; that of "last" is negative."""
    return next(int(value) for value, said in by_meaning("ordinals").items() if word in map(flat, said))


def title_of(job: Job) -> str:
    """What a video is called, or was asked for as."""
    return (job.brief or NO_BRIEF).title or job.request.topic or job.request.message


def _has_own_topic(intent: Intent, voices: Mapping[str, str]) -> bool:
    """Whether a video is asked for about something, which is no mere wish ("vertical", "30 seconds")."""
    return bool(intent.wants_video and intent.topic and read_words(intent.topic, voices).unknown)


def _sounds_like_change(message: str, reading: Reading, intent: Intent) -> bool:
    """Whether it is no question, short, and in part understood, or begins as such messages do."""
    if reading.is_question or _asks_for_words(message):
        return False
    words, flattened = re.findall(r"\w+", message), flat(tidied(message))
    partly = reading.acts and len(reading.unknown.split()) <= _FEW
    opens = _opening().match(flattened) is not None
    named = language_named(flattened, framed=False) is not None and len(words) <= _FEW
    return len(words) <= _LONGEST and (partly or opens or named or intent.wants_video)


def _is_of_film(reading: Reading) -> bool:
    """Whether only a film can be meant: no text is vertical or spoken slower."""
    wish = reading.wish
    return (wish.theme, wish.size, wish.voice, wish.pace, wish.seconds, wish.scene) != (None,) * 6


def _names_video(message: str) -> bool:
    roles = [role for finding in _findings(message) for role in finding.clause.roles]
    return bool({Role.VIDEO, Role.VIDEOS} & set(roles))


def _asks_for_words(message: str) -> bool:
    """Whether it is a question: "why is it shorter?"."""
    return any(Role.WHAT in finding.clause.roles for finding in _findings(message))


def _findings(message: str) -> tuple[Finding, ...]:
    text = clean(message)
    return findings_in(text, detect(text))


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"(?:\W*{pattern('lead').pattern})*\W*{pattern('change').pattern}")


@cache
def _numbered(*, bare: bool) -> re.Pattern[str]:
    """What names a video by its number; `bare`: "the first" alone does, too, unless a part follows."""
    article, order = pattern("articles").pattern, pattern("ordinals").pattern
    video = any_of((*phrases("videos"), *by_meaning("parts")["one"]))
    named = rf"(?:{article}\s*)?(?P<order>{order})\s*(?:の)?{video}"
    if not bare:
        return re.compile(named)
    return re.compile(rf"{named}|{article}\s+(?P<alone>{order})(?!\s*(?:の|个|個)?\s*{pattern('parts').pattern})")


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} it {text[found.end() :]}"
