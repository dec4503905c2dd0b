"""Replicate as a video engine: any of its models by `owner/name`, each asked by its own schema.

`engine` is the way in, `inputs` reads a model's schema and `asking` puts an order into it, `outputs` finds the clip in
what came of it, `search` finds a lost order, `faults` makes sense of what went wrong.
"""

from __future__ import annotations

from ...errors import SettingsError
from ..base import Engine, Limits
from ..kind import EngineDeps, EngineKind
from .catalogue import unread
from .engine import ReplicateEngine
from .settings import ReplicateSettings

__all__ = ["REPLICATE", "ReplicateEngine"]


def _build(deps: EngineDeps) -> Engine:
    settings = deps.settings_of(ReplicateSettings)
    if not settings.replicate_model:
        raise SettingsError(
            "REPLICATE_MODEL: the engine replicate needs the models to order from, as owner/name with commas between "
            "them; https://replicate.com/collections/text-to-video shows some.",
            param="REPLICATE_MODEL",
        )
    return ReplicateEngine(
        settings.replicate_api_token,
        settings.replicate_base_url,
        models=deps.catalogue(tuple(unread(name) for name in settings.replicate_model)),
        callback_secret=settings.replicate_webhook_secret,
        limits=Limits(settings.replicate_max_concurrent, settings.replicate_requests_per_minute),
    )


REPLICATE = EngineKind("replicate", _build, settings=ReplicateSettings, key="REPLICATE_API_TOKEN")
