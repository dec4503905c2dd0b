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
    figures: str = "",
    pictures: str = "",
    places: bool = True,
    boards: bool = False,
) -> tuple[str, ...]:
    """The texts as HTML, in the same order; those that take too long to render stay plain. Raises `Busy`.

    `figures`, `pictures`, `places` and `boards` are as in `to_html`.
    """
    shown = {"language": language, "without_title": without_title, "figures": figures, "pictures": pictures}
    try:
        return confined.within(SECONDS, _rendered, texts, shown, places, boards)
    except TooCostly:
        return tuple(f'<pre class="plain" dir="auto">{escape(text)}</pre>' for text in texts)


def _rendered(texts: tuple[str, ...], shown: dict[str, str], places: bool, boards: bool) -> tuple[str, ...]:
    return tuple(to_html(text, places=places, boards=boards, **shown) for text in texts)
