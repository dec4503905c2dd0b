"""The section in which a lesson sums itself up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .markdown.block import Block
from .markdown.blocks import plain_line
from .search.words import fold, folded_names

_ITEM = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)])[ \t]+", re.MULTILINE)
_NUMBER = re.compile(r"^\s*\d{1,3}(?:\.\d{1,3})*[.)]?\s+")
_STRONG = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*", re.DOTALL)
_HEADINGS = """
key points|key takeaways|takeaways|summary|in short|recap|conclusion|what you learned|what to remember|review
puntos clave|ideas clave|resumen|en resumen|conclusion|conclusiones
points cles|a retenir|l'essentiel|resume|en bref
kernpunkte|das wichtigste|zusammenfassung|merke|fazit
pontos-chave|pontos chave|resumo|em resumo|conclusao
punti chiave|riassunto|in sintesi|in breve|conclusioni
मुख्य बिंदु|सारांश|निष्कर्ष
النقاط الرئيسية|النقاط الأساسية|ملخص|الخلاصة|خلاصة
要点|总结|小结|重点|關鍵要點|總結
まとめ|要点|ポイント
выводы|главное|резюме|заключение|요약|정리|결론|podsumowanie|samenvatting|ozet|sammanfattning|resumen|resum
"""


def is_summary(section: str) -> bool:
    """Whether a heading is one of those that lessons sum up under, such as "Key points"."""
    return fold(_NUMBER.sub("", section)).strip(" :.!") in folded_names(_HEADINGS)


def key_points(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The items of the lists under such a heading, in order."""
    summing_up = (block for block in blocks if is_summary(block.section) and block.items)
    return tuple(item for block in summing_up for item in block.items)


def key_words(blocks: Iterable[Block]) -> dict[str, str]:
    """What the key points emphasise, by the point: "two pumps" of "The heart is **two pumps** side by side"."""
    summing_up = [block for block in blocks if is_summary(block.section) and block.items]
    return {item: words for block in summing_up for item, words in _emphasised(block) if words}


def _emphasised(block: Block) -> Iterator[tuple[str, str]]:
    written = [item for item in _ITEM.split(block.source) if item.strip()]
    if len(written) == len(block.items):
        for item, markdown in zip(block.items, written, strict=True):
            yield item, ", ".join(filter(None, map(plain_line, _STRONG.findall(markdown))))
