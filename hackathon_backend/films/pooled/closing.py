"""A last card after a clip that was made elsewhere, as drawn films have one, and the clip without it again."""

from __future__ import annotations

from pathlib import Path

from ... import media
from ...storyboard import Storyboard, render
from ...storyboard.fields import Fields

_RATES = (1, 60)
"""Pictures a second that are drawn."""


def with_card(clip: Path, card: Fields, out: Path) -> float:
    """Write `clip`, and after it the scenes of the storyboard `card` in its size and without sound, to `out`.

    Returns the seconds of the card. Raises `StoryboardError` and `MediaError`.
    """
    info = media.probe(clip)
    drawn = out.with_name(f"{out.stem}-card.mp4")
    size = info.width // 2 * 2, info.height // 2 * 2
    fps = min(max(round(info.fps), _RATES[0]), _RATES[1])
    render(Storyboard.read(card), drawn, size=size, fps=fps, cfr=True)
    media.join([clip, drawn], out)
    return media.probe(out).duration - info.duration


def without_card(film: Path, out: Path) -> Path:
    """The film without its last card, written to `out`; the film itself if it has none. Raises `MediaError`."""
    seconds = media.card_seconds(film)
    if not seconds:
        return film
    media.trim(film, out, 0.0, media.probe(film).duration - seconds)
    return out
