"""What is asked and told of drawings."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from ..text import Text


class ArtQuery(BaseModel):
    """Which drawings are looked for."""

    q: Annotated[Text, Field(max_length=80, description="A word, or the beginning of one; empty for any drawings.")] = (
        ""
    )
    language: Annotated[Text, Field(min_length=2, max_length=20, description="Of the word, such as de.")] = "en"
    limit: Annotated[int, Field(ge=1, le=100)] = 24


class ArtFound(BaseModel):
    """A drawing; its picture is at /api/art/<id>.svg."""

    id: str
    name: str
    word: Annotated[str, Field(description="What a field of a scene says to get it: its name, or its id.")]


class ArtList(BaseModel):
    """Drawings, the most fitting first."""

    art: list[ArtFound]
