"""Blotato (help.blotato.com): posts to accounts of nine platforms that are connected there. Docs as of 2026-11-30."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from pydantic import ValidationError

from ...errors import PublicationUnsure, PublisherRefused
from ...net.deadline import before_sending
from ...settings import Settings
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
from ..blotato_wire import UPLOAD_SECONDS, BlotatoWire

_CLOCKS = 600.0
"""Seconds that its clock and ours may differ."""
_STATES: Mapping[str, PostStatus] = {
    "in-progress": "processing",
    "scheduled": "scheduled",
    "published": "published",
    "failed": "failed",
}


class BlotatoPublisher:
    """Speaks its REST API, version 2, with the header `blotato-api-key`. With `by_link` it fetches films itself."""

    name, label, page = "blotato", "Blotato", "https://my.blotato.com"

    def __init__(self, key: str, base_url: str, *, by_link: bool = False) -> None:
        self._wire, self._by_link = BlotatoWire(key, base_url), by_link

    def accounts(self) -> tuple[SocialAccount, ...]:
        """The accounts that are connected there, with their pages and boards."""
        found = self._wire.read(BlotatoAccounts, "/users/me/accounts")
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
            answer = self._wire.ask("POST", "/media", {"url": link}, seconds=UPLOAD_SECONDS)
            return self._wire.said(BlotatoMedia, answer).url
        place = self._wire.said(BlotatoUpload, self._wire.ask("POST", "/media/uploads", {"filename": file.name}))
        self._wire.put(file, place.presigned)
        return place.public

    def post(self, post: OutgoingPost, sending: Sending) -> str:
        """POST /posts. The time stands beside the post: inside of it, it would be passed over and all published now."""
        body: dict[str, object] = {"post": _draft_of(post)}
        if post.at is not None:
            body["scheduledTime"] = _iso(post.at)
        with before_sending(sending):
            answer = self._wire.ask("POST", "/posts", body, once=True)
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
            there = self._wire.ask("GET", f"/schedules/{quote(post_id.removeprefix(_SCHEDULE), safe='')}", missing=True)
            return PostState("scheduled" if there.status_code != 404 else "processing")
        found = self._wire.read(BlotatoState, f"/posts/{quote(post_id, safe='')}")
        return PostState(_STATES.get(found.status, "processing"), found.url or "", self._wire.plain(found.error or ""))

    def cancel(self, post: OutgoingPost, post_id: str) -> bool:
        """DELETE /schedules/{id}, found by the film."""
        found = next(self._schedules(post), None)
        if found is None:
            return False
        return self._wire.ask("DELETE", f"/schedules/{quote(found.id, safe='')}", missing=True).status_code != 404

    def _pages(self, account: BlotatoAccount) -> tuple[AccountPage, ...]:
        path = _PAGE_LISTS.get(account.platform, "").format(quote(account.id, safe=""))
        if not path:
            return ()
        return tuple(AccountPage(each.id, each.name or each.id) for each in self._wire.read(BlotatoPages, path).items)

    def _schedules(self, post: OutgoingPost) -> Iterator[BlotatoSchedule]:
        for page in self._wire.lists(BlotatoSchedules, "/schedules", {"limit": "50"}):
            for each in page.items:
                if each.draft.account == post.account and post.media in each.draft.content.media:
                    yield each

    def _listed(self, post: OutgoingPost, since: float) -> Iterator[FoundPost]:
        """GET /posts: those of the platform with the film. One that is still worked on is not among them."""
        asked = {"since": _iso(since - _CLOCKS), "platform": post.platform, "limit": "250"}
        for page in self._wire.lists(BlotatoListedPosts, "/posts", asked):
            for each in page.items:
                status = _STATES.get(each.state.type, "processing")
                if each.platform == post.platform and post.media in each.media and status != "processing":
                    id_ = f"{_SCHEDULE if status == 'scheduled' else _LISTED}{each.id}"
                    yield FoundPost(
                        id_, PostState(status, each.state.url or "", self._wire.plain(each.state.error or ""))
                    )


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
