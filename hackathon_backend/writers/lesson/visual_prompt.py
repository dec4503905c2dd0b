"""The visual prompt: what a generative engine is asked to show. Never what is said, and no writing in the picture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ...lessons import Lesson
from ...lessons.languages import base
from ...lessons.search.words import terms
from ..base import PROMPT_LIMIT
from ..cutting import cut_at_word
from .beats import Beat
from .plan import LessonPlan
from .scenes.dates import is_timeline
from .scenes.labels import heading, label, parted, term_of

_LOOK = "clean flat vector style, bright colours on a light background"
_CAMERA = "One clear focal point, slow camera movement, no written text."
_SUBJECTS = 6
_FEW = 3
_SUMMARY = 130
_STAGE = 42
# English: a noun is what can stand between one of these and the end of a phrase.
_NOUN = re.compile(
    r"\b(?:the|an?|of|its|their|every|each|into|from|with|more|no|two|three)\s+([^\W\d_]{4,})(?=[.,;:!?]|\s+(?:is|are|was"
    r"|were|and|or|of|in|on|to|that|which|has|have|can|from|with|into|for|by|at|when|as|than)\b|$)",
    re.IGNORECASE,
)
_NO_THINGS = frozenset(
    [
        "first",
        "second",
        "third",
        "last",
        "same",
        "other",
        "others",
        "rest",
        "account",
        "title",
        "page",
        "side",
        "sides",
        "left",
        "right",
    ]
)


def visual_prompt(lesson: Lesson, plan: LessonPlan, style: str | None) -> str:
    """A prompt of at most PROMPT_LIMIT characters for the video of a plan."""
    beats = [said.beat for said in plan.beats]
    look = " ".join(style.split())[:120].strip(" .") if style else _LOOK
    ending = f"Style: {look or _LOOK}. {_CAMERA}"
    parts = [f"Educational animation showing {_subject(lesson, plan.focus)}."]
    if subjects := _subjects(lesson, beats):
        parts.append(f"In view: {', '.join(subjects)}.")
    parts += [f"{movement[:1].upper()}{movement[1:]}." for movement in _movements(beats)]
    prompt = cut_at_word(parts[0], PROMPT_LIMIT - len(ending) - 1)
    for part in parts[1:]:
        if len(prompt) + len(part) + len(ending) + 2 <= PROMPT_LIMIT:
            prompt = f"{prompt} {part}"
    return f"{prompt} {ending}"


def _movements(beats: Sequence[Beat]) -> list[str]:
    beats = [replace(beat, kind=beat.listed[0].kind, shown=beat.listed) if beat.listed else beat for beat in beats]
    first_of_kind = {beat.kind: beat for beat in reversed(beats)}
    return [text for beat in beats if first_of_kind.get(beat.kind) is beat and (text := _movement(beat))]


def _subject(lesson: Lesson, focus: str) -> str:
    title = heading(lesson.title.rstrip(" ."), 100)
    if focus and focus != lesson.title:
        return f"{title}: {heading(focus.rstrip(' .'), 80)}"
    summary = lesson.summary.strip(" .")
    return f"{title}: {cut_at_word(summary, _SUMMARY)}" if summary else title


def _movement(beat: Beat) -> str:
    """How the thing that a beat shows is seen to move."""
    match beat.kind:
        case "code":
            tree = (
                "a component tree of glowing boxes" if "component" in beat.text.casefold() else "boxes holding values"
            )
            return f"highlighted code lines on a dark editor beside {tree}, data flow arrows moving between them"
        case "formula":
            return "an equation on a board whose parts light up in colour and slide into place"
        case "steps":
            return _stages(beat)
        case "bullets":
            names = [term_of(item) or label(item, "en", _STAGE).text for item in beat.items[:4]]
            return f"{len(names)} pictures that appear one by one: {', '.join(names)}"
        case "table":
            things = _compared(beat.shown[0].rows)
            return f"a side-by-side comparison of {', '.join(things)}" if len(things) > 1 else ""
        case _:
            return ""


def _compared(rows: Sequence[Sequence[str]]) -> list[str]:
    """The things that a table is about: what its rows are named after, or its columns if the rows are their traits."""
    names = [row[0] for row in rows[1:4]] if rows[0][0] else list(rows[0][1:4])
    return [name for name in names if sum(map(str.isalpha, name)) > 2 and name.casefold() not in _NO_THINGS]


def _stages(beat: Beat) -> str:
    if is_timeline(beat.items):
        scenes = [label(parted(item)[1], "en", _STAGE).text for item in beat.items[:3]]
        return f"a path through time, each moment a small scene: {', '.join(scenes)}"
    names = [term_of(item) or label(item, "en", _STAGE).text for item in beat.items[:4]]
    return f"{len(beat.items)} stages joined by arrows: {', '.join(names)}"


def _subjects(lesson: Lesson, beats: Sequence[Beat]) -> list[str]:
    """The things that the beats speak of most, as they are written; only in English can they be told from verbs."""
    if base(lesson.language) != "en":
        return []
    counts: Counter[str] = Counter()
    written: dict[str, str] = {}
    for beat in beats:
        for word in _NOUN.findall(" ".join([*beat.prose, *beat.items])):
            for term in terms(word, lesson.language) if word.casefold() not in _NO_THINGS else ():
                counts[term] += 1
                written.setdefault(term, word)
    common = counts.most_common(_SUBJECTS)
    often = [term for term, count in common if count > 1]
    return [written[term] for term in (often if len(often) >= _FEW else dict(common[:_FEW]))]
