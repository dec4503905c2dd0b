"""What changes about models while the program stays the same: prices and dates, in a file of the operator's.

The file is JSON, an object with a model's id for each entry: `{"gen4.5": {"price_per_second": 0.12}}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from ..errors import SettingsError
from ..plain import fault_in_words
from .base import Model


class ModelFacts(BaseModel):
    """Of one model: dollars for a second of video, and the day on which its maker ends it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    price_per_second: float | None = Field(None, ge=0, le=1000)
    retires: date | None = None


_FACTS = TypeAdapter(dict[str, ModelFacts])


@cache
def facts_in(file: Path | None) -> Mapping[str, ModelFacts]:
    """What the file says, by model; it is read once. Raises `SettingsError`."""
    if file is None:
        return {}
    try:
        return _FACTS.validate_json(file.read_bytes())
    except OSError as error:
        raise SettingsError(f"MODELS_FILE can't be read: {error.strerror}.", param="MODELS_FILE") from None
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        where = ".".join(map(str, fault["loc"])) or "the file"
        raise SettingsError(f"MODELS_FILE: {where}: {fault_in_words(fault)}", param="MODELS_FILE") from None


def with_facts(models: tuple[Model, ...], facts: Mapping[str, ModelFacts]) -> tuple[Model, ...]:
    """The models, each with what the file says of it; what it leaves out stays."""
    return tuple(
        replace(model, **facts[model.id].model_dump(exclude_unset=True)) if model.id in facts else model
        for model in models
    )
