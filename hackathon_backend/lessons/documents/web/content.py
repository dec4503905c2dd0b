"""Which part of a page is what people came for."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from ..losses import Losses

_AROUND = frozenset(["nav", "footer", "header", "aside", "menu", "dialog"])
_ROLES = frozenset(["navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "dialog"])
_SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "input",
        "select",
        "textarea",
        "link",
        "meta",
        "base",
        "datalist",
    ]
)
_PLAYERS = frozenset(["iframe", "object", "embed", "video", "audio", "canvas"])
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:nav|docnav|navbar|navbox|navheader|navfooter|prev-?next|pager|breadcrumbs?|sidebar|footer|cookie\w*"
    r"|share|social|comments?|newsletter|related|advert\w*|ads?|promo|toc|mw-editsection|mw-jump-link|noprint|skip-link|pagination|headerlink|visually-hidden|sr-only"
    r"|reference|mw-cite-backlink)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LEAST = 200
"""Characters that the main part of a page has at least."""


def main_content(tree: HtmlElement, losses: Losses) -> HtmlElement:
    """The main part, from which all that is not read has been removed; what was, is counted."""
    body = next(iter(tree.iter("body")), tree)
    _remove_silent(body, losses)
    found = _main(body)
    before = _length(body)
    for element in list(found.iter()):
        if isinstance(element.tag, str) and element is not found and _is_around(element, found):
            _drop(element)
    left_out = before - _length(found)
    if left_out > 0:
        losses.count(
            "What stands around the text (menus, notices, lists of links) was left out: 1 character.",
            "What stands around the text (menus, notices, lists of links) was left out: {} characters.",
            left_out,
        )
    return found


def _main(body: HtmlElement) -> HtmlElement:
    candidates = [*body.iter("main"), *(each for each in body.iter() if each.get("role") == "main")]
    candidates += list(body.iter("article")) if len(list(body.iter("article"))) == 1 else []
    long = [each for each in candidates if _length(each) >= _LEAST]
    return max(long, key=_length) if long else body


def _remove_silent(body: HtmlElement, losses: Losses) -> None:
    players = 0
    for element in list(body.iter()):
        if not isinstance(element.tag, str):
            _drop(element)
        elif element.tag in _PLAYERS:
            players += 1
            _drop(element)
        elif (element.tag in _SILENT and not _is_math(element)) or _is_hidden(element):
            _drop(element)
    if players:
        losses.count(
            "1 embedded player or frame was left out.", "{} embedded players or frames were left out.", players
        )


def _is_math(element: HtmlElement) -> bool:
    return element.tag == "script" and (element.get("type") or "").startswith("math/tex")


def _is_hidden(element: HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    named = element.get("class") or ""
    # What is hidden from the eye may be the readable form of a formula.
    if (
        any(part in named for part in ("katex-mathml", "mwe-math-mathml", "MJX_Assistive_MathML"))
        or element.tag == "math"
    ):
        return False
    hidden = "display:none" in style or "visibility:hidden" in style or "hidden" in element.attrib
    return (hidden and next(element.iter("math"), None) is None) or element.get("aria-hidden") == "true"


def _is_around(element: HtmlElement, main: HtmlElement) -> bool:
    tag = element.tag
    if tag == "header":
        # An article's own header has its title.
        return next(element.iter("h1"), None) is None
    if tag in _AROUND or element.get("role") in _ROLES:
        return True
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return bool(_NAMED.search(named)) and _length(element) * 3 < _length(main)


def _length(element: HtmlElement) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _drop(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()
