"""What a job row keeps as JSON, as frozen types. `Document` reads and writes the columns that hold them.

A row that an earlier version wrote is read, too: what is missing in it has its default, what is unknown is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import JSON, Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

from ..engines import Clip, Operation

T = TypeVar("T")


class Document(TypeDecorator[T]):
    """A JSON column that holds a value of the type `kind`, or SQL's NULL for None."""

    impl = JSON
    cache_ok = True

    def __init__(self, kind: Any) -> None:
        super().__init__(none_as_null=True)
        self.kind = kind
        self._adapter: TypeAdapter[T] = TypeAdapter(kind)

    def process_bind_param(self, value: T | None, dialect: Dialect) -> Any:
        """As JSON."""
        return None if value is None else self._adapter.dump_python(value, mode="json")

    def process_result_value(self, value: Any, dialect: Dialect) -> T | None:
        """As the type."""
        return None if value is None else self._adapter.validate_python(value)

    def coerce_compared_value(self, op: Any, value: Any) -> TypeEngine[Any]:
        """What stands inside the JSON is compared as JSON."""
        return self.impl_instance.coerce_compared_value(op, value)


@dataclass(frozen=True)
class JobFault:
    """The last error of a call about work under way."""

    code: str
    message: str


@dataclass(frozen=True)
class Attempt:
    """An engine that failed, and why; `operation` is the id of its order, which support may ask for."""

    engine: str | None
    model: str | None
    code: str
    message: str
    operation: str | None = None


@dataclass(frozen=True)
class KeptClip(Clip):
    """A clip in the job's work folder.

    `before` ends in the name of the stored video that it goes on from, `parts` are the files that `video` is joined of.
    """

    before: Path | None = None
    parts: tuple[Path, ...] = ()

    @classmethod
    def of(cls, clip: Clip, *, before: Path | None = None) -> KeptClip:
        """An engine's clip."""
        return cls(**{field.name: getattr(clip, field.name) for field in fields(Clip)}, before=before)


@dataclass(frozen=True)
class ShotClip:
    """One clip of a video that is made of several.

    `tries` counts those that failed, `orders` are the ids of its paid orders up to now, `operation` is the one that
    its clip came from; `lost` says why the video goes without it.
    """

    seconds: float
    prompt: str = ""
    tries: int = 0
    orders: tuple[str, ...] = ()
    operation: Operation | None = None
    clip: KeptClip | None = None
    lost: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be made."""
        return not (self.clip or self.lost)
