"""The embedded voices beside each other: what speech costs, how true its word times are, and a film with each."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import numpy as np

from hackathon_backend.films.pool import RenderPool
from hackathon_backend.films.spoken_film import warm_up
from hackathon_backend.processes import ProcessExecutor
from hackathon_backend.speech import Speech, Voice, build
from hackathon_backend.speech.voiced import FRAME, voiced

from .film import WORKERS, make, storyboard
from .measure import Row, added_memory, median, processor_seconds, seconds

NAMES = ("natural", "espeak")
_PAUSE_FRAMES = 5
_WITHIN = 0.25
"""Seconds around a word's time in which the onset of its sound is sought."""


def measure(runs: int) -> Iterator[Row]:
    """For each voice its pace, cost and drift; then films with each, in turns."""
    text = _text()
    for name in NAMES:
        yield from _alone(name, build([name]).voices[0], text, runs)
    pool = RenderPool(WORKERS)
    pool.warm(warm_up)
    with tempfile.TemporaryDirectory() as folder:
        board = storyboard()
        busy = {
            name: median(processor_seconds, partial(make, board, Path(folder), pool, voice=name), runs)
            for name in NAMES
        }
    pool.stop()
    yield Row("A film with natural to one with espeak", f"{busy['natural'] / busy['espeak']:.2f}", "processor time")


def _alone(name: str, voice: Voice, text: str, runs: int) -> Iterator[Row]:
    spoken = voice.speak(text)
    taken = median(seconds, lambda: voice.speak(text), runs)
    busy = median(processor_seconds, lambda: voice.speak(text), runs)
    drift = drifts(spoken)
    yield Row(f"{name}: words a minute", f"{len(spoken.words) / spoken.duration * 60:.0f}", f"{spoken.duration:.0f} s")
    yield Row(f"{name}: real-time factor", f"{spoken.duration / taken:.0f}", "one thread")
    yield Row(f"{name}: for a second of speech", f"{busy / spoken.duration * 1000:.1f} ms", "processor time")
    p95 = np.percentile(drift, 95) * 1000
    with ProcessExecutor(1) as fresh:
        stays, most = fresh.submit(_memory, name, text).result()
    yield Row(f"{name}: memory", f"{stays:.0f} MB", f"in each process that speaks; {most:.0f} MB while it speaks")
    yield Row(
        f"{name}: drift of words, p95", f"{p95:.0f} ms", f"against the onsets of {len(drift)} words after a pause"
    )


def _memory(name: str, text: str) -> tuple[float, float]:
    """What one voice adds to a process that draws."""
    import_module("hackathon_backend.films.stages")
    return added_memory(lambda: build([name]).voices[0].speak(text))


def drifts(spoken: Speech) -> list[float]:
    """How far (seconds) each word that follows a pause is from the onset of its sound, by the energy of the sound."""
    heard = voiced(spoken.samples, spoken.rate)
    onsets = [
        index * FRAME
        for index in range(_PAUSE_FRAMES, len(heard))
        if heard[index] and not heard[index - _PAUSE_FRAMES : index].any()
    ]
    after_pause = [
        word.start for before, word in pairwise(spoken.words) if word.start - before.end > _PAUSE_FRAMES * FRAME
    ]
    nearest = (min(abs(onset - start) for onset in onsets) for start in after_pause)
    return [distance for distance in nearest if distance < _WITHIN]


def _text() -> str:
    """What the lesson that is measured says."""
    scenes = json.loads((Path(__file__).parent / "lesson.json").read_text("utf-8"))["scenes"]
    return " ".join(scene["narration"] for scene in scenes if scene.get("narration"))
