"""The steps of one lesson video, in order. Each is short, restartable, and ends with a commit on the job row.

    queued       the engine whose turn it is gets the order
    briefing     a writer decides what is shown and said
    submitting   the engine is ordered to make it: once, whatever happens (`ordering`)
    rendering    the engine is asked how far it is
    downloading  the clip is brought here
    finishing    voice, captions and poster are added and the files kept; or, with no engine left, a text is written
                 (`ending`)

An engine that fails passes its turn to the next one (`setbacks`, `failover`). A worker may be killed between any two
lines: what it had committed is where the next one goes on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from .. import media
from ..engines import Progress
from ..errors import Busy, EngineBroken, EngineError, Model7Error, PromptRefused, StorageAway, WriterError
from ..jobs import Changes, Claim, Job, KeptClip, State, TranslationRequest
from ..writers.base import Brief
from . import console
from .deps import PipelineDeps
from .steps import shots
from .steps.briefing import brief_for, shots_for
from .steps.drafting import RowDrafts
from .steps.ending import finish, give_up
from .steps.failover import NOT_NAMED, begin_turn
from .steps.ordering import submit
from .steps.progress import BRIEFED, DOWNLOADED, RENDERED, rendered, stretched
from .steps.refining import refine_once
from .steps.setbacks import engine_failed, try_later
from .steps.translating import again_later, translated_brief, wait_before
from .steps.turn import Turn, turn_of

log = logging.getLogger(__name__)

PATIENCE = 3
"""Unexpected errors of one step, after which its engine is given up."""
_STORAGE_AGAIN = 10.0
"""Seconds until a storage is asked again that was away."""
_LOOK_AGAIN = 2.0
"""Seconds, when there was no process free to look into a clip."""
DOWNLOAD_AT_LEAST = 30.0
"""Seconds that a finished clip's download gets even if the engine's time is up: it has been paid for."""


class Pipeline:
    """Takes the next step of a job; the runner calls `step` for each that is due."""

    def __init__(self, deps: PipelineDeps) -> None:
        self._deps = deps

    def step(self, claim: Claim) -> None:
        """Do one short thing for the job, commit it, and say when to be called next."""
        try:
            self._step(claim)
        except StorageAway as error:
            # Nothing is lost, and nobody is at fault: what was paid for is kept until it can be put away.
            log.warning("The job %s waits for the storage: %s", claim.job.id, error.message)
            claim.put_off(_STORAGE_AGAIN)

    def _step(self, claim: Claim) -> None:
        job = claim.job
        if job.faults >= PATIENCE:
            give_up(self._deps, claim)
        elif job.state == State.QUEUED:
            claim.release(**begin_turn(self._deps, job))
        elif job.state == State.FINISHING:
            finish(self._deps, claim)
        elif (turn := turn_of(self._deps, claim)) is None:
            engine_failed(self._deps, claim, NOT_NAMED)
        elif wait := turn.held():
            claim.put_off(wait)
        else:
            _AT_A_TURN[job.state](turn)


# -- briefing


def _brief(turn: Turn) -> None:
    job = refine_once(turn.deps, turn.claim, turn.engine)
    try:
        brief = _written(turn, job)
        prompts = shots_for(turn.deps, job, turn.engine, brief)
    except WriterError as error:
        if isinstance(job.request, TranslationRequest) and (later := again_later(turn.job, error)):
            turn.claim.release(wake_in=wait_before(turn.job), **later)
            return
        turn.claim.release(
            state=State.FINISHING, turn=len(job.engines), reason=error.code, activity="writing an answer"
        )
        return
    written: Changes = shots.prompts_for(job, prompts) if prompts else {}
    changes: Changes = {
        **written,
        "state": State.SUBMITTING,
        "brief": brief,
        "draft": None,
        "progress": BRIEFED,
        "activity": "ordering the video",
        "tries": 0,
        "fault": None,
    }
    turn.claim.release(**changes)


def _written(turn: Turn, job: Job) -> Brief:
    if isinstance(job.request, TranslationRequest):
        return translated_brief(turn.deps, turn.claim, job.request)
    return brief_for(turn.deps, job, turn.engine, RowDrafts(turn.claim))


# -- rendering


def _poll(turn: Turn) -> None:
    job = turn.job
    try:
        with turn.gate.call():
            seen = turn.engine.poll(turn.order, job.operation or {}, timeout=turn.call_time())
    except EngineError as error:
        try_later(turn, error)
        return
    if seen.status == "failed":
        failure = seen.error or EngineBroken("It failed without saying why.")
        if not isinstance(failure, PromptRefused):
            # For pictures that are refused once they are made some vendors keep the money.
            turn.nothing_is_paid()
        engine_failed(turn.deps, turn.claim, failure, again=True)
    elif seen.status == "completed":
        turn.claim.release(
            state=State.DOWNLOADING,
            progress=stretched(job, RENDERED),
            tries=0,
            fault=None,
            activity="fetching the video",
        )
        console.completed(job.id)
        console.downloading()
    elif turn.is_late():
        engine_failed(turn.deps, turn.claim, turn.timeout())
    else:
        _goes_on(turn, seen)


def _goes_on(turn: Turn, seen: Progress) -> None:
    job, queued = turn.job, seen.status == "queued"
    percent = max(seen.percent or 0.0, job.engine_percent or 0.0)
    activity = seen.step or ("waiting for its turn" if queued else "making the video")
    if (percent, activity) != (job.engine_percent, job.activity):
        console.progress(queued, percent)
    changes: Changes = {
        "engine_percent": percent,
        "progress": stretched(job, rendered(percent)),
        "activity": activity,
        "tries": job.tries + 1,
        "fault": None,
    }
    wait = turn.ask_again_in(seen.wait)
    if not turn.engine.paid and (queued or percent > (job.engine_percent or 0.0)):
        # Our own machine is only busy: a render has hung when it stands still for all of its time.
        changes["engine_deadline"] = turn.new_deadline()
    turn.claim.put_off(wait, **changes)


# -- downloading


def _download(turn: Turn) -> None:
    job, timeout = turn.job, max(DOWNLOAD_AT_LEAST, turn.left())
    try:
        folder = shots.folder_of(job, turn.deps.work.folder(job.id))
        with turn.gate.call():
            clip = turn.engine.download(turn.order, job.operation or {}, folder, timeout=timeout)
        _look_into(turn, clip.video)
    except EngineError as error:
        try_later(turn, error)
    except Busy:
        turn.claim.release(wake_in=_LOOK_AGAIN)
    except Model7Error as error:
        try_later(turn, EngineBroken(f"What it sent is not a playable video: {error.message}"))
    else:
        _downloaded(turn, KeptClip.of(clip, before=_before(turn) if clip.continues else None))


def _look_into(turn: Turn, video: Path) -> None:
    """Raise `Model7Error` if it is no video. What came from elsewhere is looked into where it can do no harm, and goes
    no further if it claims to be larger than any clip is.
    """
    if turn.engine.paid:
        turn.deps.confined.run(media.checked, video, video.name)
    else:
        media.probe(video)


def _downloaded(turn: Turn, clip: KeptClip) -> None:
    job = turn.job
    # Whoever finishes it may be on another machine: a clip that was paid for is there before the row says so.
    turn.deps.work.share_folder(job.id)
    changes = shots.after_clip(job, clip, turn.deps.work.folder(job.id))
    changes = changes or {"state": State.FINISHING, "clip": clip, "tries": 0}
    if changes["state"] == State.FINISHING:
        changes["progress"] = stretched(job, DOWNLOADED)
        changes["activity"] = "adding voice and captions"
    turn.claim.release(**changes)


def _before(turn: Turn) -> Path | None:
    """The name of the video that this one goes on from."""
    source = turn.deps.store.get(turn.job.remixed_from or "")
    return Path(source.filename) if source.filename else None


_AT_A_TURN: dict[State, Callable[[Turn], None]] = {
    State.BRIEFING: _brief,
    State.SUBMITTING: submit,
    State.RENDERING: _poll,
    State.DOWNLOADING: _download,
}
