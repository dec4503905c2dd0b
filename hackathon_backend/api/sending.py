"""Answers as they are sent: models, written out with the fields that were set."""

from __future__ import annotations

from flask import Response, jsonify
from pydantic import BaseModel

from .guards.prefix import root, rooted


def dumped(model: BaseModel) -> dict[str, object]:
    """The model as JSON has it. What was not set is left out; what was set to None is null."""
    fields: dict[str, object] = model.model_dump(exclude_unset=True)
    return fields


def send(model: BaseModel, status: int = 200) -> Response:
    """The model as an answer."""
    answer = jsonify(dumped(model))
    answer.status_code = status
    return answer


def send_rooted(model: BaseModel, status: int = 200) -> Response:
    """The same, each address of this server in it as whoever asks reaches it."""
    answer = jsonify(rooted(dumped(model), root()))
    answer.status_code = status
    return answer
