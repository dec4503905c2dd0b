"""What is sent to have a video made from a prompt and pictures."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from ...films.edits import as_number
from ...films.promos import PlatformName
from ...net.camel import CamelModel
from ..schemas import Language
from ..text import Text
from ..videos.bodies import PROMPT_LIMIT, WISH_LIMIT, WebhookUrl, flag

MOST_PICTURES = 10
"""Files and addresses together."""
SHORTEST, LONGEST = 5, 60
"""Seconds of a video."""
MOST_ADDRESS = 30_000_000
"""Characters: an address may be a data URL with the picture in it."""

AspectRatio = Literal["16:9", "9:16", "1:1"]
Seconds = Annotated[
    float,
    BeforeValidator(as_number),
    Field(ge=SHORTEST, le=LONGEST, allow_inf_nan=False, strict=True, description="Seconds, 5 to 60."),
]
Address = Annotated[Text, Field(min_length=1, max_length=MOST_ADDRESS)]
Addresses = Annotated[
    list[Address],
    Field(max_length=MOST_PICTURES, description="https://, http:// or data: URLs of pictures; the first counts most."),
]
Name = Annotated[Text, Field(min_length=1, max_length=200)]


class VideoBody(CamelModel):
    """What every order here may say beside what it is about. Types are not guessed at, but forms write all as text."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True, validate_by_name=False)

    model: Name | None = None
    duration: Seconds | None = None
    aspect_ratio: AspectRatio | None = None
    language: Language | None = None
    voice: Annotated[Text, Field(max_length=100)] | None = None
    style: Annotated[Text, Field(max_length=200)] | None = None
    cache: Annotated[bool, BeforeValidator(flag), Field(description="false: a new video even if there is one.")] = True
    webhook_url: WebhookUrl | None = None


Phrase = Annotated[Text, Field(min_length=1, max_length=120)]
Telling = Annotated[Text, Field(min_length=1, max_length=2000)]


class GenerateBody(VideoBody):
    """A video from a prompt; in a form, pictures may come as files `referenceImages` too."""

    prompt: Annotated[Text, Field(min_length=1, max_length=PROMPT_LIMIT)]
    refinement_prompt: (
        Annotated[Text, Field(max_length=WISH_LIMIT, description="How the prompt shall be different; it is refined.")]
        | None
    ) = None
    reference_image_urls: Addresses = Field(default=[])


class BrandAnimationBody(VideoBody):
    """A film in which a logo appears, with the words that go with it; a form may bring it as the file `brandLogo`."""

    brand_logo_url: Address | None = None
    product_name: Annotated[Text, Field(min_length=1, max_length=80)]
    tagline: Phrase


class ProductShowcaseBody(VideoBody):
    """A film that shows a product; in a form, its pictures may come as files `referenceImages`."""

    product_name: Annotated[Text, Field(min_length=1, max_length=80)]
    product_description: Telling
    reference_image_urls: Addresses = Field(default=[])


class SocialMediaBody(VideoBody):
    """A film for a platform, in its shape; in a form, pictures may come as files `brandImages`, too."""

    concept: Telling
    platform: PlatformName
    brand_images: Addresses = Field(default=[])
