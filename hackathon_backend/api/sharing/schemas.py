"""What is told to pages elsewhere that show a video."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel


class Embed(BaseModel):
    """What shows a video on another page (oEmbed 1.0); `html` is an iframe of `width` x `height` pixels."""

    version: Literal["1.0"]
    type: Literal["video"]
    title: str
    provider_name: str
    provider_url: str
    width: int
    height: int
    html: str
    cache_age: int | None = None
