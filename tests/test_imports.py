"""The house is in order: no circle of imports, one class for each class name, folders that can be taken in."""

from __future__ import annotations

import ast
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import hackathon_backend

PACKAGE = Path(hackathon_backend.__file__).parent
FILES = {
    ".".join(file.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__"): file
    for file in PACKAGE.rglob("*.py")
}


@cache
def tree_of(module: str) -> ast.Module:
    """What is written in it; nobody changes it."""
    return ast.parse(FILES[module].read_text("utf-8"))


def imported(module: str) -> Iterator[str]:
    """The package's own modules that it imports when it runs."""
    tree = tree_of(module)
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    parts = module.split(".") + (["__init__"] if FILES[module].name == "__init__.py" else [])
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level and id(node) not in for_types:
            base = ".".join([*parts[: -node.level], *([node.module] if node.module else [])])
            for name in node.names:
                yield f"{base}.{name.name}" if f"{base}.{name.name}" in FILES else base


def test_imports_make_no_circle() -> None:
    order = list(TopologicalSorter({module: set(imported(module)) for module in FILES}).static_order())
    assert order.index("hackathon_backend.errors") < order.index("hackathon_backend.jobs.store.store")
    assert order.index("hackathon_backend.jobs.store.store") < order.index("hackathon_backend.container")


def test_the_name_of_a_class_stands_for_one_class() -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    for module in FILES:
        for node in ast.walk(tree_of(module)):
            if isinstance(node, ast.ClassDef):
                homes[node.name.lstrip("_")].append(module)
    assert len(homes) > 500
    assert {name: modules for name, modules in homes.items() if len(modules) > 1} == {}


def test_no_folder_holds_more_than_twenty_modules() -> None:
    rooms = Counter(file.parent.relative_to(PACKAGE).as_posix() for file in FILES.values())
    del rooms["jobs/migrations/versions"]  # a line of files that only grows
    assert {room: count for room, count in rooms.items() if count > 20} == {}


def test_no_room_hides_a_module_of_python_from_whoever_works_in_the_folder() -> None:
    rooms = {path.stem for path in PACKAGE.iterdir()}
    assert rooms & sys.stdlib_module_names == set()
