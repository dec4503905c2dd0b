"""What the requests and answers of several resources have in common; OpenAPI is made from these models."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field

from ..errors import Model7Error
from .text import Text


def _matching(pattern: str, words: str) -> AfterValidator:
    """A check that says in plain words what a text must be; the pattern is for the description of the API."""

    def check(value: str) -> str:
        if not re.fullmatch(pattern, value, re.ASCII):
            raise ValueError(words)
        return value

    return AfterValidator(check)


_SIZE = r"[1-9]\d{1,4}x[1-9]\d{1,4}"
_LANGUAGE = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*"

Size = Annotated[
    Text,
    _matching(_SIZE, "must be width x height in pixels, such as 1280x720"),
    Field(description='In pixels, as "1280x720".', json_schema_extra={"pattern": f"^{_SIZE}$"}),
]
Language = Annotated[
    Text,
    _matching(_LANGUAGE, "must be a language code, such as en or pt-BR"),
    Field(max_length=35, description="As en or pt-BR.", json_schema_extra={"pattern": f"^{_LANGUAGE}$"}),
]

FrameRateOption = Annotated[
    Literal["variable", "constant"] | None,
    Field(description="Of drawn films: only the frames that change (the default), or every frame."),
]

DESCRIBED = "Make a second version as well, in which what is drawn and not said is spoken."

VoiceSpeed = Annotated[float, Field(ge=0.8, le=1.25, description="How fast the voice speaks; 1 is as a teacher would.")]


class ErrorFields(BaseModel):
    """What was wrong; `param` names the input at fault."""

    message: str
    type: str
    param: str | None
    code: str | None


class ErrorBody(BaseModel):
    """Every error has this shape."""

    error: ErrorFields

    @classmethod
    def of(cls, error: Model7Error) -> ErrorBody:
        """What is said of `error`."""
        return cls.saying(error.message, error.code, error.status, error.param)

    @classmethod
    def saying(cls, message: str, code: str, status: int, param: str | None = None) -> ErrorBody:
        """An error of the HTTP `status`, in words."""
        kind = "invalid_request_error" if status < 500 else "server_error"
        return cls(error=ErrorFields(message=message, type=kind, param=param, code=code))
