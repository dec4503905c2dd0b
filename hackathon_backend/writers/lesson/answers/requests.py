"""Requests about a lesson as a whole, met from its own words: a summary, an outline, a quiz, an example."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from ....lessons import Lesson, Library
from ....lessons.languages import base
from ....lessons.search.finding import NEAR
from ....lessons.sentences import is_question, sentences
from ....lessons.summary import is_summary
from ...base import Answer, Request
from ...follow_ups import askable_sections, follow_ups
from ...message_kinds import Kind, MessageKind
from ..beats import refers_back
from ..phrases import name_in, phrase
from ..scope import Hit, finder_of, hit_before, hit_in, lesson_spoken_of
from ..topic import relevance
from .quiz import quiz_text
from .quote import (
    answer_blocks,
    bullets,
    figures_after,
    plain,
    quotation,
    safe,
    source_head,
    source_of,
    with_language_note,
)

_MOST_POINTS, _MOST_SIMPLE = 6, 4
_PLAIN_WORDS = 14
"""Words of a sentence that is plain enough for a first look."""
_COMPLAINTS = ("complaint", "missed")
_FORMULA = frozenset({"formula", "equat"})


def answer_request(library: Library, request: Request, asked: MessageKind, writer: str) -> Answer:
    """Answer a message of a kind other than a question and small talk."""
    language = asked.language if asked.kind == "translate" and asked.language else request.language
    request = replace(request, language=language)
    lesson = lesson_spoken_of(library, request, "" if asked.kind in _COMPLAINTS else asked.topic)
    if lesson is None:
        return _which(library, request, asked, writer)
    content, section = _CONTENTS[asked.kind](lesson, request, asked)
    if asked.kind != "translate":
        content = with_language_note(content, lesson, language)
    source = source_of(library, lesson, section)
    return Answer(content, (source,), writer, suggestions=follow_ups(lesson, language, after=section))


def _which(library: Library, request: Request, asked: MessageKind, writer: str) -> Answer:
    """Without a lesson to speak of: thank for a complaint, else ask which lesson is meant."""
    titles = [lesson.title for lesson in library.lessons][:_MOST_POINTS]
    key = "which_lesson" if titles else "no_lessons"
    parts = [phrase(asked.kind, request.language)] if asked.kind in _COMPLAINTS else []
    parts += [phrase(key, request.language), bullets(titles), "" if titles else phrase("paste", request.language)]
    suggested = tuple(phrase("suggest_quiz", request.language, title=title) for title in titles[:3])
    return Answer("\n\n".join(filter(None, parts)), (), writer, covered=False, suggestions=suggested)


def _head(key: str, lesson: Lesson, request: Request) -> str:
    return phrase(key, request.language, title=plain(lesson.title))


def _summary(lesson: Lesson, request: Request, asked: MessageKind) -> tuple[str, str]:
    points = list(lesson.key_points) or [first for name in lesson.sections if (first := _first_sentence(lesson, name))]
    section = _section_on(lesson, request, asked.topic)
    if section:
        points = [text for text in _plain_texts(lesson, section) if not refers_back(text)] or points
    near = relevance(lesson, asked.topic, points) if points else []
    ranked = sorted(range(len(points)), key=lambda place: -near[place])[:_MOST_POINTS]
    return f"{_head('summary_of', lesson, request)}\n\n{_listed([points[place] for place in sorted(ranked)])}", section


def _outline(lesson: Lesson, request: Request, _asked: MessageKind) -> tuple[str, str]:
    names = askable_sections(lesson) or [name for name in lesson.sections if name] or [lesson.title]
    intro = f"\n\n{plain(lesson.summary)}" if lesson.summary else ""
    return f"{_head('outline_of', lesson, request)}{intro}\n\n{bullets(names)}", ""


def _quiz(lesson: Lesson, request: Request, asked: MessageKind) -> tuple[str, str]:
    text = quiz_text(lesson, asked.topic, request.language)
    return (f"{_head('quiz_of', lesson, request)}\n\n{text}", "") if text else _outline(lesson, request, asked)


def _simple(lesson: Lesson, request: Request, asked: MessageKind) -> tuple[str, str]:
    """The plainest sentences on what is asked, or was asked last."""
    section = _section_on(lesson, request, asked.topic) if asked.topic else _section_of(hit_before(lesson, request))
    texts = (
        _plain_texts(lesson, section) if section else [*_plain_texts(lesson, lesson.sections[0]), *lesson.key_points]
    )
    whole = [text for text in texts if not is_question(text)]
    short = [text for text in whole if len(text.split()) <= _PLAIN_WORDS and not refers_back(text)]
    return f"{_head('simple_of', lesson, request)}\n\n{_listed((short or whole)[:_MOST_SIMPLE])}", section


def _example(lesson: Lesson, request: Request, asked: MessageKind) -> tuple[str, str]:
    words = phrase("example_words", lesson.language).split("|")
    sections = [name for name in lesson.sections if any(word in name.casefold() for word in words)]
    hit = hit_in(lesson, asked.topic, request.language) if asked.topic else None
    told = [each for each in finder_of(lesson).statements if any(word in each.text.casefold() for word in words)]
    if hit and hit.found:
        told = [each for each in told if each.block.section == hit.found.statement.block.section]
    if told and (asked.topic or not sections):
        return quotation(_head("example_of", lesson, request), answer_blocks(finder_of(lesson).lesson, told[0])), told[
            0
        ].block.section
    if not sections:
        return _head("no_example", lesson, request), ""
    blocks = [block for block in lesson.blocks if block.section == sections[0] and block.kind != "heading"]
    return quotation(_head("example_of", lesson, request), [safe(block) for block in blocks[:5]]), sections[0]


def _translate(lesson: Lesson, request: Request, _asked: MessageKind) -> tuple[str, str]:
    same = base(lesson.language) == base(request.language)
    head = "" if same else phrase("cant_translate", request.language, name=name_in(lesson.language, request.language))
    hit = hit_before(lesson, request)
    return "\n\n".join(filter(None, [head, _quoted(lesson, hit, request.language)])), _section_of(hit)


def _complaint(lesson: Lesson, request: Request, asked: MessageKind) -> tuple[str, str]:
    """What the lesson says about what is complained of: of a formula the formula, else what was asked before."""
    head = phrase("complaint", request.language)
    hit = hit_in(lesson, asked.topic, request.language)
    if not (hit and hit.found and hit.found.share >= NEAR):
        hit = hit_before(lesson, request)
    formula = _formula(lesson) if _FORMULA & _terms_of(lesson, request, asked.topic) else ""
    if formula:
        return "\n\n".join([head, quotation(_head("says_on_it", lesson, request), [formula])]), ""
    if hit is None:
        return _ask_differently(head, lesson, request), ""
    return f"{head}\n\n{_quoted(lesson, hit, request.language)}", _section_of(hit)


def _missed(lesson: Lesson, request: Request, _asked: MessageKind) -> tuple[str, str]:
    """What else can be asked: whoever was not answered does not want the same passage once more."""
    return _ask_differently(phrase("missed", request.language), lesson, request), ""


def _ask_differently(head: str, lesson: Lesson, request: Request) -> str:
    names = askable_sections(lesson) or [lesson.title]
    return "\n\n".join([head, phrase("ask_differently", request.language), bullets(names[:_MOST_POINTS])])


def _quoted(lesson: Lesson, hit: Hit | None, language: str) -> str:
    return quotation(source_head(lesson, _section_of(hit), language), opening(lesson, hit))


def opening(lesson: Lesson, hit: Hit | None) -> list[str]:
    """The Markdown of what a hit says; of the lesson's topic alone its first paragraph, with what it leads up to."""
    lesson = finder_of(lesson).lesson
    if hit and hit.found:
        return answer_blocks(lesson, hit.found.statement)
    place = next((place for place, block in enumerate(lesson.blocks) if block.kind != "heading" and block.text), None)
    return (
        [safe(lesson.blocks[place]), *figures_after(lesson.blocks, place)]
        if place is not None
        else [plain(lesson.title)]
    )


def _section_of(hit: Hit | None) -> str:
    return hit.found.statement.block.section if hit and hit.found else ""


def _section_on(lesson: Lesson, request: Request, topic: str) -> str:
    hit = hit_in(lesson, topic, request.language) if topic else None
    return _section_of(hit) if hit and hit.found and hit.found.share >= NEAR else ""


def _terms_of(lesson: Lesson, request: Request, text: str) -> frozenset[str]:
    return frozenset[str]().union(*(slot.terms for slot in finder_of(lesson).slots(text, request.language)))


def _formula(lesson: Lesson) -> str:
    return next((safe(block) for block in lesson.blocks if block.kind == "formula"), "")


def _plain_texts(lesson: Lesson, section: str) -> list[str]:
    return [
        each.text
        for each in finder_of(lesson).statements
        if each.block.section == section and each.block.kind != "table"
    ]


def _first_sentence(lesson: Lesson, section: str) -> str:
    texts = (block.text for block in lesson.blocks if block.section == section and block.kind == "paragraph")
    first = next(texts, "")
    return next(iter(sentences(" ".join(first.split()))), "") if first and not is_summary(section) else ""


def _listed(texts: Sequence[str]) -> str:
    return "\n".join(f"- {text.replace('<', '&lt;')}" for text in texts)


_CONTENTS: dict[Kind, Callable[[Lesson, Request, MessageKind], tuple[str, str]]] = {
    "summary": _summary,
    "outline": _outline,
    "quiz": _quiz,
    "simple": _simple,
    "example": _example,
    "translate": _translate,
    "complaint": _complaint,
    "missed": _missed,
}
