"""How long a video really is, said to whoever wished for another length."""

from __future__ import annotations

from typing import Any

import pytest

from hackathon_backend.jobs import Job, LessonRequest
from hackathon_backend.model7.steps.kept_promises import true_length


def job(asked: float, promised: float, **request: str) -> Job:
    return Job(request=LessonRequest.model_validate({"seconds": asked, **request}), seconds=promised)


@pytest.mark.parametrize(
    ("request_", "note"),
    [
        ({"conversation_id": "conv_1", "language": "es"}, "El vídeo dura 12.0 segundos; se pidieron 30."),
        ({"language": "es"}, "The video lasts 12.0 seconds; 30 were asked for."),
    ],
)
def test_a_student_reads_it_in_the_language_of_the_conversation(request_: dict[str, Any], note: str) -> None:
    assert true_length(job(30, 30, **request_), 12.0, None) == note
    assert true_length(job(30, 30, **request_), 30.4, None) is None


@pytest.mark.parametrize(
    ("asked", "promised", "seconds", "note"),
    [
        (4, 5, 5.04, None),
        (4, 5, 5.86, "The video lasts 5.9 seconds; 4 were asked for."),
        (90, 60, 45.6, "The video lasts 45.6 seconds; 90 were asked for."),
        (90, 60, 60.2, None),
        (5, 4, 5.2, None),
    ],
)
def test_the_length_that_a_model_promised_is_believed_only_if_it_came_true(
    asked: float, promised: float, seconds: float, note: str | None
) -> None:
    assert true_length(job(asked, promised), seconds, "storyboard-1 can't make it; it makes another.") == note
