"""Requests for lessons with an Idempotency-Key: however often one comes, it makes one lesson, or one import."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from flask import Response

from ...errors import LeaseLost
from ...jobs.store.keys import KeyUse
from ...materials.keys import MadeLesson
from ...materials.models import LessonImport
from ...materials.own_lesson import OwnLesson
from ..current import current_container
from ..owned import seen_owner
from ..sending import send_rooted
from ..videos.ordering import idempotency_key
from .receiving import Note, import_answer
from .view import text_of_own


def once(owner: str, body: str, make: Callable[[Note], LessonImport | OwnLesson]) -> Response:
    """The answer to a request of that owner for what is in `body`: what it made before, or makes now.

    Raises `KeyReused` if its key came with another body before, and what `make` raises.
    """
    if (key := idempotency_key()) is None:
        return _answer(make(lambda _session, _made: None))
    keys, use = current_container().lessons.keys, KeyUse.of(key, body, owner)
    while (found := keys.find(use)) is None:
        with suppress(LeaseLost):
            return _answer(make(partial(keys.note, use)))
    return _answer(found)


def _answer(made: MadeLesson | OwnLesson) -> Response:
    if isinstance(made, LessonImport):
        return import_answer(made)
    lesson = current_container().materials.get(made.id, of=seen_owner())
    answer = send_rooted(text_of_own(lesson), 201)
    answer.headers["Location"] = f"/api/lessons/{lesson.id}"
    return answer
