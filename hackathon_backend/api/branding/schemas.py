"""What is said of a brand."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ...net.camel import CamelModel
from ..text import Text


class BrandBody(CamelModel):
    """The whole brand. A `logo` that is left out stays as it is, null takes it away."""

    name: Annotated[Text, Field(max_length=120)] = ""
    colour: Annotated[Text, Field(pattern=r"^(#[0-9a-fA-F]{6})?$", description="As #2457D6.")] = ""
    closing: Annotated[Text, Field(max_length=200, description="Words of a last card.")] = ""
    mark: Annotated[bool, Field(description="Whether the logo, or the name, stands in a corner.")] = True
    logo: Annotated[
        str | None, Field(max_length=4_000_000, description="A PNG, JPEG or WebP as a data URL; kept as a PNG.")
    ] = None


class BrandView(CamelModel):
    """The brand in use; empty where there is none. `shownColour` is the one that films show: it can be read."""

    name: str
    colour: str
    shown_colour: str
    closing: str
    mark: bool
    logo: str | None
    notes: list[str]
