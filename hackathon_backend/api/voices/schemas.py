"""Voices to choose from, and what they shall say."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from ...films.voice_samples import SAMPLE_LIMIT
from ..schemas import Language
from ..text import Text


class Speaker(BaseModel):
    """A voice to choose: `id` is what `voice` of an order names; no `languages` means any."""

    id: str
    name: str
    voice: str
    description: str
    languages: list[str]


class SpeakerList(BaseModel):
    """Every voice; the first speaks if none is chosen."""

    voices: list[Speaker]


class Sample(BaseModel):
    """What to say, and by whom. Without a text something usual is said."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    voice: Annotated[Text, Field(min_length=1, max_length=100)]
    language: Language = "en"
    text: Annotated[Text, Field(min_length=1, max_length=SAMPLE_LIMIT)] | None = None
