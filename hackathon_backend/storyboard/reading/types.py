"""What a pydantic type says of itself: what it is made of, what its limits are, and whether it takes a value."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

NOTHING: Any = object()
"""What comes back where no sense can be made of a value."""


def kind_of(field: FieldInfo) -> Any:
    """The type of `field` with its limits."""
    return Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation


def element_of(kind: Any) -> Any:
    """What the tuple `kind` is made of."""
    return get_args(taken_apart(kind)[0])[0]


def limit(kind: Any, name: str) -> Any:
    """The limit `name` of `kind`, such as max_length; None if it has none."""
    return next((found for each in taken_apart(kind)[1] if (found := getattr(each, name, None)) is not None), None)


@lru_cache(maxsize=1024)
def taken_apart(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    """The bare type of `kind`, and all that it is annotated with."""
    base, limits = kind, []
    while get_origin(base) is Annotated:
        base, *more = get_args(base)
        limits += [inner for each in more for inner in (each.metadata if isinstance(each, FieldInfo) else [each])]
    return base, tuple(limits)


@lru_cache(maxsize=1024)
def adapter(kind: Any) -> TypeAdapter[Any]:
    """What validates values of `kind`."""
    return TypeAdapter(kind)


def takes(kind: Any, value: Any) -> bool:
    """Whether `value` is valid as it is."""
    try:
        adapter(kind).validate_python(value)
    except ValidationError:
        return False
    return True
