"""Captions and chapters inside an MP4, for players that know nothing of the files beside it."""

from __future__ import annotations

import json
import re
import struct
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
from av.container import OutputContainer
from av.subtitles.stream import SubtitleStream

from .captions.timed import TimedText
from .files import opened, written
from .muxing import copied, weave
from .probe import length, picture_stream

if TYPE_CHECKING:
    from av.container.core import Chapter

_MILLISECONDS = Fraction(1, 1000)
# The encoder of the captions' format does not open without a header in ASS; it is not used for anything else.
_HEADER = b"[Script Info]\nScriptType: v4.00+\n"
_MOST_BYTES = 0xFFFF
_CARD = "Seconds of the last card: "
_SECONDS = re.compile(r"\d{1,2}\.\d{3}")


def add_tracks(
    video: Path,
    out: Path,
    cues: Iterable[TimedText],
    chapters: Sequence[tuple[float, str]] = (),
    language: str = "en",
    *,
    sound: Path | None = None,
    title: str = "",
    card: float = 0.0,
) -> None:
    """Write `video` with its captions as a soft track and its chapters (start in seconds, title) to `out`.

    Pictures and sound are copied as they are; `sound` is a file whose sound takes the place of the video's own.
    `language`, of captions and sound, is a BCP 47 tag; `title` is what players call the film, `card` are the seconds
    of a last card, which `card_seconds` tells again. Raises `MediaError`.
    """
    with opened(video) as clip, opened(sound or video) as heard, written(out) as film:
        pictures = picture_stream(clip, video)
        if title:
            film.metadata["title"] = title
        if card:
            film.metadata["comment"] = f"{_CARD}{card:.3f}"
        if chapters:
            film.set_chapters(list(_chapters(chapters, length(clip, pictures))))
        tracks = [copied(clip.demux(pictures), film.add_stream_from_template(pictures))]
        for stream in heard.streams.audio[:1]:
            spoken = film.add_stream_from_template(stream)
            spoken.metadata["language"] = _three_letters(language)
            tracks.append(copied(heard.demux(stream), spoken))
        # Captions go first: the muxer sorts them in among the pictures that come.
        film.mux(list(_caption_packets(film, cues, language)))
        weave(film, *tracks)


def card_seconds(film: Path) -> float:
    """How long the last card of a film is that was put together here; 0 if it has none. Raises `MediaError`."""
    with opened(film) as clip:
        said = clip.metadata.get("comment", "").removeprefix(_CARD)
    return float(said) if _SECONDS.fullmatch(said) else 0.0


def _caption_packets(film: OutputContainer, cues: Iterable[TimedText], language: str) -> Iterator[av.Packet[Any]]:
    shown = [cue for cue in cues if cue.text.strip() and cue.end > cue.start]
    if not shown:
        return
    track: SubtitleStream = film.add_stream("mov_text")
    track.codec_context.subtitle_header = _HEADER
    track.time_base = _MILLISECONDS
    track.metadata["language"] = _three_letters(language)
    for cue in shown:
        yield _caption_packet(track, cue)


def _caption_packet(track: SubtitleStream, cue: TimedText) -> av.Packet[Any]:
    """A sample of 3GPP timed text (ETSI TS 126 245): the length of the text in two bytes, then the text."""
    text = cue.text.encode("utf-8", "ignore")[:_MOST_BYTES]
    packet = av.Packet(struct.pack(">H", len(text)) + text)
    packet.stream, packet.time_base = track, _MILLISECONDS
    packet.pts = packet.dts = round(cue.start * 1000)
    packet.duration = round(cue.end * 1000) - round(cue.start * 1000)
    return packet


def _chapters(chapters: Sequence[tuple[float, str]], duration: float) -> Iterator[Chapter]:
    starts = [*(start for start, _ in chapters), duration]
    for number, ((start, end), (_, title)) in enumerate(zip(pairwise(starts), chapters, strict=True), 1):
        yield {
            "id": number,
            "start": round(start * 1000),
            "end": round(max(start, end) * 1000),
            "time_base": _MILLISECONDS,
            "metadata": {"title": title},
        }


def _three_letters(language: str) -> str:
    """A BCP 47 tag as MP4 names languages, by ISO 639-2/T; "und" if it names none that has a code of two letters."""
    table: dict[str, str] = json.loads((files(__package__) / "language_codes.json").read_text("utf-8"))
    first = language.partition("-")[0].lower()
    return first if first in table.values() else table.get(first, "und")
