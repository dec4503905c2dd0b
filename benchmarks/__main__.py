"""`python -m benchmarks`: measure, print, and with --save put the table into docs/performance.md."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

from . import chat, documents, film, intent, overhead, scaling, versus_moviepy, voices, waiting, watchers
from .measure import Row

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
PARTS: dict[str, tuple[str, Callable[[int], Iterator[Row]]]] = {
    "chat": ("Chat", chat.measure),
    "documents": ("Documents", documents.measure),
    "intent": ("Intent", intent.measure),
    "film": ("Storyboard", film.measure),
    "moviepy": ("Against MoviePy", versus_moviepy.measure),
    "overhead": ("Overhead", overhead.measure),
    "scaling": ("Many workers", scaling.measure),
    "voices": ("Voices", voices.measure),
    "waiting": ("Waiting", waiting.measure),
    "watchers": ("Watchers", watchers.measure),
}
_TABLE = re.compile(r"(?<=<!-- results -->\n).*?(?=<!-- end -->)", re.S)


def main() -> None:
    """Measure the parts that were asked for, or all."""
    parser = argparse.ArgumentParser("python -m benchmarks", description="Measures how fast videos are made.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all if none is named")
    parser.add_argument("--runs", type=int, default=5, help="runs of which the median counts")
    parser.add_argument("--save", action="store_true", help=f"write the results into {PAGE.name}")
    options = parser.parse_args()
    if unknown := set(options.parts) - set(PARTS):
        parser.error(f"there is no part {', '.join(unknown)}")
    found = {}
    for name, (title, measure) in PARTS.items():
        if not options.parts or name in options.parts:
            found[title] = list(measure(options.runs))
            _show(title, found[title])
    if options.save:
        _save(found)


def _show(title: str, rows: list[Row]) -> None:
    table = Table("", "", "", title=title, title_justify="left", show_header=False)
    for row in rows:
        table.add_row(row.what, row.value, row.note)
    Console().print(table)


def _save(found: dict[str, list[Row]]) -> None:
    lines = ["| | | |", "| --- | ---: | --- |"]
    for title, rows in found.items():
        lines.append(f"| **{title}** | | |")
        lines += [f"| {row.what} | {row.value} | {row.note} |" for row in rows]
    table = "\n".join(lines) + "\n"
    PAGE.write_text(_TABLE.sub(lambda _: table, PAGE.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
