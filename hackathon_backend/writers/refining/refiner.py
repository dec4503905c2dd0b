"""Refines prompts: by a language model if there is one and it answers, else by rules."""

from __future__ import annotations

import logging
from dataclasses import replace

from ...errors import WriterError, WriterUnreachable
from ..base import PROMPT_LIMIT
from ..llm.chat_model import ChatModel
from ..llm.protocol import JsonObject, ModelText
from ..reviewed import MayBeShown, check_may_be_shown
from .asking import ANSWER, prompt_in, refining_messages
from .refined import Medium, Refined, within_limit
from .rules import refine_by_rules

log = logging.getLogger(__name__)

_TOKENS = 4_000
"""Of an answer at most, with what a model thinks before it writes."""
_MOST_TOLD = 8_000
"""Characters of a prompt that a model is told."""


class Refiner:
    """Makes prompts better. It never fails: what can't be refined is left as it is, and the notes say so."""

    def __init__(self, model: ChatModel | None = None, may_be_shown: MayBeShown = lambda _texts: True) -> None:
        self.model = model
        self._may_be_shown = may_be_shown

    def refine(self, prompt: str, wish: str = "", *, language: str = "en", medium: Medium = "filmed") -> Refined:
        """The prompt refined; `wish` is how it should be different, in words ("warmer, at night")."""
        if medium == "drawn" and len(prompt) > PROMPT_LIMIT:
            note = f"The prompt has {len(prompt)} characters: it is drawn as a lesson of its own, word by word."
            return Refined(prompt, prompt, "rules", medium, (note,))
        if self.model is None:
            return refine_by_rules(prompt, wish, language, medium)
        try:
            written = self._asked_twice(self.model, refining_messages(prompt[:_MOST_TOLD], wish, language, medium))
        except WriterError as error:
            log.info("A prompt is refined by rules.")
            log.debug("Why: %s", error.message)
            by_rules = refine_by_rules(prompt, wish, language, medium)
            why = "The language model could not refine the prompt, so rules did."
            return replace(by_rules, notes=(why, *by_rules.notes))
        text, cut = within_limit(written)
        return Refined(prompt, text, "model", medium, cut)

    def _asked_twice(self, model: ChatModel, messages: list[ModelText]) -> str:
        """The model's prompt; it is asked once more if its first answer makes no sense, or may not be shown."""

        def read(reply: JsonObject) -> str:
            prompt = prompt_in(reply)
            check_may_be_shown(self._may_be_shown, [prompt])
            return prompt

        try:
            return model.structured(messages, "prompt", ANSWER, read, tokens=_TOKENS, part=True)
        except WriterUnreachable:
            raise
        except WriterError as error:
            log.info("The refined prompt is asked for once more.")
            log.debug("Why: %s", error.message)
            return model.structured(messages, "prompt", ANSWER, read, tokens=_TOKENS, part=True)
