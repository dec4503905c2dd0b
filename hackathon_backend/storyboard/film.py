"""From a storyboard to a film: scenes drawn and encoded one by one, on several cores if there are, and joined."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from ..errors import MediaError
from ..files import passing_folder, replaced
from ..processes import ProcessExecutor
from .board import Storyboard
from .cache import SceneCache
from .checking.checker import faults_of
from .checking.fault import Fault
from .drawing.painter import Painter
from .drawing.text.missing_letters import letters_missing
from .encode import TICKS, SceneWriter, join, picture, ticks
from .entry import OnProgress, Rendered
from .kinds import KINDS
from .scene_frames import marks_of, moments
from .shot import Format, Shot, shot_of, shots_of
from .theme import THEMES
from .timing.pages import unhurried
from .timing.timing import SceneTiming

__all__ = ["THEMES", "Format", "calm", "check", "draw_ahead", "film", "kept_at"]


@dataclass(frozen=True)
class Footage:
    """A scene as it was encoded."""

    path: Path
    drawn: int
    encoded: int


def film(
    storyboard: Storyboard,
    path: Path,
    format_: Format,
    timings: Sequence[SceneTiming] | None,
    tell: OnProgress,
    workers: int,
    cache: SceneCache | None = None,
) -> Rendered:
    """Make the film; see `entry.render`."""
    shots = shots_of(storyboard, format_, timings)
    lengths = [ticks(shot.timing.duration) for shot in shots]
    with passing_folder() as folder:
        footage = _shoot(shots, folder, workers, tell, cache)
        tell(0.97, "joining the scenes")
        _deliver([part.path for part in footage], lengths, path)
    starts = [start / TICKS for start in accumulate(lengths, initial=0)]
    rendered = Rendered(
        path,
        starts[-1],
        tuple((start, shot.scene.chapter) for start, shot in zip(starts, shots, strict=False)),
        _poster(shots),
        sum(part.drawn for part in footage),
        sum(part.encoded for part in footage),
        _notes(storyboard),
    )
    tell(1.0, "drawn")
    return rendered


def draw_ahead(
    storyboard: Storyboard, index: int, format_: Format, timing: SceneTiming | None, cache: SceneCache
) -> None:
    """Draw one scene into `cache`, unless it is there; see `entry.draw_ahead`."""
    shot = shot_of(storyboard, index, format_, timing)
    if cache.has(shot):
        return
    with passing_folder() as folder:
        _shoot([shot], folder, 1, lambda _part, _line: None, cache)


def kept_at(storyboard: Storyboard, index: int, format_: Format, timing: SceneTiming, cache: SceneCache) -> Path:
    """Where `draw_ahead` keeps the scene; see `entry.kept_at`."""
    return cache.place(shot_of(storyboard, index, format_, timing))


def calm(storyboard: Storyboard, index: int, format_: Format, timing: SceneTiming) -> SceneTiming:
    """The timing of one scene with time for all of its pages; see `entry.calm`."""
    shot = shot_of(storyboard, index, format_, timing)
    return unhurried(shot.scene, timing, shot.place, shot.context())


def _deliver(parts: Sequence[Path], lengths: Sequence[int], path: Path) -> None:
    """Join `parts` beside `path` and then move them there, so that nobody ever sees half a film."""
    try:
        with replaced(path) as half:
            join(parts, lengths, half)
    except OSError as error:
        raise MediaError(f"{path.name} could not be written: {error.strerror or error}") from error


def _shoot(
    shots: Sequence[Shot], folder: Path, workers: int, tell: OnProgress, cache: SceneCache | None
) -> list[Footage]:
    paths = [folder / f"{index:03}.mp4" for index in range(len(shots))]
    done = _kept(shots, paths, cache)
    missing = [index for index in range(len(shots)) if index not in done]

    def finished(at: int, footage: Footage) -> None:
        index = missing[at]
        done[index] = footage
        if cache is not None:
            cache.keep(shots[index], footage.path, footage.encoded)
        tell(0.95 * len(done) / len(shots), f"drawing scene {min(len(done) + 1, len(shots))} of {len(shots)}")

    tell(0.0, f"drawing scene {min(len(done) + 1, len(shots))} of {len(shots)}")
    if workers <= 1 or len(missing) <= 1:
        for at, index in enumerate(missing):
            finished(at, shoot(shots[index], paths[index]))
    else:
        _share([shots[index] for index in missing], [paths[index] for index in missing], workers, finished)
    if cache is not None and missing:
        cache.trim()
    return [done[index] for index in range(len(shots))]


def _kept(shots: Sequence[Shot], paths: Sequence[Path], cache: SceneCache | None) -> dict[int, Footage]:
    """The scenes that need not be drawn again."""
    if cache is None:
        return {}
    found = {index: cache.fetch(shot, path) for index, (shot, path) in enumerate(zip(shots, paths, strict=True))}
    return {index: Footage(paths[index], 0, frames) for index, frames in found.items() if frames is not None}


def _share(
    shots: Sequence[Shot], paths: Sequence[Path], workers: int, finished: Callable[[int, Footage], None]
) -> None:
    """Shoot on `workers` processes. This one takes scenes from the end while the others begin at the start."""
    with ProcessExecutor(workers - 1) as pool:
        futures = {pool.submit(shoot, shot, path): i for i, (shot, path) in enumerate(zip(shots, paths, strict=True))}
        for future, index in reversed(list(futures.items())):
            if future.cancel():
                del futures[future]
                finished(index, shoot(shots[index], paths[index]))
        pending: set[Future[Footage]] = set(futures)
        try:
            while pending:
                ready, pending = wait(pending, return_when=FIRST_COMPLETED)
                for future in ready:
                    finished(futures[future], future.result())
        except BrokenExecutor as error:
            raise MediaError("A process that drew scenes has died: try again, or with one worker") from error


def check(storyboard: Storyboard, format_: Format, timings: Sequence[SceneTiming] | None) -> list[Fault]:
    """The faults of all scenes; see `entry.check`."""
    shots = shots_of(storyboard, format_, timings)
    return [fault for index, shot in enumerate(shots) for fault in faults_of(shot, index)]


def shoot(shot: Shot, path: Path) -> Footage:
    """Draw one scene and write it to `path`. Raises `MediaError` if it can't be written."""
    try:
        return _shot(shot, path)
    except av.FFmpegError as error:
        raise MediaError(f"A scene could not be encoded: {error.strerror}") from error


def _shot(shot: Shot, path: Path) -> Footage:
    context, duration, fps = shot.context(), shot.timing.duration, shot.format.fps
    marks = marks_of(shot.scene, shot.timing, shot.place, context, shot.neighbours)
    frames = moments(marks, duration, fps, every=shot.format.cfr)
    painter = Painter(marks, context)
    with SceneWriter(path, shot.format.size, fps) as writer:
        for moment in frames:
            changed = painter.frame(moment.changes) if moment.fresh else ()
            writer.show(painter.pixels, changed, ticks(moment.at))
        writer.finish(ticks(duration))
    return Footage(path, sum(moment.fresh for moment in frames), len(frames))


def still(shot: Shot, at: float) -> NDArray[np.uint8]:
    """The frame of `shot` at `at` seconds: height x width x 3, as red, green and blue."""
    context = shot.context()
    marks = marks_of(shot.scene, shot.timing, shot.place, context, shot.neighbours)
    painter = Painter(marks, context)
    painter.whole(at)
    return picture(painter.pixels)


def _poster(shots: Sequence[Shot]) -> NDArray[np.uint8]:
    """The title with everything on it, or else the first scene as it ends."""
    shot = next((shot for shot in shots if shot.scene.opens), shots[0])
    return still(shot, shot.settled)


def _notes(storyboard: Storyboard) -> tuple[str, ...]:
    unread = (
        f"scenes.{number}.{line}"
        for number, scene in enumerate(storyboard.scenes)
        for line in KINDS[scene.type].unread(scene, storyboard.language)
    )
    return (*letters_missing(storyboard), *unread)
