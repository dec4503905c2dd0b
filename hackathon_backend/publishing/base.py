"""What every service that publishes does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

PostStatus = Literal["processing", "scheduled", "published", "failed", "cancelled"]

Sending = Callable[[], None]
"""Called once, when the connection stands and nothing is sent yet."""


@dataclass(frozen=True)
class AccountPage:
    """A page, board or channel of an account that a post can go to."""

    id: str
    name: str


@dataclass(frozen=True)
class SocialAccount:
    """An account of a platform that the service may post to."""

    id: str
    platform: str
    name: str
    handle: str = ""
    pages: tuple[AccountPage, ...] = ()


@dataclass(frozen=True)
class OutgoingPost:
    """What is posted. `media` is the film's address at the service; `at` is when (unix seconds), None for now.

    `options` are what the platform wants to know besides, by the names of the rules: title, page, privacy and so on.
    """

    account: str
    platform: str
    text: str
    media: str
    at: float | None = None
    options: Mapping[str, str | bool] = field(default_factory=dict)


@dataclass(frozen=True)
class PostState:
    """What has become of a post: its address once it is published, why it was not if it failed."""

    status: PostStatus
    url: str = ""
    error: str = ""


@dataclass(frozen=True)
class FoundPost:
    """A post whose answer was lost, by the service's own id, and what has become of it."""

    id: str
    state: PostState


class Publisher(Protocol):
    """A service. Whatever is asked of it raises `PublisherAway` or `PublisherRefused` where nothing was changed."""

    name: str
    label: str
    page: str
    """Where people see at the service itself what has become of their posts."""

    def accounts(self) -> tuple[SocialAccount, ...]:
        """The accounts that can be posted to."""
        ...

    def upload(self, file: Path, link: str | None) -> str:
        """Bring a film there; the address that posts name it by. `link` is where the service could fetch it.

        Nobody sees it before it is posted, so it can be done again.
        """
        ...

    def post(self, post: OutgoingPost, sending: Sending) -> str:
        """Post it; the service's own id of the post. Raises `PublicationUnsure` if the answer was lost."""
        ...

    def find(self, post: OutgoingPost, since: float) -> FoundPost | None:
        """A post that was sent at `since` (unix seconds) and whose answer was lost.

        None if it is not found, which does not say that there is none.
        """
        ...

    def state(self, post_id: str) -> PostState:
        """What has become of the post."""
        ...

    def cancel(self, post: OutgoingPost, post_id: str) -> bool:
        """Take back a post that is scheduled; False if it is no longer there to be taken back."""
        ...
