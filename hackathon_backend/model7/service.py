"""Orders videos: turns a request into a job row and lets the runner know."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from ..access.spending.budgets import Budgets
from ..access.spending.quotas import Quotas
from ..branding.brands import Brands
from ..engines import Engine, Engines, Model, model_of
from ..engines.retired import retired_note
from ..errors import BudgetExceeded
from ..jobs import Changes, Job, JobStore, Orders, VideoRequest, WrittenRequest, micros_of
from ..jobs.models import LOCAL_OWNER
from ..jobs.orders import ANYWHERE, OrderSlot, SameOrder
from ..jobs.requests import KINDS
from ..media import StillPicture
from ..storage import DiskRoom, Storage, WorkFolders, video_stem
from .steps.shots import fitted_for

CANCEL_TIMEOUT = 5.0
_OF_THE_CALL = frozenset({"message_id", "conversation_id", "history", "notes", "engine"})
"""Fields of a request that do not change what the video looks like, or are told by the engines that may make it."""


class Model7:
    """The front door of the pipeline. Orders return at once; the job row tells the rest."""

    def __init__(
        self,
        store: JobStore,
        engines: Engines,
        storage: Storage,
        work: WorkFolders,
        room: DiskRoom,
        budgets: Budgets,
        quotas: Quotas,
        brands: Brands,
    ) -> None:
        self._store = store
        self._engines = engines
        self._storage = storage
        self._work = work
        self._room = room
        self._budgets = budgets
        self._quotas = quotas
        self._brands = brands
        self._orders = Orders(store, lambda job: storage.has(f"{video_stem(job.id, job.created_at)}.mp4"))

    def check(self, model: str | None) -> None:
        """Raise `RequestError` if no engine offers a model of that name."""
        self._engines.order_for(model)

    def order(
        self,
        request: VideoRequest,
        *,
        engines: Sequence[str] | None = None,
        owner: str = LOCAL_OWNER,
        slot: OrderSlot = ANYWHERE,
    ) -> Job:
        """Write the job down, in its `slot`, and return it, or the one that is there.

        Raises `RequestError` for a model that nobody offers, `DiskFull`, `QuotaExceeded`.
        """
        job = self._job(request, engines, owner)

        def earlier(session: Session) -> Job | None:
            there = slot.taken(session)
            if there is None:
                self._quotas.check(session, owner=owner)
            return there

        def fill(session: Session, placed: Job) -> None:
            if placed is job:
                slot.fill(session, job)

        return self._store.create_unless(job, earlier, fill)[0]

    def place(
        self,
        request: VideoRequest,
        *,
        engines: Sequence[str] | None = None,
        owner: str = LOCAL_OWNER,
        key: str | None = None,
        reuse: bool = True,
        same: SameOrder | None = None,
        references: Sequence[StillPicture] = (),
        prepare: Callable[[Job, Path], None] | None = None,
        slot: OrderSlot = ANYWHERE,
    ) -> tuple[Job, bool]:
        """The same for a program's order, which may come twice: the job, and whether it was there before.

        `references` are pictures that the engine shall go by; `prepare` gives the job and its work folder what else
        they need before it is written down. The other arguments are those of `Orders.place`.
        Raises `RequestError` for a model that nobody offers, `KeyReused`, `QuotaExceeded`, and `BudgetExceeded` if
        none of the engines can be paid now.
        """
        names = [f"reference-{number}.{picture.kind}" for number, picture in enumerate(references, 1)]
        job = self._job(request.model_copy(update={"references": names}) if names else request, engines, owner)
        job.fingerprint = _fingerprint(job, references)
        placed, was_there = None, False
        try:
            self._keep_references(job, dict(zip(names, references, strict=True)))
            if prepare is not None:
                prepare(job, self._work.folder(job.id))
            if names or prepare is not None:
                self._work.share_folder(job.id)
            placed, was_there = self._orders.place(
                job,
                key=key,
                body=job.fingerprint,
                reuse=reuse,
                same=same,
                admit=partial(self._admit, job),
                slot=slot,
            )
        except BudgetExceeded:
            self._budgets.tell_refusals()
            raise
        finally:
            if placed is None or was_there:
                self._work.clear(job.id)
                self._storage.discard(*(reference_name(job, name) for name in names))
        return placed, was_there

    def _admit(self, job: Job, session: Session) -> None:
        """Raise `QuotaExceeded`, or `BudgetExceeded` for an order that only engines could make that can't be paid."""
        self._quotas.check(session, job.owner)
        engines = [self._engines.get(name) for name in job.engines]
        if not all(engine is not None and engine.paid for engine in engines):
            return
        refusals = []
        for engine in filter(None, engines):
            model = model_of(engine, job.request.model)
            seconds = fitted_for(engine, job.request)[0].seconds
            try:
                self._budgets.admit(session, job.owner, _estimate(engine, model, seconds), self._store.clock.now())
            except BudgetExceeded as error:
                refusals.append(error)
            else:
                return
        raise refusals[0]

    def _keep_references(self, job: Job, pictures: Mapping[str, StillPicture]) -> None:
        """Put the pictures where engines find them, and beside the video that is to come, for people."""
        for name, picture in pictures.items():
            folder = self._work.folder(job.id)
            for copy in (folder / name, folder / f"kept-{name}"):
                copy.write_bytes(picture.data)
            self._storage.keep(folder / f"kept-{name}", reference_name(job, name))

    def cancel(self, job_id: str) -> Job:
        """Stop making the video, and its engine's work on it if the engine can. Raises `NotFound`."""
        before = self._store.get(job_id)
        job = self._store.cancel(job_id)
        engine = self._engines.get(before.engine) if before.engine else None
        if engine is not None and before.operation is not None and not before.ended:
            engine.cancel(before.operation, timeout=CANCEL_TIMEOUT)
        return job

    def _job(self, request: VideoRequest, engines: Sequence[str] | None, owner: str) -> Job:
        self._room.check_room()
        if isinstance(request, WrittenRequest):
            request = request.model_copy(update={"brand": self._brand(request, owner)})
        now = self._store.clock.now()
        names = list(engines or self._engines.order_for(request.model))
        return Job(
            id=f"vid_{secrets.token_hex(16)}",
            owner=owner,
            created_at=now,
            wake_at=now,
            activity="waiting for its turn",
            request=request,
            remixed_from=request.source,
            engines=names,
            **self._fitted(request, names[0]),
        )

    def _brand(self, request: WrittenRequest, owner: str) -> str | None:
        """What its owner has on all films; a storyboard that says whose it is keeps that."""
        if request.storyboard and request.storyboard.get("brand"):
            return None
        brand = self._brands.of(owner)
        return brand.id if brand else None

    def _fitted(self, request: VideoRequest, name: str) -> Changes:
        """What the first engine will make of the wishes: whoever ordered hears of it at once."""
        engine = self._engines.get(name)
        if engine is None:
            return {"notes": list(request.notes)}
        model = model_of(engine, request.model)
        fitted, _lengths = fitted_for(engine, request)
        return {
            "model": model.id,
            "seconds": fitted.seconds,
            "size": fitted.size,
            "estimate": _estimate(engine, model, fitted.seconds),
            "notes": [*request.notes, *retired_note(request.model, model), *fitted.notes],
        }


def _estimate(engine: Engine, model: Model, seconds: float) -> int | None:
    """What the order will cost, in micro-dollars, if its first engine makes it at once; None if nobody knows."""
    return micros_of(model.price_per_second, seconds) if engine.paid else 0


#: Every field of any kind of request, so that one without it is equal to one that leaves it out.
_BLANK: dict[str, object] = {
    name: None if field.is_required() else field.get_default(call_default_factory=True)
    for kind in KINDS
    for name, field in kind.model_fields.items()
}


def reference_name(job: Job, name: str) -> str:
    """The name under which a picture of a request's `references` is kept."""
    return f"{video_stem(job.id, job.created_at)}.{name}"


def _fingerprint(job: Job, references: Sequence[StillPicture]) -> str:
    asked = _BLANK | job.request.model_dump(mode="json")
    shown = {name: value for name, value in asked.items() if name not in _OF_THE_CALL}
    pictures = [hashlib.sha256(picture.data).hexdigest() for picture in references]
    text = json.dumps([shown, job.engines, pictures], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
