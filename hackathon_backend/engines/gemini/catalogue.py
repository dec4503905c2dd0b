"""Google's video models on the Gemini API, with what they can do.

Lengths, sizes and numbers of pictures are those of Google's guide to Gemini Omni in November 2026, prices those of its
price list: 1.2 Flash costs $0.07 a second in 720p and $0.105 in 1080p, 1.1 Flash $0.10 and $0.15.
"""

from __future__ import annotations

from dataclasses import replace

from ..base import Model

RESOLUTIONS = {720: "720p", 1080: "1080p"}
"""By the shorter side in pixels."""
LONGEST_EXTENSION = 10.0
"""Seconds that are added to a video at once, at most."""

OMNI_1_2 = Model(
    id="gemini-omni-1.2-flash",
    name="Gemini Omni 1.2 Flash",
    description="Gemini Omni 1.2 Flash: generated clips of 3 to 15 seconds with sound; $0.07 a second in 720p",
    seconds=tuple(range(3, 16)),
    sizes=("1280x720", "720x1280", "1920x1080", "1080x1920"),
    default_seconds=8,
    reference_images=6,
    sound=True,
    # What an order is budgeted with, so the higher one.
    price_per_second=0.105,
    replaces=(
        "gemini-omni-flash-preview",
        "veo-3.1",
        "veo-2.0-generate-001",
        "veo-3.0-generate-001",
        "veo-3.0-fast-generate-001",
        "veo-3.1-generate-preview",
        "veo-3.1-fast-generate-preview",
        "veo-3.1-lite-generate-preview",
    ),
)

OMNI_1_1 = replace(
    OMNI_1_2,
    id="gemini-omni-1.1-flash",
    name="Gemini Omni 1.1 Flash",
    description="Gemini Omni 1.1 Flash: the version before, up to 10 seconds; $0.10 a second in 720p",
    seconds=tuple(range(3, 11)),
    price_per_second=0.15,
    replaces=(),
)

MODELS = (OMNI_1_2, OMNI_1_1)


def models_with(configured: str) -> tuple[Model, ...]:
    """The configured model first, then the others that are known.

    A newer one is taken to do what the latest that is known does; its price is unknown.
    """
    first = next((model for model in MODELS if model.id == configured), None)
    if first is None:
        description = f"{configured}, by Google's Interactions API"
        first = replace(
            OMNI_1_2, id=configured, name=configured, description=description, price_per_second=None, replaces=()
        )
    return first, *(model for model in MODELS if model is not first)
