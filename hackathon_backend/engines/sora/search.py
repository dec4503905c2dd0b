"""Looking through a server's list of videos for an order whose outcome is unknown."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator

from ...errors import EngineBroken
from ...times import http_date
from ..base import Order
from ..vendors.server import HttpAnswer
from ..vendors.values import number_of, unix_seconds
from .reading import RemoteVideo, video_id

PAGE = 50
_PAGES = 40

#: Seconds that clocks may differ beyond what the server's `Date` header tells.
TOLERANCE = 10.0

Listing = Callable[[dict[str, str]], HttpAnswer]
"""Asks for one page: query parameters in, answer out. Raises an `EngineError` if there is none."""


def find_order(order: Order, since: float, taken: frozenset[str], ask: Listing) -> RemoteVideo | None:
    """The video of `order`, asked for at or after `since` (unix seconds) and not among the ids in `taken`.

    Of several it is the one that was made first; None if the list has been looked through and it is not there.

    Raises `EngineBroken` if the list does not allow to say so.
    """
    found: list[tuple[float, RemoteVideo]] = []
    nameless = False
    for video, made in _since(since - TOLERANCE, ask):
        if video_id(video) in taken or not _same_make(order, video):
            continue
        prompt = video.get("prompt")
        if not isinstance(prompt, str):
            nameless = True
        elif _spaced(prompt) == _spaced(order.prompt):
            found.append((since if made is None else made, video))
    if found:
        return min(found, key=lambda pair: pair[0])[1]
    if nameless:
        raise EngineBroken("The list of videos does not tell their prompts: the order can't be told from others.")
    return None


def _since(earliest: float, ask: Listing) -> Iterator[tuple[RemoteVideo, float | None]]:
    """The videos made after `earliest`, each with the time that it was made at, by our clock (None: not told)."""
    params = {"limit": str(PAGE), "order": "desc"}
    seen: set[str] = set()
    for _ in range(_PAGES):
        answer = ask(params)
        new = {id_: video for id_, video in _named(answer) if id_ not in seen}
        times = [_by_our_clock(video, answer) for video in new.values()]
        dated = zip(new.values(), times, strict=True)
        yield from ((video, made) for video, made in dated if made is None or made >= earliest)
        seen.update(new)
        if not new or _is_last(answer, times, earliest):
            return
        params = {**params, "after": [*new][-1]}
    raise EngineBroken(f"The list of videos has no end: {_PAGES} pages were read.")


def _listed(answer: HttpAnswer) -> list[RemoteVideo]:
    videos = answer.body.get("data") if isinstance(answer.body, dict) else answer.body
    if not isinstance(videos, list):
        raise EngineBroken("The list of videos is no list.")
    return [video for video in videos if isinstance(video, dict)]


def _named(answer: HttpAnswer) -> Iterator[tuple[str, RemoteVideo]]:
    for video in _listed(answer):
        if id_ := video_id(video):
            yield id_, video


def _is_last(answer: HttpAnswer, times: list[float | None], earliest: float) -> bool:
    """Whether no other page is of use. Without a word on it, one may be, unless the pages to come are older still: only
    a list that is in order, newest first, says so.
    """
    if not isinstance(answer.body, dict) or answer.body.get("has_more") is False:
        return True
    known = [made for made in times if made is not None]
    return len(known) == len(times) and known == sorted(known, reverse=True) and known[-1] < earliest


def _by_our_clock(video: RemoteVideo, answer: HttpAnswer) -> float | None:
    made, now = unix_seconds(video.get("created_at")), http_date(answer.headers.get("date"))
    return made if made is None or now is None else made - now + time.time()


def _same_make(order: Order, video: RemoteVideo) -> bool:
    """Whether model, length and size, as far as they are told, are the ordered ones."""
    model, seconds, size = video.get("model"), number_of(video.get("seconds")), video.get("size")
    return (
        (not isinstance(model, str) or _base_model(model) == _base_model(order.model))
        and (seconds is None or abs(seconds - order.seconds) < 0.01)
        and (not isinstance(size, str) or not size or size.strip().lower() == order.size.lower())
    )


def _base_model(name: str) -> str:
    """Without a gateway's "openai/" and a snapshot's "-2025-10-06"."""
    return re.sub(r"-\d{4}-\d{2}-\d{2}$", "", name.strip().lower().rpartition("/")[2])


def _spaced(text: str) -> str:
    return " ".join(text.split())
