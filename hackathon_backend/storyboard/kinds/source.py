"""Where a scene comes from: which sentence of which lesson it shows. Told beside the film, and never drawn."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from .tidying import tidy

CITED = "cited"
"""The field of a scene that holds it: pictures have a `source` of their own."""

_Words = Annotated[str, BeforeValidator(tidy)]


class SceneSource(BaseModel):
    """The lesson by its id ("" if it has none that could be opened), the document that it was made of, the place there,
    the heading that it stands below, and the first words of the sentence.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    lesson: Annotated[_Words, Field(max_length=120, pattern=r"^[a-z0-9-]*$")] = ""
    document: Annotated[_Words, Field(max_length=200)] = ""
    place: Annotated[_Words, Field(max_length=40, pattern=r"^((page|slide|section) \d{1,6}|\d{1,3}(:\d\d){1,2})?$")] = (
        ""
    )
    section: Annotated[_Words, Field(max_length=120)] = ""
    quote: Annotated[_Words, Field(max_length=240)] = ""


def is_missing(value: object) -> bool:
    """Whether there is no source to write down."""
    return value is None
