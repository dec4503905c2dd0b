"""POST /api/html: answers in Markdown as safe HTML, so that no page needs a Markdown library of its own."""

from __future__ import annotations

import re
from typing import Annotated, Any

from flask import Blueprint
from pydantic import BaseModel, ConfigDict, Field

from ..api.current import current_container
from ..api.guards.prefix import root
from ..api.openapi import answers, spec
from ..api.reading import read_json
from ..api.schemas import Language
from ..api.sending import send
from ..api.text import Text
from ..net.camel import CamelModel
from .safe_html import safe_html

_MOST_TEXTS = 100
_LONGEST = 50_000

_LESSON_ID = r"^[a-z0-9]+(?:-[a-z0-9]+)*$"
_ADDRESS = re.compile(r'\b(?:href|src)="(?=/(?!/))')

markup = Blueprint("markup", __name__)


class MarkdownTexts(CamelModel):
    """Texts in Markdown. `language` is that of their formulas; with `lessonId` they are parts of that lesson, whose
    pictures they may show; with `figures` a figure comes as an `img` without an address, and its storyboard, as JSON,
    in `data-board`.
    """

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    texts: Annotated[list[Annotated[Text, Field(max_length=_LONGEST)]], Field(max_length=_MOST_TEXTS)]
    language: Language = "en"
    lesson_id: Annotated[Text, Field(pattern=_LESSON_ID)] | None = None
    figures: bool = False


class HtmlTexts(BaseModel):
    """The same texts as HTML, in the same order."""

    html: list[str]


@markup.post("/api/html")
@spec.validate(json=MarkdownTexts, resp=answers(HTTP_200=HtmlTexts, refused=(400, 413, 415)), tags=["chat"])
def html() -> Any:
    """Markdown with formulas and code as HTML that is safe to show: raw HTML in it comes out as text."""
    asked = read_json(MarkdownTexts)
    pictures = f"/lessons/{asked.lesson_id}/pictures/" if asked.lesson_id else ""
    made = safe_html(
        current_container().confined,
        tuple(asked.texts),
        language=asked.language,
        pictures=pictures,
        places=asked.lesson_id is not None,
        boards=asked.figures,
    )
    return send(HtmlTexts(html=[_rooted(each, root()) for each in made]))


def _rooted(page: str, at: str) -> str:
    """The page with `at` before each address of this server. Text has no such quotes: they are written as entities."""
    return _ADDRESS.sub(rf"\g<0>{at}", page) if at else page
