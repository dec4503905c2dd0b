"""How often one may ask, for each kind of request: per owner, and per address they come from (Flask-Limiter).

Counts are kept in Redis if one is set up, so that several processes share them, else in this process. If Redis is away
each process counts for itself until it is back: nobody is locked out for it, and nobody gets in without limit.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from flask import Flask, Response, request
from flask_limiter import Limiter, RateLimitExceeded, RouteLimit
from limits import parse_many

from ...access.principal import LOCAL, Principal, Proof
from ...errors import RateExceeded
from ...net.place import place_of
from ...settings import Settings
from ..current import current_container, current_principal
from ..reading import known_error
from .routes import ROUTES, RateKind
from .too_fast import too_fast

log = logging.getLogger(__name__)

USUAL: Mapping[RateKind, str] = {
    RateKind.CHAT: "30/minute",
    RateKind.CREATE: "20/minute",
    RateKind.UPLOAD: "10/minute",
    RateKind.STREAMS: "120/minute",
    RateKind.PREVIEW: "240/minute",
    RateKind.VIEWS: "3000/minute",
    RateKind.LOGIN: "60/minute",
}
"""What holds where people log in and no setting says otherwise. A class that logs in at eight may share an address."""
OFF, _ANY = "off", "1/second"
"""No limit; and what stands in its place for the library, which then does not count."""
_REDIS_SECONDS = 1
_PREFIX = "model7"
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


def install_rates(app: Flask, settings: Settings) -> None:
    """Limit the routes that there are by now: after all of them, after `check_routes`, and after who asks is known."""
    url = settings.rate_limit_url or settings.redis_url
    seconds: dict[str, str | int] = {"socket_timeout": _REDIS_SECONDS, "socket_connect_timeout": _REDIS_SECONDS}
    limiter = Limiter(
        _address,
        app=app,
        storage_uri=url or "memory://",
        storage_options=seconds if url else {},
        strategy="moving-window",
        in_memory_fallback_enabled=url is not None,
        key_prefix=_PREFIX,
    )
    # The routes that are limited look for themselves, and no limit is for all: it need not look at each request.
    hooks = app.before_request_funcs[None]
    app.before_request_funcs[None] = [hook for hook in hooks if getattr(hook, "__self__", None) is not limiter]
    rates = Rates(settings)
    views = dict(app.view_functions)
    limited: dict[Callable[..., Any], Callable[..., Any]] = {}
    for rule in app.url_map.iter_rules():
        view, kind = views[rule.endpoint], ROUTES[rule.endpoint].rate
        if kind is not RateKind.FREE:
            # The same function may stand at two addresses, and is counted once.
            if view not in limited:
                limited[view] = _limited(limiter, rates, kind, _counted(app, rule.endpoint), view)
            app.view_functions[rule.endpoint] = limited[view]
    app.register_error_handler(RateLimitExceeded, partial(_too_fast, limiter))


class Rates:
    """What the settings allow for each kind of request."""

    def __init__(self, settings: Settings) -> None:
        self._set: Mapping[RateKind, str | None] = {
            RateKind.CHAT: settings.rate_chat,
            RateKind.CREATE: settings.rate_create,
            RateKind.UPLOAD: settings.rate_upload,
            RateKind.STREAMS: settings.rate_streams,
            RateKind.PREVIEW: settings.rate_preview,
            RateKind.VIEWS: settings.rate_views,
            RateKind.LOGIN: settings.rate_login,
        }
        self._anonymous = settings.anonymous_rate_chat
        self._factor = settings.rate_address_factor

    def of_owner(self, kind: RateKind, who: Principal, *, guarded: bool) -> str:
        """What `who` may do of the kind, or "off"."""
        if who.proof is Proof.ANONYMOUS and kind is RateKind.CHAT:
            return self._anonymous
        return self._set[kind] or (USUAL[kind] if guarded else OFF)

    def of_address(self, kind: RateKind, who: Principal, *, guarded: bool) -> str:
        """What all together may do who come from the same address: a school is behind one."""
        own = self.of_owner(kind, who, guarded=guarded)
        if own == OFF or kind is RateKind.LOGIN or who.owner in ("", LOCAL.owner):
            return own
        found = (f"{each.amount * self._factor}/{each.multiples} {each.GRANULARITY.name}" for each in parse_many(own))
        return ";".join(found)


def _counted(app: Flask, endpoint: str) -> list[str]:
    """The methods of a view that count: those that change something, or else GET."""
    methods = {method for rule in app.url_map.iter_rules(endpoint) for method in rule.methods or ()}
    return sorted(methods - _READING) or ["GET", "HEAD"]


def _limited(
    limiter: Limiter, rates: Rates, kind: RateKind, methods: list[str], view: Callable[..., Any]
) -> Callable[..., Any]:
    def of(find: Callable[..., str]) -> str:
        return find(kind, current_principal(), guarded=current_container().identity.is_guarded)

    def limit(find: Callable[..., str], key: Callable[[], str], whose: str) -> RouteLimit:
        return limiter.shared_limit(
            lambda: _ANY if (found := of(find)) == OFF else found,
            scope=f"{kind} of {whose}",
            key_func=key,
            methods=methods,
            exempt_when=lambda: of(find) == OFF or (whose == "owner" and not _has_owner()),
        )

    return limit(rates.of_address, _address, "address")(limit(rates.of_owner, _owner, "owner")(view))


def _has_owner() -> bool:
    return current_principal().owner not in ("", LOCAL.owner)


def _owner() -> str:
    return current_principal().owner


def _address() -> str:
    return place_of(request.remote_addr or "nowhere")


def _too_fast(limiter: Limiter, breach: RateLimitExceeded) -> Response:
    breached = limiter.current_limit
    wait = max(1.0, breached.reset_at - time.time()) if breached else 1.0
    most = breach.limit.limit if breach.limit else None
    often = f"At most {most.amount} in {most.multiples} {most.GRANULARITY.name} are taken. " if most else ""
    error = RateExceeded(too_fast(request.accept_languages, wait, often), retry_after=wait)
    answer = known_error(error)
    if request.accept_mimetypes.best_match(("application/json", "text/html")) == "text/html":
        answer.set_data(error.message)
        answer.mimetype = "text/plain"
    return answer
