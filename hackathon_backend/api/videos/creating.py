"""Requests to make a video, read from multipart forms (as the SDK sends them), other forms, or JSON."""

from __future__ import annotations

import json
from typing import Annotated, Any

from flask import request
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from ...errors import RequestError, StoryboardError
from ...storyboard import repair
from ..reading import UnsupportedMedia, fault_of, json_body
from ..schemas import SIZE_PATTERN
from ..text import Text

PROMPT_LIMIT = 32_000
_FORMS = ("multipart/form-data", "application/x-www-form-urlencoded")


def _number(value: object) -> object:
    # The protocol writes lengths as strings ("8"), some programs as numbers.
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            return value
    return value


class CreateVideo(BaseModel):
    """What can be asked for. `prompt` may be plain words, Markdown, or a storyboard in JSON."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    prompt: Annotated[Text, Field(min_length=1, max_length=PROMPT_LIMIT)]
    model: Annotated[Text, Field(min_length=1, max_length=200)] | None = None
    seconds: (
        Annotated[float, BeforeValidator(_number), Field(gt=0, le=86_400, allow_inf_nan=False, strict=True)] | None
    ) = None
    size: Annotated[Text, Field(pattern=SIZE_PATTERN)] | None = None
    style: Annotated[Text, Field(max_length=200)] | None = None
    voice: Annotated[Text, Field(max_length=100)] | None = None

    def storyboard(self) -> dict[str, Any] | None:
        """The storyboard that the prompt is, if it is one. Raises `StoryboardError` if no sense can be made of it."""
        if not self.prompt.startswith("{"):
            return None
        try:
            data = json.loads(self.prompt)
        except (ValueError, RecursionError):
            return None
        if not isinstance(data, dict) or "scenes" not in data:
            return None
        board, _changes = repair(data)
        return board.model_dump(mode="json")


def read_create() -> CreateVideo:
    """The request's body, in whichever form it came. Raises `RequestError` that names the first field at fault."""
    fields = _fields()
    try:
        asked = CreateVideo.model_validate({name: value for name, value in fields.items() if value is not None})
        asked.storyboard()
    except ValidationError as error:
        raise fault_of(error) from None
    except StoryboardError as error:
        raise RequestError(f"prompt: {error.message}", param="prompt") from None
    return asked


def _fields() -> dict[str, Any]:
    if request.is_json:
        fields = json_body()
    elif request.mimetype in _FORMS:
        fields = dict(request.form.items())
    else:
        raise UnsupportedMedia("Send multipart/form-data or application/json.")
    if "input_reference" in fields or request.files or any(name.startswith("input_reference") for name in fields):
        raise RequestError("Reference pictures are not taken here.", param="input_reference")
    return fields
