"""The way in. The drawing library is loaded on first use, so that the rest of the house runs without it."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ..errors import StoryboardError
from .board import Storyboard
from .brand import Brand
from .checking.fault import Fault
from .drawing.art import art_named
from .timing.timing import SceneTiming

if TYPE_CHECKING:
    from .preview import Still
    from .printing import PrintedScene
    from .theme import Theme

_ONE_AT_A_TIME = RLock()
"""The drawing library must not be used by two threads at once: it shares its fonts among all that it draws."""

OnProgress = Callable[[float, str], None]
"""Called with the part that is done (0-1) and a line about what is being done."""


@dataclass(frozen=True)
class Rendered:
    """A finished film. `duration` is in seconds, `chapters` are (start in seconds, title).

    `poster` is the frame that says best what it is about: height x width x 3, as red, green and blue. `notes` tell what
    could not be drawn as asked.
    """

    path: Path
    duration: float
    chapters: tuple[tuple[float, str], ...]
    poster: NDArray[np.uint8] = field(repr=False)
    frames_drawn: int
    frames_encoded: int
    notes: tuple[str, ...] = ()


def render(
    storyboard: Storyboard,
    path: Path | str,
    *,
    size: tuple[int, int] = (1280, 720),
    fps: int = 30,
    timings: Sequence[SceneTiming] | None = None,
    on_progress: OnProgress | None = None,
    workers: int = 1,
    theme: Theme | None = None,
    brand: Brand | None = None,
    reduced_motion: bool = False,
    cfr: bool = False,
    images: Path | None = None,
    cache: Path | None = None,
) -> Rendered:
    """Draw `storyboard` and write it to `path` as an H.264 MP4 without sound.

    `timings` say how long each scene stays and when its words are spoken; without them, 150 words a minute are
    assumed. `workers` counts processes, this one included; the bytes are the same for any number. Threads of one
    process take turns. `cfr` writes every frame instead of only those that differ. `reduced_motion` keeps fades and
    takes other movement away. `images` is the folder in which picture scenes may name files; without it they need data
    URLs. `cache` is a folder in which encoded scenes are kept: only those that have changed are drawn, and the bytes
    are the same; it holds 512 MB at most, and processes may share it. `theme` stands in for the storyboard's own, and
    `brand` says whose film it is.

    Raises `StoryboardError` for a size, frame rate or timing that makes no sense or if the drawing library can't be
    loaded, and `MediaError` if the file can't be written.
    """
    film = _drawing("film")
    look = film.Format(size, fps, theme or film.THEMES[storyboard.theme], reduced_motion, cfr, images, brand)
    shelf = _drawing("cache").SceneCache(cache) if cache else None
    with _ONE_AT_A_TIME:
        rendered: Rendered = film.film(storyboard, Path(path), look, timings, on_progress or _silent, workers, shelf)
    return rendered


def draw_ahead(
    storyboard: Storyboard,
    index: int,
    cache: Path,
    *,
    size: tuple[int, int] = (1280, 720),
    timing: SceneTiming | None = None,
    cfr: bool = False,
    images: Path | None = None,
) -> None:
    """Draw the scene at `index` into `cache` for a `render` that is still to come, which then only joins what is there.

    Any process may do it. `timing` is that of this scene; the other arguments are those of that `render`. Raises what
    it raises.
    """
    film = _drawing("film")
    look = film.Format(size, 30, film.THEMES[storyboard.theme], cfr=cfr, images=images)
    with _ONE_AT_A_TIME:
        film.draw_ahead(storyboard, index, look, timing, _drawing("cache").SceneCache(cache))


def kept_at(
    storyboard: Storyboard,
    index: int,
    cache: Path,
    *,
    size: tuple[int, int],
    timing: SceneTiming,
    cfr: bool = False,
    images: Path | None = None,
) -> Path:
    """The file in `cache` in which `draw_ahead` keeps the scene; whoever has it from elsewhere need not draw it."""
    film = _drawing("film")
    look = film.Format(size, 30, film.THEMES[storyboard.theme], cfr=cfr, images=images)
    place: Path = film.kept_at(storyboard, index, look, timing, _drawing("cache").SceneCache(cache))
    return place


def calm(
    storyboard: Storyboard,
    index: int,
    timing: SceneTiming,
    *,
    size: tuple[int, int] = (1280, 720),
    images: Path | None = None,
) -> SceneTiming:
    """`timing` of the scene at `index`, held until all of its pages can be read, of which there may be more at one
    `size` than at another. What is added are tenths of a second. Raises what `render` raises.
    """
    film = _drawing("film")
    look = film.Format(size, 30, film.THEMES[storyboard.theme], images=images)
    with _ONE_AT_A_TIME:
        found: SceneTiming = film.calm(storyboard, index, look, timing)
    return found


def check(
    storyboard: Storyboard,
    size: tuple[int, int] = (1280, 720),
    *,
    timings: Sequence[SceneTiming] | None = None,
    theme: Theme | None = None,
    images: Path | None = None,
) -> list[Fault]:
    """What a viewer of `storyboard` could stumble over at `size`: texts that overlap, are cut, can't be read, and such.

    Every scene is laid out, and looked at whenever something has come to rest. Raises what `render` raises.
    """
    film = _drawing("film")
    look = film.Format(size, 30, theme or film.THEMES[storyboard.theme], images=images)
    with _ONE_AT_A_TIME:
        faults: list[Fault] = film.check(storyboard, look, timings)
    return faults


def stills(
    storyboard: Storyboard,
    size: tuple[int, int] = (640, 360),
    *,
    scenes: Sequence[int] | None = None,
    wanted: Callable[[str], bool] = lambda _key: True,
) -> list[Still]:
    """A picture of each scene with everything on it, what a viewer could stumble over in it, and how long it stays.

    `scenes` names some of them by their index. A picture is drawn if `wanted` says so of its key, which changes with
    all that the picture depends on. Raises what `render` raises.
    """
    look = _drawing("film").Format(size, 30, _drawing("film").THEMES[storyboard.theme])
    with _ONE_AT_A_TIME:
        found: list[Still] = _drawing("preview").stills(storyboard, look, scenes, wanted)
    return found


def printed(storyboard: Storyboard, size: tuple[int, int], images: Path | None = None) -> Sequence[PrintedScene]:
    """Each scene with everything on it, as a drawing for paper; `images` is the folder of pictures that it names.

    A process draws one at a time. Raises what `render` raises.
    """
    look = _drawing("film").Format(size, 30, _drawing("film").THEMES[storyboard.theme], images=images)
    scenes: Sequence[PrintedScene] = _drawing("printing").printed(storyboard, look)
    return scenes


def art_svg(identifier: str) -> str | None:
    """The drawing of this id as an SVG document in two tones of `currentColor`; None if there is none.

    Raises `StoryboardError` if the drawing library or the package of the drawing is missing.
    """
    art = art_named(identifier)
    if art is None:
        return None
    svg = _drawing("drawing.art.svg")
    with _ONE_AT_A_TIME:
        picture: str = svg.svg_of(art)
    return picture


def missing_scripts(text: str) -> list[str]:
    """The scripts of `text` that no font here has letters for, such as "Thai"; "Symbols" stands for signs and emoji.

    Raises `StoryboardError` if the drawing library can't be loaded.
    """
    faces = _drawing("drawing.text.typefaces")
    with _ONE_AT_A_TIME:
        missing: list[str] = faces.missing_scripts(text)
    return missing


def letters_missing(storyboard: Storyboard) -> list[str]:
    """A line for each script that `storyboard` shows and no font here can draw, with what to install.

    Raises `StoryboardError` if the drawing library can't be loaded.
    """
    with _ONE_AT_A_TIME:
        lines: list[str] = _drawing("drawing.text.missing_letters").letters_missing(storyboard)
    return lines


def font_packages(scripts: Sequence[str]) -> str:
    """What to install on Debian and Ubuntu for `scripts`, named as `missing_scripts` does."""
    packages: str = _drawing("drawing.text.typefaces").font_packages(scripts)
    return packages


def _drawing(module: str) -> Any:
    try:
        return importlib.import_module(f".{module}", __package__)
    except ImportError as error:
        raise StoryboardError(
            f"The drawing library can't be loaded ({error}). On Debian and Ubuntu: apt-get install libegl1 libgl1; "
            "on Fedora: dnf install libglvnd-egl libglvnd-glx. In Python: pip install -r requirements.txt"
        ) from error


def _silent(_part: float, _line: str) -> None:
    pass
