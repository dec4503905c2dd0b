"""One piece of work on a film, as it runs in a process of its own."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ... import media
from ...confined import Confined
from ...errors import OrderRejected, TooCostly
from ...files import replaced
from ...storage import SharedFiles
from ...storyboard import font_packages, missing_scripts
from ..clip_files import MadeClip, share_clip
from ..graph import FilmStage, Results
from .operations import Captions, Edit, FilmWork, Fit, Join, Overlay, Poster, Sound, Speed, Trim

RESULT = "edited.json"
"""Written last, all at once: with it there, everything it names is there."""
SOURCE, EXTRA = "source-{}.mp4", "extra.bin"
"""The films and the file that came along, in the job's work folder."""
_PROGRESS = "progress.json"
_WRITE_EVERY = 0.15
_EDITED = 90.0
"""Percent when the pictures and the sound are done."""
_MEMORY = 2 << 30
"""Bytes that work on a film may take: pictures of 4K are 14 MB each, and coders look at dozens of them at once."""
_apart = Confined(1, memory=_MEMORY)
"""Films may come from anywhere, and nothing but the system stops a decoder that is lost in one."""


@dataclass(frozen=True)
class _EditWork:
    """What there is to work with; `out` is where the film goes, `report` hears the share that is done."""

    films: list[Path]
    extra: Path
    out: Path
    language: str
    report: media.OnProgress


def edit_apart(work: FilmWork, language: str, folder: Path) -> None:
    """Do `edit_film` in a process that is ended if it takes too much. Raises `OrderRejected` then."""
    try:
        _apart.within(work.work_seconds, edit_film, work, language, folder)
    except TooCostly:
        raise OrderRejected("Work on this film takes more time or memory than one film is given.") from None


def edit_shared(work: FilmWork, language: str, folder: Path, shared: SharedFiles) -> None:
    """The same on any machine: with the sources from where they are shared, and the result left there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in (*(SOURCE.format(number) for number in range(work.films)), EXTRA):
        shared.fetch(folder / name)
    edit_apart(work, language, folder)
    share_clip(shared, folder / RESULT)


def edit_film(asked: FilmWork, language: str, folder: Path) -> None:
    """Make the film in `folder`, where its sources are.

    Raises `Model7Error`; it can be begun again at any time.
    """
    edit = asked.edit
    films = [folder / SOURCE.format(number) for number in range(asked.films)]
    if not all(film.exists() for film in films):
        raise OrderRejected("The film that was to be worked on is gone.")
    report = _reporter(folder, edit.said)
    work = _EditWork(films, folder / EXTRA, folder / "edited.mp4", language, lambda share: report(_EDITED * share))
    work.report(0.0)
    track = _MAKERS[edit.operation](edit, work)
    film = folder / "clip.mp4"
    report(_EDITED)
    title = media.title_of(films[0])
    if track.cues or track.chapters or title:
        media.add_tracks(work.out, film, track.cues, track.chapters, language, title=title)
    else:
        work.out.replace(film)
    poster = None
    if isinstance(edit, Poster):
        poster = "poster.webp"
        media.poster(film, folder / poster, at=edit.at)
    notes = tuple(_notes(edit, films[0], track))
    made = MadeClip(film.name, poster, tuple(track.cues), tuple(track.chapters), track.text, notes)
    made.write(folder / RESULT)


def read_progress(folder: Path) -> tuple[float | None, str]:
    """Percent and step that the work last wrote down; None before it has begun."""
    try:
        row = json.loads((folder / _PROGRESS).read_text("utf-8"))
        return float(row["percent"]), str(row["step"])
    except (OSError, ValueError, LookupError, TypeError):
        return None, ""


class EditGraph:
    """Has `work` done in `folder`, where its films are or are brought to; the stage writes down there how far it is."""

    last = "edit"

    def __init__(self, work: FilmWork, language: str, folder: Path, shared: SharedFiles) -> None:
        self._stage = FilmStage(self.last, 0.0, edit_shared, (work, language, folder, shared), again=False)
        self._folder = folder

    def ready(self, results: Results) -> list[FilmStage]:
        """The stage, unless it is done."""
        return [] if self.last in results else [self._stage]

    def result_type(self, name: str) -> Any:
        """It has none."""
        return None

    def progress(self, results: Results) -> tuple[float | None, str]:
        """What the work last wrote down."""
        return read_progress(self._folder)


def _trim(edit: Trim, work: _EditWork) -> media.SpokenTrack:
    media.trim(work.films[0], work.out, edit.start, edit.end, work.report)
    start, end = media.trim_span(edit.start, edit.end, media.probe(work.films[0]).duration)
    return media.spoken_track(work.films[0]).part(start, end)


def _speed(edit: Speed, work: _EditWork) -> media.SpokenTrack:
    media.change_speed(work.films[0], work.out, edit.factor, work.report)
    return media.spoken_track(work.films[0]).faster(edit.factor)


def _overlay(edit: Overlay, work: _EditWork) -> media.SpokenTrack:
    info = media.probe(work.films[0])
    size = info.width // 2 * 2, info.height // 2 * 2
    if edit.text is not None:
        above = media.lettered(edit.text, *size, size=edit.size, opacity=edit.opacity, language=work.language)
    else:
        above = media.logo(work.extra, *size, share=edit.width, opacity=edit.opacity)
    at = media.place(edit.position, above, *size)
    media.lay_over(work.films[0], work.out, above, at, edit.start, edit.end, work.report)
    return media.spoken_track(work.films[0])


def _sound(edit: Sound, work: _EditWork) -> media.SpokenTrack:
    sound = work.extra if edit.file_needed else None
    media.set_sound(work.films[0], work.out, sound, mode=edit.mode, volume=edit.volume)
    return media.spoken_track(work.films[0])


def _join(_edit: Join, work: _EditWork) -> media.SpokenTrack:
    media.join(work.films, work.out, work.report)
    durations = [media.probe(film).duration for film in work.films]
    return media.joined_tracks([media.spoken_track(film) for film in work.films], durations)


def _poster(_edit: Poster, work: _EditWork) -> media.SpokenTrack:
    with media.tidied(work.films[0], work.out, work.report) as tidy:
        shutil.copyfile(tidy, work.out)
    return media.spoken_track(work.films[0])


def _captions(edit: Captions, work: _EditWork) -> media.SpokenTrack:
    return _redrawn(work, None, edit.look)


def _fit(edit: Fit, work: _EditWork) -> media.SpokenTrack:
    return _redrawn(work, edit.frame(), edit.look if edit.captions else None)


def _redrawn(work: _EditWork, frame: media.NewFrame | None, look: media.CaptionLook | None) -> media.SpokenTrack:
    track = media.spoken_track(work.films[0])
    cues = track.cues if look else ()
    media.redraw(work.films[0], work.out, frame, cues, look, work.language, work.report)
    return track.drawn() if look else track


_MAKERS: dict[str, Callable[[Any, _EditWork], media.SpokenTrack]] = {
    "trim": _trim,
    "speed": _speed,
    "overlay": _overlay,
    "sound": _sound,
    "join": _join,
    "poster": _poster,
    "captions": _captions,
    "fit": _fit,
}


def _notes(edit: Edit, film: Path, track: media.SpokenTrack) -> list[str]:
    text = (edit.text or "") if isinstance(edit, Overlay) else track.text if edit.needs_captions else ""
    notes = ["The captions are in the picture, so there are none to be switched on."] if edit.needs_captions else []
    if isinstance(edit, Fit):
        notes.append(_shape_note(edit, media.probe(film)))
    return notes + [
        f"No font here has letters for {each}: they are shown as boxes. {font_packages([each])}"
        for each in missing_scripts(text)
    ]


def _shape_note(edit: Fit, info: media.Info) -> str:
    frame = edit.frame()
    if edit.fit == "bars":
        return f"The whole picture is shown in the shape {edit.aspect_ratio}, with bars around it."
    side, share = media.cut_away((info.width, info.height), (frame.width, frame.height))
    return f"{share:.0%} of the picture's {side} is cut away in the shape {edit.aspect_ratio}."


def _reporter(folder: Path, step: str) -> Callable[[float], None]:
    written = 0.0

    def report(percent: float) -> None:
        nonlocal written
        if time.monotonic() - written >= _WRITE_EVERY:
            written = time.monotonic()
            with replaced(folder / _PROGRESS) as half:
                half.write_text(json.dumps({"percent": round(percent, 1), "step": step}), "utf-8")

    return report
