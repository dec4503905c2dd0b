"""Whose film it is, and which edges of its frame belong to others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

Share = Annotated[float, Field(ge=0, le=0.4, allow_inf_nan=False)]


@dataclass(frozen=True)
class Brand:
    """A name and a mark for the corner of every scene, and a colour for what is emphasised; each may be left empty.

    `colour` is written "#2457D6"; it is made darker or lighter if it could not be read. `logo` is a data URL, or a path
    in the folder of pictures. With `cards`, titles are cards of the brand: its logo above its name, or words on its
    colour; and nothing but the mark frames the scenes.
    """

    name: Annotated[str, Field(max_length=120)] = ""
    colour: Annotated[str, Field(pattern=r"^(#[0-9a-fA-F]{6})?$")] = ""
    logo: Annotated[str, Field(max_length=30_000_000)] = ""
    cards: bool = False


@dataclass(frozen=True)
class SafeArea:
    """Parts of the frame's height and width at its edges that something else may lie over, as buttons of a platform."""

    top: Share = 0.0
    right: Share = 0.0
    bottom: Share = 0.0
    left: Share = 0.0
