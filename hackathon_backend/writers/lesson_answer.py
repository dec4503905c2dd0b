"""Text answers out of the lessons: what they say, quoted, or honestly that they do not say it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..lessons import Block, Lesson, Library, Passage
from ..lessons.summary import is_summary
from ..lessons.words import fold, terms
from .base import Answer, Request
from .lesson_phrases import base, listed, name_of, phrase

_QUOTED = 1600
"""Characters of a passage that are quoted, at most, as long as a block ends before."""
_MOST_PASSAGES = 2
_WORTH_QUOTING = 0.7
_MOST_TITLES = 6
_LONGEST_SMALL_TALK = 6

_GREETINGS = """
hi hello hey hiya yo good morning afternoon evening there hola buenos dias buenas tardes noches bonjour salut bonsoir
coucou hallo guten tag morgen abend moin servus ola bom dia boa tarde noite ciao salve buongiorno buonasera
नमस्ते नमस्कार مرحبا السلام عليكم أهلا 你好 您好 嗨 こんにちは おはよう こんばんは
"""
_THANKS = """
thanks thank you thx ty cheers great cool nice perfect awesome very much so a lot ok okay bye goodbye gracias muchas
vale adios merci beaucoup super parfait danke schon vielen dank prima tschuss obrigado obrigada muito valeu tchau grazie
mille perfetto arrivederci धन्यवाद शुक्रिया شكرا جزيلا 谢谢 多谢 再见 ありがとう ありがとうございます
"""
_HTML = re.compile(r"<(?=[A-Za-z/!?])")


def answer_from(library: Library, request: Request, writer: str) -> Answer:
    """Answer from the lesson that is being read or another one that covers the question."""
    language = request.language
    if kind := _small_talk(request.message):
        return Answer(_kindly(library, request, kind), (), writer)
    question = _question(request)
    lesson = library.best(question, reading=request.lesson)
    if lesson is None and request.lesson and _mentions(library, question, request.lesson):
        lesson = request.lesson
    if lesson is None:
        return Answer(_not_covered(library, request), (), writer, covered=False)
    quoted = _passages(library, lesson, question)
    parts = [_quotation(passage, language) for passage in quoted]
    if base(lesson.language) != base(language):
        parts.append(phrase("other_language", language, name=name_of(lesson.language)))
    return Answer("\n\n".join(parts), tuple(_source(library, passage) for passage in quoted), writer)


def _small_talk(message: str) -> str:
    greetings, thanks = set(fold(_GREETINGS).split()), set(fold(_THANKS).split())
    words = re.findall(r"[^\W_]+", fold(message))
    if not words or len(words) > _LONGEST_SMALL_TALK or not greetings | thanks >= set(words):
        return ""
    return "thanks" if words[0] in thanks else "greeting"


def _kindly(library: Library, request: Request, kind: str) -> str:
    titles = [request.lesson.title] if request.lesson else [lesson.title for lesson in library.lessons][:3]
    if not titles:
        return phrase("no_lessons", request.language)
    titles = [_plain(title) for title in titles]
    names = listed([f"*{title}*" for title in titles], request.language)
    return phrase(kind, request.language, topics=names, example=titles[0])


def _question(request: Request) -> str:
    """What is asked: of a message without a topic ("why?") the last one of the student's that had one."""
    asked = [text for who, text in request.history if who == "student"]
    return next((text for text in [request.message, *reversed(asked)] if terms(text)), "")


def _mentions(library: Library, question: str, lesson: Lesson) -> bool:
    """Whether one passage of the lesson has every word of the question."""
    wanted = set(terms(question, lesson.language))
    found = library.search(question, lesson=lesson, limit=1)
    return bool(wanted) and any(wanted <= set(terms(p.text, lesson.language, index=True)) for p in found)


def _passages(library: Library, lesson: Lesson, question: str) -> list[Passage]:
    beyond_title = set(terms(question, lesson.language)) - set(terms(lesson.title, lesson.language))
    found = library.search(question, lesson=lesson) if beyond_title else []
    found = [passage for passage in found if passage.score >= found[0].score * _WORTH_QUOTING][:_MOST_PASSAGES]
    return found or _overview(library, lesson)


def _overview(library: Library, lesson: Lesson) -> list[Passage]:
    """How the lesson begins, and its key points."""
    passages = library.passages(lesson)
    return [*passages[:1], *(passage for passage in passages[1:] if is_summary(passage.section))][:_MOST_PASSAGES]


def _quotation(passage: Passage, language: str) -> str:
    title, section = _plain(passage.lesson.title), _plain(passage.section)
    if section and passage.section != passage.lesson.title:
        head = phrase("from_section", language, title=title, section=section)
    else:
        head = phrase("from_lesson", language, title=title)
    return f"{head}\n\n{_quoted(passage.blocks)}"


def _quoted(blocks: Sequence[Block]) -> str:
    """The Markdown of the blocks as a quotation, up to _QUOTED characters in whole blocks, and at least some of one."""
    kept: list[str] = []
    for block in blocks:
        source = _safe(block)
        if kept and sum(map(len, kept)) + len(source) > _QUOTED:
            break
        kept.append(source if len(source) <= 2 * _QUOTED else block.text[:_QUOTED].replace("<", "&lt;") + " …")
    return "\n".join(f"> {line}".rstrip() for line in "\n\n".join(kept).split("\n"))


def _safe(block: Block) -> str:
    """The Markdown of a block with its raw HTML as text: a lesson may come from anyone."""
    if block.kind == "code":
        fence = "`" * (3 + max((len(run) for run in re.findall("`{3,}", block.text)), default=0))
        return f"{fence}{block.info}\n{block.text}\n{fence}"
    if block.kind == "formula":
        return f"$$\n{block.text}\n$$"
    parts = re.split(r"(`+[^`]*`+)", block.source)
    return "".join(part if part.startswith("`") else _HTML.sub("&lt;", part) for part in parts)


def _not_covered(library: Library, request: Request) -> str:
    language, lesson = request.language, request.lesson
    others = [each.title for each in library.lessons if lesson is None or each.id != lesson.id][:_MOST_TITLES]
    if lesson is None:
        head = phrase("no_lesson" if others else "no_lessons", language)
        return f"{head}\n\n{_bullets(others)}".strip()
    sections = [name for name in lesson.sections if name and name != lesson.title and not is_summary(name)]
    parts = [
        phrase("not_covered", language, title=_plain(lesson.title)),
        _bullets(sections[:_MOST_TITLES] or [lesson.title]),
        phrase("ask_another", language, titles=listed([_plain(each) for each in others], language)) if others else "",
    ]
    return "\n\n".join(filter(None, parts))


def _bullets(texts: Sequence[str]) -> str:
    return "\n".join(f"- {_plain(text)}" for text in texts)


def _plain(text: str) -> str:
    """A title within Markdown: nothing in it is markup."""
    return re.sub(r"([\\*_`\[\]<>])", r"\\\1", text)


def _source(library: Library, passage: Passage) -> dict[str, str]:
    lesson = passage.lesson
    return {"lessonId": lesson.id if library.holds(lesson) else "", "title": lesson.title, "section": passage.section}
