"""The Videos protocol (`/v1/videos`) as a video engine: OpenAI's own servers once, today whoever speaks it.

`engine` is the way in, `wire` sends and receives, `reading` and `faults` make sense of what servers answer, `search`
finds a lost order, `content` brings the clip home.
"""

from ...errors import SettingsError
from ..base import Engine, Limits
from ..kind import EngineDeps, EngineKind
from .catalogue import SORA_2, SORA_2_PRO, models_with
from .engine import SoraEngine

__all__ = ["SORA", "SoraEngine"]


def _build(deps: EngineDeps) -> Engine:
    settings = deps.settings
    if not (settings.sora_base_url or settings.openai_base_url):
        raise SettingsError(
            "SORA_BASE_URL: the engine sora needs the address of a server of the Videos protocol, such as "
            "http://localhost:8000/v1 (OpenAI's own was shut down on 2026-09-24).",
            param="SORA_BASE_URL",
        )
    limits = Limits(settings.sora_max_concurrent, settings.sora_requests_per_minute)
    models = deps.catalogue(models_with(settings.sora_model))
    secret = settings.sora_webhook_secret
    return SoraEngine(settings.sora_key, settings.sora_url, limits=limits, models=models, callback_secret=secret)


SORA = EngineKind("sora", _build, (SORA_2, SORA_2_PRO), key="SORA_BASE_URL")
