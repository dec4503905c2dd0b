"""Typed scenes become a measured layout, frames, and an MP4 whose labels are right by construction."""

from __future__ import annotations

from .board import Storyboard, ThemeName
from .brand import Brand, SafeArea
from .checking.fault import Fault, FaultKind
from .entry import (
    Rendered,
    art_svg,
    calm,
    check,
    draw_ahead,
    font_packages,
    kept_at,
    letters_missing,
    missing_scripts,
    printed,
    render,
    stills,
)
from .kinds.quiz.thinking import thinking_time
from .reading.repair import repair
from .schema import editor_schema, model_schema, scene_schema
from .timing.hold import estimate_scene, held
from .timing.timing import WORDS_A_MINUTE, SceneTiming, Word, estimate_timing

__all__ = [
    "WORDS_A_MINUTE",
    "Brand",
    "Fault",
    "FaultKind",
    "Rendered",
    "SafeArea",
    "SceneTiming",
    "Storyboard",
    "ThemeName",
    "Word",
    "art_svg",
    "calm",
    "check",
    "draw_ahead",
    "editor_schema",
    "estimate_scene",
    "estimate_timing",
    "font_packages",
    "held",
    "kept_at",
    "letters_missing",
    "missing_scripts",
    "model_schema",
    "printed",
    "render",
    "repair",
    "scene_schema",
    "stills",
    "thinking_time",
]
