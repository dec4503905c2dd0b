"""How long a video really is, said to whoever wished for another length."""

from __future__ import annotations

from typing import Any

import pytest

from hackathon_backend.jobs import Job
from hackathon_backend.model7.finishing import _length_notes


@pytest.mark.parametrize(
    ("request_", "note"),
    [
        ({"conversation_id": "conv_1", "language": "es"}, "El vídeo dura 12.0 segundos; se pidieron 30."),
        ({"language": "es"}, "The video lasts 12.0 seconds; 30 were asked for."),
    ],
)
def test_a_student_reads_it_in_the_language_of_the_conversation(request_: dict[str, Any], note: str) -> None:
    job = Job(request={"kind": "lesson", "seconds": 30.0} | request_, seconds=30.0)
    assert _length_notes(job, 12.0) == (note,)
    assert _length_notes(job, 30.4) == ()
