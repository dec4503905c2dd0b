"""A render's graph beside its rows: what stages have returned, and which ones come next."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from ...films.graph import StageGraph
from ..documents import JobFault
from .rows import RenderRow, StageRow, StageState


def go_on(session: Session, render: RenderRow, graph: StageGraph, now: float) -> int:
    """Write down which stages can be begun now, how many that are, and how far the render is; it ends with its last.

    Whoever does this holds the render's row, so that of two who end a stage at once the second one sees both results.
    """
    found = select(StageRow.name, StageRow.state, StageRow.result).where(StageRow.job_id == render.job_id)
    rows = session.execute(found).all()
    known = {row.name for row in rows}
    kept = {row.name: row.result for row in rows if row.state == StageState.DONE}
    if graph.last in kept:
        end(session, render, now)
        return 0
    results = results_of(graph, kept)
    fresh = [
        StageRow(
            job_id=render.job_id,
            name=stage.name,
            owner=render.owner,
            created_at=render.created_at,
            rank=stage.rank,
            speaks=stage.speaks,
            due_at=now,
        )
        for stage in graph.ready(results)
        if stage.name not in known
    ]
    session.add_all(fresh)
    render.percent, render.step = graph.progress(results)
    return len(fresh)


def end(session: Session, render: RenderRow, now: float, fault: JobFault | None = None) -> None:
    """The render has ended, well or with a `fault`; nothing more of it is begun."""
    render.ended_at, render.fault = now, fault
    session.execute(delete(StageRow).where(StageRow.job_id == render.job_id))


def results_of(graph: StageGraph, kept: Mapping[str, object]) -> dict[str, object]:
    """What stages have returned, from JSON."""
    return {name: _adapter(graph.result_type(name)).validate_python(result) for name, result in kept.items()}


def as_json(graph: StageGraph, name: str, result: Any) -> Any:
    """What the stage of that name has returned, as JSON."""
    return _adapter(graph.result_type(name)).dump_python(result, mode="json")


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
