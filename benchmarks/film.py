"""A lesson of a minute with nine kinds of scenes: spoken, drawn and captioned by two processes.

Run as a module it makes that film once, to be watched from outside.
"""

from __future__ import annotations

import json
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Self

import av

from hackathon_backend.films.pool import RenderPool
from hackathon_backend.films.spoken_film import make_film, warm_up
from hackathon_backend.films.stages import SpokenFilm
from hackathon_backend.settings import Settings
from hackathon_backend.storyboard import SceneTiming, Storyboard
from hackathon_backend.storyboard.drawing.painter import Painter, Pixels, Region
from hackathon_backend.storyboard.encode import SceneWriter, ticks
from hackathon_backend.storyboard.film import THEMES, shoot
from hackathon_backend.storyboard.scene_frames import marks_of, moments
from hackathon_backend.storyboard.shot import Format, Shot, shots_of

from .measure import Row, median, peak_memory, processor_seconds, seconds

SIZE, FPS, WORKERS = (1280, 720), 30, 2
MOVING_BOUND = 8
"""Times real time at which a film that moves all the time has to be made."""
MEMORY_BOUND = 450
"""MB that making the film may take, all processes together."""


def storyboard(name: str = "lesson") -> Storyboard:
    """The lesson that is measured, or the film that moves all the time."""
    return Storyboard.read(json.loads((Path(__file__).parent / f"{name}.json").read_text("utf-8")))


def measure(runs: int) -> Iterator[Row]:
    """Real-time factor, share of the encoder, size and memory."""
    board, pool = storyboard(), RenderPool(WORKERS)
    pool.warm(warm_up)
    with tempfile.TemporaryDirectory() as folder:
        film = make(board, Path(folder), pool)
        length = film.drawn.duration
        kinds = len({scene.type for scene in board.scenes})
        made = median(seconds, lambda: make(board, Path(folder), pool), runs)
        yield Row(f"{length:.0f} s lesson, {kinds} kinds of scenes", f"{made:.2f} s", "voice, captions, two processes")
        yield Row("Real-time factor", f"{length / made:.1f}", "seconds of film for each second that passes")
        busy = median(processor_seconds, lambda: make(board, Path(folder), pool), runs)
        yield Row("Processor time for it", f"{busy:.2f} s", "all processes together")
        yield Row("Real-time factor of two free cores", f"{length / busy * WORKERS:.1f}", "by processor time")
        yield from _against_floor(board, film.timings, Path(folder), runs)
        yield Row("Size of its file", f"{film.path.stat().st_size / 1e6:.1f} MB", "720p, 30 frames a second")
        yield _moving(Path(folder), pool, runs)
    pool.stop()
    peak = peak_memory(__name__)
    kept = "within" if peak <= MEMORY_BOUND else "BEYOND"
    yield Row("Peak memory", f"{peak:.0f} MB", f"all processes together; {kept} the bound of {MEMORY_BOUND} MB")


def _moving(folder: Path, pool: RenderPool, runs: int) -> Row:
    """A film of nothing but simulations, in which nearly every frame is another one."""
    board = storyboard("moving")
    length = make(board, folder, pool).drawn.duration
    busy = median(processor_seconds, lambda: make(board, folder, pool), runs)
    kept = "within" if length / busy * WORKERS >= MOVING_BOUND else "BELOW"
    what = f"{length:.0f} s, by processor time of two free cores; {kept} the bound of {MOVING_BOUND}"
    return Row("Real-time factor of simulations", f"{length / busy * WORKERS:.1f}", what)


def make(board: Storyboard, folder: Path, pool: RenderPool, voice: str | None = None) -> SpokenFilm:
    """The whole way from a storyboard to a finished file by the processes of a server, nothing kept from before."""
    with tempfile.TemporaryDirectory(dir=folder) as empty:
        settings = Settings(_env_file=None, video_dir=Path(empty))  # type: ignore[call-arg]
        return make_film(board, folder / "film.mp4", settings, voice=voice, size=SIZE, report=_unheard, pool=pool)


def _unheard(_percent: float, _step: str) -> None:
    pass


def _against_floor(board: Storyboard, timings: Sequence[SceneTiming], folder: Path, runs: int) -> Iterator[Row]:
    """What drawing adds to an encoder that finds every changed frame drawn already; all in one process.

    They take turns, scene by scene, so that all meet the same load of other work.
    """
    drawn = floor = fed = 0.0
    for shot in shots_of(board, Format(SIZE, FPS, THEMES[board.theme]), timings):
        works = (
            partial(shoot, shot, folder / "scene.mp4"),
            _encoding(shot, folder / "floor.mp4"),
            _feeding(shot, folder),
        )
        rounds = [[processor_seconds(work) for work in works] for _ in range(runs)]
        taken = [statistics.median(each) for each in zip(*rounds, strict=True)]
        drawn, floor, fed = drawn + taken[0], floor + taken[1], fed + taken[2]
    yield Row("Pictures alone", f"{drawn:.2f} s", "processor time: layout, drawing, encoding")
    yield Row("Encoder alone", f"{floor:.2f} s", "the same frames, drawn and in the encoder's colours already")
    yield Row("Pictures to encoder", f"{drawn / floor:.2f}", "1 would be drawing for nothing")
    yield Row(
        "Encoder fed with pictures", f"{fed:.2f} s", "the same frames, drawn already, as an encoder usually gets them"
    )
    yield Row("Pictures to that", f"{drawn / fed:.2f}", "below 1, since only what changed is converted")


def encoding_seconds(board: Storyboard, folder: Path) -> float:
    """How long the encoder alone takes for all pictures of `board`, in processor time."""
    shots = shots_of(board, Format(SIZE, FPS, THEMES[board.theme]))
    return sum(processor_seconds(_encoding(shot, folder / "scene.mp4")) for shot in shots)


def _encoding(shot: Shot, path: Path) -> Callable[[], None]:
    """Encodes a scene whose frames have all been drawn."""
    frames = list(_drawn(shot))

    def encode() -> None:
        with _Replay(path, SIZE, FPS) as writer:
            for frame in frames:
                writer.replay(frame)
            writer.finish(ticks(shot.timing.duration))

    return encode


def _feeding(shot: Shot, folder: Path) -> Callable[[], None]:
    """Encodes a scene whose frames have all been drawn, in red, green and blue."""
    context = shot.context()
    marks = marks_of(shot.scene, shot.timing, shot.place, context)
    painter = Painter(marks, context)
    frames: list[tuple[int, Pixels]] = []
    for moment in moments(marks, shot.timing.duration, FPS):
        if moment.fresh:
            painter.frame(moment.changes)
            frames.append((ticks(moment.at), painter.pixels.copy()))
        else:
            frames.append((ticks(moment.at), frames[-1][1]))

    def encode() -> None:
        with SceneWriter(folder / "fed.mp4", SIZE, FPS) as writer:
            for at, pixels in frames:
                writer.show(pixels, [Region(0, 0, *SIZE)], at)
            writer.finish(ticks(shot.timing.duration))

    return encode


def _drawn(shot: Shot) -> Iterator[av.VideoFrame]:
    """The frames of a scene as the encoder gets them."""
    context = shot.context()
    marks = marks_of(shot.scene, shot.timing, shot.place, context)
    painter = Painter(marks, context)
    with tempfile.TemporaryDirectory() as folder, _Replay(Path(folder) / "scene.mp4", SIZE, FPS) as writer:
        for moment in moments(marks, shot.timing.duration, FPS):
            changed = painter.frame(moment.changes) if moment.fresh else ()
            writer.show(painter.pixels, changed, ticks(moment.at))
            yield writer.copy()
        writer.finish(ticks(shot.timing.duration))


class _Replay(SceneWriter):
    """A scene's writer that gives out its frames, and takes such as they are."""

    def __enter__(self) -> Self:
        return self

    def copy(self) -> av.VideoFrame:
        """The frame that was shown last."""
        frame = av.VideoFrame.from_ndarray(self._screen.frame.to_ndarray(), "yuv420p")
        frame.pts, frame.time_base = self._screen.frame.pts, self._screen.frame.time_base
        return frame

    def replay(self, frame: av.VideoFrame) -> None:
        """Encode a frame that was copied."""
        self._mux(self._stream.encode(frame))


def main() -> None:
    """Make the film once."""
    pool = RenderPool(WORKERS)
    with tempfile.TemporaryDirectory() as folder:
        make(storyboard(), Path(folder), pool)
    pool.stop()


if __name__ == "__main__":
    main()
