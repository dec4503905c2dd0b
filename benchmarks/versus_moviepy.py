"""The same scene in MoviePy: a heading and four statements that fade in, 720p, 30 frames a second, no sound."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import font_source_sans_pro

from hackathon_backend.storyboard import SceneTiming, Storyboard, Word, render
from hackathon_backend.storyboard.drawing.motion.tracks import ENTER

from .measure import Row, median, processor_seconds

LENGTH = 20.0
SIZE, FPS = (1280, 720), 30
HEADING = "What binary search needs"
POINTS = ("A list that is sorted", "Any element at once", "A way to compare two values", "And nothing else")
_PAPER, _INK = (251, 250, 247), "#14213D"


def measure(runs: int) -> Iterator[Row]:
    """How much longer MoviePy takes than one process of ours."""
    with tempfile.TemporaryDirectory() as folder:
        ours = median(processor_seconds, lambda: _ours(Path(folder) / "ours.mp4"), runs)
        # Long enough that whether its caches are warm makes no difference.
        theirs = processor_seconds(lambda: _moviepy(Path(folder) / "theirs.mp4"))
    yield Row(f"One scene of {LENGTH:.0f} s", f"{ours:.2f} s", "processor time; silent, one process")
    yield Row("The same in MoviePy 2", f"{theirs:.1f} s", "processor time; its defaults, x264 with ultrafast")
    yield Row("MoviePy to ours", f"{theirs / ours:.0f}", "times as long")


def _times() -> list[float]:
    return [2.0 + 4.0 * index for index in range(len(POINTS))]


def _ours(path: Path) -> None:
    points = [{"text": text, "cue": f"word{index}"} for index, text in enumerate(POINTS)]
    scene = {"type": "points", "heading": HEADING, "points": points}
    words = tuple(Word(f"word{index}", at, at + 0.5) for index, at in enumerate(_times()))
    board = Storyboard.read({"title": "Binary search", "scenes": [scene]})
    render(board, path, size=SIZE, fps=FPS, timings=[SceneTiming(LENGTH, words)])


def _moviepy(path: Path) -> None:
    # Only a benchmark needs it, so it is no requirement of the package.
    from moviepy import ColorClip, CompositeVideoClip, TextClip
    from moviepy.video.fx import CrossFadeIn

    font = str(Path(font_source_sans_pro.__file__).parent / "files" / "SourceSansPro-Regular.ttf")

    def text(content: str, size: int, y: int, start: float) -> TextClip:
        clip = TextClip(font=font, text=content, font_size=size, color=_INK, duration=LENGTH - start)
        return clip.with_start(start).with_position((96, y)).with_effects([CrossFadeIn(ENTER)])

    heights = range(220, 220 + 90 * len(POINTS), 90)
    parts = [text(line, 34, y, at) for line, y, at in zip(POINTS, heights, _times(), strict=True)]
    ground = ColorClip(SIZE, color=_PAPER, duration=LENGTH)
    with CompositeVideoClip([ground, text(HEADING, 44, 90, 0.0), *parts], size=SIZE) as film:
        film.write_videofile(str(path), fps=FPS, codec="libx264", audio=False, preset="ultrafast", logger=None)
