"""What an order adds to a storyboard that is not the matter's own: room for captions, and its owner's brand."""

from __future__ import annotations

from dataclasses import asdict

from ...branding.brands import Brands, OwnBrand
from ...jobs import VideoRequest, WrittenRequest
from ...media import CaptionLook
from ...storyboard import SafeArea
from ...storyboard.fields import Fields
from ..reshaping import with_room


def brand_of(brands: Brands | None, request: VideoRequest) -> OwnBrand | None:
    """The brand that a film was ordered with."""
    if brands is None or not isinstance(request, WrittenRequest) or request.brand is None:
        return None
    return brands.get(request.brand)


def board_for(board: Fields | None, request: WrittenRequest, size: str, brand: OwnBrand | None = None) -> Fields | None:
    """The storyboard as it is drawn for this order."""
    if board is None:
        return None
    if brand is not None and not board.get("brand"):
        board = _branded(board, brand)
    return _with_room(board, request.captioned, size) if request.captioned is not None else board


def last_card(brand: OwnBrand, language: str) -> Fields:
    """The last card of a brand that has one, as a storyboard of its own."""
    return {"title": brand.closing, "language": language, **_branded({"scenes": []}, brand)}


def _branded(board: Fields, brand: OwnBrand) -> Fields:
    closing = [{"type": "title", "title": brand.closing, "subtitle": brand.name}] if brand.closing else []
    return board | {"brand": asdict(brand.drawn()), "scenes": [*board["scenes"], *closing]}


def _with_room(board: Fields, look: CaptionLook, size: str) -> Fields:
    width, _, height = size.partition("x")
    area = SafeArea(**board["safe_area"]) if board.get("safe_area") else None
    tall = bool(height) and int(height) > int(width)
    return board | {"safe_area": asdict(with_room(area, look, tall=tall))}
