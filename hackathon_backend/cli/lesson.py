"""`lesson convert`: a document becomes a lesson in Markdown, with its pictures beside it."""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from ..errors import RequestError
from ..files import replaced
from ..lessons.documents import Conversion, convert_document
from ..lessons.markdown.front_matter import front_matter
from ..settings import Settings


def run(settings: Settings, options: argparse.Namespace) -> int:
    """Convert the document, and say what was lost; or translate the lesson."""
    if options.action == "translate":
        status: int = import_module(".lesson_translation", __package__).run(settings, options)
        return status
    console = Console(highlight=False, markup=False, soft_wrap=True)
    if not options.file.is_file():
        raise RequestError(f"FILE: there is no file {options.file}")
    folder: Path = options.output or options.file.with_name(f"{options.file.stem}-lesson")
    made = _converted(options.file, folder, console)
    lesson = folder / "lesson.md"
    folder.mkdir(parents=True, exist_ok=True)
    with replaced(lesson) as part:
        part.write_text(_with_front_matter(made, options.file.name), "utf-8")
    for loss in made.losses:
        console.print(f"Note: {loss}")
    counted = f", {made.count} {made.unit}{'s' if made.count != 1 else ''}" if made.count else ""
    console.print(f"{lesson} ({made.language}{counted}, pictures: {len(made.pictures)})")
    return 0


def _converted(file: Path, folder: Path, console: Console) -> Conversion:
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("reading", total=None)
        return convert_document(
            file, file.name, folder, lambda done, total: progress.update(task, completed=done, total=total)
        )


def _with_front_matter(made: Conversion, name: str) -> str:
    fields = {"title": made.title, "language": made.language, "document": name}
    return front_matter({**fields, **made.front.more}) + made.markdown
