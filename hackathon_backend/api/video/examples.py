"""Films for brands and products: a template filled with words and pictures, for whichever engine makes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from flask import Blueprint, Response

from ...errors import MediaError, RequestError, StoryboardError
from ...films.promos import PromoWords, filled, platform_of
from ...films.promos.filling import TemplateName, shortened, usual_seconds
from ...jobs import PromptRequest
from ...lessons.languages import guess_language
from ...media import ShownPicture, StillPicture, as_shown
from ...storyboard import Brand, SafeArea
from ..current import current_container
from ..fields import unknown_notes
from ..openapi import answers, spec
from ..pictures import MOST_BYTES, bytes_at, checked
from ..reading import validated
from ..videos.creating import SHAPES
from ..videos.forms import upload
from ..videos.ordering import place
from .answering import answer_order
from .bodies import BrandAnimationBody, ProductShowcaseBody, SocialMediaBody, VideoBody
from .pictures import ADDRESSES, read_pictures
from .reading import video_fields
from .schemas import GeneratedVideo

examples = Blueprint("video_examples", __name__, url_prefix="/api/video/examples")

_LOGO_FILE, _LOGO_ADDRESS, _BRAND_IMAGES = "brandLogo", "brandLogoUrl", "brandImages"

Body = TypeVar("Body", bound=VideoBody)


def _answers() -> Any:
    return answers(HTTP_200=GeneratedVideo, HTTP_202=GeneratedVideo, refused=(400, 409, 413, 415, 422, 429, 507))


@examples.post("/brand-animation")
@spec.validate(json=BrandAnimationBody, resp=_answers(), tags=["video"])
def brand_animation() -> Response:
    """A short film in which a logo appears, with the product's name and a line to be remembered."""
    asked, notes = _read(BrandAnimationBody)
    logo = _logo(asked.brand_logo_url)
    shown = _shown([logo], _LOGO_ADDRESS)
    brand = Brand(asked.product_name, shown[0].colour, shown[0].url, cards=True)
    words = PromoWords(asked.product_name, line=asked.tagline)
    return _order("brand-animation", asked, words, [logo], [], brand, said=asked.tagline, notes=notes)


@examples.post("/product-showcase")
@spec.validate(json=ProductShowcaseBody, resp=_answers(), tags=["video"])
def product_showcase() -> Response:
    """A film that shows a product: its pictures, each with a sentence of its description."""
    asked, notes = _read(ProductShowcaseBody, ADDRESSES)
    pictures = read_pictures(asked.reference_image_urls)
    shown = _shown(pictures, ADDRESSES)
    brand = Brand(asked.product_name, _first_colour(shown), cards=True)
    words = PromoWords(asked.product_name, text=asked.product_description)
    said = asked.product_description
    return _order("product-showcase", asked, words, pictures, shown, brand, said=said, notes=notes)


@examples.post("/social-media")
@spec.validate(json=SocialMediaBody, resp=_answers(), tags=["video"])
def social_media() -> Response:
    """A film of an idea in the shape of a platform, clear of what the platform lays over its edges."""
    asked, notes = _read(SocialMediaBody, _BRAND_IMAGES)
    pictures = read_pictures(asked.brand_images, files=_BRAND_IMAGES, called=_BRAND_IMAGES)
    shown = _shown(pictures, _BRAND_IMAGES)
    platform = platform_of(asked.platform)
    fitting = asked.aspect_ratio in (None, platform.aspect_ratio)
    words = PromoWords(shortened(asked.concept), text=asked.concept, platform=asked.platform)
    return _order(
        "social-media",
        asked.model_copy(update={"aspect_ratio": asked.aspect_ratio or platform.aspect_ratio}),
        words,
        pictures,
        shown,
        Brand(colour=_first_colour(shown), cards=bool(shown)),  # without pictures, titles draw what they name
        said=asked.concept,
        notes=notes,
        usual=platform.usual,
        free=platform.free if fitting else None,
    )


def _read(model: type[Body], *lists: str) -> tuple[Body, list[str]]:
    fields: Mapping[str, object] = video_fields(*lists)
    asked = validated(model, fields)
    current_container().model7.check(asked.model)
    return asked, unknown_notes(model, fields)


def _order(
    template: TemplateName,
    asked: VideoBody,
    words: PromoWords,
    sent: Sequence[StillPicture],
    shown: Sequence[ShownPicture],
    brand: Brand,
    *,
    said: str,
    notes: Sequence[str],
    usual: float | None = None,
    free: SafeArea | None = None,
) -> Response:
    """Order the film: a storyboard for engines that draw, and a prompt with the pictures for those that film.

    `usual` seconds are filled with words if no length is asked for.
    """
    language = asked.language or guess_language(said)
    seconds = asked.duration or usual or usual_seconds(template)
    try:
        promo = filled(
            template, words, [each.url for each in shown], brand, language=language, seconds=seconds, free=free
        )
    except StoryboardError as error:
        raise RequestError(f"The words can't be drawn: {error.message}") from None
    order = PromptRequest(
        message=promo.prompt,
        topic=words.name,
        language=language,
        model=asked.model,
        seconds=asked.duration,
        size=SHAPES[asked.aspect_ratio or "16:9"],
        style=asked.style,
        voice=asked.voice,
        storyboard=promo.board,
        pictured=True,
        webhook_url=asked.webhook_url,
        notes=[*notes, *promo.notes],
    )
    job, cached = place(order, engines=None, reuse=asked.cache, references=sent)
    return answer_order(job, cached=cached, notes=order.notes)


def _logo(address: str | None) -> StillPicture:
    """The logo that came as a file or at an address. Raises `RequestError`."""
    sent = upload(_LOGO_FILE, most_bytes=MOST_BYTES)
    if (sent is None) == (address is None):
        raise RequestError(f"{_LOGO_ADDRESS}: send the logo's address, or the file {_LOGO_FILE}.", param=_LOGO_ADDRESS)
    if sent is not None:
        return checked(sent, _LOGO_FILE)
    return checked(bytes_at(address or "", _LOGO_ADDRESS), _LOGO_ADDRESS)


def _shown(pictures: Sequence[StillPicture], param: str) -> list[ShownPicture]:
    confined = current_container().confined
    try:
        return [confined.run(as_shown, picture.data) for picture in pictures]
    except MediaError as error:
        raise RequestError(f"{param}: {error.message}", param=param) from None


def _first_colour(shown: Sequence[ShownPicture]) -> str:
    return next((each.colour for each in shown if each.colour), "")
