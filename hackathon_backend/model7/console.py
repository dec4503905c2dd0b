"""What Model 7 says on the console while it works. A terminal sees one bar that moves, a log a line for each change."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from ..errors import PromptRefused

log = logging.getLogger("hackathon_backend.console")

BAR_WIDTH = 30
_PROMPT_SHOWN = 60
_IS_BAR = {"bar": True}
_WORDS = {"words": True}
"""On what somebody asked for, or what was made of it: see `logs`."""


def generating(label: str, prompt: str) -> None:
    """An engine has its turn."""
    shown = " ".join(prompt.split())
    shown = shown if len(shown) <= _PROMPT_SHOWN else shown[:_PROMPT_SHOWN].rsplit(" ", 1)[0] + "..."
    log.info("🎬 [Model 7] Generating video with %s...", label)
    log.info("📝 Prompt: %s", shown, extra=_WORDS)


def outlined(scenes: Sequence[tuple[str, str]]) -> None:
    """It is planned what the scenes of a film show: the idea of each, and its kind."""
    log.info("🗒️ Outline: %d scenes", len(scenes))
    for number, (idea, kind) in enumerate(scenes, 1):
        log.info("   %d. %s (%s)", number, idea, kind, extra=_WORDS)


def writing(told: str) -> None:
    """A language model writes a film."""
    log.info("✍️ %s", told[:1].upper() + told[1:])


def started(video_id: str) -> None:
    """The engine has taken the order."""
    log.info("🎥 Video generation started: %s", video_id)


def progress(queued: bool, percent: float) -> None:
    """The engine's own progress, 0-100."""
    log.info("%s: [%s] %.1f%%", "⏳ Queued" if queued else "🎬 Processing", bar(percent), percent, extra=_IS_BAR)


def bar(percent: float) -> str:
    """A bar BAR_WIDTH characters wide, filled to `percent` (0-100)."""
    filled = int(BAR_WIDTH * min(max(percent, 0.0), 100.0) / 100)
    return "█" * filled + "░" * (BAR_WIDTH - filled)


def completed(video_id: str) -> None:
    """The engine has finished."""
    log.info("✅ Video generation completed: %s", video_id)


def downloading() -> None:
    """The clip is being brought here."""
    log.info("📥 Downloading video content...")


def saved(path: str) -> None:
    """The file is where it will be served from."""
    log.info("💾 Saved video: %s", path)


def generated(url: str) -> None:
    """All is done."""
    log.info("✅ [Model 7] Video generated: %s", url)


def engine_failed(label: str, code: str, message: str, following: str | None) -> None:
    """An engine did not deliver."""
    way = f"Going on with {following}." if following else "No engine is left."
    if code == PromptRefused.code:
        # Vendors quote what they refuse.
        log.warning("⚠️ [Model 7] %s failed (%s). %s", label, code, way)
        log.info("%s", message, extra=_WORDS)
    else:
        log.warning("⚠️ [Model 7] %s failed (%s): %s %s", label, code, message, way)


def unavailable(reason: str) -> None:
    """There will be no video."""
    log.warning("❌ [Model 7] Video generation unavailable (%s). Showing text explanation instead.", reason)
