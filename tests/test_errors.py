"""There is one tree of errors, and whoever gets one can tell it by its code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import hackathon_backend
from hackathon_backend import errors
from hackathon_backend.errors import Model7Error

PACKAGE = Path(hackathon_backend.__file__).parent
HOME = PACKAGE / "errors"
ERRORS = {name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception)}


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
        f"{file.relative_to(PACKAGE)}: {node.name}"
        for file in PACKAGE.rglob("*.py")
        if not file.is_relative_to(HOME)
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ClassDef) and _raised(node)
    ]
    assert elsewhere == []


def _raised(node: ast.ClassDef) -> bool:
    bases = {base.id if isinstance(base, ast.Name) else getattr(base, "attr", "") for base in node.bases}
    return bool(bases & (ERRORS | {"Exception", "ValueError", "RuntimeError"}))
