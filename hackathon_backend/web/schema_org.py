"""What search engines and other programs read of a video: schema.org's VideoObject."""

from __future__ import annotations

from typing import Any

from ..api.current import current_container
from ..jobs import Job
from ..times import iso

_DAY = 86_400


def video_object(job: Job, values: dict[str, Any], description: str, paragraphs: list[str]) -> dict[str, Any]:
    """The VideoObject of a finished video; `values` are those of its page."""
    reply, urls = job.reply or {}, values["urls"]
    seconds = float(reply.get("durationSeconds") or 0)
    ended = job.ended_at or job.created_at
    return {
        "@context": "https://schema.org",
        "@type": "VideoObject",
        "name": values["title"],
        "description": description or values["title"],
        "thumbnailUrl": [urls["thumbnailUrl"]] if "thumbnailUrl" in urls else [],
        "uploadDate": iso(ended),
        "expires": iso(ended + current_container().settings.max_video_age_days * _DAY),
        "duration": f"PT{int(seconds // 60)}M{round(seconds % 60)}S" if seconds >= 60 else f"PT{round(seconds)}S",
        "contentUrl": urls["videoUrl"],
        "embedUrl": values["embed_url"],
        "url": values["page_url"],
        "width": values["width"],
        "height": values["height"],
        "encodingFormat": "video/mp4",
        "inLanguage": values["language"],
        "isAccessibleForFree": True,
        "transcript": "\n\n".join(paragraphs),
    }
