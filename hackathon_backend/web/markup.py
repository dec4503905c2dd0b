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
from ..api.sending import send
from ..api.text import Text
from .safe_html import safe_html

_MOST_TEXTS = 100
_LONGEST = 50_000

_ADDRESS = re.compile(r'\b(?:href|src)="(?=/(?!/))')

markup = Blueprint("markup", __name__)


class MarkdownTexts(BaseModel):
    """Texts in Markdown."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    texts: Annotated[list[Annotated[Text, Field(max_length=_LONGEST)]], Field(max_length=_MOST_TEXTS)]


class HtmlTexts(BaseModel):
    """The same texts as HTML, in the same order."""

    html: list[str]


@markup.post("/api/html")
@spec.validate(json=MarkdownTexts, resp=answers(HTTP_200=HtmlTexts, refused=(400, 413, 415)), tags=["chat"])
def html() -> Any:
    """Markdown with formulas and code as HTML that is safe to show: raw HTML in it comes out as text."""
    made = safe_html(current_container().confined, tuple(read_json(MarkdownTexts).texts), places=False)
    return send(HtmlTexts(html=[_rooted(each, root()) for each in made]))


def _rooted(page: str, at: str) -> str:
    """The page with `at` before each address of this server. Text has no such quotes: they are written as entities."""
    return _ADDRESS.sub(rf"\g<0>{at}", page) if at else page
