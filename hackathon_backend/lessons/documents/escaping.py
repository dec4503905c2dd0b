"""Text of a document as Markdown that says the same: nothing in it becomes emphasis, a list or HTML by chance."""

from __future__ import annotations

import re
import unicodedata

_UNSEEN = re.compile("[\u00ad\u200b\u2060\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffc]")
_SPACES = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_FORMULA = re.compile(
    r"\\\((?P<round>.+?)\\\)|\\\[(?P<square>.+?)\\\]|\$\$(?P<double>[^$]+)\$\$"
    r"|(?<![\w$\\])\$(?P<single>(?=[^$\n]*[\\^_=])[^$\s](?:[^$\n]{0,200}[^$\s\\])?)\$(?![\w$])"
)
_SPECIAL = re.compile(r"[\\`*$]|(?<!\w)_|_(?!\w)|<(?=[A-Za-z/!?])|\[(?=[\^\]])|(?<=\])[(\[:]|&(?=#?\w{1,32};)|~(?=~)")
_LINE_START = re.compile(r"(?:[-+>#=|~:]|!{3}|\d{1,9}(?=[.)](?:\s|$)))")
_MARKER = re.compile(r"[-+>#=|~:!]+")


def tidy(text: str) -> str:
    """`text` in Unicode's composed form on one line, without signs that can't be seen or that no font has."""
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", text))
    return _SPACES.sub(" ", "".join(filter(_is_kept, text)))


def escaped(text: str) -> str:
    """`text` for within a line of Markdown; formulas between dollars or LaTeX's brackets stay formulas."""
    out, end = "", 0
    for found in _FORMULA.finditer(text):
        latex = next(group for group in found.groups() if group).strip()
        if latex:
            out += f"{_plain(text[end : found.start()])}${latex}$"
            end = found.end()
    return out + _plain(text[end:])


def line_of(markdown: str) -> str:
    """A paragraph of Markdown whose beginning makes no list, quotation or heading of it."""
    line = markdown.strip()
    found = _LINE_START.match(line)
    if found is None:
        return line
    if found[0].isdigit():
        return f"{found[0]}\\{line[found.end() :]}"
    marker = _MARKER.match(line)
    after = line[marker.end() : marker.end() + 1] if marker else ""
    bare = line[0] in ">|" or not after or after.isspace() or line.startswith(("---", "===", ":::"))
    return f"\\{line}" if bare else line


def cell_of(markdown: str) -> str:
    """The same for a cell of a table."""
    return _SPACES.sub(" ", markdown).strip().replace("|", "\\|")


def _plain(text: str) -> str:
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", text)


def _is_kept(char: str) -> bool:
    category = unicodedata.category(char)
    return char in "\n\t\u200c\u200d" or not (category.startswith("C") and category != "Cn") or category == "Cf"
