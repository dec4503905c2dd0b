"""Captions and chapters read back out of a film, and moved along with what is done to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..files import opened
from .captions import Cue

_TEXTS = {"mov_text": 2, "subrip": 0, "srt": 0, "text": 0, "webvtt": 0}
"""Kinds of text tracks, and how many bytes stand before the text of each sample."""
_MARKS = re.compile(r"<[^<>]{0,80}>")
_SHORTEST = 0.05


@dataclass(frozen=True)
class SpokenTrack:
    """What a film's text says: its captions, and its chapters as (start in seconds, title)."""

    cues: tuple[Cue, ...] = ()
    chapters: tuple[tuple[float, str], ...] = ()
    said: str = ""
    """What is said where there are no captions that tell it."""

    def part(self, start: float, end: float) -> SpokenTrack:
        """What is left in the part from `start` to `end` seconds."""
        cut = (Cue(max(0.0, cue.start - start), min(cue.end, end) - start, cue.text) for cue in self.cues)
        running = [each for each in self.chapters if each[0] <= start][-1:]
        following = [(begins - start, title) for begins, title in self.chapters if start < begins < end - _SHORTEST]
        return SpokenTrack(
            tuple(cue for cue in cut if cue.end - cue.start > _SHORTEST),
            (*((0.0, title) for _, title in running), *following),
        )

    def faster(self, factor: float) -> SpokenTrack:
        """The track of the film played `factor` times as fast."""
        return SpokenTrack(
            tuple(Cue(cue.start / factor, cue.end / factor, cue.text) for cue in self.cues),
            tuple((begins / factor, title) for begins, title in self.chapters),
        )

    def later(self, seconds: float) -> SpokenTrack:
        """The track of a film in which all of this is heard `seconds` later."""
        return SpokenTrack(
            tuple(Cue(cue.start + seconds, cue.end + seconds, cue.text) for cue in self.cues),
            tuple((begins + seconds, title) for begins, title in self.chapters),
        )

    def drawn(self) -> SpokenTrack:
        """The track of a film that has its captions in the picture: they are said, and not shown a second time."""
        return SpokenTrack((), self.chapters, self.text)

    @property
    def text(self) -> str:
        """All that is said, as one paragraph."""
        return self.said or " ".join(" ".join(cue.text.split()) for cue in self.cues)


def spoken_track(video: Path) -> SpokenTrack:
    """The captions and chapters inside a film; none if it has none. Raises `MediaError`."""
    with opened(video) as clip:
        chapters = tuple(
            (max(0.0, float(each["start"] * (each["time_base"] or 0))), str(each["metadata"].get("title", "")))
            for each in clip.chapters()
        )
        track = next((each for each in clip.streams.subtitles if each.codec_context.name in _TEXTS), None)
        if track is None:
            return SpokenTrack((), chapters)
        skipped = _TEXTS[track.codec_context.name]
        timed = (
            (float(packet.pts * packet.time_base), float((packet.duration or 0) * packet.time_base), bytes(packet))
            for packet in clip.demux(track)
            if packet.pts is not None
        )
        return SpokenTrack(tuple(_cues(timed, skipped)), chapters)


def joined_tracks(tracks: Sequence[SpokenTrack], durations: Sequence[float]) -> SpokenTrack:
    """The tracks of films of those durations (seconds), one after the other."""
    cues: list[Cue] = []
    chapters: list[tuple[float, str]] = []
    begins = 0.0
    for track, duration in zip(tracks, durations, strict=True):
        moved = track.part(0.0, duration).later(begins)
        cues += moved.cues
        chapters += moved.chapters
        begins += duration
    return SpokenTrack(tuple(cues), tuple(chapters))


def _cues(samples: Iterator[tuple[float, float, bytes]], skipped: int) -> Iterator[Cue]:
    for start, seconds, data in samples:
        whole = data[skipped : skipped + int.from_bytes(data[:skipped], "big")] if skipped else data
        text = _MARKS.sub("", whole.decode("utf-8", "replace")).strip()
        if text and seconds > _SHORTEST:
            yield Cue(max(0.0, start), max(0.0, start) + seconds, text)
