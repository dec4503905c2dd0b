"""A storyboard as a film that is complete in itself: spoken, drawn, with captions and chapters inside."""

from __future__ import annotations

import shutil
from pathlib import Path
from uuid import uuid4

from ..files import passing_folder
from ..settings import Settings
from ..storyboard import Storyboard
from ..storyboard.kinds import KINDS
from .graph import FilmGraph
from .pool import RenderPool
from .production import Production, Report
from .stages import FilmPlan, SpokenFilm, code_sound, finish, speak


def make_film(
    board: Storyboard,
    path: Path,
    settings: Settings,
    *,
    voice: str | None = None,
    size: tuple[int, int],
    report: Report,
    workers: int = 1,
    cfr: bool = False,
    images: Path | None = None,
    cache: Path | None = None,
    pool: RenderPool | None = None,
    seconds: float | None = None,
) -> SpokenFilm:
    """Make the film at `path`, whose folder must be there, with a voice of `settings`.

    `workers` counts processes, this one included; if there is a `pool`, its processes do everything. The bytes are the
    same for any number. `seconds` is the length that the film is brought to, if it is near to it.
    The other keyword arguments are those of `storyboard.render`. What is only needed on
    the way lies in a folder beside the film. Raises `Model7Error`.
    """
    parts = path.with_name(f".{path.stem}.{uuid4().hex[:8]}.parts")
    crew = pool or RenderPool(workers - 1)
    key = str(parts)
    plan = FilmPlan(board, path, parts, settings, voice, size, cfr, images, cache, seconds)
    production = Production(FilmGraph(plan), crew, key, report=report)
    try:
        production.begin()
        if pool is None:
            crew.lend_a_hand(key, production.done)
        film: SpokenFilm = production.done.result()
    finally:
        crew.forget(key)
        if pool is None:
            crew.stop()
        shutil.rmtree(parts, ignore_errors=True)
    return film


def warm_up(voice: bool) -> None:
    """Make a small film: what a first one loads takes longer than drawing it. Without `voice` it is silent."""
    said = {"narration": "Ready."} if voice else {}
    board = Storyboard.read({"title": "Ready", "scenes": [{"type": "title", "title": "Ready", **said}]})
    with passing_folder() as folder:
        usual = Settings.model_fields["voices"].default
        # A folder of its own: speech that was kept would be found without a voice being loaded.
        settings = Settings(_env_file=None, voices=usual, video_dir=folder)  # type: ignore[call-arg]
        plan = FilmPlan(board, folder / "film.mp4", folder / "parts", settings, None, (320, 240))
        timings = [speak(plan, 0)]
        finish(plan, timings, code_sound(plan, timings))
    for kind in KINDS.values():
        kind.load()
