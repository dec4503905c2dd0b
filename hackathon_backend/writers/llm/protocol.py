"""What is written and read of the chat completions protocol; whatever else a server sends is passed over.

Source: https://platform.openai.com/docs/api-reference/chat
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal, TypedDict

from pydantic import BaseModel, Field, ValidationError

from ...errors import WriterError

JsonSchema = dict[str, Any]
"""A JSON schema: any keywords, nested as its author likes."""
JsonObject = dict[str, Any]
"""What a model wrote as JSON: anything at all, until its reader has checked it."""

NO_SENSE = "The language model's server answered in a shape that makes no sense."


Role = Literal["system", "user", "assistant"]


class ModelText(TypedDict):
    """One message of a conversation."""

    role: Role
    content: str


class Tool(TypedDict):
    """A function that a model may call."""

    name: str
    description: str
    parameters: JsonSchema


class Function(BaseModel):
    """A call's name and arguments, or pieces of them. Some servers send arguments as an object instead of as text."""

    name: str | None = None
    arguments: str | JsonObject | None = None

    def read_arguments(self) -> JsonObject:
        """The arguments. Raises `WriterError` if they are no JSON object."""
        if isinstance(self.arguments, dict):
            return self.arguments
        return json_object(self.arguments or "{}", "The language model called a tool with something that is not JSON")


class ToolCall(BaseModel):
    """A call, or a piece of the one that has this `index`."""

    index: int | None = None
    function: Function | None = None


class ContentPart(BaseModel):
    """A part of a message that some servers send in parts."""

    text: str | None = None


class CompletionMessage(BaseModel):
    """A message of a model, or a piece of one."""

    content: str | list[ContentPart] | None = None
    refusal: str | None = None
    tool_calls: list[ToolCall] | None = None

    @property
    def text(self) -> str:
        """All its text."""
        parts = self.content if isinstance(self.content, list) else [ContentPart(text=self.content)]
        return "".join(part.text or "" for part in parts)


class Choice(BaseModel):
    """One of the answers; only one is ever asked for."""

    message: CompletionMessage
    finish_reason: str | None = None


class Completion(BaseModel):
    """An answer."""

    choices: Annotated[list[Choice], Field(min_length=1)]

    @classmethod
    def read(cls, data: object) -> Completion:
        """The answer that parsed JSON holds. Raises `WriterError`."""
        try:
            return cls.model_validate(data)
        except ValidationError as error:
            raise WriterError(NO_SENSE) from error

    @property
    def message(self) -> CompletionMessage:
        """What the model said. Raises `WriterError` if it refused, or did not come to an end."""
        choice = self.choices[0]
        if choice.message.refusal or choice.finish_reason == "content_filter":
            raise WriterError("The language model refused to write this.")
        if choice.finish_reason == "length":
            raise WriterError("The language model's answer was cut off.")
        return choice.message


class StreamChoice(BaseModel):
    """What a chunk adds to an answer."""

    delta: CompletionMessage | None = None
    finish_reason: str | None = None


class CompletionChunk(BaseModel):
    """A piece of an answer that is streamed."""

    choices: list[StreamChoice] | None = None


def json_object(text: str, complaint: str) -> JsonObject:
    """The JSON object that `text` is. Raises `WriterError` with the complaint if it is none."""
    try:
        value = json.loads(text)
    except ValueError as error:
        raise WriterError(f"{complaint}.") from error
    if not isinstance(value, dict):
        raise WriterError(f"{complaint}.")
    return value
