"""A request to publish: read, checked by the rules of its platforms, and made into rows."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ...errors import NotAllowed, PublishingOff, RequestError
from ...films.edits import Captions, Edit, Fit
from ...jobs import Job
from ...media import SHAPES
from ...model7.editing import ENGINES, edit_request, made_here
from ...model7.remaking import board_of
from ...model7.reshaping import reshaped
from ...publishing.accounts import KnownAccounts
from ...publishing.base import SocialAccount
from ...publishing.models import Publication
from ...publishing.planning import PublishingPlan, facts_of, plan_for
from ...publishing.platforms import platform_rules
from ..current import current_container, current_principal
from ..moderating import check_order
from ..videos.ordering import idempotency_key
from .schemas import PostBody, PublishBody

_FARTHEST = 366 * 86_400.0
"""Seconds ahead for which something can be scheduled."""


@dataclass(frozen=True)
class PlannedPublication:
    """One post with its account and what has to be done for it."""

    post: PostBody
    account: SocialAccount
    plan: PublishingPlan


def accounts_here() -> KnownAccounts:
    """The accounts. Raises `PublishingOff`, and `NotAllowed` for somebody who may not publish here."""
    container = current_container()
    if container.settings.publish_by == "admins" and not current_principal().is_admin:
        raise NotAllowed("Only admins publish films here. Ask whoever runs this server.")
    if container.publishing.accounts is None:
        raise PublishingOff("Publishing is not set up on this server. Ask whoever runs it to connect a service.")
    return container.publishing.accounts


def planned(asked: PublishBody, job: Job) -> list[PlannedPublication]:
    """What has to be done for each post. Raises `RequestError` for an account that is not there or comes twice."""
    known = accounts_here()
    film = facts_of(job, current_container().storage, drawn=board_of(job) is not None)
    found: list[PlannedPublication] = []
    for number, post in enumerate(asked.posts):
        param = f"posts.{number}.account"
        account = known.find(post.account)
        if account is None:
            raise RequestError(f"{param}: there is no such account.", param=param)
        if any(each.account.id == account.id for each in found):
            raise RequestError(f"{param}: this account is named twice.", param=param)
        rules = platform_rules()[account.platform]
        plan = plan_for(rules, film, post.text, post.options(), captions=asked.captions, wanted=post.aspect_ratio)
        found.append(PlannedPublication(post, account, plan))
    return found


def time_of(asked: PublishBody) -> float | None:
    """When it is to be published, in unix seconds. Raises `RequestError` for a time that has been or never is."""
    if asked.at is None:
        return None
    try:
        zone = ZoneInfo(asked.time_zone)
        at = datetime.fromisoformat(asked.at).replace(tzinfo=zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise RequestError(
            "timeZone: must be one such as Europe/Berlin, and at a time there.", param="timeZone"
        ) from None
    if at.astimezone(UTC).astimezone(zone).replace(tzinfo=None) != at.replace(tzinfo=None):
        raise RequestError("at: clocks are put forward then, so there is no such time.", param="at")
    moment, now = at.timestamp(), current_container().store.clock.now()
    if moment <= now:
        raise RequestError("at: lies in the past.", param="at")
    if moment > now + _FARTHEST:
        raise RequestError("at: lies more than a year ahead.", param="at")
    return moment


def refuse_faults(posts: Sequence[PlannedPublication]) -> None:
    """Raise `RequestError` for the first thing that keeps one of the posts from being made."""
    for number, each in enumerate(posts):
        for fault in each.plan.faults:
            param = f"posts.{number}.{fault.param}"
            raise RequestError(f"{param}: {fault.message}", param=param)


def rows_for(asked: PublishBody, job: Job, posts: Sequence[PlannedPublication], at: float | None) -> list[Publication]:
    """The rows, with the versions that they need ordered."""
    container, key = current_container(), idempotency_key()
    now = container.store.clock.now()
    name = accounts_here().publisher.name
    return [
        Publication(
            id=f"pub_{secrets.token_hex(16)}",
            owner=job.owner,
            job_id=job.id,
            variant_id=_version(job, each.plan) if each.plan.makes_version else None,
            request_key=key,
            service=name,
            account=each.account.id,
            account_name=each.account.name,
            platform=each.account.platform,
            text=each.post.text,
            options=each.post.options(),
            publish_at=at,
            time_zone=asked.time_zone,
            notes=list(each.plan.changes),
            tries=0,
            created_at=now,
            updated_at=now,
            wake_at=now,
        )
        for each in posts
    ]


def _version(job: Job, plan: PublishingPlan) -> str:
    """The id of the job that makes the version; an equal one that is there or under way will do."""
    container = current_container()
    size = "{}x{}".format(*SHAPES[plan.shape]) if plan.shape else job.size or ""
    order = reshaped(job, size, container.engines, plan.look, plan.free)
    if order is not None:
        check_order(order[0])
        return container.model7.place(order[0], engines=order[1], owner=job.owner)[0].id
    film = made_here(job, container.storage, "video_id")
    request, prepare = edit_request(_edit(plan), [film], None, container.confined)
    return container.model7.place(request, engines=ENGINES, owner=job.owner, prepare=prepare)[0].id


def _edit(plan: PublishingPlan) -> Edit:
    fields: dict[str, object] = {"lift": plan.look.lift} if plan.look else {}
    if plan.shape is None:
        return Captions.model_validate({"operation": "captions", **fields})
    shaped = {"operation": "fit", "aspect_ratio": plan.shape, "captions": plan.look is not None}
    return Fit.model_validate(shaped | fields)
