"""Where the scenes of a film come from, as viewers are told it."""

from __future__ import annotations

from typing import TypedDict
from urllib.parse import quote, urlencode

from ..lessons.markdown.places import lesson_label, place_anchor, place_label
from ..storyboard.kinds.base import BaseScene


class SourceRow(TypedDict):
    """A source: `label` names it in the film's language; `page` is where it can be read, "" if it is nowhere here."""

    lesson: str
    document: str
    place: str
    section: str
    quote: str
    label: str
    page: str


def source_row(scene: BaseScene, language: str) -> SourceRow | None:
    """The source of a scene; None if it has none of which anything can be told."""
    cited = scene.cited
    if cited is None or not (cited.lesson or cited.place):
        return None
    label = place_label(cited.place, language) if cited.place else lesson_label(language)
    query = {"lesson": cited.lesson, "section": cited.section, "quote": cited.quote}
    # A page reads "+" for a space, and so does nobody else.
    asked = urlencode({name: text for name, text in query.items() if text}, quote_via=quote)
    anchor = f"#{place_anchor(cited.place)}" if cited.place else ""
    return {
        "lesson": cited.lesson,
        "document": cited.document,
        "place": cited.place,
        "section": cited.section,
        "quote": cited.quote,
        "label": label,
        "page": f"/?{asked}{anchor}" if cited.lesson else "",
    }


def place_told(scene: BaseScene, language: str) -> str:
    """The place of a scene in its document, as "Slide 4, Cells.pptx" or "Slide 4"; "" if there is none."""
    cited = scene.cited
    if cited is None or not cited.place:
        return ""
    return ", ".join(filter(None, (place_label(cited.place, language), cited.document)))
