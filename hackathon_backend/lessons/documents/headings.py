"""What headings of documents have beside their words: the number of a chapter or a section; and those that are none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby, pairwise

_NAME = (
    r"(?:chapter|part|lesson|unit|lecture|section|appendix|kapitel|teil|lektion|anhang|cap[íi]tulo|capítol|parte|part"
    r"|lecci[óo]n|unidad|unidade|li[çc][ãa]o|ap[ée]ndice|chapitre|partie|le[çc]on|annexe|capitolo|lezione|appendice"
    r"|hoofdstuk|rozdział|глава|часть|урок|приложение|bölüm|chương|fejezet|अध्याय|الفصل|الدرس|فصل|ملحق|پیوست|第)"
)
_DIGITS = r"[\d०-९٠-٩۰-۹一二三四五六七八九十]"
_PART = re.compile(rf"{_NAME}\s*(?:{_DIGITS}+|[IVX]+)\s*[장章部課课]?[.:]?", re.IGNORECASE)
"""What stands above a heading and numbers it."""
_BEFORE = re.compile(
    rf"(?:{_NAME}\s*(?:{_DIGITS}+\s*(?:[장章部課课]\s*|[.:–—-]+\s*|\s)|(?:[IVX]+|[A-Z])\s*[.:–—-]+\s*)"
    r"|(?:\d{1,3}|[A-Z])(?:\.\d{1,3})+\s*[.:)]?\s+)(?=\S)",
    re.IGNORECASE,
)
_CHAPTER = re.compile(r"(?:(\d{1,2})[.)]?|([IVX]{1,5})[.)])\s+(?=[^\W\d_])")
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_FEWEST = 3
"""Numbers one after the other, from which on they are those of chapters; from one on two are enough."""
_MISSED, _IN_TURN = 2, 0.7
_NOTICE = re.compile(
    r"(?:note|notes|warning|tip|hint|important|caution|hinweis|anmerkung|achtung|warnung|tipp|wichtig|remarque"
    r"|avertissement|attention|astuce|nota|notas|aviso|advertencia|atenci[óo]n|importante|sugerencia|consejo|avvertenza"
    r"|attenzione|suggerimento|aten[çc][ãa]o|dica|opmerking|waarschuwing|uwaga|wskazówka|примечание|внимание|совет"
    r"|ヒント|注記|注意|警告|重要|注|提示|备注|说明|參考|참고|주의|ملاحظة|تحذير)\s*[:：!]?",
    re.IGNORECASE,
)


def is_part_number(heading: str) -> bool:
    """Whether a heading only numbers the one below it: "Chapter 3"."""
    return _PART.fullmatch(heading.strip()) is not None


def is_notice(heading: str) -> bool:
    """Whether it stands above a box in the text rather than a section: "Note", "Warning"."""
    return _NOTICE.fullmatch(heading.strip("* ")) is not None


def are_numbered(headings: Iterable[str]) -> bool:
    """Whether the numbers in front of headings count them, as those of chapters do: "1 Light", "2 Shade"."""
    found = filter(None, map(_CHAPTER.match, headings))
    numbers = [number for number, _same in groupby(map(_number_of, found))]
    if not numbers or len(numbers) < (_FEWEST if numbers[0] > 1 else 2):
        return False
    # Chapters begin again in exercises and appendices, and the heading of one in ten is not told from the text.
    in_turn = sum(two == 1 or 0 < two - one <= _MISSED for one, two in pairwise(numbers))
    return in_turn >= _IN_TURN * (len(numbers) - 1)


def _number_of(found: re.Match[str]) -> int:
    return int(found[1]) if found[1] else _ROMAN.index(found[2]) if found[2] in _ROMAN else -1


def unnumbered(heading: str, *, counted: bool = False) -> str:
    """A heading without its number, if that has several parts or is named: "2.3 Light", "Chapter 2: Light"; and if the
    headings of its document are `counted`, also without a plain one.
    """
    found = _BEFORE.match(heading) or (_CHAPTER.match(heading) if counted else None)
    # "3.5 litres of water" is an amount.
    return heading[found.end() :] if found and not heading[found.end()].islower() else heading
