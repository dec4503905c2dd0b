"""What tells a sentence of a document from a line that only stands beside it: an address, a notice, a scrap."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ....lessons import Block
from ....lessons.search.words import is_paired

_FINISHED = re.compile(r"[.!?…:;。！？：؟।॥۔][\"'”’»)\]」』”’）]*\W{0,3}$")
_FEWEST_WORDS, _FEWEST_WIDE = 5, 10
"""Words, or letters of a script without spaces, of what is a sentence in any case."""
_ADDRESS = re.compile(r"<?(?:https?://|www\.)\S+|<?[\w.+-]+ ?@ ?[\w-]+(?:\.[\w-]+)+>?|\b[\w.-]+ at [\w-]+\.[\w.]+")
_LEGAL = re.compile(
    r"©|\(c\)\s*(?:19|20)\d\d|\bcopyright\b.{0,40}\d{4}|all rights reserved|redistribute (?:it|this)"
    r"|without any warranty|under the terms of (?:the|version)|\b(?:gnu (?:general|free|lesser)|creative commons)"
    r"|\b(?:mit|apache) license|^license terms\b"
    r"|\bcc[ -]by\b|\b(?:isbn|issn|doi)\b[\s:]*[\d.]|doi\.org/|arxiv:|permission to (?:copy|make|use)"
    r"|alle rechte vorbehalten|tous droits r[ée]serv|todos los derechos|todos os direitos|tutti i diritti"
    r"|(?:share|partager|teilen|compartir|compartilhar|condividere)\s?[—–-]\s?(?:cop|das material|vervielf)"
    r"|(?:adapt|adapter|bearbeiten|adaptar|modificare|transformar)\s?[—–-]\s?remix|(?:attribution|namensnennung|atribución"
    r"|reconocimiento|atribuição|attribuzione)\s?[—–-]\s|share ?alike\b|partage dans les mêmes conditions"
    r"|weitergabe unter gleichen bedingungen|compartirigual|compartilhaigual|condividi allo stesso modo"
    r"|版权所有|著作権|製作著作|無断転載|通用公共许可证|一般公有使用許諾|все права|جميع الحقوق",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\(?(?:(?:draft|version|dated|revised|received|accepted|submitted|published|typeset|last (?:updated|modified)"
    r"|stand|datum|fecha|date|data|дата)\b.{0,60}\d|[^\W\d_]{3,12}\.? \d{1,2}, (?:19|20)\d\d"
    r"|(?:\d{1,2}\.? ?(?:(?:de )?[^\W\d_]{3,12}\.?)? ?[-–—] ?)?"
    r"\d{1,2}\.? (?:de )?[^\W\d_]{3,12}\.?,? (?:de )?(?:19|20)\d\d|(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?"
    r"|\d\d?[-/.]\d\d?[-/.](?:19|20)\d\d).{0,20}",
    re.IGNORECASE,
)
_NAVIGATION = re.compile(r"(?:\b(?:next|previous|prev|up|home|top)\b\s*:\s*.{1,60}){2,}|.*\[(?:index|contents)\]", re.I)
_POINTER = re.compile(
    r".{0,90}[,.\s(\[](?:page|pp?\.|seite|página|pagina|стр(?:\.|аница)|صفحة|第)\s*\d{1,4}\W*|\(.*\)\W*", re.IGNORECASE
)
"""An item that only says on which page something is, and an aside in brackets."""
_WORK = re.compile(
    r"[^\W\d_a-z][\w’'-]+(?:,(?: &| and)? [^\W\d_a-z][\w’'.-]*){1,8}(?: et al\.)?,? \((?:1[5-9]|20)\d\d[a-z]?\)\s*[:.,]"
)
"""A work that is cited: names with commas between them, and a year."""
_HEADED = re.compile(
    r"(?:key ?words|mots[- ]cl[ée]s|palabras[- ]clave|schl(?:ü|ue)sselw(?:ö|oe)rter|palavras[- ]chave|parole[- ]chiave"
    r"|słowa kluczowe|ключевые слова|关键[词字]|關鍵詞|キーワード|الكلمات المفتاحية|e-?mail(?:[- ]\w+)?|jel|msc)\b"
    r".{0,20}[:：]"
    r"|.*\bthis (?:is a preprint|(?:paper|article|introduction) (?:has been|was|is an?) .{0,40}(?:published|version))",
    re.IGNORECASE,
)
"""What a sentence begins with that speaks of the document, not of what it is about."""
_PAPER = (
    r"(?:an? )?(?:work ?sheet|hand-?out|lecture notes?|study guide|arbeitsblatt|handreichung|skript|fiche|ficha|scheda)"
    r"(?: (?:for|on|about|zu|für|pour|sur|para|sobre|per|su|de|di)(?: [^\s.!?]+){1,6})?"
)
_BY_WHOM = (
    r"(?:written |prepared |made )?(?:by|von|par|por|di) (?:(?:mr|mrs|ms|dr|prof|herrn?|frau|mme|m|sra?|sig)\.? )?"
    r"(?-i:[^\W\d_a-z][\w'’-]+(?: [^\W\d_a-z][\w.'’-]*){0,3})"
)
_BYLINE = re.compile(rf"{_PAPER}\.?(?: {_BY_WHOM}\.?)?|{_BY_WHOM}\.?", re.IGNORECASE)
"""What paper it is, for whom and by whom."""
_NOTE_MARKS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_NOTE = re.compile(
    rf"(?:(?<=[^\W\d_]{{5}})|(?<=[.,;:!?)”»])|\s+|^)[{_NOTE_MARKS}]+(?=[\s.,;:)]|$)"
    r"|\^(?:\([^()]{1,8}\)|[†‡§∗*¶]+)|(?<=\w)[†‡§]+"
    r"|(?:\s+|^|(?<=[.,;:!?)”»\"]))\[\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\](?=[\s.,;:)]|$)"
    r"|\s*\[[^\[\]]{3,120}?\b(?:pp?|vol|Vol|S|Bd)\.\s?\d[^\[\]]{0,40}\]"
)
_SCRAP = re.compile(r"(?:(?:fig|figure|table|abb|tab|tabelle|tabla|tableau|figura)\.?\s*)?[\W\d_]*", re.IGNORECASE)


def is_finished(text: str) -> bool:
    """Whether a text ends as sentences do."""
    return _FINISHED.search(text.strip()) is not None


def is_running(text: str) -> bool:
    """Whether a text is a sentence or several, rather than a name, a date or an address."""
    long = sum(map(str.isalpha, text)) >= _FEWEST_WIDE if is_paired(text) else len(text.split()) >= _FEWEST_WORDS
    return long and is_finished(text) and not is_beside(text)


def is_beside(text: str) -> bool:
    """Whether a line is no sentence of any lesson: an address, a notice of rights, a date alone, a scrap, a menu."""
    text = text.strip()
    if (
        _SCRAP.fullmatch(text)
        or _LEGAL.search(text)
        or _DATED.fullmatch(text)
        or _NAVIGATION.fullmatch(text)
        or _POINTER.fullmatch(text)
        or _HEADED.match(text)
        or _WORK.match(text)
        or _BYLINE.fullmatch(text)
    ):
        return True
    rest, addresses = _ADDRESS.subn(" ", text)
    return addresses > 0 and len(re.findall(r"[^\W\d_]{2,}", rest)) < _FEWEST_WORDS


def without_notes(text: str) -> str:
    """A text without the marks of its footnotes."""
    return " ".join(_NOTE.sub("", text).split())


def with_lines(block: Block, lines: Sequence[str]) -> list[Block]:
    """The block with those of its sentences or items alone; none without any."""
    if not lines:
        return []
    if not block.items:
        return [block if " ".join(lines) == block.text else replace(block, text=" ".join(lines))]
    if tuple(lines) == block.items:
        return [block]
    return [replace(block, items=tuple(lines), text="\n".join(lines), ticks=())]
