"""Markdown stays as it is."""

from __future__ import annotations

import re

from ...markdown.front_matter import read_front_matter
from ...markdown.inline import clean
from ..conversion import Report
from ..decoding import decoded
from ..sheet import LessonSheet

_HEADING = re.compile(r"^ {0,3}#{1,6} +(\S.*?)[ #]*$", re.MULTILINE)
_UNREAD = re.compile(r"!?\[[^\]]*\]\([^)]*\)|<[^<>]*>")
_FOREWORD = 50
"""Characters above a document's title, at most, besides pictures, links and tags: a motto."""
_PICTURE = re.compile(r"!\[[^\]]*\]\((?!https?:)[^)\s]+")


def read(data: bytes, sheet: LessonSheet, report: Report) -> None:
    """Read a Markdown file: what its front matter says, and all else as it is."""
    front, body = read_front_matter(clean(decoded(data) or ""))
    sheet.title, sheet.language, sheet.front = front.title, front.language, front
    headings = _HEADING.findall(body)
    # A heading below the text is that of a section.
    first = _HEADING.search(body)
    is_title = first is not None and len("".join(_UNREAD.sub("", body[: first.start()]).split())) < _FOREWORD
    sheet.headings = headings[:1] if is_title else []
    sheet.raw(clean(body))
    sheet.count = max(1, len(headings))
    if pictures := len(_PICTURE.findall(body)):
        sheet.losses.count(
            "1 picture that lay beside the file did not come with it.",
            "{} pictures that lay beside the file did not come with it.",
            pictures,
        )
    report(1, 1)
