"""A moderation endpoint that speaks OpenAI's protocol, asked after the built-in list has found nothing."""

from __future__ import annotations

import json
import logging
import threading
import time
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import httpx2
from pydantic import BaseModel, ValidationError

from ...lessons.languages import base, guess_language
from ...net.deadline import within
from ...net.openai_client import openai_client
from .kind_words import refusal
from .verdict import ForbiddenKind, Moderator, Review

if TYPE_CHECKING:
    from openai import OpenAI

log = logging.getLogger(__name__)

_SECONDS = 3.0
_RESTS = 60.0
"""Seconds for which an endpoint that did not answer is left alone."""
_SURE = 0.7
"""The score from which on an endpoint is believed: lessons on wars and bodies are often flagged with lower ones."""
_MOST_BYTES = 1_000_000
_MOST_CHARACTERS = 8_000
"""Of one text; a longer one is asked about by its beginning, and the list has read all of it. Of documents all pieces
of that length are asked about.
"""
_ONE_IN = 10
"""Pieces of a document of which one may be flagged: a chapter on a war stands in books on other things."""
_KINDS: Mapping[str, ForbiddenKind] = {
    "sexual": ForbiddenKind.SEXUAL,
    "harassment": ForbiddenKind.HARASSMENT,
    "hate": ForbiddenKind.HATE,
    "self-harm": ForbiddenKind.SELF_HARM,
    "self_harm": ForbiddenKind.SELF_HARM,
    "violence": ForbiddenKind.VIOLENCE,
    "illicit": ForbiddenKind.DANGEROUS,
}


class _ModerationResult(BaseModel):
    flagged: bool
    categories: dict[str, bool | None] = {}
    category_scores: dict[str, float | None] = {}

    def kind(self) -> ForbiddenKind | None:
        """What it is flagged for, if that is sure enough; a server without scores is believed."""
        if not self.flagged:
            return None
        named = [name for name, is_so in self.categories.items() if is_so] or list(self.category_scores)
        sure = [(self._score(name), name) for name in named if self._score(name) >= _SURE]
        return _kind_of(max(sure)[1]) if sure else None

    def _score(self, name: str) -> float:
        score = self.category_scores.get(name) if self.category_scores else 1.0
        return score if score is not None else 1.0


class _ModerationAnswer(BaseModel):
    results: list[_ModerationResult]


def _kind_of(category: str) -> ForbiddenKind:
    return _KINDS.get(category.partition("/")[0], ForbiddenKind.VIOLENCE)


class EndpointModerator:
    """Asks `first`, then the endpoint. If that is away or makes no sense, what `first` said holds."""

    def __init__(self, first: Moderator, key: str | None, base_url: str | None, model: str) -> None:
        self._first, self._key, self._url, self._model = first, key, base_url, model
        self._rests_until = 0.0
        self._lock = threading.Lock()

    def review(self, texts: Sequence[str], language: str | None = None) -> Review:
        """As both say."""
        review = self._first.review(texts, language)
        said = [(number, text[:_MOST_CHARACTERS]) for number, text in enumerate(texts) if text.strip()]
        if not review.is_allowed or not said or time.monotonic() < self._rests_until:
            return review
        try:
            kinds = self._asked([text for _number, text in said])
        except (httpx2.HTTPError, ValidationError, ValueError, OSError) as error:
            self._rest(error)
            return review
        for (number, text), kind in zip(said, kinds, strict=False):
            if kind is not None:
                message, instead = refusal(kind, base(language or guess_language(text)))
                return Review(kind, message, instead, number)
        return review

    def review_document(self, text: str) -> Review:
        """As both say: the endpoint is asked about all of it, in pieces."""
        review = self._first.review_document(text)
        pieces = [text[at : at + _MOST_CHARACTERS] for at in range(0, len(text), _MOST_CHARACTERS)]
        if not review.is_allowed or not text.strip() or time.monotonic() < self._rests_until:
            return review
        try:
            kinds = [kind for kind in self._asked(pieces) if kind is not None]
        except (httpx2.HTTPError, ValidationError, ValueError, OSError) as error:
            self._rest(error)
            return review
        if len(kinds) * _ONE_IN <= len(pieces):
            return review
        return Review(kinds[0], *refusal(kinds[0], base(guess_language(text))))

    def _asked(self, texts: list[str]) -> list[ForbiddenKind | None]:
        import openai

        try:
            with within(_SECONDS, most_bytes=_MOST_BYTES):
                answer = self._client.moderations.with_raw_response.create(model=self._model, input=texts)
                read = _ModerationAnswer.model_validate(json.loads(answer.content))
        except openai.OpenAIError as error:
            raise ValueError(type(error).__name__) from error
        if len(read.results) != len(texts):
            raise ValueError(f"{len(read.results)} results for {len(texts)} texts")
        return [each.kind() for each in read.results]

    def _rest(self, error: Exception) -> None:
        with self._lock:
            self._rests_until = time.monotonic() + _RESTS
        log.warning(
            "The moderation endpoint did not answer (%s): for %d s the built-in list decides alone. See "
            "MODERATION_BASE_URL and MODERATION_API_KEY.",
            str(error) if type(error) is ValueError else type(error).__name__,
            _RESTS,
        )

    @cached_property
    def _client(self) -> OpenAI:
        return openai_client(self, self._key, self._url, timeout=_SECONDS)
