"""The house is in order: imports go down its floors, a class name is one class, folders can be taken in."""

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

# From the ground up, as docs/architecture.md has them. Whatever is not named stands on none of them.
FLOORS = """
    errors clock times plain tracing log_lines net
    setting_values settings access_settings spending_settings storage_settings worker_settings
    logs
    files
    processes confined
    storyboard
    lessons
    speech
    media
    storage
    films
    engines
    intent
    writers
    translations
    jobs
    webhooks
    metrics
    access
    materials
    branding
    publishing
    film_collections
    model7
    collaboration
    handouts
    analytics
    chat
    housekeeping
    workers
    container
    api
    web
    app
    cli client __main__
"""
LOADED_AHEAD = {f"hackathon_backend.web.{name}" for name in ("lesson_html", "safe_html")}
"""What of the pages the container loads before the first of them is asked for."""


@cache
def tree_of(module: str) -> ast.Module:
    """What is written in it; nobody changes it."""
    return ast.parse(FILES[module].read_text("utf-8"))


@cache
def imported(module: str) -> frozenset[str]:
    """The package's own modules that it imports when it runs."""
    parts = module.split(".") + (["__init__"] if FILES[module].name == "__init__.py" else [])
    bases = {
        (".".join([*parts[: -node.level], *([node.module] if node.module else [])]), name.name)
        for node in run(tree_of(module))
        if isinstance(node, ast.ImportFrom) and node.level
        for name in node.names
    }
    return frozenset(f"{base}.{name}" if f"{base}.{name}" in FILES else base for base, name in bases)


def run(tree: ast.Module) -> Iterator[ast.AST]:
    """All of its statements but those that are there for types only."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if not (isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)):
            for part in ("body", "orelse", "handlers", "finalbody", "cases"):
                waiting += getattr(node, part, ())


def test_imports_make_no_circle() -> None:
    order = list(TopologicalSorter({module: imported(module) for module in FILES}).static_order())
    assert order.index("hackathon_backend.errors") < order.index("hackathon_backend.jobs.store.store")
    assert order.index("hackathon_backend.jobs.store.store") < order.index("hackathon_backend.container")


def test_imports_go_down_the_floors() -> None:
    floors = {room: floor for floor, rooms in enumerate(FLOORS.strip().splitlines()) for room in rooms.split()}
    rooms = {module: module.split(".")[1] for module in FILES if "." in module}
    assert set(rooms.values()) == set(floors)
    upwards = {
        (module, target)
        for module, room in rooms.items()
        for target in imported(module) & rooms.keys()
        if floors[rooms[target]] > floors[room]
    }
    assert upwards == {("hackathon_backend.container", target) for target in LOADED_AHEAD}


def test_the_name_of_a_class_stands_for_one_class() -> None:
    homes: dict[str, list[str]] = defaultdict(list)
    for module in FILES:
        for node in run(tree_of(module)):
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
