"""The finishing of one job while it is under way: what there is of it, and what had to be left out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from pathlib import Path

from ... import media
from ...errors import Model7Error
from ...films.pooled.media import MediaWork
from ...jobs import Job, KeptClip
from ...writers.base import NO_BRIEF

log = logging.getLogger(__name__)


class FinishingWork:
    """One job's finishing: its folder, how work on media is done, and what had to be left out."""

    def __init__(self, folder: Path, job: Job, notes: tuple[str, ...], do: MediaWork) -> None:
        self.folder = folder
        self.job = job
        self.do = do
        self.notes = list(notes)
        self.cues: list[media.Cue] = []
        self.captions_before = ""
        self.drawn_in = False
        """Whether the captions are in the picture."""
        self.without_card: Path | None = None
        """The film as it was before it got a last card."""
        self.sentences: list[media.SpokenSentence] = []

    def length(self, video: Path) -> float:
        """Seconds of a video."""
        return self.do(media.probe, video).duration

    def text(self, name: str, content: str) -> Path | None:
        """A text file; none without content."""
        if not content:
            return None
        out = self.folder / name
        out.write_text(content, "utf-8")
        return out

    def tried(self, complaint: str, make: Callable[[], Path]) -> Path | None:
        """What `make` makes, or None with `complaint` noted."""
        try:
            return make()
        except (Model7Error, OSError) as error:
            log.warning("%s %s", complaint, error)
        except CancelledError:
            raise  # this process ends: the next one makes it
        except Exception:
            # Whatever it is: the clip has been paid for, and plays without it.
            log.exception(complaint)
        self.notes.append(complaint)
        return None


def join_parts(clip: KeptClip, do: MediaWork) -> None:
    """Make the clip of its parts. Raises `FileNotFoundError` if one is gone, or if it has none."""
    for gone in (part for part in clip.parts or (clip.video,) if not part.exists()):
        raise FileNotFoundError(gone)
    do(media.join, clip.parts, clip.video)


def add_tracks(work: FinishingWork, video: Path) -> Path:
    """The video with its captions and its title as tracks of the file."""
    out = work.folder / "captioned.mp4"
    brief = work.job.brief or NO_BRIEF
    work.do(media.add_tracks, video, out, work.cues, (), brief.language, title=brief.title)
    return out


def captions_of(cues: Sequence[media.Cue]) -> str:
    """The captions as WebVTT; nothing without any."""
    return media.to_webvtt(cues) if cues else ""


def chapters_of(work: FinishingWork, chapters: Sequence[tuple[float, str]], video: Path) -> str:
    """The chapters as WebVTT; nothing without any."""
    return media.chapters_vtt(chapters, work.length(video)) if chapters else ""
