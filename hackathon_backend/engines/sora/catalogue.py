"""The models that speak the Videos protocol, with what they can do.

Lengths and sizes are those of OpenAI's published description of the protocol and its guide; prices are OpenAI's last.
"""

from __future__ import annotations

from dataclasses import replace

from ..base import Model

_SIZES = ("1280x720", "720x1280", "1792x1024", "1024x1792")

SORA_2 = Model(
    id="sora-2",
    name="Sora 2",
    description="Sora 2: short generated clips with sound",
    seconds=(4, 8, 12, 16, 20),
    sizes=_SIZES,
    reference_images=1,
    sound=True,
    price_per_second=0.10,
)

SORA_2_PRO = replace(
    SORA_2,
    id="sora-2-pro",
    name="Sora 2 Pro",
    description="Sora 2 Pro: slower and finer; $0.30 a second in 720p, $0.50 above",
    # What an order is budgeted with, so the higher one.
    price_per_second=0.50,
)


def models_with(configured: str) -> tuple[Model, ...]:
    """The configured model first, then the others that are known.

    A configured model of another server is taken to do what the protocol's first version could; its price is unknown.
    """
    known = (SORA_2, SORA_2_PRO)
    first = next((model for model in known if model.id == configured), None)
    if first is None:
        description = f"{configured}, by the Videos protocol"
        known_to_all = replace(SORA_2, seconds=(4, 8, 12), price_per_second=None)
        first = replace(known_to_all, id=configured, name=configured, description=description)
    return first, *(model for model in known if model is not first)
