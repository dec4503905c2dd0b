"""What embedded engines make of an order, by their names: the stages that it takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from ...errors import OrderRejected
from ...films.edits import FilmWork
from ...films.edits.work import EditGraph
from ...films.graph import FilmGraph, StageGraph
from ...settings import Settings
from ...storage import SharedFiles
from ..base import Order
from .film_order import DESCRIBED, finish_order, plan_of


@dataclass(frozen=True)
class RenderKind:
    """The work of one engine, `called` as people read it: "The drawing".

    `check` raises `OrderRejected` for an order that is none for it, `graph` that or `StoryboardError`.
    """

    called: str
    check: Callable[[Order], object]
    graph: Callable[[Order, Settings, SharedFiles], StageGraph]


def _has_board(order: Order) -> None:
    if order.storyboard is None:
        raise OrderRejected("The storyboard engine needs a storyboard to draw.")


def _film(order: Order, settings: Settings, shared: SharedFiles) -> FilmGraph:
    plan = plan_of(order, settings.work_dir / order.job_id, settings, shared)
    described = plan.path.with_name(DESCRIBED) if order.described else None
    return FilmGraph(plan, finish=partial(finish_order, order), described=described)


def _work_of(order: Order) -> FilmWork:
    if order.work is None:
        raise OrderRejected("The media engine works on finished films: say what shall be done to which.")
    return order.work


def _edit(order: Order, settings: Settings, shared: SharedFiles) -> EditGraph:
    return EditGraph(_work_of(order), order.language, settings.work_dir / order.job_id, shared)


RENDER_KINDS: Mapping[str, RenderKind] = {
    "storyboard": RenderKind("The drawing", _has_board, _film),
    "media": RenderKind("The work", _work_of, _edit),
}
