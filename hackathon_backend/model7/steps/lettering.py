"""Captions, an owner's mark and their last card, drawn into or after the pictures of a clip that is there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ... import media
from ...branding.brands import OwnBrand
from ...films.pooled.closing import with_card
from ...films.pooled.media import MediaWork
from ...jobs import Job, WrittenRequest
from ...writers.base import NO_BRIEF
from .framing import last_card

DRAWN = "The captions are in the picture, so there are none to be switched on."


def look_of(job: Job) -> media.CaptionLook | None:
    """How captions are drawn into the picture; None if they are not."""
    return job.request.captioned if isinstance(job.request, WrittenRequest) else None


def drawn_into(
    job: Job, video: Path, folder: Path, cues: Sequence[media.Cue], chapters: Sequence[tuple[float, str]], do: MediaWork
) -> Path:
    """The video with its captions in the picture. Raises `MediaError`."""
    brief = job.brief or NO_BRIEF
    drawn, out = folder / "drawn.mp4", folder / "lettered.mp4"
    do(media.redraw, video, drawn, None, cues, look_of(job), brief.language)
    do(media.add_tracks, drawn, out, (), chapters, brief.language, title=brief.title)
    return out


def mark_of(job: Job, brand: OwnBrand, video: Path, folder: Path, cues: Sequence[media.Cue], do: MediaWork) -> Path:
    """The video with its owner's logo or name in the corner. Raises `MediaError`."""
    brief = job.brief or NO_BRIEF
    picture, plain, out = folder / "brand.png", folder / "marked-plain.mp4", folder / "marked.mp4"
    if brand.logo:
        picture.write_bytes(brand.logo)
    do(media.marked, video, plain, picture if brand.logo else None, brand.name, brief.language)
    do(media.add_tracks, plain, out, cues, (), brief.language, title=brief.title)
    return out


def carded(
    job: Job,
    brand: OwnBrand,
    video: Path,
    folder: Path,
    cues: Sequence[media.Cue],
    chapters: Sequence[tuple[float, str]],
    do: MediaWork,
) -> Path:
    """The video with its owner's last card. Raises `MediaError`."""
    brief = job.brief or NO_BRIEF
    plain, out = folder / "carded-plain.mp4", folder / "carded.mp4"
    seconds = do(with_card, video, last_card(brand, brief.language), plain)
    do(media.add_tracks, plain, out, cues, chapters, brief.language, title=brief.title, card=seconds)
    return out


def card_note(seconds: float) -> str:
    """What is said of a film that is longer than its clip."""
    return f"The last card of its owner adds {seconds:.1f} seconds."
