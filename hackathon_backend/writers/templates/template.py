"""A template: a prompt with named gaps, and how its video is best made."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from ...errors import RequestError
from ..refining.refined import Medium

GAP = re.compile(r"\{([a-z][a-z0-9_]{0,39})\}")
"""A gap in a prompt: {product}."""
_LINE = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
_NOT_IN_WORDS = frozenset('"\\|`\n\r')
"""What would end the place that a word stands in: a table's cell, or a quoted text."""

GapKind = Literal["text", "word", "number"]


class TemplateGap(BaseModel):
    """What is filled in. A `text` is anything, a `word` is one line without quotes, bars and backslashes, a `number` is
    between `minimum` and `maximum`. Without a `default` it is required, unless `required` says otherwise.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: _LINE
    example: Annotated[str, StringConstraints(min_length=1, max_length=2_000)]
    kind: GapKind = "text"
    default: str | None = None
    required: bool = True
    max_length: int = Field(200, ge=1, le=10_000)
    minimum: float | None = None
    maximum: float | None = None

    @model_validator(mode="before")
    @classmethod
    def _optional_by_default(cls, fields: object) -> object:
        if isinstance(fields, dict) and fields.get("default") is not None:
            return {"required": False, **fields}
        return fields

    def fault(self, value: str) -> str | None:
        """What is wrong with a value, in words; None if it fits."""
        if len(value) > self.max_length:
            return f"may have {self.max_length} characters at most, and has {len(value)}"
        if self.kind == "word" and (wrong := sorted(_NOT_IN_WORDS & set(value))):
            shown = "a line break" if wrong[0] in "\n\r" else wrong[0]
            return f"can't have {shown} in it"
        return self._fault_of_number(value) if self.kind == "number" else None

    def _fault_of_number(self, value: str) -> str | None:
        if not re.fullmatch(r"-?\d{1,15}(\.\d{1,10})?", value, re.ASCII):
            return "must be a number, such as " + self.example
        low = self.minimum is not None and float(value) < self.minimum
        high = self.maximum is not None and float(value) > self.maximum
        return f"must be between {self.minimum:g} and {self.maximum:g}" if low or high else None


class PromptTemplate(BaseModel):
    """A template as its file has it; its id is the file's name. `seconds`, `aspect_ratio` and `model` are hints."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,60}$")]
    name: _LINE
    description: _LINE
    category: _LINE
    medium: Medium = "filmed"
    prompt: Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
    gaps: Annotated[Mapping[str, TemplateGap], Field(max_length=40)] = {}
    model: _LINE | None = None
    seconds: float | None = Field(None, gt=0, le=600)
    aspect_ratio: Literal["16:9", "9:16", "1:1"] | None = None

    @model_validator(mode="after")
    def _gaps_and_prompt_agree(self) -> Self:
        used = set(GAP.findall(self.prompt))
        for name, gap in self.gaps.items():
            if name not in used:
                raise ValueError(f"the gap {name} is not in the prompt: write {{{name}}} where it belongs")
            for value in filter(None, (gap.example, gap.default)):
                if fault := gap.fault(value):
                    raise ValueError(f"of the gap {name}, {value!r} {fault}")
        return self

    def render(self, values: Mapping[str, object]) -> tuple[str, list[str]]:
        """The prompt with the values in its gaps, letter by letter, and the optional gaps that stayed empty.

        Raises `RequestError` that names the first field at fault.
        """
        for name in values:
            if name not in self.gaps:
                known = ", ".join(self.gaps) or "none"
                raise _refused(name, f"is no gap of this template. Its gaps: {known}")
        filled = {name: self._value(name, gap, values.get(name)) for name, gap in self.gaps.items()}
        text = GAP.sub(lambda match: filled.get(match[1], match[0]), self.prompt)
        return text.strip(), [name for name, value in filled.items() if not value]

    @staticmethod
    def _value(name: str, gap: TemplateGap, given: object) -> str:
        if isinstance(given, bool) or not isinstance(given, str | int | float | None):
            raise _refused(name, "must be a text or a number")
        value = f"{given:g}" if isinstance(given, float) else str(given if given is not None else "")
        value = value.strip() if gap.kind != "text" else value.strip("\n")
        if not value.strip():
            if gap.required:
                raise _refused(name, f"is needed: {gap.label}, for example {gap.example!r}")
            return gap.default or ""
        if fault := gap.fault(value):
            raise _refused(name, fault)
        return value


def _refused(name: str, why: str) -> RequestError:
    shown = "".join(char for char in name if char.isprintable())[:80]
    return RequestError(f"values.{shown}: {why}.", param=f"values.{shown}")
