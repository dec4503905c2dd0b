"""A film with its descriptions spoken: the same scenes, held longer where what they show is told."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypedDict

import numpy as np

from .. import media
from ..speech import Speech, join
from ..storyboard import SceneTiming, Storyboard, thinking_time
from ..storyboard.kinds.base import TAIL, BaseScene
from ..storyboard.kinds.quiz.scene import QuizScene
from .descriptions import Description, descriptions_of
from .narration import timing_of

_BREATH = 0.3
"""Seconds between the narration and what is described, and after it."""
_RINGS = 0.1
"""Seconds for which the last word is still heard."""


class DescriptionRow(TypedDict):
    """A description in JSON's terms: of which scene, from where to where (seconds)."""

    scene: int
    start: float
    end: float
    text: str


class PauseRow(TypedDict):
    """Where the described film waits for a description: `at` in the film without any, for `seconds`."""

    at: float
    seconds: float


@dataclass(frozen=True)
class DescribedScene:
    """How a scene with its descriptions is timed; `pauses` are (where it waits in the film without them, how long)."""

    timing: SceneTiming
    pauses: tuple[tuple[float, float], ...] = ()
    silent: bool = False


@dataclass(frozen=True)
class DescriptionPlace:
    """Where a description belongs: from `at` to `until`, in seconds of its scene without descriptions."""

    what: Description
    at: float
    until: float


def places_of(scene: BaseScene, language: str, timing: SceneTiming) -> list[DescriptionPlace]:
    """The descriptions of a scene that is timed so, in order."""
    return [DescriptionPlace(what, *_span(scene, timing, what)) for what in descriptions_of(scene, language)]


def _span(scene: BaseScene, timing: SceneTiming, what: Description) -> tuple[float, float]:
    if isinstance(scene, QuizScene):
        asked, told = thinking_time(scene, timing)
        if what.before_answer:
            return min(asked + _RINGS, told - _RINGS), told
    return max(0.0, min(timing.speech_end + _RINGS, timing.duration - TAIL + _RINGS)), timing.duration


def with_descriptions(
    heard: Speech, spoken: Sequence[tuple[DescriptionPlace, Speech]], fps: int | None = None
) -> Speech:
    """The sound of a scene with `spoken` in it; its words are those of the narration alone.

    Silence that is there already is used. With `fps` it lasts a whole number of frames.
    """
    pieces: list[Speech] = []
    done = 0.0
    for place, said in spoken:
        wanted = _BREATH + said.duration
        pieces += [_part(heard, done, place.at), _silence(_BREATH), replace(said, words=())]
        # The time to think comes after the options are known; at the end, what is silent is as good for speaking.
        room = 0.0 if place.what.before_answer else heard.duration - place.at - (TAIL - _RINGS)
        done = place.at + min(max(0.0, room), wanted)
        if place.what.before_answer:
            pieces.append(_silence(_BREATH))
    whole = join([*pieces, _part(heard, done, heard.duration)])
    lacking = math.ceil(whole.duration * fps - 1e-6) / fps - whole.duration if fps else 0.0
    return join([whole, _silence(lacking, whole.rate)]) if lacking > 0 else whole


def described_scene(
    heard: Speech, timing: SceneTiming, spoken: Sequence[tuple[DescriptionPlace, Speech]]
) -> DescribedScene:
    """How the scene is timed whose sound is `heard` with `spoken` in it; `timing` is without."""
    if not spoken:
        return DescribedScene(timing)
    longer = timing_of(heard)
    added = longer.duration - timing.duration
    pauses = []
    for place, said in spoken:
        share = said.duration + 2 * _BREATH if place.what.before_answer else added
        pauses.append((place.at, max(0.0, share)))
        added -= share
    return DescribedScene(longer, tuple(pauses), any("silence" in said.voice.split("+") for _, said in spoken))


def description_cues(board: Storyboard, timings: Sequence[SceneTiming]) -> Iterator[tuple[int, media.Cue]]:
    """The descriptions of a film with the scenes that they belong to, from where to where nothing else is said."""
    start = 0.0
    for index, (scene, timing) in enumerate(zip(board.scenes, timings, strict=True)):
        for place in places_of(scene, board.language, timing):
            yield index, media.Cue(start + place.at, start + place.until, place.what.text)
        start += timing.duration


def description_rows(board: Storyboard, timings: Sequence[SceneTiming]) -> list[DescriptionRow]:
    """The same in JSON's terms, as a player takes it."""
    return [
        {"scene": index, "start": round(cue.start, 3), "end": round(cue.end, 3), "text": cue.text}
        for index, cue in description_cues(board, timings)
    ]


def pause_rows(timings: Sequence[SceneTiming], scenes: Sequence[DescribedScene]) -> list[PauseRow]:
    """Where the described film waits: `at` in the film without descriptions, for `seconds`."""
    rows: list[PauseRow] = []
    start = 0.0
    for timing, scene in zip(timings, scenes, strict=True):
        rows += [{"at": round(start + at, 3), "seconds": round(seconds, 3)} for at, seconds in scene.pauses]
        start += timing.duration
    return rows


def _part(heard: Speech, start: float, end: float) -> Speech:
    """The part of a sound from `start` to `end` seconds."""
    first, last = round(start * heard.rate), round(end * heard.rate)
    words = tuple(
        replace(word, start=word.start - start, end=word.end - start)
        for word in heard.words
        if start <= word.start < end
    )
    return Speech(heard.samples[first:last], heard.rate, words, heard.voice)


def _silence(seconds: float, rate: int = 22_050) -> Speech:
    return Speech(np.zeros(round(seconds * rate), np.float32), rate, (), "pause")
