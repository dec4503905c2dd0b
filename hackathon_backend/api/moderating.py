"""What is asked for, reviewed before anything is written, fetched from an engine, or paid."""

from __future__ import annotations

from collections.abc import Mapping

from flask import request

from ..access.moderation.verdict import Review
from ..access.refusals import note_refusal
from ..errors import PromptRefused
from ..jobs import FilmWorkRequest, PromptRequest, VideoRequest, WrittenRequest
from ..writers.reviewed import words_in
from .current import current_container


def check_texts(texts: Mapping[str, str | None]) -> None:
    """Raise `PromptRefused` for the first text, by the name of its field, of which nothing is made here."""
    said = {name: text for name, text in texts.items() if text}
    review = current_container().moderator.review(list(said.values()))
    _refuse(review, list(said)[review.at] if said else "")


def check_document(text: str, param: str) -> None:
    """The same for a text to be learned from, all of it; `param` names the field that it came in."""
    _refuse(current_container().moderator.review_document(text), param)


def _refuse(review: Review, param: str) -> None:
    if not review.is_allowed:
        note_refusal(current_container().audit, review)
        raise PromptRefused(review.told, param=param)


def check_name(name: str, param: str) -> None:
    """The same for the name of somebody who is to be shown."""
    check_texts({param: f"A video with {name}. {name}"})


def check_order(order: VideoRequest) -> None:
    """The same for all that an order says, and for the names of files that came with it."""
    texts: dict[str, str | None] = {"prompt": order.message}
    if isinstance(order, WrittenRequest):
        texts |= {"style": order.style, "storyboard": "\n".join(words_in(order.storyboard))}
    if isinstance(order, PromptRequest):
        texts["refinement_prompt"] = order.refinement
    if isinstance(order, FilmWorkRequest):
        texts["text"] = "\n".join(words_in(order.work.model_dump(mode="json")))
    names = (file.filename for _field, file in request.files.items(multi=True))
    check_texts(texts | {"file": "\n".join(name.replace("_", " ") for name in names if name)})
