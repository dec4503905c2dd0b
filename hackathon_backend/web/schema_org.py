"""What search engines and other programs read of a video: schema.org's VideoObject."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..api.current import current_container
from ..jobs import Job
from ..times import iso

_DAY = 86_400


@dataclass(frozen=True)
class ShownPage:
    """What the pages say of a video; `urls` are absolute, `files` are paths for the player, `start` is in seconds."""

    id: str
    title: str
    language: str
    width: int
    height: int
    files: Mapping[str, str]
    urls: Mapping[str, str]
    page_url: str
    embed_url: str
    oembed_url: str
    start: float | None
    share: str | None
    """What the player asks for the video's reply with."""
    languages: str = ""
    """The languages in which it can be watched, as JSON for the player; "" if there is one alone."""


def video_object(job: Job, page: ShownPage, description: str, paragraphs: list[str]) -> dict[str, object]:
    """The VideoObject of a finished video that is shown on `page`."""
    urls, seconds = page.urls, (job.reply and job.reply.duration_seconds) or 0.0
    ended = job.ended_at or job.created_at
    return {
        "@context": "https://schema.org",
        "@type": "VideoObject",
        "name": page.title,
        "description": description or page.title,
        "thumbnailUrl": [urls["thumbnailUrl"]] if "thumbnailUrl" in urls else [],
        "uploadDate": iso(ended),
        **_expires(ended),
        "duration": f"PT{int(seconds // 60)}M{round(seconds % 60)}S" if seconds >= 60 else f"PT{round(seconds)}S",
        "contentUrl": urls["videoUrl"],
        "embedUrl": page.embed_url,
        "url": page.page_url,
        "width": page.width,
        "height": page.height,
        "encodingFormat": "video/mp4",
        "inLanguage": page.language,
        "isAccessibleForFree": True,
        "transcript": "\n\n".join(paragraphs),
    }


def _expires(ended: float) -> dict[str, str]:
    life = current_container().settings.video_life
    return {"expires": iso(ended + life)} if life else {}
