"""Who was told that a video has ended, and what came of it."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlsplit

from ...webhooks import Delivery
from ...webhooks.models import KeptAttempt, VideoEnd
from ..current import current_container
from ..openapi import answers, spec
from ..owned import job_of_caller
from ..sending import send
from .schemas import DeliveryCall, DeliveryList, WebhookDelivery


@spec.validate(resp=answers(HTTP_200=DeliveryList, refused=(404,)), tags=["videos"])
def deliveries(video_id: str) -> Any:
    """The webhooks of a video: one for each receiver, with every attempt to hand it over."""
    job = job_of_caller(video_id)
    return send(DeliveryList(object="list", data=[_view(each) for each in current_container().outbox.of(job.id)]))


def _view(delivery: Delivery) -> WebhookDelivery:
    return WebhookDelivery(
        id=delivery.id,
        object="webhook.delivery",
        event_id=delivery.event_id,
        type=cast(VideoEnd, delivery.type),
        url=_shown(delivery),
        status=delivery.state,
        created_at=int(delivery.created_at),
        next_attempt_at=int(delivery.next_at) if delivery.next_at else None,
        attempts=[_call(each) for each in delivery.attempts],
    )


def _call(kept: KeptAttempt) -> DeliveryCall:
    return DeliveryCall(at=int(kept["at"]), seconds=kept["seconds"], status=kept["status"], error=kept["error"])


def _shown(delivery: Delivery) -> str:
    """The URL without what is secret in many: the query, and of WEBHOOK_URL the path."""
    parts = urlsplit(delivery.url)
    return f"{parts.scheme}://{parts.netloc}{'' if delivery.from_settings else parts.path}"
