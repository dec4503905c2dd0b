"""A question, time to think, and the answer."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from ..base import TAIL, BaseScene, Line, Narration, OptionalSentence, Utterance, spoken
from ..shown import Phrasing, Picture, part, parts

THINKING = 4.0
"""Seconds between the question and its answer."""


class QuizScene(BaseScene):
    """A question with two to four options. `narration` asks it; after a pause `answer_narration` gives the answer."""

    label: ClassVar[str] = "question"
    one_page: ClassVar[bool] = True
    heads: ClassVar[frozenset[str]] = frozenset({"question"})

    type: Literal["quiz"] = "quiz"
    question: Line
    options: Annotated[tuple[Line, ...], Field(min_length=2, max_length=4)]
    answer: int = Field(ge=0, le=3, description="Index of the right option, from 0.")
    reason: OptionalSentence = Field(default="", description="Why, in at most 14 words.")
    answer_narration: Narration = ""

    @model_validator(mode="after")
    def _answer_exists(self) -> Self:
        if self.answer >= len(self.options):
            raise ValueError(f"answer must be the index of an option, 0 to {len(self.options) - 1}")
        return self

    def utterances(self) -> tuple[Utterance, ...]:
        """The question, the pause for thinking, and the answer."""
        answer = spoken(self.answer_narration, max(TAIL, self._reading_time()))
        return *spoken(self.narration, THINKING), *answer

    def _reading_time(self) -> float:
        return 0.0 if self.answer_narration else 3.0

    def shown(self, phrasing: Phrasing) -> Picture:
        """The options."""
        return Picture("options", parts(*((option,) for option in self.options)), whole=True)

    def shown_answer(self) -> Picture:
        """What it shows after the time to think."""
        return Picture("answer", (part(self.options[self.answer]),))
