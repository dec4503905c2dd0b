"""Markdown that strangers wrote as HTML: rendered where it can do no harm, or shown as it is written."""

from __future__ import annotations

from functools import lru_cache
from html import escape

from ..confined import Confined
from ..errors import TooCostly
from .rendering import to_html

SECONDS = 4.0
"""For all texts of a request together."""


@lru_cache(maxsize=128)
def safe_html(
    confined: Confined,
    texts: tuple[str, ...],
    *,
    language: str = "en",
    without_title: str = "",
    places: bool = True,
) -> tuple[str, ...]:
    """The texts as HTML, in the same order; those that take too long to render stay plain. Raises `Busy`."""
    try:
        return confined.within(SECONDS, _rendered, texts, language, without_title, places)
    except TooCostly:
        return tuple(f'<pre class="plain" dir="auto">{escape(text)}</pre>' for text in texts)


def _rendered(texts: tuple[str, ...], language: str, without_title: str, places: bool) -> tuple[str, ...]:
    return tuple(to_html(text, language=language, without_title=without_title, places=places) for text in texts)
