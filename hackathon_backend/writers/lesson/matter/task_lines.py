"""Lines that set a task: a question, or "Calculate ...", "Berechne ...", "計算しなさい" in the languages of films."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ....lessons.search.words import fold
from ....lessons.sentences import is_question

_MOST = 0.5
"""Of the lines of a list, more than which set tasks, so that all do: one step of a recipe may well say "Find"."""
_NUMBER = re.compile(r"^\W*(?:\d{1,3}(?:\.\d{1,3})*|[a-z](?=[.)]))?[\W_]*", re.IGNORECASE)
_BEGIN = re.compile(
    r"(?:calculate|compute|solve|find|determine|explain|describe|discuss|prove|show that|justify|compare|define|derive"
    r"|verify|evaluate|simplify|sketch|estimate|identify|complete|convert|answer|work out|fill in|write down"
    r"|(?:name|list|give|state) (?:the|a|an|all|some|two|three|four|five|\d))\b"
    r"|(?:berechn|bestimm|erklar|erlauter|beschreib|zeig|zeichn|nenn|begrund|vergleich|ermittl|skizzier"
    r"|beweis|diskutier|untersuch|beantwort|erganz|formulier)(?:e|en sie|t)\b"
    r"|(?:erlautern|ermitteln|losen) sie\b|lose (?:die|das|den|folgende\w*)\b"
    r"|(?:calcul|determin|expliqu|montr|demontr|trac|justifi|compar|complet|trouv|indiqu|cit|donn)(?:e|es|ez|er)\b"
    r"|(?:decri(?:s|vez|re)|resou(?:s|dre)|resolvez|repond(?:s|ez|re))\b"
    r"|(?:calcul|determin|explic|demuestr|dibuj|compar|justific|complet|encuentr|hall|nombr|indic)(?:a|e|en|ad|ar)\b"
    r"|(?:describ[ea]|resuelv[ea]|respond[ea])\b"
    r"|(?:calcol|determin|spieg|dimostr|disegn|trov|confront|giustific|complet|elenc)(?:a|ate|are)\b"
    r"|(?:descriv[ie]|risolv[ie]|rispond[ie])(?:te|re)?\b"
    r"|(?:calcul|determin|expliqu|demonstr|desenh|encontr|compar|justifiqu|complet)(?:e|em|ar)\b"
    r"|(?:descrev|resolv|respond)(?:a|am|er)\b"
    r"|(?:احسب|اوجد|اشرح|صف|ارسم|برهن|اثبت|حل|اذكر|علل|قارن|اكمل|اجب|عرف|فسر)\s"
    r"|计算|求|证明|解释|说明|描述|画出|写出|比较|简述|列出|讨论|回答|計算(?!機)|證明|解釋|說明|畫出|寫出|簡述"
)
_GAP = re.compile(r"(?:\\?_){3,}|\.{6,}|…{3,}")
"""What is left open for an answer to be written in."""
_END = re.compile(r"(?:なさい|せよ|めよ|えよ|けよ|べよ|कीजिए|कीजिये|करो|बताइए|लिखिए|समझाइए|बनाइए|दीजिए)\W*$")


def is_task(line: str) -> bool:
    """Whether a line asks its reader to work something out."""
    bare = _NUMBER.sub("", line, count=1).strip()
    return (
        _GAP.search(line) is not None
        or is_question(bare)
        or _BEGIN.match(fold(bare)) is not None
        or _END.search(bare) is not None
    )


def are_tasks(lines: Sequence[str]) -> bool:
    """Whether most of the lines do."""
    return sum(map(is_task, lines)) > _MOST * len(lines)
