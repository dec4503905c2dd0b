"""Blotato (help.blotato.com): posts to accounts of nine platforms that are connected there. Docs as of 2026-11-30."""

from __future__ import annotations

import json
import logging
import re
import weakref
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, TypeVar
from urllib.parse import quote, urlencode, urlsplit

import httpx2
from pydantic import BaseModel, ValidationError

from ...errors import PublicationUnsure, PublisherAway, PublisherRefused
from ...net.deadline import BoundedTransport, before_sending, within
from ...settings import Settings
from ...times import retry_after
from ..base import AccountPage, FoundPost, OutgoingPost, PostState, PostStatus, Sending, SocialAccount
from ..blotato_answers import (
    BlotatoAccount,
    BlotatoAccounts,
    BlotatoListedPosts,
    BlotatoMedia,
    BlotatoPages,
    BlotatoSchedule,
    BlotatoSchedules,
    BlotatoState,
    BlotatoSubmission,
    BlotatoUpload,
)

log = logging.getLogger(__name__)

_SECONDS, _UPLOAD_SECONDS = 30.0, 900.0
_MOST_BYTES = 4_000_000
_PAGES = 40
"""Pages of a list that are read."""
_SAID = 300
"""Characters of what it says of an error that are passed on."""
_CLOCKS = 600.0
"""Seconds that its clock and ours may differ."""
_NOTHING_MADE = range(400, 500)
_MAYBE_MADE = (408,)
"""What gateways answer when the server behind them was too slow."""
_STATES: Mapping[str, PostStatus] = {
    "in-progress": "processing",
    "scheduled": "scheduled",
    "published": "published",
    "failed": "failed",
}
M = TypeVar("M", bound=BaseModel)
L = TypeVar("L", BlotatoSchedules, BlotatoListedPosts)


class BlotatoPublisher:
    """Speaks its REST API, version 2, with the header `blotato-api-key`. With `by_link` it fetches films itself."""

    name, label, page = "blotato", "Blotato", "https://my.blotato.com"

    def __init__(self, key: str, base_url: str, *, by_link: bool = False) -> None:
        self._key, self._base, self._by_link = key, base_url, by_link
        # What is uploaded goes to an address that must not see the key.
        self._http = httpx2.Client(transport=BoundedTransport(), timeout=_SECONDS, follow_redirects=False)
        weakref.finalize(self, self._http.close)

    def accounts(self) -> tuple[SocialAccount, ...]:
        """The accounts that are connected there, with their pages and boards."""
        found = self._read(BlotatoAccounts, "/users/me/accounts")
        return tuple(
            SocialAccount(each.id, each.platform, each.fullname or each.username or each.id, each.username or "",
                          self._pages(each))
            for each in found.items
        )  # fmt: skip

    def upload(self, file: Path, link: str | None) -> str:
        """Bring a film there: by its link, or its bytes to an address that is signed for them."""
        if self._by_link:
            if link is None:
                raise PublisherRefused(
                    "Blotato is to fetch films by link, and this server has no address that it could reach: set "
                    "PUBLIC_URL, or BLOTATO_MEDIA=upload."
                )
            return self._said(BlotatoMedia, self._ask("POST", "/media", {"url": link}, seconds=_UPLOAD_SECONDS)).url
        place = self._said(BlotatoUpload, self._ask("POST", "/media/uploads", {"filename": file.name}))
        self._put(file, place.presigned)
        return place.public

    def post(self, post: OutgoingPost, sending: Sending) -> str:
        """POST /posts. The time stands beside the post: inside of it, it would be passed over and all published now."""
        body: dict[str, object] = {"post": _draft_of(post)}
        if post.at is not None:
            body["scheduledTime"] = _iso(post.at)
        with before_sending(sending):
            answer = self._ask("POST", "/posts", body, once=True)
        try:
            return BlotatoSubmission.model_validate_json(answer.content).id
        except ValidationError:
            raise PublicationUnsure("Blotato has answered without an id for the post.") from None

    def find(self, post: OutgoingPost, since: float) -> FoundPost | None:
        """A post by its film, whose address no other post has: among schedules, or what is out or has failed since."""
        found = next(self._schedules(post), None)
        if found is not None:
            return FoundPost(f"{_SCHEDULE}{found.id}", PostState("scheduled"))
        return next(self._listed(post, since), None)

    def state(self, post_id: str) -> PostState:
        """GET /posts/{id}; of a post that is known by its schedule, whether that is still there."""
        if post_id.startswith(_SCHEDULE):
            there = self._ask("GET", f"/schedules/{quote(post_id.removeprefix(_SCHEDULE), safe='')}", missing=True)
            return PostState("scheduled" if there.status_code != 404 else "processing")
        found = self._read(BlotatoState, f"/posts/{quote(post_id, safe='')}")
        return PostState(_STATES.get(found.status, "processing"), found.url or "", _plain(found.error or "", self._key))

    def cancel(self, post: OutgoingPost, post_id: str) -> bool:
        """DELETE /schedules/{id}, found by the film."""
        found = next(self._schedules(post), None)
        if found is None:
            return False
        return self._ask("DELETE", f"/schedules/{quote(found.id, safe='')}", missing=True).status_code != 404

    def _pages(self, account: BlotatoAccount) -> tuple[AccountPage, ...]:
        path = _PAGE_LISTS.get(account.platform, "").format(quote(account.id, safe=""))
        if not path:
            return ()
        return tuple(AccountPage(each.id, each.name or each.id) for each in self._read(BlotatoPages, path).items)

    def _schedules(self, post: OutgoingPost) -> Iterator[BlotatoSchedule]:
        for page in self._lists(BlotatoSchedules, "/schedules", {"limit": "50"}):
            for each in page.items:
                if each.draft.account == post.account and post.media in each.draft.content.media:
                    yield each

    def _listed(self, post: OutgoingPost, since: float) -> Iterator[FoundPost]:
        """GET /posts: those of the platform with the film. One that is still worked on is not among them."""
        asked = {"since": _iso(since - _CLOCKS), "platform": post.platform, "limit": "250"}
        for page in self._lists(BlotatoListedPosts, "/posts", asked):
            for each in page.items:
                status = _STATES.get(each.state.type, "processing")
                if each.platform == post.platform and post.media in each.media and status != "processing":
                    id_ = f"{_SCHEDULE if status == 'scheduled' else _LISTED}{each.id}"
                    yield FoundPost(
                        id_, PostState(status, each.state.url or "", _plain(each.state.error or "", self._key))
                    )

    def _lists(self, kind: type[L], path: str, asked: Mapping[str, str]) -> Iterator[L]:
        """The pages of a list, one after the other."""
        cursor: str | None = ""
        for _ in range(_PAGES):
            page = self._read(kind, f"{path}?{urlencode({**asked, **({'cursor': cursor} if cursor else {})})}")
            yield page
            if not (cursor := page.cursor):
                return

    def _put(self, file: Path, address: str) -> None:
        if urlsplit(address).scheme not in ("http", "https"):
            raise PublisherRefused("Blotato has named no address to upload the film to.")
        headers = {"Content-Type": "video/mp4", "Content-Length": str(file.stat().st_size)}
        try:
            with file.open("rb") as film, within(_UPLOAD_SECONDS, most_bytes=_MOST_BYTES):
                pieces = iter(lambda: film.read(1 << 20), b"")
                answer = self._http.put(address, content=pieces, headers=headers)
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise PublisherAway("The film could not be uploaded to Blotato; it is tried again.") from error
        if answer.status_code >= 500:
            raise PublisherAway(f"The place for uploads of Blotato answered {answer.status_code}; it is tried again.")
        if not answer.is_success:
            raise PublisherRefused(
                f"Blotato did not take the film: its place for uploads answered {answer.status_code}."
            )

    def _read(self, model: type[M], path: str) -> M:
        return self._said(model, self._ask("GET", path))

    def _said(self, model: type[M], answer: httpx2.Response) -> M:
        try:
            return model.model_validate_json(answer.content)
        except ValidationError as error:
            raise PublisherAway("Blotato answered something that can't be read.") from error

    def _ask(
        self,
        method: Literal["GET", "POST", "DELETE"],
        path: str,
        body: Mapping[str, object] | None = None,
        *,
        seconds: float = _SECONDS,
        once: bool = False,
        missing: bool = False,
    ) -> httpx2.Response:
        """The answer. What may have been done is `PublicationUnsure` if it may be done `once` only."""
        headers = {"blotato-api-key": self._key}
        try:
            with within(seconds, most_bytes=_MOST_BYTES):
                answer = self._http.request(method, self._base + path, json=body, headers=headers)
        except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
            raise PublisherAway("Blotato can't be reached now.") from error
        except httpx2.HTTPError as error:
            if once:
                raise PublicationUnsure("The answer of Blotato was lost.") from error
            raise PublisherAway("Blotato did not answer.") from error
        if answer.is_success or (missing and answer.status_code == 404):
            return answer
        raise self._fault(answer, once=once)

    def _fault(self, answer: httpx2.Response, *, once: bool) -> Exception:
        status, said = answer.status_code, _message(answer, self._key)
        if status == 429:
            return PublisherAway(f"Blotato asks to wait{said}", retry_after=retry_after(answer.headers))
        if status in (401, 403):
            return PublisherRefused(f"Blotato does not accept BLOTATO_API_KEY, or the plan has no API{said}")
        if status in _NOTHING_MADE and status not in _MAYBE_MADE:
            return PublisherRefused(f"Blotato does not take it{said}")
        if once:
            return PublicationUnsure(f"Blotato answered {status} to the post.")
        return PublisherAway(f"Blotato answered {status}.")


_SCHEDULE, _LISTED = "schedule:", "listed:"
_PAGE_LISTS = {
    "facebook": "/users/me/accounts/{}/subaccounts",
    "linkedin": "/users/me/accounts/{}/subaccounts",
    "pinterest": "/social/pinterest/boards?accountId={}",
}


def build(settings: Settings) -> BlotatoPublisher | None:
    """The service, if there is a key for it."""
    if not settings.blotato_api_key:
        return None
    by_link = settings.blotato_media == "link"
    return BlotatoPublisher(settings.blotato_api_key, settings.blotato_base_url, by_link=by_link)


def _draft_of(post: OutgoingPost) -> dict[str, object]:
    content = {"text": post.text, "mediaUrls": [post.media], "platform": post.platform}
    return {"accountId": post.account, "content": content, "target": _target(post)}


def _target(post: OutgoingPost) -> dict[str, object]:
    """What each platform wants to know besides."""
    said, made = post.options, _TARGETS.get(post.platform, {})
    target: dict[str, object] = {"targetType": post.platform, **made}
    if title := said.get("title"):
        target["title"] = title
    if page := said.get("page"):
        target["boardId" if post.platform == "pinterest" else "pageId"] = page
    if privacy := said.get("privacy"):
        target["privacyLevel" if post.platform == "tiktok" else "privacyStatus"] = privacy
    if "forKids" in said:
        target["isMadeForKids"] = bool(said["forKids"])
    return target


_TARGETS: Mapping[str, Mapping[str, object]] = {
    "instagram": {"mediaType": "reel"},
    "facebook": {"mediaType": "reel"},
    "youtube": {"shouldNotifySubscribers": True, "containsSyntheticMedia": True},
    "tiktok": {
        "disabledComments": False,
        "disabledDuet": False,
        "disabledStitch": False,
        "isBrandedContent": False,
        "isYourBrand": False,
        "isAiGenerated": True,
    },
}
"""What is the same of every film from here: it is no advertisement, and a machine has spoken or drawn it."""


def _iso(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds")


def _message(answer: httpx2.Response, key: str) -> str:
    """What it says of an error, as the end of a sentence."""
    try:
        body = json.loads(answer.content)
    except ValueError:
        body = None
    said = body.get("message") if isinstance(body, dict) else None
    text = _plain(said, key) if isinstance(said, str) else ""
    return f": {text}" if text else "."


def _plain(text: str, key: str) -> str:
    return re.sub(r"[\s\x00-\x1f\x7f]+", " ", text.replace(key, "…")).strip()[:_SAID]
