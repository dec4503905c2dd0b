"""The steps of one lesson video, in order. Each is short, restartable, and ends with a commit on the job row.

    queued       the engine whose turn it is gets the order
    briefing     a writer decides what is shown and said
    submitting   the engine is ordered to make it: once, whatever happens
    rendering    the engine is asked how far it is
    downloading  the clip is brought here
    finishing    voice, captions and poster are added and the files kept; or, with no engine left, a text is written

An engine that fails passes its turn to the next one. A worker may be killed between any two lines: what it had
committed is where the next one goes on.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path

from .. import media
from ..engines import Engine, EngineGate, Operation, Progress
from ..errors import (
    ENGINE_ERRORS,
    EngineBroken,
    EngineError,
    EngineTimeout,
    LeaseLost,
    Model7Error,
    NoLesson,
    NoRoom,
    OperationTaken,
    OutcomeUnknown,
    RateLimited,
    WriterError,
)
from ..jobs import AT_ENGINE, Changes, Claim, Fault, Job, KeptClip, State
from ..writers.base import Answer
from ..writers.no_lesson import no_lesson_takeaways
from . import console, shots
from .admission import keep_waiting
from .briefing import brief_for, shots_for
from .deps import PipelineDeps
from .failover import begin_turn, down_error, engine_of, next_turn, notes_of, order_of, pass_turn
from .next_questions import suggestions_after
from .reply import NOT_OF_AN_ENGINE, TEXT_INSTEAD, fallback_reply, video_reply

log = logging.getLogger(__name__)

PATIENCE = 3
"""Unexpected errors of one step, after which its engine is given up."""
LOOKS = 3
"""How often an engine is asked whether an order of unknown outcome is there: its list may lag behind."""
LOOK_EVERY = 2.0
FIRST_POLL, SLOWEST_POLL = 2.0, 10.0
CALL_TIMEOUT = 30.0
"""Seconds that one poll or one look may take."""
SUBMIT_TIMEOUT = 120.0
_A_DAY = 86_400.0
DOWNLOAD_AT_LEAST = 30.0
"""Seconds that a finished clip's download gets even if the engine's time is up: it has been paid for."""

_NO_EDIT = "The video could not be changed; the video that it was to be made from is as it was."

BRIEFED, RENDERED, DOWNLOADED = 5.0, 90.0, 95.0
"""The job's progress after each part; an engine's own percent is stretched in between."""
UNFINISHED = 99.0
"""The most that a video shows that can't be played yet."""


class Pipeline:
    """Takes the next step of a job; the runner calls `step` for each that is due."""

    def __init__(self, deps: PipelineDeps) -> None:
        self.deps = deps
        self._steps: dict[State, Callable[[Claim], object]] = {
            State.QUEUED: self._begin,
            State.BRIEFING: self._brief,
            State.SUBMITTING: self._submit,
            State.RENDERING: self._poll,
            State.DOWNLOADING: self._download,
            State.FINISHING: self._finish,
        }

    def step(self, claim: Claim) -> None:
        """Do one short thing for the job, commit it, and say when to be called next."""
        if claim.job.faults >= PATIENCE:
            self._give_up(claim)
        elif wait := self._held(claim.job):
            claim.put_off(wait)
        else:
            self._steps[claim.job.state](claim)

    # -- queued, briefing

    def _begin(self, claim: Claim) -> None:
        claim.release(**begin_turn(self.deps, claim.job))

    def _brief(self, claim: Claim) -> None:
        job, engine = claim.job, engine_of(self.deps, claim.job)
        assert engine is not None
        try:
            brief = brief_for(self.deps, job, engine)
            prompts = shots_for(self.deps, job, brief)
        except WriterError as error:
            claim.release(state=State.FINISHING, turn=len(job.engines), reason=error.code, activity="writing an answer")
        else:
            written: Changes = shots.prompts_for(job, prompts) if prompts else {}
            changes: Changes = {
                **written,
                "state": State.SUBMITTING,
                "brief": brief,
                "progress": BRIEFED,
                "activity": "ordering the video",
            }
            claim.release(**changes)

    # -- submitting

    def _submit(self, claim: Claim) -> None:
        if claim.job.submitted_at is None:
            self._place_order(claim)
        else:
            self._look_for_order(claim)

    def _place_order(self, claim: Claim) -> None:
        engine = engine_of(self.deps, claim.job)
        assert engine is not None
        gate = self._lane(claim.job)
        if (down := down_error(self.deps, engine)) is not None:
            self._engine_failed(claim, down)
        elif wait := gate.admit(claim.job.id):
            self._stand_in_line(claim, engine, wait)
        elif self.deps.store.has_room(engine.name, gate.limits.at_once):
            self._order(claim, engine)
        else:
            self._wait_for_room(claim, engine)

    def _order(self, claim: Claim, engine: Engine) -> None:
        order, gate, limit = order_of(self.deps, claim.job), self._lane(claim.job), self.deps.settings.max_poll_timeout

        def mark() -> None:
            # Committed before the call: whoever finds this mark and no operation must look, not order again.
            now = time.time()
            if not claim.hold_if_room(
                gate.limits.at_once, submitted_at=now, engine_deadline=now + limit, engine_floor=claim.job.progress
            ):
                raise NoRoom(f"{engine.label} has no free place.")

        console.generating(engine.label, order.prompt)
        try:
            with gate.call():
                operation = engine.submit(order, timeout=min(SUBMIT_TIMEOUT, limit / 2), sending=mark)
        except NoRoom:
            self._wait_for_room(claim, engine)
        except OutcomeUnknown as error:
            log.warning("It is not known whether %s took the order: %s", engine.label, error.message)
            fault = Fault(error.because, error.message)
            claim.release(fault=fault, activity=f"asking {engine.label} for the order")
        except RateLimited as error:
            if error.lasting:
                self._engine_failed(claim, error)
            else:
                self._stand_in_line(claim, engine, gate.admit(claim.job.id))
        except EngineError as error:
            self._engine_failed(claim, error)
        else:
            self._came_back(claim, engine, operation)

    def _came_back(self, claim: Claim, engine: Engine, operation: Operation) -> None:
        """The order was taken. Somebody may have thought that it was lost meanwhile, as after a jump of the clock."""
        try:
            self._ordered(claim, operation)
        except LeaseLost:
            if not engine.paid:
                raise
            late: Changes = {
                **_of_the_turn(claim.job),
                "state": State.RENDERING,
                "operation": operation,
                "operation_id": f"{engine.name}:{operation['id']}",
                "engine_deadline": time.time() + self.deps.settings.max_poll_timeout,
                "activity": "waiting for its turn",
                "tries": 0,
                "fault": None,
            }
            free = [each for each in claim.job.engines if not self._is_paid(each)]
            adopted = self.deps.store.adopt(claim.job, late, over=free)
            if adopted is not None:
                log.info("The order at %s came back late; going on with it.", engine.label)
            elif self.deps.store.get(claim.job.id).state == State.CANCELLED:
                engine.cancel(operation, timeout=CALL_TIMEOUT)

    def _is_paid(self, name: str) -> bool:
        engine = self.deps.engines.get(name)
        return engine is None or engine.paid

    def _wait_for_room(self, claim: Claim, engine: Engine) -> None:
        self._lane(claim.job).leave(claim.job.id)
        self._stand_in_line(claim, engine, None)

    def _stand_in_line(self, claim: Claim, engine: Engine, booked: float | None) -> None:
        waiting = keep_waiting(self.deps, claim.job, engine, booked)
        if isinstance(waiting, EngineError):
            self._lane(claim.job).leave(claim.job.id)
            self._engine_failed(claim, waiting)
        else:
            changes, wake_in = waiting
            claim.release(wake_in=wake_in, **changes)

    def _look_for_order(self, claim: Claim) -> None:
        job, engine = claim.job, engine_of(self.deps, claim.job)
        assert engine is not None and job.submitted_at is not None
        if not engine.paid:
            self._ordered(claim, engine.submit(order_of(self.deps, job), timeout=CALL_TIMEOUT))
            return
        taken = self.deps.store.taken_operations(engine.name)
        try:
            with self._lane(job).call():
                operation = engine.find(
                    order_of(self.deps, job), since=_asked_at(job), taken=taken, timeout=self._call_time(job)
                )
        except EngineError as error:
            log.warning("%s can't say whether it took the order: %s", engine.label, error.message)
            operation = None
        if operation is not None:
            log.info("%s had taken the order: going on with %s.", engine.label, operation["id"])
            self._adopt(claim, operation)
        elif job.tries + 1 < LOOKS and not self._is_late(job, LOOK_EVERY):
            claim.release(tries=job.tries + 1, wake_in=LOOK_EVERY)
        else:
            lost = _as_error(job.fault, "The order was interrupted, and the engine does not know it.")
            self._engine_failed(claim, lost)

    def _adopt(self, claim: Claim, operation: Operation) -> None:
        try:
            self._ordered(claim, operation)
        except OperationTaken:
            # Another job with the same words was quicker; ours is one of the others in the list.
            claim.release(wake_in=0.1)

    def _ordered(self, claim: Claim, operation: Operation) -> None:
        engine = engine_of(self.deps, claim.job)
        paid = engine is not None and engine.paid
        changes: Changes = {
            **self._in_time(claim.job),
            "state": State.RENDERING,
            "operation": operation,
            "operation_id": f"{claim.job.engine}:{operation['id']}" if paid else claim.job.operation_id,
            "tries": 0,
            "fault": None,
            "activity": "waiting for its turn",
        }
        claim.release(wake_in=self._lane(claim.job).plan(claim.job.id, FIRST_POLL) if paid else 0.0, **changes)
        console.started(claim.job.id)

    def _in_time(self, job: Job) -> Changes:
        """An order that is known to have been taken gets its time, however late it is found."""
        late = self._left(job) <= 0
        return {"engine_deadline": time.time() + self.deps.settings.max_poll_timeout} if late else {}

    # -- rendering

    def _poll(self, claim: Claim) -> None:
        job, engine = claim.job, engine_of(self.deps, claim.job)
        assert engine is not None and job.operation is not None
        try:
            with self._lane(job).call():
                seen = engine.poll(order_of(self.deps, job), job.operation, timeout=self._call_time(job))
        except EngineError as error:
            self._later(claim, error)
            return
        if seen.status == "failed":
            failure = seen.error or EngineBroken("It failed without saying why.")
            self._engine_failed(claim, failure, again=True)
        elif seen.status == "completed":
            claim.release(
                state=State.DOWNLOADING,
                progress=_stretched(job, RENDERED),
                tries=0,
                fault=None,
                activity="fetching the video",
            )
            console.completed(job.id)
            console.downloading()
        elif self._is_late(job):
            self._engine_failed(claim, self._timeout())
        else:
            self._goes_on(claim, engine, seen)

    def _goes_on(self, claim: Claim, engine: Engine, seen: Progress) -> None:
        job, queued = claim.job, seen.status == "queued"
        percent = max(seen.percent or 0.0, job.engine_percent or 0.0)
        activity = seen.step or ("waiting for its turn" if queued else "making the video")
        if (percent, activity) != (job.engine_percent, job.activity):
            console.progress(queued, percent)
        deadline = job.engine_deadline
        if not engine.paid and (queued or percent > (job.engine_percent or 0.0)):
            # Our own machine is only busy: a render has hung when it stands still for all of its time.
            deadline = time.time() + self.deps.settings.max_poll_timeout
        wait = _poll_wait(job.tries) if seen.wait is None else seen.wait
        changes: Changes = {
            **_changed_deadline(job, deadline),
            "engine_percent": percent,
            "progress": _stretched(job, BRIEFED + (RENDERED - BRIEFED) * percent / 100),
            "activity": activity,
            "tries": job.tries + 1,
            "fault": None,
        }
        claim.put_off(self._ask_again_in(job, wait), **changes)

    # -- downloading

    def _download(self, claim: Claim) -> None:
        job, engine = claim.job, engine_of(self.deps, claim.job)
        assert engine is not None and job.operation is not None
        timeout = max(DOWNLOAD_AT_LEAST, self._left(job))
        try:
            folder = shots.folder_of(job, self.deps.storage.work_folder(job.id))
            with self._lane(job).call():
                clip = engine.download(order_of(self.deps, job), job.operation, folder, timeout=timeout)
            media.probe(clip.video)
            kept = KeptClip.of(clip, before=self._before(job) if clip.continues else None)
        except EngineError as error:
            self._later(claim, error)
        except Model7Error as error:
            self._later(claim, EngineBroken(f"What it sent is not a playable video: {error.message}"))
        else:
            self._downloaded(claim, kept)

    def _downloaded(self, claim: Claim, clip: KeptClip) -> None:
        changes = shots.after_clip(claim.job, clip, self.deps.storage.work_folder(claim.job.id))
        changes = changes or {"state": State.FINISHING, "clip": clip, "tries": 0}
        if changes["state"] == State.FINISHING:
            changes |= {"progress": _stretched(claim.job, DOWNLOADED), "activity": "adding voice and captions"}
        claim.release(**changes)

    def _before(self, job: Job) -> Path | None:
        """The file of the video that this one goes on from."""
        source = self.deps.store.get(job.remixed_from or "")
        return self.deps.storage.folder / source.filename if source.filename else None

    # -- finishing

    def _finish(self, claim: Claim) -> None:
        if claim.job.engine is None:
            self._explain(claim)
        else:
            self._keep(claim)

    def _keep(self, claim: Claim) -> None:
        job = claim.job
        try:
            done = self.deps.finisher.finish(job, *notes_of(self.deps, job))
        except FileNotFoundError:
            log.warning("The downloaded clip is gone; fetching it again.")
            claim.release(**(shots.fetch_again(job) if job.shots else {"state": State.DOWNLOADING}))
            return
        shown = self.deps.storage.shown(done.video)
        reply = video_reply(job, done, shown, suggestions_after(job, self.deps.library))
        claim.release(
            state=State.COMPLETED, filename=done.video, notes=list(done.notes), reply=reply, activity="ready to play"
        )
        self.deps.storage.clear_work(job.id)
        console.saved(f"./{shown}")
        console.generated(reply["videoUrl"])

    def _explain(self, claim: Claim) -> None:
        job = claim.job
        reason = job.reason or (job.attempts[0].code if job.attempts else "engine_error")
        asked = [name for name in job.engines if reason not in NOT_OF_AN_ENGINE]
        labels = [engine.service for name in asked if (engine := self.deps.engines.get(name))]
        if job.request.get("work"):
            self._end_with_text(claim, Answer(_NO_EDIT, (), "model7"), labels, reason)
            return
        wanted = self.deps.request_of(job).for_writer(self.deps.library, speech_seconds=60, storyboard=False)
        answer = self.deps.writer.answer(wanted)
        self._end_with_text(claim, answer, labels, reason)

    def _end_with_text(self, claim: Claim, answer: Answer, labels: list[str], reason: str) -> None:
        reply = fallback_reply(claim.job, answer, labels, reason)
        if reason == NoLesson.code:
            # Nothing has failed; what would help is said.
            takeaways = no_lesson_takeaways(self.deps.library, self.deps.request_of(claim.job).language)
            reply |= {"status": "completed", "error": None, "keyTakeaways": takeaways}
        claim.release(state=State.FAILED, reason=reason, reply=reply, activity=TEXT_INSTEAD.lower())
        self.deps.storage.clear_work(claim.job.id)
        console.unavailable(reason)

    # -- when something goes wrong

    def _later(self, claim: Claim, error: EngineError) -> None:
        """A call about work under way failed, which says nothing of the work: try again while there is time."""
        job = claim.job
        log.info("Trying again: %s", error.message)
        if self._is_late(job):
            timed_out = job.state == State.RENDERING
            self._engine_failed(claim, self._timeout(error) if timed_out else error)
            return
        wait = error.retry_after or _poll_wait(job.tries)
        fault = Fault(error.code, error.message)
        claim.release(tries=job.tries + 1, fault=fault, wake_in=self._ask_again_in(job, wait))

    def _engine_failed(self, claim: Claim, error: EngineError, *, again: bool = False) -> None:
        job, engine = claim.job, engine_of(self.deps, claim.job)
        label = engine.label if engine else str(job.engine)
        if (goes_on := self._shot_failed(job, error, again=again)) is not None:
            log.warning("A shot could not be made by %s: %s", label, error.message)
            claim.release(**goes_on)
            return
        following = next_turn(self.deps, job)
        console.engine_failed(label, error.code, error.message, following.label if following else None)
        claim.release(**pass_turn(self.deps, job, error))

    def _shot_failed(self, job: Job, error: EngineError, *, again: bool) -> Changes | None:
        """What changes if only one of several shots is lost by it; `again` as in `shots.after_failure`."""
        if not job.shots:
            return None
        return shots.after_failure(job, error, self.deps.storage.work_folder(job.id), again=again)

    def _give_up(self, claim: Claim) -> None:
        """A step breaks off again and again: a fault of ours. The student must not pay for it."""
        if claim.job.engine is not None:
            self._engine_failed(claim, EngineBroken("It could not be used because of an internal error; see the log."))
            return
        sorry = Answer("The video could not be made, nor an explanation written. Please ask again.", (), "model7")
        labels = [engine.service for name in claim.job.engines if (engine := self.deps.engines.get(name))]
        self._end_with_text(claim, sorry, labels, claim.job.reason or "internal_error")

    # -- time

    def _lane(self, job: Job) -> EngineGate:
        assert job.engine is not None
        return self.deps.engines.gate(job.engine)

    def _held(self, job: Job) -> float:
        """Seconds for which the engine must not be asked about the order; once time is up it is asked all the same."""
        asking = job.submitted_at is not None and job.state in (*AT_ENGINE, State.DOWNLOADING)
        if not asking or engine_of(self.deps, job) is None or self._is_late(job):
            return 0.0
        if job.state == State.SUBMITTING and self._lane(job).is_down:
            return 0.0  # an order that may be lost is looked for three times, whatever comes of it
        return self._not_after_deadline(job, self._lane(job).admit(job.id))

    def _ask_again_in(self, job: Job, wait: float) -> float:
        return self._not_after_deadline(job, self._lane(job).plan(job.id, wait))

    def _timeout(self, last: EngineError | None = None) -> EngineTimeout:
        because = f" The last it said: {last.message}" if last else ""
        return EngineTimeout(f"It was not finished after {self.deps.settings.max_poll_timeout:g} s.{because}")

    @staticmethod
    def _left(job: Job) -> float:
        return (job.engine_deadline or 0.0) - time.time()

    def _is_late(self, job: Job, margin: float = 0.0) -> bool:
        if self._left(job) > margin:
            return False
        # By the row as it is now: it may have been moved along with a clock that was set.
        self.deps.store.claims.settle_clock()
        return self._left(self.deps.store.get(job.id)) <= margin

    def _call_time(self, job: Job) -> float:
        return min(CALL_TIMEOUT, max(2.0, self._left(job)))

    def _not_after_deadline(self, job: Job, wait: float) -> float:
        return max(0.0, min(wait, self._left(job)))


def _of_the_turn(job: Job) -> Changes:
    """What the row says of an engine's turn."""
    return {
        "turn": job.turn,
        "at_engine": job.at_engine,
        "attempts": job.attempts,
        "model": job.model,
        "seconds": job.seconds,
        "size": job.size,
        "shots": job.shots,
        "submitted_at": job.submitted_at,
        "engine_floor": job.engine_floor,
    }


def _changed_deadline(job: Job, deadline: float | None) -> Changes:
    return {} if deadline == job.engine_deadline else {"engine_deadline": deadline}


def _stretched(job: Job, progress: float) -> float:
    """A first engine's `progress` (BRIEFED to 100) for the engine whose turn it is: what the others left,
    stretched, and shared among the shots that are still to be made.
    """
    share = (progress - BRIEFED) / (100.0 - BRIEFED) / shots.left(job)
    return min(UNFINISHED, job.engine_floor + (100.0 - job.engine_floor) * share)


def _asked_at(job: Job) -> float:
    """Since when an engine's list has to be looked through. An order of the future is one from before the clock was
    set back, nobody knows how far.
    """
    assert job.submitted_at is not None
    return job.submitted_at if job.submitted_at <= time.time() + 1 else time.time() - _A_DAY


def _poll_wait(tries: int) -> float:
    return min(SLOWEST_POLL, FIRST_POLL * 1.3**tries)


def _as_error(fault: Fault | None, otherwise: str) -> EngineError:
    if fault is None:
        return OutcomeUnknown(otherwise)
    return ENGINE_ERRORS.get(fault.code, EngineBroken)(fault.message)
