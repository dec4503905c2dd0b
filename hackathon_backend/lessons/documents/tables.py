"""Tables as Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from .escaping import cell_of


def table_markdown(rows: Sequence[Sequence[str]]) -> str:
    """The rows, of cells that are Markdown already, the header first; "" if there is nothing in them."""
    kept = [[cell_of(cell) for cell in row] for row in rows if any(cell.strip() for cell in row)]
    if not kept:
        return ""
    width = max(map(len, kept))
    full = [row + [""] * (width - len(row)) for row in kept]
    used = [column for column in range(width) if any(row[column] for row in full)]
    lines = ["| " + " | ".join(row[column] for column in used) + " |" for row in full]
    lines.insert(1, "|" + " --- |" * len(used))
    return "\n".join(lines)
