"""There is one tree of errors, and whoever gets one can tell it by its code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import hackathon_backend
from hackathon_backend import errors
from hackathon_backend.errors import Model7Error

PACKAGE = Path(hackathon_backend.__file__).parent
HOME = PACKAGE / "errors"
ERRORS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception)}
RAISED = ERRORS | {"Exception", "ValueError", "RuntimeError"}
_CLASS = re.compile(r"^ *class (\w+)\(([^)]*)\):", re.MULTILINE)
_NAME = re.compile(r"\w+")


def tree(kind: type[Model7Error] = Model7Error) -> Iterator[type[Model7Error]]:
    yield kind
    for below in kind.__subclasses__():
        yield from tree(below)


def test_no_two_errors_have_one_code() -> None:
    codes = [kind.code for kind in tree()]
    assert sorted(codes) == sorted(set(codes))


def test_every_error_is_drawn_in_the_tree() -> None:
    drawn = [line.split()[0] for line in (errors.__doc__ or "").splitlines() if line.startswith("    ")]
    assert sorted(drawn) == sorted(kind.__name__ for kind in tree())


def test_no_error_is_declared_anywhere_else() -> None:
    elsewhere = [
        f"{file.relative_to(PACKAGE)}: {name}"
        for file in PACKAGE.rglob("*.py")
        if not file.is_relative_to(HOME)
        for name, bases in _CLASS.findall(file.read_text("utf-8"))
        if set(_NAME.findall(bases)) & RAISED
    ]
    assert elsewhere == []
