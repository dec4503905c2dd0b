"""Messages to a language model: the conversation so far, with the lessons that it is about."""

from __future__ import annotations

from collections.abc import Sequence

from ...lessons import Lesson, Library
from ..base import Request
from .material import enclosed, lesson_material
from .passages import Passages
from .protocol import ModelText, Role

_HISTORY = 12


def lessons_for(request: Request, library: Library) -> list[Lesson]:
    """The lesson being read, and another one that covers the topic better, if there is one."""
    best = (request.library or library).best(request.topic or request.message, reading=request.lesson)
    return list({lesson.id: lesson for lesson in (request.lesson, best) if lesson is not None}.values())


def material_of(request: Request, library: Library) -> list[str]:
    """The lessons of the request, each between delimiters."""
    return [lesson_material(lesson, _name_of(lesson, request)) for lesson in lessons_for(request, library)]


def passages_for(request: Request, library: Library) -> Passages:
    """The same lessons with ids for their passages."""
    lessons = lessons_for(request, library)
    return Passages.of(lessons, [_name_of(lesson, request) for lesson in lessons])


def _name_of(lesson: Lesson, request: Request) -> str:
    return "The lesson that the student reads" if lesson is request.lesson else "A lesson on it"


def wish_of(request: Request) -> str:
    """What the student asked for, with all that is known of it."""
    asked = enclosed("What the student asked", request.message)
    if request.topic and request.topic != request.message:
        asked += f"\nTopic: {request.topic}"
    if request.level:
        asked += f"\nLevel: {request.level}"
    if request.style:
        asked += f"\nStyle: {request.style}"
    return asked


def conversation(system: str, request: Request, material: Sequence[str], asked: str) -> list[ModelText]:
    """The conversation with the material in its last message: students and tutor take turns, as some models require."""
    told: list[tuple[Role, str]] = [
        ("user" if who == "student" else "assistant", text) for who, text in request.history[-_HISTORY:]
    ]
    while told and told[0][0] == "assistant":
        del told[0]
    messages = [said("system", system)]
    told.append(("user", "\n\n".join([*material, asked])))
    for role, text in told:
        if messages[-1]["role"] == role:
            messages[-1]["content"] += f"\n\n{text}"
        else:
            messages.append(said(role, text))
    return messages


def said(role: Role, content: str) -> ModelText:
    """One message."""
    return {"role": role, "content": content}
