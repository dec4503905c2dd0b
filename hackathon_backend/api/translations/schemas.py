"""Films in further languages: what is asked for, and what there is."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from ...jobs import Status
from ...net.camel import CamelModel
from ..schemas import Language
from ..text import Text

MOST = 20
"""Languages of one request."""

Direction = Literal["ltr", "rtl"]


class TranslationsBody(CamelModel):
    """Into which languages a film is to be put. `keep` are names that stay as they are."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True, validate_by_name=False)

    languages: Annotated[list[Language], Field(min_length=1, max_length=MOST)]
    voice: Annotated[Text, Field(min_length=1, max_length=100)] | None = None
    keep: Annotated[list[Annotated[Text, Field(min_length=1, max_length=80)]], Field(max_length=50)] = Field(default=[])
    webhook_url: Annotated[Text, Field(max_length=4000)] | None = None


class LanguageNames(CamelModel):
    """A language: its code, what it is called by those who speak it and in English, and which way it is written."""

    model_config = ConfigDict(frozen=True)

    language: str
    name: str
    english_name: str
    direction: Direction


class TranslationError(CamelModel):
    """Why there is no film."""

    code: str
    message: str


class FilmTranslation(LanguageNames):
    """A film in one language. `video_id` is null if none was ordered: `error` says why."""

    video_id: str | None
    status: Status
    progress: float
    step: str
    status_url: str | None
    video_url: str | None
    watch_url: str | None
    notes: list[str]
    error: TranslationError | None


class FilmTranslations(CamelModel):
    """A film and the languages that it was put into, or is being put into."""

    object: Literal["list"] = "list"
    video_id: str
    original: LanguageNames
    translations: list[FilmTranslation]


class SpeakerOfLanguage(CamelModel):
    """A voice that speaks the language: `id` is what `voice` of an order names."""

    id: str
    name: str
    description: str


class FontsOfLanguage(CamelModel):
    """Whether the language can be drawn: scripts without a font, and what whoever runs the server can install."""

    ready: bool
    missing: list[str]
    install: str | None


class LanguageCheck(LanguageNames):
    """What there is for a language before a film is ordered in it. The first voice speaks if none is chosen.

    `ready` says whether a film in it would be read and heard; `problems` say what not, in words for people.
    """

    ready: bool
    fonts: FontsOfLanguage
    voices: list[SpeakerOfLanguage]
    problems: list[str]
    video_id: str | None
    status: Status | None


class TranslationsCheck(CamelModel):
    """Whether films can be translated at all, and what there is for each language."""

    language_model: bool
    problem: str | None
    languages: list[LanguageCheck]
