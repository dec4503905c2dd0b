"""What a player needs beside a finished video."""

from __future__ import annotations

import json
from typing import cast

from .. import media
from ..films.details import DetailsFile, FilmDetails
from ..jobs import Job, KeptClip
from ..writers.base import NO_BRIEF


def details_of(job: Job, clip: KeptClip, sentences: list[media.SpokenSentence], seconds: float) -> str:
    """What a player needs beside the video of so many seconds, as JSON; docs/player.md describes it."""
    brief, made = job.brief or NO_BRIEF, cast(FilmDetails, clip.details)
    takeaways = [text for text in brief.takeaways if text] or made.get("takeaways", [])
    details: DetailsFile = {
        "title": brief.title,
        "language": brief.language,
        "duration": round(seconds, 3),
        "chapters": [{"start": round(start, 3), "title": title} for start, title in clip.chapters],
        "scenes": made.get("scenes", []),
        "sentences": made.get("sentences") or sentences,
        "descriptions": made.get("descriptions", []),
        "pauses": made.get("pauses", []),
        "quizzes": made.get("quizzes", []),
        "takeaways": takeaways,
    }
    return json.dumps(details, ensure_ascii=False, separators=(",", ":"))
