"""What a language model has written, without what somebody may have talked it into: addresses, markup, its orders."""

from __future__ import annotations

import re

from ...errors import WriterError

_CODE = re.compile(r"(```.*?(?:```|\Z)|~~~.*?(?:~~~|\Z)|`[^`\n]+`)", re.S)
_IMAGE = re.compile(r"!\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])")
_LINK = re.compile(r"\[([^\]]*)\]\(\s*<?([^)\s>]*)>?[^)]*\)")
_REFERENCE = re.compile(r"^ {0,3}\[[^\]]+\]:\s*\S+.*$", re.M)
_ADDRESS = re.compile(
    r"<?\b(?:https?|ftp|data|javascript|vbscript|file)\s?:(?://)?[^\s<>)\]]+>?|\bwww\.[^\s<>)\]]+", re.I
)
_TAGS = (
    "a|abbr|applet|area|audio|base|body|br|button|canvas|center|div|embed|font|form|frame|frameset|head|h[1-6]|hr|html|"
    "iframe|img|input|ins|label|li|link|marquee|math|meta|object|ol|option|p|picture|pre|script|select|source|span|"
    "style|svg|table|tbody|td|template|textarea|th|title|tr|track|ul|video"
)
_HIDDEN = re.compile(r"<(script|style|iframe|object|svg|template)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S)
_BARE_TAG = re.compile(rf"</?(?:{_TAGS})>", re.I)
_TAG = re.compile(rf"</?(?:{_TAGS})\b[^<>]*(?:>|\Z)", re.I)
_RUN = 10
"""Words in a row of what a model was told that it does not write by chance."""
_WORD = re.compile(r"\w+")
_EXAMPLE = "\nExample"


def harmless(text: str, material: str = "") -> str:
    """Markdown without images, HTML, and links that are not in the material.

    Code stays as it is, and a bare tag that is spoken of, as <p>, becomes code.
    """
    parts = _CODE.split(text)
    return "".join(part if number % 2 else _bare(part, material) for number, part in enumerate(parts)).strip()


def check_secrecy(text: str, system: str) -> None:
    """Raise `WriterError` if the text repeats what the model was told to do; its example does not count."""
    told = _words(system.partition(_EXAMPLE)[0])
    said = " ".join(_words(text))
    if any(" ".join(told[at : at + _RUN]) in said for at in range(len(told) - _RUN + 1)):
        raise WriterError("The language model answered with its own instructions.")


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _bare(text: str, material: str) -> str:
    def kept(address: str) -> bool:
        return bool(address) and address.strip("<>.,;") in material

    text = _HIDDEN.sub("", _REFERENCE.sub("", _IMAGE.sub(r"\1", text)))
    text = _TAG.sub(lambda tag: f"`{tag[0]}`" if _BARE_TAG.fullmatch(tag[0]) else "", text)
    text = _LINK.sub(lambda link: link[0] if kept(link[2]) else link[1], text)
    return _ADDRESS.sub(lambda found: found[0] if kept(found[0]) else "", text)
