"""What is asked for and told of lessons in further languages."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from ...net.camel import CamelModel
from ..schemas import Language
from ..text import Text
from ..translations.schemas import MOST, LanguageNames, TranslationError


class LessonLanguages(CamelModel):
    """Into which languages a lesson is to be put. `keep` are names that stay as they are."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True, validate_by_name=False)

    languages: Annotated[list[Language], Field(min_length=1, max_length=MOST)]
    keep: Annotated[list[Annotated[Text, Field(min_length=1, max_length=80)]], Field(max_length=50)] = Field(default=[])


class LessonInLanguage(LanguageNames):
    """A lesson on its way into a language: `done` of `total` texts. `lesson_id` is the lesson that came of it.

    `version` is the version that was translated; `is_newest`: it is what the lesson says now.
    """

    id: str
    status: Literal["queued", "translating", "completed", "failed", "cancelled"]
    progress: Annotated[float, Field(description="From 0 to 100: of its texts.")]
    done: int
    total: int
    version: int
    is_newest: bool
    lesson_id: str | None
    keep: list[str]
    losses: Annotated[list[str], Field(description="What stays in the language of the lesson.")]
    error: TranslationError | None


class LessonSource(LanguageNames):
    """The lesson that this one is a translation of."""

    lesson_id: str
    version: int


class LessonInLanguages(CamelModel):
    """A lesson and your translations of it, those of its newest version first."""

    object: Literal["list"] = "list"
    lesson_id: str
    version: int
    language_model: Annotated[bool, Field(description="Whether lessons can be translated here.")]
    original: LanguageNames
    translated_from: LessonSource | None
    translations: list[LessonInLanguage]
