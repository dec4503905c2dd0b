"""Which worker does which stage: claims on rows, each with a lease that has to be renewed."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Update, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from ...clock import Clock
from ...engines import Order
from ...films.graph import StageGraph
from ..database import Database
from ..documents import JobFault
from ..store.claims import LEASE_SECONDS
from ..store.lease import is_dead, this_process
from ..store.places import rows_changed
from .graph_rows import as_json, end, go_on
from .rows import RenderRow, RenderTurn, StageRow, StageState


@dataclass(frozen=True)
class StageClaim:
    """One worker's right to do a stage. `kept` are the results that the render has, as JSON."""

    job_id: str
    name: str
    token: str
    engine: str
    owner: str
    order: Order
    kept: Mapping[str, object]
    tries: int
    faults: int

    @property
    def lost_tries(self) -> int:
        """How often the stage was begun, this time included, without an error that was heard of."""
        return self.tries - self.faults


class StageClaims:
    """Gives free stages to whoever asks, each to one at a time, and writes down how they ended."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self.owner = this_process()

    def next(self, speaks: bool | None = None) -> StageClaim | None:
        """Claim a free stage: of the owner with the fewest under way who has waited longest, of the oldest render, that
        of lowest rank. With `speaks`, only one that does or does not.
        """
        now = self._clock.now()
        with self._database.write(durable=False) as session:
            stage = session.scalars(_first(now, speaks)).first()
            if stage is None:
                return None
            stage.state, stage.tries = StageState.RUNNING, stage.tries + 1
            stage.lease_owner, stage.lease_token = self.owner, secrets.token_hex(8)
            stage.due_at = now + LEASE_SECONDS
            _note_turn(session, stage.owner, now)
            render = session.get_one(RenderRow, stage.job_id)
            done = (StageRow.job_id == stage.job_id, StageRow.state == StageState.DONE)
            kept = session.execute(select(StageRow.name, StageRow.result).where(*done)).all()
            return StageClaim(
                stage.job_id,
                stage.name,
                stage.lease_token,
                render.engine,
                render.owner,
                render.asked,
                {row.name: row.result for row in kept},
                stage.tries,
                stage.faults,
            )

    def ready(self) -> int:
        """How many stages are free."""
        with self._database.read() as session:
            free = select(func.count()).select_from(StageRow).where(*_is_free(self._clock.now()))
            return session.scalar(free) or 0

    def done(self, claim: StageClaim, graph: StageGraph, result: Any) -> tuple[int, bool]:
        """Write the result down and, with it, what can be begun now: how many stages, and whether the render has ended.

        Nothing is written if the claim was lost, or the render is gone.
        """
        values = {"state": StageState.DONE, "result": as_json(graph, claim.name, result), **_FREE}
        with self._database.write(durable=False) as session:
            render = _held(session, claim)
            if render is None or not rows_changed(session, _mine(claim).values(values)):
                return 0, False
            ready = go_on(session, render, graph, self._clock.now())
            return ready, render.ended_at is not None

    def put_back(self, claim: StageClaim, *, wait: float = 0.0, failed: bool = False) -> None:
        """Have the stage begun again in `wait` seconds; it may have `failed` with an error."""
        again = {
            "state": StageState.WAITING,
            "due_at": self._clock.now() + min(wait, _LONGEST_WAIT),
            "faults": claim.faults + failed,
        }
        with self._database.write(durable=False) as session:
            rows_changed(session, _mine(claim).values({**again, **_FREE}))

    def give_up(self, claim: StageClaim, fault: JobFault) -> bool:
        """End the render as failed, unless the claim was lost; whether it was ended by this."""
        with self._database.write(durable=False) as session:
            render = _held(session, claim)
            if render is None or not rows_changed(session, _mine(claim).values(_FREE)):
                return False
            end(session, render, self._clock.now(), fault)
            return True

    def tell(self, claim: StageClaim, percent: float | None, step: str) -> None:
        """Write down how far the render is, if that is new."""
        new = or_(RenderRow.percent.is_distinct_from(percent), RenderRow.step != step)
        told = update(RenderRow).where(RenderRow.job_id == claim.job_id, RenderRow.ended_at.is_(None), new)
        with self._database.write(durable=False) as session:
            rows_changed(session, told.values(percent=percent, step=step))

    def renew(self, tokens: Sequence[str]) -> None:
        """Make these claims last for another `LEASE_SECONDS`."""
        with self._database.write(durable=False) as session:
            mine = update(StageRow).where(StageRow.lease_token.in_(tokens))
            rows_changed(session, mine.values(due_at=self._clock.now() + LEASE_SECONDS))

    def hand_back(self, tokens: Sequence[str]) -> None:
        """End these claims, as if the stages had not been begun."""
        back = {"state": StageState.WAITING, "due_at": self._clock.now(), "tries": StageRow.tries - 1}
        with self._database.write(durable=False) as session:
            mine = update(StageRow).where(StageRow.lease_token.in_(tokens))
            rows_changed(session, mine.values({**back, **_FREE}))

    def free_those_of_the_dead(self) -> int:
        """Take away the leases of processes on this host that have ended, and have nobody wait for a clock that was set
        back; returns how many stages that freed.
        """
        now = self._clock.now()
        running = StageRow.state == StageState.RUNNING
        late = (StageRow.state != StageState.DONE, StageRow.due_at > now + _FARTHEST)
        with self._database.read() as session:
            owners = session.scalars(select(StageRow.lease_owner).where(running).distinct()).all()
            put_off = session.scalars(select(StageRow.name).where(*late).limit(1)).all()
        dead = [owner for owner in owners if owner and is_dead(owner)]
        if not dead and not put_off:
            return 0
        free = update(StageRow).where(running, StageRow.lease_owner.in_(dead))
        pull_in = update(StageRow).where(*late)
        with self._database.write(durable=False) as session:
            rows_changed(session, pull_in.values(due_at=now + LEASE_SECONDS))
            return rows_changed(session, free.values(state=StageState.WAITING, due_at=now, **_FREE))


_LONGEST_WAIT = 60.0
"""Seconds that a stage is put back for, at the most."""
_FARTHEST = _LONGEST_WAIT + LEASE_SECONDS
"""Nothing is due later than that, unless the clock was set back."""
_FREE: dict[str, None] = {"lease_owner": None, "lease_token": None}


def _is_free(now: float) -> tuple[Any, ...]:
    return (StageRow.state.in_((StageState.WAITING, StageState.RUNNING)), StageRow.due_at <= now)


def _first(now: float, speaks: bool | None) -> Any:
    under_way = (
        select(StageRow.owner, func.count().label("stages"))
        .where(StageRow.state == StageState.RUNNING, StageRow.due_at > now)
        .group_by(StageRow.owner)
        .subquery()
    )
    kind = () if speaks is None else (StageRow.speaks.is_(speaks),)
    free = (
        select(StageRow)
        .outerjoin(under_way, under_way.c.owner == StageRow.owner)
        .outerjoin(RenderTurn, RenderTurn.owner == StageRow.owner)
        .where(*_is_free(now), *kind)
    )
    turn = func.coalesce(under_way.c.stages, 0), func.coalesce(RenderTurn.served_at, 0.0)
    first = free.order_by(*turn, StageRow.created_at, StageRow.job_id, StageRow.rank, StageRow.name).limit(1)
    return first.with_for_update(of=StageRow, skip_locked=True)


def _note_turn(session: Session, owner: str, now: float) -> None:
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    turn = insert(RenderTurn).values(owner=owner, served_at=now)
    session.execute(turn.on_conflict_do_update(index_elements=[RenderTurn.owner], set_={"served_at": now}))


def _held(session: Session, claim: StageClaim) -> RenderRow | None:
    """The render, if it goes on: those who end stages of one take turns."""
    render = session.get(RenderRow, claim.job_id, with_for_update=True)
    return render if render is not None and render.ended_at is None else None


def _mine(claim: StageClaim) -> Update:
    mine = (StageRow.job_id == claim.job_id, StageRow.name == claim.name, StageRow.lease_token == claim.token)
    return update(StageRow).where(*mine)
