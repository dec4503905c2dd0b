"""The sections of documents that nobody teaches: lists of sources, thanks, contents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ....lessons import Block
from ....lessons.search.words import fold, folded_names

_HEADINGS = """
references|reference list|bibliography|works cited|literature|literature cited|further reading|sources|image credits
picture credits|acknowledgements|acknowledgments|acknowledgement|acknowledgment|contents|table of contents|index
list of figures|list of tables|copyright|copyright notice|license|licence|legal notice|imprint|about the author
about the authors|outline|agenda|author information|author contributions|conflict of interest|conflicts of interest
competing interests|funding|data availability|dedication|revision history|ccs concepts|acm reference format
referencias|bibliografia|agradecimientos|indice|contenido|contenidos|tabla de contenidos|fuentes|creditos
references bibliographiques|bibliographie|remerciements|table des matieres|sommaire|mentions legales|credits
gliederung|ubersicht der vorlesung|tagesordnung|plan du cours|plan de la presentation|plan de l'expose|ordre du jour
orden del dia|ordem do dia|ordine del giorno|scaletta|रूपरेखा|कार्यसूची|جدول الأعمال|アジェンダ|议程|議程
literatur|literaturverzeichnis|quellen|quellenverzeichnis|danksagung|inhalt|inhaltsverzeichnis|impressum
abbildungsverzeichnis|tabellenverzeichnis|bildnachweis|eidesstattliche erklarung
referencias bibliograficas|agradecimentos|sumario|fontes|ringraziamenti|riferimenti|riferimenti bibliografici
sommario|elenco delle figure|elenco delle tabelle|fonti
संदर्भ|आभार|विषय-सूची|المراجع|المصادر|شكر وتقدير|الفهرس|المحتويات
アウトライン|大纲|提纲|大綱|参考文献|致谢|致謝|目录|目錄|版权|版权声明|参考资料|謝辞|目次|著作権|引用文献
литература|список литературы|список использованных источников|содержание|оглавление|благодарности|источники
irodalomjegyzek|tartalomjegyzek|koszonetnyilvanitas|bibliografie|literatuur|inhoud|dankwoord|kaynakca|icindekiler
links|useful links|web links|external resources|enlaces|liens|liens utiles|altri link|link utili|link esterni|lenker
lankar|externa lankar|externe links|koppelingen|zie ook|linki|linki zewnetrzne|zobacz tez|przypisy|odkazy|externi odkazy
externe odkazy|pozri aj|viz take|legaturi externe|vezi si|kulso hivatkozasok|hivatkozasok|lasd meg|dis baglantilar
baglantilar|ayrica bakiniz|ссылки|внешние ссылки|см. также|примечания|посилання|зовнішні посилання|див. також|примітки
notes et references|notas y referencias|notas e referencias|einzelnachweise|note e riferimenti|แหล่งข้อมูลอื่น
روابط خارجية|مواقع خارجية|बाहरी कड़ियाँ|외부 링크|참고 문헌|참고문헌|enllacos externs|lizenz|lizenzhinweis|licencia
licenza|licenca|лицензия|许可协议|ライセンス|الرخصة|gracias a|thanks to
"""
_CREDITS = """
author|authors|autor|autoren|autores|autorin|auteur|auteurs|autore|autori|autora|autoras|autorzy|szerzo|szerzok|yazar
yazarlar|forfatter|forfattare|автор|авторы|автори|المؤلف|المؤلفون|लेखक|লেখক|作者|著者|저자|ผู้แต่ง
"""
"""What stands at the end of a document over those who made it; in the middle of one it may be a matter of the text."""
_NUMBER = re.compile(r"^(?:(?:chapter|section|appendix|part)\s+)?(?:\d+(?:\.\d+)*|[ivxlc]+|[a-z](?=\.))[.):]?\s+", re.I)
_AGAIN = re.compile(r"\s+(?:[ivx]+|\(?\d+(?:\s*/\s*\d+)?\)?|\(?(?:cont(?:inued|\.|d)?|forts\.?|suite)\)?)$", re.I)
"""How the next slide of a list goes on."""


def is_apparatus(heading: str) -> bool:
    """Whether a heading, with or without its number, is one that sources, thanks, contents or notices stand under."""
    if len(heading) > _LONGEST:
        return False
    bare = without_number(heading)
    return any(_plain(each) in folded_names(_HEADINGS) for each in (heading, bare, _AGAIN.sub("", bare)))


def without_number(heading: str) -> str:
    """A heading, or a line of a list of headings, without its number."""
    return _NUMBER.sub("", heading.strip())


def without_apparatus(blocks: Sequence[Block]) -> tuple[list[Block], list[str]]:
    """The blocks without those sections, up to the next heading of the same level or a higher one; and their headings.

    A line that is set like the text is such a heading as well, up to the next one of any level.
    """
    kept, gone, below = list[Block](), list[str](), 0
    end = _end_of_matter(blocks)
    for number, block in enumerate(blocks):
        if number >= end:
            gone += [block.text] if block.kind == "heading" else []
            continue
        if block.kind == "heading" and block.level <= below:
            below = 0
        if block.kind == "table" and is_apparatus(block.rows[0][0]):
            gone.append(block.rows[0][0])
        elif not below and block.kind in ("heading", "paragraph") and is_apparatus(block.text):
            below = block.level or _LOWEST
            gone.append(block.text)
        elif not below:
            kept.append(block)
    return kept, gone


def _end_of_matter(blocks: Sequence[Block]) -> int:
    """Where the names of those who made the document begin, if nothing but apparatus comes after them."""
    end = len(blocks)
    for number in range(len(blocks) - 1, 0, -1):
        if blocks[number].kind == "heading":
            if _plain(blocks[number].text) not in folded_names(_CREDITS) and not is_apparatus(blocks[number].text):
                break
            end = number
    return end


_LOWEST = 9
_LONGEST = 120
"""Characters of the longest of these headings, with its number."""


def _plain(text: str) -> str:
    return fold(text).strip(" :.!")
