"""Links to videos and collections: what stands behind `?share=` in an address, and what it opens.

A *lasting* token opens the pages and files of one video until its owner renews it; it is given out where VIDEO_ACCESS
is `link`. A *passing* one opens the files alone, for hours: players can't send the header or the cookie that says who
they are. Both are signed with a key that each video has and nobody is told, so a new key ends all of them.
"""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha256
from hmac import compare_digest
from typing import Protocol

from itsdangerous import BadSignature, Signer, TimestampSigner

from ..clock import SYSTEM, Clock
from .principal import Principal

SHARE = "share"
"""What the token is called in an address."""
PASSING_SECONDS = 6 * 3600
"""How long a passing token is good for, at the least."""
_STEP = 900
"""Tokens of the same quarter of an hour are the same, so that a browser finds in its cache what it has loaded."""


class VideoAccess(StrEnum):
    """Who may watch a video whose address they have."""

    PUBLIC = "public"
    LINK = "link"
    PRIVATE = "private"


class LinkTarget(Protocol):
    """What links lead to: a video, or a collection."""

    @property
    def id(self) -> str:
        """What its addresses name."""

    @property
    def owner(self) -> str:
        """Whose it is."""

    @property
    def share_key(self) -> str:
        """What its links are signed with."""


class Links:
    """Makes and checks tokens, as `access` wants them."""

    def __init__(self, access: VideoAccess, *, clock: Clock = SYSTEM) -> None:
        self.access = access
        self._clock = clock

    def of_page(self, linked: LinkTarget, caller: Principal, sent: str | None) -> str | None:
        """The token for its pages that the caller may have: only what they could pass on anyway."""
        if self.access is not VideoAccess.LINK:
            return None
        token = lasting(linked.id, linked.share_key)
        return token if caller.owns(linked.owner) or (sent is not None and _are_alike(sent, token)) else None

    def of_files(self, linked: LinkTarget, caller: Principal, sent: str | None) -> str | None:
        """The token for its files that whoever may watch it gets; None where none is needed."""
        if self.access is VideoAccess.PUBLIC:
            return None
        return self.of_page(linked, caller, sent) or self.passing(linked)

    def passing(self, linked: LinkTarget) -> str:
        """A token that is good for some hours."""
        at = int(self._clock.now()) // _STEP * _STEP
        return _timed(linked.share_key, at).sign(linked.id).decode().removeprefix(f"{linked.id}.")

    def opens_page(self, token: str, video_id: str, key: str) -> bool:
        """Whether the token opens the video's pages."""
        is_whole = self.access is VideoAccess.LINK and bool(key)
        return is_whole and _are_alike(token, lasting(video_id, key))

    def opens_files(self, token: str, video_id: str, key: str) -> bool:
        """Whether the token opens the video's files."""
        if not key:
            return False
        return self.opens_page(token, video_id, key) or self._is_passing(token, video_id, key)

    def _is_passing(self, token: str, video_id: str, key: str) -> bool:
        try:
            signer = _timed(key, int(self._clock.now()))
            return signer.unsign(f"{video_id}.{token}", max_age=PASSING_SECONDS + _STEP).decode() == video_id
        except (BadSignature, UnicodeError):
            return False


def _are_alike(sent: str, token: str) -> bool:
    # Of texts with other letters than those of ASCII it would raise.
    return compare_digest(sent.encode("utf-8", "replace"), token.encode())


def lasting(video_id: str, key: str) -> str:
    """The token that opens a video until it is renewed."""
    return Signer(key, salt="model7.share.link", digest_method=sha256).get_signature(video_id).decode()


class _Timed(TimestampSigner):
    at = 0

    def get_timestamp(self) -> int:
        return self.at


def _timed(key: str, at: int) -> TimestampSigner:
    signer = _Timed(key, salt="model7.share.files", digest_method=sha256)
    signer.at = at
    return signer
