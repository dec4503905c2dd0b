"""What is left of a page where a formula, a chart or a column was: sentences with holes, listings of nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from ....lessons import Block
from ....lessons.documents.pdf.marks import CAPTION
from ....lessons.search.words import is_paired

_HOLE = re.compile(
    r"(?:^|[\s(\[])[.,;:](?=\s)|[,;(=]\s+[.;)]|\.\s+,|\(\s*\)|\^\(?\W|[\ufffd¦\u0338ˆ˜¨´¸]|[⁰¹²³⁴-⁹]\s+[⁰¹²³⁴-⁹]\s"
)
"""Signs with nothing between them, as a formula leaves them that was drawn in pieces."""
_SIGN = re.compile(r"[^\W\d_]|[^\w\s]{1,3}|[\w^]*[\^_=+|<>∑∏∫√⊗≤≥≈∈∂∇±×·][\w^=+]*|[^\W\d_][₀-₉⁰¹²³⁴-⁹′'ₐ-ₜᵢⱼ]+")
"""A word that is a sign or a letter of a formula."""
_SHORT_WORDS = frozenset("aeiouyàéèêóòáàíwzsckvаеиоувскя&–—-…/•")
_MOST_SIGNS = 0.3
_AMOUNT = re.compile(r"[-+−]?\d[\d.,]*(?:e[-+]?\d+)?%?", re.IGNORECASE)
_MOST_AMOUNTS = 3
_WORD = re.compile(r"[^\W\d_]")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_NUMBERED = re.compile(r"\A\s*\(?(?:\d{1,3}|[^\W\d_])[.)]\s")
_INITIAL = re.compile(r"[^\W\d_]\.\s+[^\W\d_]{2,}")
_NOTE = re.compile(r"[⁰¹²³⁴-⁹]+\s*[^\W\d_]|[∗*†‡§¶]\s*[^\W\d_]")
_LABEL = re.compile(
    r"(?:tab(?:le|elle|la|leau|ela|ella|\.)|listing|listado|algorithm\w*|таблица|листинг|表|جدول|الجدول|सारणी)\s*"
    r"[\d०-९٠-٩۰-۹IVX]+(?:\.\d+)*\s*[.:：–-]",
    re.IGNORECASE,
)
_PROMPT = re.compile(r"(?:R>|>>>|\$|%|\[\d+\]|[>+]\s)\s*\S")
_SESSION = re.compile(
    r"\\?(?:[$%#]|>>>|[\w.-]+@[\w.-]+:\S*[$#])\s+[a-z./]\S*|\\?[-dlbcps](?:[r-][w-][xsStT-]){3}[.+@]?\s"
)
_PARTED = re.compile(r"\w[-\u2010][.!?]?$")
"""A word whose other half is on the next page."""
_PAIRS = (("(", ")"), ("[", "]"), ("「", "」"), ("（", "）"))
_CODE_SIGNS = re.compile(r"[(){}\[\];=<>\\$#|]|--\w|\w/\w|^\s*(?:import|def|class|for|if|return|print|let|var)\b")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w")
_MARKED = re.compile(r"\\(begin|end)\{([^}]*)\}")
_LINE = 16
"""Letters of a program of one line that is worth a look."""
_HEAD = 45
"""Letters of the head of a column, at most."""
_NO_HEAD = re.compile(r"[,;!?\\]|[.:]$|^\W*$")
"""What tells that a table has no heads, and its first row is one like all others."""
_TICKS = re.compile(r"(?:^|\s)[×✓✗•*–-]\s+[×✓✗•*–-](?:\s|$)")
"""Ticks of several columns in one cell."""
_LEADERS = re.compile(r"(?:\s?[.·․…]){4,}\s*\d*$")
"""Dots that lead from a heading in a table of contents to its page."""
_CELL = re.compile(r"[^\W\d_]{2,}|\d")


def is_damaged(sentence: str) -> bool:
    """Whether a sentence of a page has holes, signs instead of words, or a bracket whose other half is elsewhere."""
    text = _NUMBERED.sub(" ", sentence, count=1)
    if _HOLE.search(text) or _INITIAL.match(sentence) or _PROMPT.match(sentence):
        return True
    if _PARTED.search(text) or any(_is_open(text, one, two) for one, two in _PAIRS):
        return True
    words = [word.strip(".,;:!?") for word in text.split()]
    if is_paired(text) or len(words) < 2:
        return False
    if is_printed(words):
        return True
    signs = sum(_SIGN.fullmatch(word) is not None and word.lower() not in _SHORT_WORDS for word in words)
    return signs > _MOST_SIGNS * len(words)


def is_printed(words: Sequence[str]) -> bool:
    """Whether words are a line of a printed table or of what a program has put out: mostly numbers."""
    numbers = sum(_AMOUNT.fullmatch(word) is not None for word in words)
    return numbers >= _MOST_AMOUNTS and numbers * 2 >= len(words)


def _is_open(text: str, opening: str, closing: str) -> bool:
    """Whether a bracket is closed that was not opened, or not closed."""
    depths = list(accumulate((char == opening) - (char == closing) for char in text))
    return bool(depths) and (depths[-1] != 0 or min(depths) < 0)


def is_session(text: str) -> bool:
    """Whether a paragraph is a command behind its prompt, or a line of what a shell has put out."""
    return _SESSION.match(text) is not None


def is_note(text: str) -> bool:
    """Whether a paragraph is a footnote, or the caption of a picture, a table or a listing that stands elsewhere."""
    return any(mark.match(text) is not None for mark in (_NOTE, CAPTION, _LABEL))


def is_listing(text: str) -> bool:
    """Whether a block in letters of one width is a program, rather than addresses, names, or a scrap of either."""
    lines = [line for line in text.splitlines() if line.strip()]
    signed = sum(_CODE_SIGNS.search(line) is not None for line in lines)
    if _MAIL.search(text) or signed * 2 < len(lines) or sum(map(str.isalnum, text)) * 3 < len("".join(text.split())):
        return False
    if sum(map(str.isalpha, text)) * 2 < sum(map(str.isdigit, text)):
        # Numbers that a program has put out.
        return False
    marked = _MARKED.findall(text)
    begun, ended = (sorted(name for mark, name in marked if mark == each) for each in ("begin", "end"))
    return begun == ended and (len(lines) > 1 or len(text.strip()) > _LINE)


def _is_headless(row: Sequence[str]) -> bool:
    """Whether a first row is one of numbers, as that of a matrix is, or has a title alone; years are heads."""
    named = [cell for cell in row[1:] if cell.strip()]
    numbers = sum(not _WORD.search(cell) and not _YEAR.fullmatch(cell.strip()) for cell in named)
    return numbers * 2 > len(named) or (bool(row[0].strip()) and len(named) * 2 < len(row) - 1)


def is_table(block: Block) -> bool:
    """Whether the cells of a table have words or numbers in them, rather than pieces of formulas."""
    heads = [cell for cell in block.rows[0] if cell.strip()]
    cells = [cell for row in block.rows for cell in row if cell.strip()]
    if not heads or any(_TICKS.search(cell) for cell in cells) or _is_headless(block.rows[0]):
        return False
    if any(map(_LEADERS.search, cells)) or (len(heads) == 1 and block.place.startswith("page")):
        # With one name for two columns it is a text that stands beside another.
        return False
    if any(_NO_HEAD.search(cell) or len(cell) > _HEAD for cell in heads):
        return False
    readable = (sum(_CELL.search(cell) is not None for cell in each) * 4 >= 3 * len(each) for each in (heads, cells))
    return all(readable)
