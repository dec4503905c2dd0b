"""Text answers out of the lessons: what they say, quoted, or honestly that they do not say it."""

from __future__ import annotations

from dataclasses import replace

from ....lessons import Lesson, Library
from ....lessons.search.finding import NEAR, Found
from ....lessons.search.words import terms
from ....lessons.summary import is_summary
from ...base import Answer, Request
from ...follow_ups import follow_ups
from ...message_kinds import read_kind
from ...no_lesson import REASON, suggested_videos
from ..phrases import listed, phrase
from ..scope import Hit, asked_before, best_hit, finder_of, in_context, is_follow_up
from .quote import bullets, plain, quotation, source_head, source_of, with_language_note
from .requests import answer_request, opening

_MOST_TITLES = 6
_LONGEST = 600
"""Characters of a question that are looked at."""


def answer_from(library: Library, request: Request, writer: str) -> Answer:
    """Answer from the lesson that is being read or another one that covers the question."""
    asked = read_kind(request.message)
    if asked.kind in ("greeting", "thanks"):
        return _kindly(library, request, asked.kind, writer)
    if asked.kind != "question":
        return answer_request(library, request, asked, writer)
    request = in_context(library, request, asked.topic)
    hit = _hit(library, request, asked.topic[:_LONGEST])
    if hit is None or not hit.answers:
        return _not_covered(library, request, hit, writer)
    answer = _quoted(library, request, hit, writer)
    if terms(asked.topic):
        return answer
    return _going_on(library, request, hit, answer)


def _hit(library: Library, request: Request, topic: str) -> Hit | None:
    """Where a question is answered; what it does not say itself is taken from the last one that stands by itself."""
    before = next(asked_before(request, whole=True), "")[:_LONGEST]
    if not terms(topic):
        return best_hit(library, request, before)
    hit = best_hit(library, request, topic)
    if not before or not (is_follow_up(topic) or (hit is None and len(terms(topic)) <= 1)):
        return hit
    both = best_hit(library, request, f"{before} {topic}")
    # One word of a question is too little to be answered without what it is about.
    return hit if hit and hit.answers and len(terms(topic)) > 1 and not (both and both.answers) else both


def _going_on(library: Library, request: Request, hit: Hit, answer: Answer) -> Answer:
    """What follows in the lesson, where the same was quoted already: nobody who says "why?" wants to read it twice."""
    heard = {text for who, text in request.history if who == "assistant"}
    statements = finder_of(hit.lesson).statements
    start = statements.index(hit.found.statement) if hit.found else 0
    for statement in statements[start + 1 :]:
        if answer.content not in heard:
            break
        answer = _quoted(library, request, Hit(hit.lesson, Found(statement, 1.0)), answer.writer)
    if answer.content in heard:
        return _not_covered(library, replace(request, lesson=hit.lesson), None, answer.writer)
    return answer


def _quoted(library: Library, request: Request, hit: Hit, writer: str) -> Answer:
    lesson, language = hit.lesson, request.language
    section = hit.found.statement.block.section if hit.found else lesson.sections[0]
    content = quotation(source_head(lesson, section, language), opening(lesson, hit))
    return Answer(
        with_language_note(content, lesson, language),
        (source_of(library, lesson, section),),
        writer,
        suggestions=follow_ups(lesson, language, after=section),
    )


def _not_covered(library: Library, request: Request, hit: Hit | None, writer: str) -> Answer:
    """That no lesson says it; with what comes nearest, marked as such, or else with what can be asked."""
    language, lesson = request.language, request.lesson or (hit.lesson if hit else None)
    if lesson is None:
        titles = [each.title for each in library.lessons][:_MOST_TITLES]
        head = phrase("no_lesson" if titles else "no_lessons", language)
        # An empty library has nothing to choose from; whoever runs it knows what to do.
        parts = [head, bullets(titles), phrase("paste", language)] if titles else [head]
        suggested = suggested_videos(library, language)
        return Answer("\n\n".join(parts), (), writer, covered=False, suggestions=suggested, reason=REASON)
    if hit and hit.found and hit.lesson is lesson and hit.found.share >= NEAR:
        section = hit.found.statement.block.section
        said = phrase("not_said", language, title=plain(lesson.title))
        head = f"{said} {phrase('nearest', language, section=plain(section or lesson.title))}"
        content = with_language_note(quotation(head, opening(lesson, hit)), lesson, language)
        sources = (source_of(library, lesson, section),)
        return Answer(content, sources, writer, covered=False, suggestions=follow_ups(lesson, language, after=section))
    return Answer(
        _contents(library, request, lesson), (), writer, covered=False, suggestions=follow_ups(lesson, language)
    )


def _contents(library: Library, request: Request, lesson: Lesson) -> str:
    language = request.language
    sections = [name for name in lesson.sections if name and name != lesson.title and not is_summary(name)]
    others = [plain(each.title) for each in library.lessons if each.id != lesson.id][:_MOST_TITLES]
    parts = [
        phrase("not_covered", language, title=plain(lesson.title)),
        bullets(sections[:_MOST_TITLES] or [lesson.title]),
        phrase("ask_another", language, titles=listed(others, language)) if others else "",
    ]
    return "\n\n".join(filter(None, parts))


def _kindly(library: Library, request: Request, kind: str, writer: str) -> Answer:
    titles = [request.lesson.title] if request.lesson else [lesson.title for lesson in library.lessons][:3]
    if not titles:
        return Answer(phrase("no_lessons", request.language), (), writer)
    names = listed([f"*{plain(title)}*" for title in titles], request.language)
    suggested = (
        follow_ups(request.lesson, request.language) if request.lesson else suggested_videos(library, request.language)
    )
    content = phrase(kind, request.language, topics=names, example=plain(titles[0]))
    return Answer(content, (), writer, suggestions=suggested)
