"""What publishing a film on a platform means: the version that has to be made of it, and what stands against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ..jobs import Job
from ..media import CaptionLook
from ..storage import Storage, video_stem
from ..storyboard import SafeArea
from ..writers.base import NO_BRIEF
from .counting import length
from .platforms import FilmFacts, PlatformRules, RuleFault, Shape, faults

_MOST_BELOW = 0.24
"""Part of the height at the lower edge that is left to a platform at most, with captions above it."""


@dataclass(frozen=True)
class PublishingPlan:
    """`shape` is the one that the film is brought to, None if it stays as it is; `look` how captions are drawn into the
    picture, None if they are not; `free` are the edges that the platform lays something over. `changes` says it in
    sentences.
    """

    shape: Shape | None
    look: CaptionLook | None
    free: SafeArea | None
    faults: tuple[RuleFault, ...]
    changes: tuple[str, ...]

    @property
    def makes_version(self) -> bool:
        """Whether a version of the film has to be made."""
        return self.shape is not None or self.look is not None


def plan_for(
    rules: PlatformRules,
    film: FilmFacts,
    text: str,
    options: Mapping[str, str | bool],
    *,
    captions: bool,
    wanted: Shape | None = None,
) -> PublishingPlan:
    """What has to be done to publish the film there; `wanted` is the shape that somebody has chosen."""
    own = film.shape(rules.shapes)
    target = wanted or own or rules.shapes[0]
    shape = None if target == own else target
    lettered = captions and film.captions
    free = _free(rules.area()) if target == "9:16" else None
    look = CaptionLook(lift=free.bottom if free else 0.0) if lettered else None
    found = [*faults(rules, film, text, options)]
    if target not in rules.shapes:
        found.append(RuleFault("aspectRatio", f"{rules.label} takes films in {', '.join(rules.shapes)}."))
    return PublishingPlan(shape, look, free, tuple(found), tuple(_changes(film, shape, captions=captions)))


def _free(area: SafeArea | None) -> SafeArea | None:
    """The edges that stay free: what advertisements are told to leave would cost a film half of its frame."""
    return replace(area, bottom=min(area.bottom, _MOST_BELOW)) if area else None


def facts_of(job: Job, storage: Storage, *, drawn: bool) -> FilmFacts:
    """What has to be known of a finished film."""
    width, _, height = (job.size or "1280x720").partition("x")
    kept = storage.facts(f"{video_stem(job.id, job.created_at)}.mp4")
    reply = job.reply
    return FilmFacts(
        seconds=(reply.duration_seconds if reply else None) or job.seconds or 0.0,
        width=int(width),
        height=int(height),
        bytes=kept.bytes if kept else 0,
        drawn=drawn,
        captions=bool(reply and reply.captions_url),
    )


def suggested_text(job: Job, rules: PlatformRules) -> str:
    """The words that a post can begin with: the title and what is to be remembered, as much as there is room for."""
    brief = job.brief or NO_BRIEF
    takeaways = (job.reply.key_takeaways if job.reply else None) or ()
    text = brief.title or ""
    for takeaway in (each.strip() for each in takeaways if each.strip()):
        longer = f"{text}\n\n{takeaway}" if "\n" not in text else f"{text}\n{takeaway}"
        if length(longer, rules.text.unit) > rules.text.most:
            break
        text = longer
    kept = "".join(sign for sign in text if sign not in rules.text.without)
    while length(kept, rules.text.unit) > rules.text.most:
        kept = kept[:-1]
    return kept


def _changes(film: FilmFacts, shape: Shape | None, *, captions: bool) -> list[str]:
    said = []
    if shape is not None and film.drawn:
        said.append(f"It is drawn anew in the shape {shape}, with a layout of its own.")
    elif shape is not None:
        said.append(f"It is put into the shape {shape} whole, with bars around it.")
    if captions and film.captions:
        said.append("Its captions are drawn into the picture.")
    elif captions:
        said.append("It has no captions that could be drawn into the picture.")
    return said
