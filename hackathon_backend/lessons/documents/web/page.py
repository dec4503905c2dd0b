"""A web page: its main content, without what the site has around it."""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import unquote_to_bytes

from lxml import html as lxml_html
from lxml.html import HtmlElement

from ....errors import DocumentBroken
from ..conversion import Report
from ..decoding import decoded
from ..escaping import tidy
from ..sheet import LessonSheet
from .content import main_content
from .reader import ElementReader

_BOXES = re.compile(r"</?(?:div|span|font|center|section|b|i|u|em|strong|small|big|a)\b[^<>]*>", re.IGNORECASE)

_EMPTY = re.compile(r"<(title|script|style|textarea|iframe|a|p|div|span|i|b|td|th|li)\b([^<>]*)/>", re.IGNORECASE)
"""What XML lets be empty, and HTML goes on to read what follows as its content."""


def read(data: bytes, sheet: LessonSheet, report: Report) -> None:
    """Read a page. Pictures are taken from it if they are in the file; nothing is fetched."""
    tree = tree_of(decoded(data) or "")
    sheet.title, sheet.language = page_title(tree), (tree.get("lang") or "").split("-")[0].lower()
    content = main_content(tree, sheet.losses)
    ElementReader(sheet, embedded_picture).read(content)
    sheet.count = max(1, sheet.count)
    report(1, 1)


def tree_of(text: str) -> HtmlElement:
    """The elements of a page. Raises `DocumentBroken` if there are none."""
    if text.lstrip().startswith("<?xml"):
        text = _EMPTY.sub(r"<\1\2></\1>", text)
    tree, whole = _parsed(text)
    if not whole:
        # The parser gives up on what lies deeper, and its text would be lost with it.
        tree, whole = _parsed(_BOXES.sub(" ", text))
    if tree is None or not whole:
        raise DocumentBroken("The page is damaged, or its parts lie too deep within one another.")
    return tree


def _parsed(text: str) -> tuple[HtmlElement | None, bool]:
    """The elements, and whether all are there."""
    parser = lxml_html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8")
    tree = lxml_html.document_fromstring(text.encode("utf-8", "replace"), parser=parser, ensure_head_body=True)
    return tree, not any("depth" in fault.message.lower() for fault in parser.error_log)


def page_title(tree: HtmlElement) -> str:
    """What the page calls itself: its only main heading, else the title without the name of the site."""
    main = [each for each in tree.iter("h1") if each.text_content().strip()]
    if len(main) == 1:
        return tidy(main[0].text_content()).strip()
    named = next((tidy(each.text_content()).strip() for each in tree.iter("title")), "")
    for mark in (" | ", " – ", " — ", " - ", " · "):
        first = named.split(mark)[0].strip()
        if first != named and len(first) > 8:
            return first
    return named


def embedded_picture(address: str) -> bytes | None:
    """The picture of a `data:` address; None for any other."""
    if not address.startswith("data:image/"):
        return None
    head, _, body = address.partition(",")
    try:
        return base64.b64decode(unquote_to_bytes(body)) if head.endswith(";base64") else unquote_to_bytes(body)
    except (binascii.Error, ValueError):
        return b""
