"""GET, PUT and DELETE /api/me/brand."""

from __future__ import annotations

from typing import Any

from flask import Blueprint

from ...branding.brands import OwnBrand
from ...errors import MediaError, RequestError
from ...media import logo_png
from ...storyboard.theme import THEMES
from ..current import current_container
from ..moderating import check_texts
from ..openapi import answers, spec
from ..owned import owner_of_caller
from ..pictures import bytes_at
from ..reading import read_json
from ..sending import send
from .schemas import BrandBody, BrandView

branding = Blueprint("branding", __name__)


@branding.get("/api/me/brand")
@spec.validate(resp=answers(HTTP_200=BrandView, refused=(401, 403)), tags=["me"])
def show() -> Any:
    """What is on all films that you order."""
    return send(brand_view(current_container().brands.of(owner_of_caller())))


@branding.put("/api/me/brand")
@spec.validate(json=BrandBody, resp=answers(HTTP_200=BrandView, refused=(400, 401, 403, 413, 415)), tags=["me"])
def put() -> Any:
    """Have it on all films that you order from now on; those that are made already stay as they are."""
    asked, owner = read_json(BrandBody), owner_of_caller()
    check_texts({"name": asked.name, "closing": asked.closing})
    brands = current_container().brands
    before = brands.of(owner)
    logo = before.logo if before else None
    if "logo" in asked.model_fields_set:
        logo = _logo(asked.logo) if asked.logo else None
    made = brands.put(owner, name=asked.name, colour=asked.colour, closing=asked.closing, mark=asked.mark, logo=logo)
    return send(brand_view(made))


@branding.delete("/api/me/brand")
@spec.validate(resp=answers(HTTP_200=BrandView, refused=(401, 403)), tags=["me"])
def drop() -> Any:
    """Have nothing on films that you order from now on."""
    current_container().brands.drop(owner_of_caller())
    return send(brand_view(None))


def _logo(address: str) -> bytes:
    """The picture as a PNG of our own making. Raises `RequestError`."""
    if not address.startswith("data:"):
        raise RequestError("logo: must be a data URL.", param="logo")
    data = bytes_at(address, "logo")
    try:
        return current_container().confined.run(logo_png, data)
    except MediaError as error:
        raise RequestError(f"logo: {error.message}", param="logo") from None


def brand_view(brand: OwnBrand | None) -> BrandView:
    """What an owner has on all films."""
    brand = brand or OwnBrand(name="", colour="", closing="", mark=True, logo=None)
    shown = _shown(brand.colour)
    notes = []
    if brand.colour and shown.lower() != brand.colour.lower():
        notes.append(f"{brand.colour} could not be read on paper, so films show {shown} for words and lines.")
    return BrandView(
        name=brand.name,
        colour=brand.colour,
        shown_colour=shown,
        closing=brand.closing,
        mark=brand.mark,
        logo=brand.logo_url or None,
        notes=notes,
    )


def _shown(colour: str) -> str:
    if not colour:
        return ""
    accent = THEMES["clean"].branded(colour).accent(0)
    return f"#{accent.red:02x}{accent.green:02x}{accent.blue:02x}"
