"""The embedded engine: draws storyboards and speaks them, in processes of its own. It needs no key and no network."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial
from typing import Any

from ...errors import OrderRejected
from ...films.graph import FilmGraph
from ...films.production import Production
from ..base import Model, Order
from ..kind import EngineKind
from .base import EmbeddedEngine
from .film_order import DESCRIBED, RESULT, finish_order, plan_of, problems_here

_SIZES = ("1280x720", "1920x1080", "720x1280", "1080x1080", "1024x1792", "1792x1024")

MODEL = Model(
    id="storyboard-1",
    name="Storyboard",
    description="Drawn scenes with voice and captions: every label is right. Embedded, free.",
    seconds=(5, 60),
    sizes=_SIZES,
    any_length=True,
    default_seconds=60,
    sound=True,
    price_per_second=0.0,
)


class StoryboardEngine(EmbeddedEngine[Production]):
    """Draws `Order.storyboard`, in stages that are spread over all processes."""

    name = "storyboard"
    label = "Storyboard"
    service = "Storyboard"
    draws_storyboards = True
    model = MODEL
    result = RESULT
    called = "The drawing"

    def problems(self) -> list[str]:
        """Missing shared libraries or fonts."""
        return problems_here()

    def _check(self, order: Order) -> None:
        if order.storyboard is None:
            raise OrderRejected("The storyboard engine needs a storyboard to draw.")

    def _prepared(self, order: Order) -> Production:
        plan = plan_of(order, self._folder(order), self._settings)
        described = plan.path.with_name(DESCRIBED) if order.described else None
        graph = FilmGraph(plan, finish=partial(finish_order, order), described=described)
        return Production(graph, self._pool, order.job_id)

    def _start(self, work: Production) -> None:
        work.begin()

    def _outcome_of(self, work: Production) -> Future[Any]:
        return work.done

    def _progress_of(self, work: Production, order: Order) -> tuple[float | None, str]:
        return work.progress()


STORYBOARD = EngineKind("storyboard", lambda deps: StoryboardEngine(deps.pool, deps.settings), (MODEL,))
