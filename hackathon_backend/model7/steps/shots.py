"""Videos longer than an engine's clip: several clips from a shot list, made one after the other and joined.

The job row keeps the list. Each shot is an order of its own, paid once; what was paid for stays when a later one
fails. One that fails is made again alone, once; if that fails, too, the video goes without it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import combinations_with_replacement
from pathlib import Path

from ...engines import Engine, Model, model_of
from ...engines.fit import Fitted, fit, other_length
from ...errors import BudgetExceeded, EngineBroken, EngineError, EngineTimeout, PromptRefused
from ...jobs import Changes, Job, KeptClip, LessonRequest, PromptRequest, ShotClip, State, VideoRequest, WrittenRequest
from ...storyboard import Storyboard, estimate_scene

MOST_SECONDS = 60.0
"""Seconds of a video that is made of several clips."""
TRIES = 2
"""How often a shot is ordered, at most."""
JOINED = "joined.mp4"

_OF_THE_SHOT = (EngineBroken, EngineTimeout, PromptRefused)
"""Errors that say nothing of the next shot."""


def fitted_for(engine: Engine, request: VideoRequest) -> tuple[Fitted, tuple[float, ...]]:
    """What the engine makes of the wishes in a job's request, and the lengths of the shots if that takes several."""
    model, seconds, size = model_of(engine, request.model), request.seconds, request.size
    board = request.storyboard if isinstance(request, WrittenRequest) else None
    pictures = len(request.references) if isinstance(request, PromptRequest) else 0
    if engine.draws_storyboards and board:
        left_out = 0 if isinstance(request, PromptRequest) and request.pictured else pictures
        return _as_told(Storyboard.read(board), fit(model, None, size, references=left_out)), ()
    if not _is_long(engine, model, request):
        return fit(model, seconds, size, references=pictures), ()
    assert seconds is not None
    lengths = shot_lengths(model.seconds, min(seconds, MOST_SECONDS))
    total = sum(lengths)
    fitted, length_note = fit(model, None, size, references=pictures), None
    notes = fitted.notes
    if seconds > MOST_SECONDS:
        notes = (f"Videos have {MOST_SECONDS:g} seconds at most; {seconds:g} were asked for.", *notes)
    if total != min(seconds, MOST_SECONDS):
        length_note = other_length(model, min(seconds, MOST_SECONDS), total)
        notes = (length_note, *notes)
    return Fitted(total, fitted.size, notes, length_note), lengths


def _as_told(board: Storyboard, fitted: Fitted) -> Fitted:
    """A storyboard lasts as long as it takes to tell, or a little more or less if something else was asked for."""
    seconds = round(sum(estimate_scene(scene, board.pace).duration for scene in board.scenes), 1)
    return Fitted(seconds, fitted.size, fitted.notes)


def shot_lengths(lengths: tuple[float, ...], seconds: float) -> tuple[float, ...]:
    """As few of the lengths as reach `seconds` most closely, longest first; a tie goes to the longer video."""
    fewest = -(-seconds // max(lengths))
    choices = [
        choice
        for count in (int(fewest), int(fewest) + 1)
        for choice in combinations_with_replacement(sorted(lengths, reverse=True), count)
        if sum(choice) <= MOST_SECONDS
    ]
    return min(choices, key=lambda each: (abs(sum(each) - seconds), -sum(each), len(each), max(each) - min(each)))


def shot_list(lengths: tuple[float, ...]) -> tuple[ShotClip, ...] | None:
    """The shots before anybody has written what they show; None for a video of one clip."""
    return tuple(map(ShotClip, lengths)) or None


def current(job: Job) -> int | None:
    """The number of the shot that is being made; None if there is none."""
    return _first_open(job.shots or ())


def left(job: Job) -> int:
    """How many shots there are still to be made, or 1 for a video of one clip."""
    return sum(shot.is_open for shot in job.shots or ()) or 1


def folder_of(job: Job, folder: Path) -> Path:
    """Where the clip of the shot belongs that is being made."""
    number = current(job)
    own = folder if number is None else folder / f"shot-{number}"
    own.mkdir(parents=True, exist_ok=True)
    return own


def prompts_for(job: Job, prompts: tuple[str, ...]) -> Changes:
    """What changes when it is written what the shots show."""
    shots = job.shots or ()
    return {"shots": tuple(replace(shot, prompt=prompt) for shot, prompt in zip(shots, prompts, strict=True))}


def after_clip(job: Job, clip: KeptClip, folder: Path) -> Changes | None:
    """What changes when a shot's clip is there; None if the video is of one clip."""
    return _after(job, folder, lambda shot: replace(shot, clip=clip))


def after_failure(job: Job, error: EngineError | BudgetExceeded, folder: Path, *, again: bool) -> Changes | None:
    """What changes when a shot could not be made; None if the engine has to be given up.

    `again`: nothing came of the order, for certain, so that the shot may be ordered once more.
    """
    number, clips = current(job), job.shots or ()
    if number is None:
        return None

    def lose(shot: ShotClip) -> ShotClip:
        return replace(shot, lost=error.message)

    if not isinstance(error, _OF_THE_SHOT):
        return _after(job, folder, lose, rest=True) if any(shot.clip for shot in clips) else None
    if again and clips[number].tries + 1 < TRIES and not isinstance(error, PromptRefused):
        return _after(job, folder, lambda failed: replace(failed, tries=failed.tries + 1, operation=None))
    return _after(job, folder, lose) if _has_others(clips, number) else None


def fetch_again(job: Job) -> Changes:
    """What changes when clips that were there are gone: they are brought here once more."""
    shots = tuple(
        replace(shot, clip=None) if shot.clip and not shot.clip.video.exists() else shot for shot in job.shots or ()
    )
    gone = _first_open(shots)
    known = None if gone is None else shots[gone].operation
    return {"state": State.DOWNLOADING, "clip": None, "shots": shots, "operation": known}


def notes_on(job: Job) -> tuple[str, ...]:
    """Which shots the video goes without, for people."""
    return tuple(
        f"Shot {number} of {len(job.shots or ())} could not be made and is left out: {shot.lost}"
        for number, shot in enumerate(job.shots or (), 1)
        if shot.lost
    )


def _is_long(engine: Engine, model: Model, request: VideoRequest) -> bool:
    seconds, ordinary = request.seconds, isinstance(request, LessonRequest | PromptRequest)
    drawn = engine.draws_storyboards or model.any_length
    return seconds is not None and ordinary and not drawn and seconds > max(model.seconds)


def _has_others(clips: Sequence[ShotClip], number: int) -> bool:
    return any(not clip.lost for place, clip in enumerate(clips) if place != number)


def _first_open(shots: Sequence[ShotClip]) -> int | None:
    return next((index for index, shot in enumerate(shots) if shot.is_open), None)


def _after(job: Job, folder: Path, happened: Callable[[ShotClip], ShotClip], *, rest: bool = False) -> Changes | None:
    """The list with what `happened` to the current shot (and with `rest` to all that follow), and what comes next."""
    number = current(job)
    if number is None:
        return None
    shots = list(job.shots or ())
    orders = [*shots[number].orders, *([str(job.operation["id"])] if job.operation else [])]
    shots[number] = happened(replace(shots[number], orders=tuple(dict.fromkeys(orders)), operation=job.operation))
    if rest:
        shots = [shot if shot.clip else happened(shot) for shot in shots]
    following = _first_open(shots)
    if following is None:
        return {"shots": tuple(shots), "state": State.FINISHING, "clip": _whole(shots, folder), "tries": 0}
    if known := shots[following].operation:
        # Made and paid for already; only its file had been lost.
        return {"shots": tuple(shots), "state": State.DOWNLOADING, "operation": known, "tries": 0}
    return {
        "shots": tuple(shots),
        "state": State.SUBMITTING,
        "activity": f"ordering shot {following + 1} of {len(shots)}",
        "submitted_at": None,
        "waiting_since": None,
        "engine_deadline": None,
        "engine_percent": None,
        "operation": None,
        "tries": 0,
        "fault": None,
    }


def _whole(shots: Sequence[ShotClip], folder: Path) -> KeptClip:
    """The joined clip; whoever finishes the video makes it of its `parts`."""
    clips = [shot.clip for shot in shots if shot.clip]
    notes = dict.fromkeys(note for clip in clips for note in clip.notes)
    return replace(clips[0], video=folder / JOINED, parts=tuple(clip.video for clip in clips), notes=tuple(notes))
