"""Exactly three things to remember of any lesson, down to one of a single word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...lessons import Lesson
from ...lessons.search.words import is_paired
from ..cutting import cut_at_word
from .beats import beats_of, is_sayable, refers_back, spoken
from .matter.lines import is_running
from .matter.task_lines import is_task
from .phrases import phrase
from .plan import LessonPlan
from .scenes.labels import heading
from .topic import relevance, telling_first

TAKEAWAY = 90
"""Characters of a takeaway, as far as the lesson has such short sentences."""
_LONGEST = 160
_POINTS = re.compile(
    r"[\\{}<>|\[\]…]|\?\?|\w_\w|\.\.\.|https?:|:$"
    r"|\b(?:fig(?:ure|\.)|table \d|eq(?:uation|\.)|section|chapter|appendix|page"
    r"|above|below|following|let['’]s|let us|as follows|wie folgt|comme suit|como sigue|come segue"
    r"|abb(?:ildung|\.)|tabelle|abschnitt|kapitel|seite|figura|tabla|sección|capítulo|página|tableau"
    r"|chapitre|tabella|sezione|capitolo|рис\.|табл|глав)|[図表図节章図页]\s*\d",
    re.IGNORECASE,
)

_LEADS = re.compile(
    r"(?:Here|Now|Next|For (?:example|instance)|Let|Which|Hier|Nun|Jetzt|Zum Beispiel|z\.\s?B\.|Ici|Voici|Maintenant"
    r"|Par exemple|Aquí|Ahora|Por ejemplo|Qui|Ora|Ad esempio|Aqui|Agora|Por exemplo|Теперь|Например|Здесь"
    r"|First|Then|After that|Finally|Zuerst|Zunächst|Dann|Danach|Schließlich|D'abord|Ensuite|Puis|Enfin|Primero"
    r"|Después|Luego|Finalmente|Primeiro|Depois|Em seguida|Prima|Poi|Infine|Сначала|Затем|Потом|Наконец)\b",
    re.IGNORECASE,
)
"""What a sentence begins with that leads on from the one before it."""


def takeaways_of(lesson: Lesson, topic: str, plan: LessonPlan) -> tuple[str, str, str]:
    """The three key points nearest to the topic; if the lesson names too few, its own most telling sentences."""
    found: dict[str, str] = {}
    for text in _candidates(lesson, topic, plan):
        line = _line(text)
        found.setdefault(line.casefold().rstrip("."), line)
        if len(found) == 3:
            break
    first, second, third = found.values()
    return first, second, third


def _line(text: str) -> str:
    return cut_at_word(spoken(text), _LONGEST)


def says_three(lesson: Lesson, takeaways: tuple[str, str, str]) -> bool:
    """Whether the lesson itself has these three to remember; else the last are about it, and no film shows them."""
    return not set(takeaways) & {_line(text) for text in _about(lesson)}


def _candidates(lesson: Lesson, topic: str, plan: LessonPlan) -> Iterator[str]:
    yield from _said(lesson, topic, plan)
    yield from _about(lesson)


def _about(lesson: Lesson) -> Iterator[str]:
    """What can be said of any lesson."""
    title = heading(lesson.title.rstrip(" ."), TAKEAWAY)
    if is_sayable(title):
        yield phrase("about", lesson.language, title=title)
    yield phrase("own_words", lesson.language)
    yield phrase("own_example", lesson.language)
    yield phrase("takeaways", lesson.language)


def _said(lesson: Lesson, topic: str, plan: LessonPlan) -> Iterator[str]:
    points = [point for point in lesson.key_points if point.strip()]
    near = relevance(lesson, topic, points) if points else []
    yield from _nearest_first(points, near)
    cells = {row for said in plan.beats if said.beat.kind == "table" for row in said.beat.rows}
    sayable = [line for line in plan.lines if is_sayable(line) and line not in cells]
    others = [line for beat in beats_of(lesson) for line in (*beat.prose, *map(spoken, beat.items))]
    if lesson.document:
        yield from _of_document(lesson, [*sayable, *others])
        return
    for lines in (sayable, others):
        yield from filter(_is_short, lines)
    for lines in (sayable, others):
        yield from (line for line in lines if len(line) <= _LONGEST)


def _of_document(lesson: Lesson, lines: Sequence[str]) -> Iterator[str]:
    """What of `lines` is most of what a document is about; its first sentences seldom are."""
    all_ = "\n".join(block.text for block in lesson.blocks)
    lines = [line for line in lines if not is_task(line)]
    telling = [line for line in lines if len(line) <= _LONGEST and _stands_alone(line) and line in all_]
    yield from telling_first(lesson, list(dict.fromkeys(telling)))
    # A piece that leads up to a formula or goes on behind one is nothing to remember.
    items = {spoken(item) for block in lesson.blocks for item in block.items}
    yield from (line for line in lines if (line in all_ or line in items) and _is_short(line))


def _is_short(line: str) -> bool:
    return len(line) <= TAKEAWAY and _is_a_statement(line)


def _is_a_statement(line: str) -> bool:
    return not refers_back(line) and not line.endswith("?") and (len(line.split()) >= 3 or is_paired(line))


def _stands_alone(line: str) -> bool:
    """Whether a sentence of a document is understood where nothing else of it is seen: no place is pointed at in it."""
    return is_running(line) and _is_a_statement(line) and not (_POINTS.search(line) or _LEADS.match(line))


def _nearest_first(points: list[str], near: list[float]) -> list[str]:
    """The points that say most about the topic first; among equals the order of the lesson."""
    ranked = sorted(zip(near, points, strict=True), key=lambda pair: -pair[0])
    return [point for _, point in ranked]
