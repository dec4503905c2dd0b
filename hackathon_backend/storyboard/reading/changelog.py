"""What a repair tells: a line for each change, beginning with the place of the change in what was given."""

from __future__ import annotations

from typing import Any

Path = tuple[str | int, ...]
"""The way to a value, as ("scenes", 2, "points")."""

_SHOWN = 40


class ChangeLog:
    """The changes so far, in the order in which they were made."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def tell(self, path: Path, what: str) -> None:
        """Something at `path` was changed."""
        self.lines.append(f"{dotted(path) or 'storyboard'}: {what}")

    def forget(self, since: int) -> None:
        """Take back all but the first `since` lines: what they changed has been left out altogether."""
        del self.lines[since:]


def dotted(path: Path) -> str:
    """`path` as "scenes.2.points"."""
    return ".".join(map(str, path))


def shown(value: Any) -> str:
    """`value` in a few words, for people; never its whole text."""
    if isinstance(value, str):
        line = " ".join(value[: 4 * _SHOWN].split())
        return f"{line[:_SHOWN]!r}" + ("..." if len(line) > _SHOWN else "")
    names = ((bool, "a yes or no"), (int | float, "a number"), (list | tuple, "a list"), (dict, "an object"))
    return next((name for kind, name in names if isinstance(value, kind)), "null" if value is None else "a value")


def listed(names: list[str]) -> str:
    """The first few of `names` in a row."""
    few = ", ".join(name[:_SHOWN] for name in names[:5])
    return f"{few} and {len(names) - 5} more" if len(names) > 5 else few
