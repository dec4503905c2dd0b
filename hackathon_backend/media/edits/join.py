"""Several clips as one film."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import av
import numpy as np

from ...errors import MediaError
from ..files import opened, written
from ..mixing import Sound, decoded, fitted
from ..muxing import copied, mux
from ..probe import Info, picture_stream, probe
from ..recoding import OnProgress, Timed, coded_pictures, pictures
from ..tidy import tidied


def join(videos: Sequence[Path], out: Path, on_progress: OnProgress | None = None) -> None:
    """Write the clips one after the other to `out`, in the size of the first, with their own sound.

    Pictures of one kind are copied as they are; else all are coded anew as H.264, with bars around those of another
    shape. Raises `MediaError`.
    """
    if not videos:
        raise MediaError("There are no clips to join.")
    with ExitStack() as stack:
        clips = list(videos)
        if len({_kind(video) for video in videos}) == 1:
            # Of one kind, but perhaps of one that can't be copied: all of them are coded anew alike.
            clips = [
                stack.enter_context(tidied(video, out.with_stem(f"{out.stem}-{number}")))
                for number, video in enumerate(videos)
            ]
        infos = [probe(clip) for clip in clips]
        sound = _sounds(clips, infos)
        with opened(clips[0]) as first, written(out) as film:
            if len({_kind(clip) for clip in clips}) == 1:
                copy = film.add_stream_from_template(picture_stream(first, clips[0]))
                mux(film, copied(_packets(clips, infos), copy), sound)
            else:
                total = sum(info.duration for info in infos)
                shaped = _shaped(clips, infos, (infos[0].width // 2 * 2, infos[0].height // 2 * 2))
                mux(film, coded_pictures(film, shaped, infos[0].fps, total, on_progress), sound)


def _kind(video: Path) -> tuple[Any, ...]:
    """What has to be the same for pictures to follow each other in one track."""
    with opened(video) as clip:
        stream = picture_stream(clip, video)
        codec = stream.codec_context
        return codec.name, codec.width, codec.height, codec.extradata, stream.time_base


def _sounds(videos: Sequence[Path], infos: Sequence[Info]) -> Sound | None:
    """All sound in one, silent where a clip has none; None if no clip has any."""
    if not any(info.has_audio for info in infos):
        return None
    pieces: list[Sound] = []
    for video, info in zip(videos, infos, strict=True):
        with opened(video) as clip:
            pieces.append(fitted(decoded(clip, until=info.duration), info.duration))
    channels = max(len(piece) for piece in pieces)
    return np.concatenate([np.repeat(piece, channels // len(piece), axis=0) for piece in pieces], axis=1)


def _packets(videos: Sequence[Path], infos: Sequence[Info]) -> Iterator[av.Packet[Any]]:
    begins = 0.0
    for video, info in zip(videos, infos, strict=True):
        with opened(video) as clip:
            for packet in clip.demux(picture_stream(clip, video)):
                if packet.dts is None or packet.pts is None:
                    continue
                moved = round(begins / packet.time_base)
                packet.pts, packet.dts = packet.pts + moved, packet.dts + moved
                yield packet
        begins += info.duration


def _shaped(videos: Sequence[Path], infos: Sequence[Info], size: tuple[int, int]) -> Timed:
    """All pictures in that size, with bars around those of another shape."""
    begins = 0.0
    for video, info in zip(videos, infos, strict=True):
        for frame, time in pictures(video, size):
            yield frame, begins + time
        begins += info.duration
