"""The models that Runway serves and that are of use here, with what they can do.

Lengths, sizes and pictures are those of the types of its SDK (runwayml 5.24: `text_to_video_create_params`,
`image_to_video_create_params`); prices are those of November 2026, at a cent a credit. MODELS_FILE overrides them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..base import Model

PROMPT_UNITS = 1000
"""UTF-16 code units of a prompt, at most."""


@dataclass(frozen=True)
class Ways:
    """How a model can be asked: from words alone or only with a picture, and whether a shape goes with a picture."""

    words_alone: bool = True
    shape_with_picture: bool = True


_HD = ("1280x720", "720x1280")
_TO_FULL_HD = ("1280x720", "720x1280", "1920x1080", "1080x1920")

GEN_4_5 = Model(
    id="gen4.5",
    name="Gen-4.5",
    description="Runway Gen-4.5: generated clips from words, or from a first picture",
    seconds=tuple(range(2, 11)),
    sizes=_HD,
    default_seconds=10,
    reference_images=1,
    price_per_second=0.12,
    replaces=("gen2", "gen3a_turbo", "gen4_aleph", "runway-gen2", "runway-gen3"),
)
GEN_4_TURBO = replace(
    GEN_4_5,
    id="gen4_turbo",
    name="Gen-4 Turbo",
    description="Runway Gen-4 Turbo: generated clips that start from a picture; it makes none from words alone",
    sizes=(*_HD, "1104x832", "832x1104", "960x960", "1584x672"),
    price_per_second=0.05,
    replaces=(),
)
VEO_3_1 = Model(
    id="veo3.1",
    name="Veo 3.1",
    description="Google Veo 3.1 at Runway: generated clips with sound, from words, or from a first and a last picture",
    seconds=(4, 6, 8),
    sizes=_TO_FULL_HD,
    default_seconds=8,
    reference_images=2,
    sound=True,
    price_per_second=0.40,
    replaces=("veo3", "veo-3.1"),
)
VEO_3_1_FAST = replace(
    VEO_3_1,
    id="veo3.1_fast",
    name="Veo 3.1 Fast",
    description="Google Veo 3.1 Fast at Runway: as Veo 3.1, quicker and cheaper",
    price_per_second=0.15,
    replaces=(),
)
KLING_2_5 = Model(
    id="kling2.5_turbo_pro",
    name="Kling 2.5 Turbo Pro",
    description="Kling 2.5 Turbo Pro at Runway: generated clips from words, or from a first picture",
    seconds=(5, 10),
    sizes=("1280x720", "720x1280", "720x720", "1920x1080", "1080x1920", "1440x1440"),
    default_seconds=10,
    reference_images=1,
)

MODELS = (GEN_4_5, GEN_4_TURBO, VEO_3_1, VEO_3_1_FAST, KLING_2_5)

WAYS = {GEN_4_TURBO.id: Ways(words_alone=False), KLING_2_5.id: Ways(shape_with_picture=False)}
"""Of the models that are not asked as all others are."""


def models_with(configured: str) -> tuple[Model, ...]:
    """The configured model first, then the others. One that is not known is taken to do what Gen-4.5 can; its price is
    unknown.
    """
    first = next((model for model in MODELS if model.answers_to(configured)), None)
    if first is None:
        description = f"{configured}, by Runway"
        unknown = replace(GEN_4_5, price_per_second=None, replaces=())
        first = replace(unknown, id=configured, name=configured, description=description)
    return first, *(model for model in MODELS if model is not first)
