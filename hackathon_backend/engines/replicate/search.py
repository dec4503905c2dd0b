"""Looking through the list of predictions for an order whose outcome is unknown."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from ...errors import EngineBroken
from ...times import http_date, iso
from ..base import Order
from ..vendors.server import HttpAnswer
from ..vendors.values import unix_seconds
from .inputs import PROMPT

TOLERANCE = 10.0
"""Seconds that clocks may differ beyond what the server's `Date` header tells."""
_PAGES = 20
"""Of a hundred predictions each."""

Listing = Callable[[dict[str, str]], HttpAnswer]
"""Asks for one page: query parameters in, answer out. Raises an `EngineError` if there is none."""


def find_prediction(order: Order, since: float, taken: frozenset[str], ask: Listing) -> str | None:
    """The id of the order's prediction, made at or after `since` (unix seconds) and not in `taken`; of several, that of
    the one that was made first. None: the list has been looked through, and it is not there.

    Raises `EngineBroken` if the list does not allow to say so.
    """
    found: list[tuple[float, str]] = []
    nameless = False
    for prediction, made in _since(since - TOLERANCE, ask):
        id_ = str(prediction.get("id") or "")
        if not id_ or id_ in taken or prediction.get("model") not in (None, order.model):
            continue
        prompt = _prompt_of(prediction)
        if prompt is None:
            nameless = True
        elif prompt.split() == order.prompt.split():
            found.append((since if made is None else made, id_))
    if found:
        return min(found)[1]
    if nameless:
        raise EngineBroken("The list of predictions does not tell their prompts: the order can't be told from others.")
    return None


def _since(earliest: float, ask: Listing) -> Iterator[tuple[Mapping[str, Any], float | None]]:
    """The predictions made after `earliest`, each with when that was by our clock. The list has the newest first."""
    params = {"created_after": iso(earliest)}
    for _ in range(_PAGES):
        answer = ask(params)
        page = answer.body.get("results") if isinstance(answer.body, dict) else None
        if not isinstance(page, list):
            raise EngineBroken("The list of predictions is no list.")
        ahead = _clock_ahead(answer)
        dated = [(each, _made(each, ahead)) for each in page if isinstance(each, dict)]
        yield from ((each, made) for each, made in dated if made is None or made >= earliest)
        cursor = parse_qs(urlsplit(str(answer.body.get("next") or "")).query).get("cursor")
        if not cursor or any(made is not None and made < earliest for _, made in dated):
            return
        params = {**params, "cursor": cursor[0]}
    raise EngineBroken(f"The list of predictions has no end: {_PAGES} pages were read.")


def _clock_ahead(answer: HttpAnswer) -> float:
    """Seconds by which the server's clock is ahead of ours, as far as it tells."""
    now = http_date(answer.headers.get("date"))
    return 0.0 if now is None else now - time.time()


def _made(prediction: Mapping[str, Any], ahead: float) -> float | None:
    made = unix_seconds(prediction.get("created_at"))
    return None if made is None else made - ahead


def _prompt_of(prediction: Mapping[str, Any]) -> str | None:
    given = prediction.get("input")
    values = [given.get(name) for name in PROMPT] if isinstance(given, dict) else []
    return next((value for value in values if isinstance(value, str)), None)
