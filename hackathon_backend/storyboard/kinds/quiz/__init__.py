"""A question, time to think, and the answer."""

from __future__ import annotations

from ..kind import Kind
from .mending import mend, with_answer_told
from .scene import QuizScene
from .thinking import ends

KIND = Kind(
    "quiz",
    QuizScene,
    __name__,
    when="To let the student think: one question about what was just shown, answered after a pause.",
    also=("question", "multiple_choice", "check", "test"),
    mend=mend,
    complete=with_answer_told,
    pictured=False,
    may_read_out=True,
    most_words=90,
    ends=ends,
)
