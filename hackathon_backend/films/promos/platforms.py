"""Where films are shown: shapes, lengths, and the edges of the frame that a platform lays its buttons over.

`platforms.json` holds them as they were found in November 2026; docs/engines.md names the sources.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from ...storyboard import SafeArea

PlatformName = Literal[
    "tiktok",
    "instagram",
    "instagram-feed",
    "instagram-reel",
    "instagram-story",
    "youtube",
    "youtube-shorts",
    "linkedin",
    "x",
    "facebook",
]
"""What a platform, or a place on it, is called here."""
_USUAL = {"instagram": "instagram-reel"}
"""The place that is meant where only the platform is named."""


class Platform(BaseModel):
    """`seconds` are the shortest and the longest film that it takes, `usual` is a length that suits it."""

    model_config = ConfigDict(frozen=True)

    aspect_ratio: Literal["16:9", "9:16", "1:1"]
    seconds: tuple[float, float]
    usual: float
    free: SafeArea


def platform_of(name: PlatformName) -> Platform:
    """The platform of that name."""
    return _platforms()[_USUAL.get(name, name)]


@cache
def _platforms() -> dict[str, Platform]:
    data = files(__package__).joinpath("platforms.json").read_bytes()
    return TypeAdapter(dict[str, Platform]).validate_json(data)
