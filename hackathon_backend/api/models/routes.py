"""The models that videos can be made with: as the protocol lists them, and with all that a picker wants to know."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from flask import Blueprint

from ...engines import Engine, Model
from ...engines.base import Availability
from ...engines.kind import EngineKind
from ...engines.sora import SORA
from ...engines.sora.catalogue import SORA_2, SORA_2_PRO
from ...errors import NotFound
from ..current import current_container
from ..openapi import answers, spec
from ..sending import send
from .schemas import Lengths, ModelCard, ModelCards, ModelList, ModelObject

_SINCE = 1_759_708_800
"""Unix seconds of 2025-10-06, when the protocol's first model came out."""
_NOT_SET_UP = "Not set up here: it takes {0} in VIDEO_ENGINES, and {1}."
_NO_KEY = "Its key is not set here."
_CLOSED = "Retired by its maker. Orders for it are made by {}, and the answer says so."


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
    """Those on offer, those of engines that are not set up, and those that are gone, by name once each."""
    engines = current_container().engines
    today = datetime.fromtimestamp(current_container().store.clock.now(), UTC).date()
    offered = [_offered(engine, model, today) for engine, model in engines.models()]
    first = next((card for card in offered if card.state == "live"), offered[0])
    takers = zip(offered, (model for _, model in engines.models()), strict=True)
    old = [_retired(name, card) for card, model in takers for name in model.replaces]
    protocol = [_retired(model.id, first, model) for model in (SORA_2, SORA_2_PRO)]
    others = [_elsewhere(kind, model) for kind, model in engines.elsewhere() if kind.name != SORA.name]
    cards: dict[str, ModelCard] = {}
    for card in (*offered, *old, *protocol, *others):
        cards.setdefault(card.key, card)
    return list(cards.values())


def _card(model: Model, engine: str, state: Availability) -> ModelCard:
    return ModelCard(
        key=model.id,
        name=model.name,
        description=model.description,
        engine=engine,
        seconds=None if model.any_length else list(model.seconds),
        duration=Lengths(min=min(model.seconds), max=max(model.seconds)),
        default_seconds=model.default_seconds,
        sizes=list(model.sizes),
        reference_images=model.reference_images,
        sound=model.sound,
        quality=f"{max(min(int(side) for side in size.split('x')) for size in model.sizes)}p",
        price_per_second=model.price_per_second,
        retires=model.retires,
        state=state,
        served_by=model.id,
    )


def _offered(engine: Engine, model: Model, today: date) -> ModelCard:
    state = "retired" if model.is_retired(today) else engine.availability()
    card = _card(model, engine.name, state)
    return card.model_copy(update={"description": f"{model.description}. {_NO_KEY}"}) if state == "needs_key" else card


def _retired(name: str, served_by: ModelCard, was: Model | None = None) -> ModelCard:
    told = {"key": name, "name": was.name if was else name, "description": _CLOSED.format(served_by.key)}
    return served_by.model_copy(update=told | {"state": "retired"})


def _elsewhere(kind: EngineKind, model: Model) -> ModelCard:
    card = _card(model, kind.name, "needs_key")
    return card.model_copy(update={"description": f"{model.description}. {_NOT_SET_UP.format(kind.name, kind.key)}"})


def _object(card: ModelCard) -> ModelObject:
    return ModelObject(
        id=card.key,
        object="model",
        created=_SINCE,
        owned_by=card.engine,
        served_by=card.served_by,
        state=card.state,
    )
