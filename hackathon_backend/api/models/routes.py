"""The models that videos can be made with: as the protocol lists them, and with all that a picker wants to know."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from ...engines import Engine, Model
from ...engines.sora.catalogue import SORA_2, SORA_2_PRO
from ...errors import NotFound
from ..current import current_container
from ..openapi import answers, spec
from ..sending import send
from .schemas import Lengths, ModelCard, ModelCards, ModelList, ModelObject

_SINCE = 1_759_708_800
"""Unix seconds of 2025-10-06, when the protocol's first model came out."""
_CLOSED = "Retired: its maker has closed. Orders for it are made by {}, and the answer says so."


def models_at(prefix: str) -> Blueprint:
    """The protocol's list of models under `prefix`, as "/v1"."""
    routes = Blueprint(f"models{prefix.replace('/', '_')}", __name__, url_prefix=prefix)
    routes.add_url_rule("/models", view_func=listing)
    routes.add_url_rule("/models/<path:model_id>", view_func=retrieve)
    return routes


pickers = Blueprint("model_cards", __name__)


@spec.validate(resp=answers(HTTP_200=ModelList), tags=["models"])
def listing() -> Any:
    """Every model that may be asked for; `served_by` tells which one really makes it."""
    return send(ModelList(object="list", data=[_object(card) for card in _cards()]))


@spec.validate(resp=answers(HTTP_200=ModelObject, refused=(404,)), tags=["models"])
def retrieve(model_id: str) -> Any:
    """One model."""
    card = next((card for card in _cards() if card.key == model_id), None)
    if card is None:
        raise NotFound(f"There is no model {model_id[:80]!r}.", param="model")
    return send(_object(card))


@pickers.get("/api/video/models")
@spec.validate(resp=answers(HTTP_200=ModelCards), tags=["models"])
def cards() -> Any:
    """The same with what each can do and costs."""
    return send(ModelCards(models=_cards()))


def _cards() -> list[ModelCard]:
    engines = current_container().engines
    offered = [_card(engine, model) for engine, model in engines.models()]
    keys = {card.key for card in offered}
    first = next((card.key for card in offered if card.state == "live"), offered[0].key)
    gone = [_retired(model, first) for model in (SORA_2, SORA_2_PRO) if model.id not in keys]
    return [*offered, *gone]


def _card(engine: Engine, model: Model) -> ModelCard:
    return ModelCard(
        key=model.id,
        name=model.name,
        description=model.description,
        engine=engine.name,
        seconds=None if model.any_length else list(model.seconds),
        duration=Lengths(min=min(model.seconds), max=max(model.seconds)),
        default_seconds=model.default_seconds,
        sizes=list(model.sizes),
        reference_images=model.reference_images,
        quality=f"{max(min(int(side) for side in size.split('x')) for size in model.sizes)}p",
        price_per_second=model.price_per_second,
        state=engine.availability(),
        served_by=model.id,
    )


def _retired(model: Model, served_by: str) -> ModelCard:
    engine = current_container().engines.offering(served_by)
    card = _card(engine, next(each for each in engine.models() if each.id == served_by))
    told = {"key": model.id, "name": model.name, "description": _CLOSED.format(served_by), "state": "retired"}
    return card.model_copy(update=told)


def _object(card: ModelCard) -> ModelObject:
    return ModelObject(
        id=card.key,
        object="model",
        created=_SINCE,
        owned_by=card.engine,
        served_by=card.served_by,
        state=card.state,
    )
