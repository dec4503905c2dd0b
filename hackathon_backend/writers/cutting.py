"""Text cut to length where it does not hurt."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[^.!?。！？؟।]*[.!?。！？؟।]+[\"'”’»)]*\s*|[^.!?。！？؟।]+\Z")


def cut_at_word(text: str, limit: int) -> str:
    """`text` on one line, in at most `limit` characters, cut after a whole word if there is one."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    head = line[: limit + 1]
    cut = head.rsplit(" ", 1)[0] if " " in head else line[:limit]
    return cut[:limit].rstrip(" ,;:–—-")


def sentences_of(text: str) -> list[str]:
    """The sentences of a text, each on one line."""
    return [found for each in _SENTENCE.findall(" ".join(text.split())) if (found := each.strip())]


def cut_at_sentence(text: str, words: int) -> str:
    """As many whole sentences of `text` as have at most `words` words together; at least the first, cut to length."""
    line = " ".join(text.split())
    kept: list[str] = []
    for sentence in _SENTENCE.findall(line):
        if sum(len(each.split()) for each in (*kept, sentence)) > words:
            break
        kept.append(sentence)
    return "".join(kept).strip() or " ".join(line.split()[:words])
