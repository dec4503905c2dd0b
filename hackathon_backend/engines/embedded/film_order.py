"""An order of the storyboard engine: what is to be made of it, and its last stage."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from av import VideoFrame

from ... import media
from ...errors import StoryboardError
from ...films.casting import in_turns
from ...films.clip_files import MadeClip, share_clip
from ...films.described import description_cues, pause_rows
from ...films.descriptions import descriptions_of
from ...films.details import film_details
from ...films.stages import (
    SCENES,
    CodedSound,
    DescribedCut,
    FilmPlan,
    code_described_sound,
    code_sound,
    finish,
    is_at_hand,
)
from ...films.voices import can_speak_as
from ...lessons.markdown.places import place_label
from ...settings import Settings
from ...storage import NOT_SHARED, SharedFiles
from ...storyboard import SceneTiming, Storyboard, ThemeName, missing_scripts
from ...storyboard.kinds.base import BaseScene
from ...storyboard.remake import with_pace
from ..base import Order

RESULT = "clip.json"
"""Written last, all at once: with it there, everything it names is there."""

THEMES: tuple[str, ...] = get_args(ThemeName)

DESCRIBED = "described.mp4"
_UNSPOKEN = "There is no described version: no voice could speak the descriptions."


def plan_of(order: Order, folder: Path, settings: Settings, shared: SharedFiles = NOT_SHARED) -> FilmPlan:
    """What is to be made of an order in `folder`, which is made here. Raises `StoryboardError`."""
    folder.mkdir(parents=True, exist_ok=True)
    width, height = (int(side) for side in order.size.split("x"))
    return FilmPlan(
        _board(order),
        folder / "clip.mp4",
        folder / "parts",
        settings,
        order.voice,
        (width, height),
        cfr=order.constant_rate,
        seconds=order.wanted_seconds,
        scene_seconds=order.scene_seconds,
        images=settings.lessons_dir,
        cache=settings.work_dir / SCENES,
        shared=shared,
    )


def finish_order(
    order: Order, plan: FilmPlan, timings: Sequence[SceneTiming], sound: CodedSound, cut: DescribedCut | None = None
) -> None:
    """The last stage: the film with its poster, its described version, and the note that says so.

    Raises `Model7Error`.
    """
    film = finish(plan, timings, sound if is_at_hand(plan, sound) else code_sound(plan, timings))
    described = cut if cut is not None and _finished(cut, timings) else None
    folder = plan.path.parent
    media.write_picture(VideoFrame.from_ndarray(film.drawn.poster, "rgb24"), folder / "poster.webp")
    made = MadeClip(
        video=plan.path.name,
        described=described.plan.path.name if described else None,
        poster="poster.webp",
        cues=tuple(film.cues),
        chapters=tuple(film.drawn.chapters),
        descriptions=tuple(cue for _, cue in description_cues(plan.board, timings)),
        transcript="\n\n".join(filter(None, (_told(plan.board, scene) for scene in plan.board.scenes))),
        details=film_details(plan.board, film, pause_rows(timings, described.scenes) if described else []),
        notes=(*_notes(order, plan.settings), *film.notes, *([_UNSPOKEN] if cut and not described else [])),
    )
    made.write(folder / RESULT)
    share_clip(plan.shared, folder / RESULT)
    shutil.rmtree(plan.parts, ignore_errors=True)


def _finished(cut: DescribedCut, timings: Sequence[SceneTiming]) -> bool:
    """Make the described version, unless no voice could speak it; `timings` are those of the other one."""
    if any(scene.silent for scene in cut.scenes):
        return False
    sound = cut.sound if is_at_hand(cut.plan, cut.sound) else code_described_sound(cut.plan, timings)
    finish(cut.plan, [scene.timing for scene in cut.scenes], sound)
    return True


def problems_here() -> list[str]:
    """What keeps this machine from drawing, with how to mend it."""
    try:
        missing = missing_scripts("A")
    except StoryboardError as error:
        return [error.message]
    return ["No font for Latin text was found: install the requirements again."] if missing else []


def _told(board: Storyboard, scene: BaseScene) -> str:
    """What is said in a scene, in brackets what is only drawn, and where in its document it comes from."""
    described = (f"[{each.text}]" for each in descriptions_of(scene, board.language))
    told = " ".join(filter(None, [in_turns(board, scene), *described]))
    place = place_label(scene.cited.place, board.language) if told and scene.cited else ""
    return f"{told} ({place})" if place else told


def _board(order: Order) -> Storyboard:
    data = dict(order.storyboard or {})
    if order.style in THEMES:
        data["theme"] = order.style
    board = Storyboard.read(data)
    return with_pace(board, order.voice_speed) if order.voice_speed != 1 else board


def _notes(order: Order, settings: Settings) -> list[str]:
    notes = []
    if order.style and order.style not in THEMES:
        notes.append(f"The storyboard engine draws in these styles: {', '.join(THEMES)}; not in {order.style!r}.")
    if not can_speak_as(settings, order.voice):
        notes.append(f"There is no voice {order.voice!r} here; the usual one speaks.")
    return notes
