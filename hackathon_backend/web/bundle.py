"""A script that is written as many modules, sent as one: a single request, and no build step.

Only our own modules are put together, and they keep to what is understood here: `import { a, b } from "./file.js";` at
the beginning of a line, `export` before a declaration, and no two names alike at the top of all of them. Comments that
have lines of their own are for who reads the modules, and are not sent.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

BUNDLES = frozenset({"lesson-video.js"})
"""The files of /static/ that are sent together with all that they import."""

_IMPORT = re.compile(r'^import \{(?:\s*[\w$]+,)*\s*(?:[\w$]+\s*)?\} from "(\.{1,2}/[^"]+)";\n', re.M)
_EXPORT = re.compile(r"^export (?=(?:async |function\b|class |const |let ))", re.M)
_COMMENT = re.compile(r"^[ \t]*(?:/\*\*.*?\*/|//[^\n]*)\n", re.M | re.S)
_LEFT = re.compile(r"^(?:import|export)\b.*", re.M)
_OWN_ADDRESS = "import.meta.url"


class Module(NamedTuple):
    """One file: where it is, what it imports in order, and its text without imports, exports and comments."""

    path: Path
    imports: tuple[Path, ...]
    body: str


def bundle(entry: Path) -> bytes:
    """The module with all that it imports, in the order of their evaluation; an edited file is read anew.

    Raises `ValueError` for an import or export that is not understood, `FileNotFoundError` for a missing module.
    """
    return _joined(entry.parent, tuple(modules(entry)))


def modules(entry: Path, seen: set[Path] | None = None) -> Iterator[Module]:
    """What the module imports, each after its own imports and none twice, and then the module itself."""
    seen = set() if seen is None else seen
    if entry in seen:
        return
    seen.add(entry)
    module = _module(entry, entry.stat().st_mtime_ns)
    for path in module.imports:
        yield from modules(path, seen)
    yield module


@lru_cache(maxsize=256)
def _module(path: Path, _changed: int) -> Module:
    text = path.read_text("utf-8")
    imports = tuple(Path(os.path.normpath(path.parent / name)) for name in _IMPORT.findall(text))
    body = _EXPORT.sub("", _IMPORT.sub("", _COMMENT.sub("", text)))
    if left := _LEFT.search(body):
        raise ValueError(f"{path.name} has an import or export that can't be bundled: {left[0]}")
    return Module(path, imports, body.strip("\n"))


@lru_cache(maxsize=8)
def _joined(home: Path, found: tuple[Module, ...]) -> bytes:
    return ("\n\n".join(_at_home(module, home) for module in found) + "\n").encode()


def _at_home(module: Module, home: Path) -> str:
    """The module's text; its own address is what it was before it stood in a file of another folder."""
    address = module.path.relative_to(home).as_posix()
    return module.body.replace(_OWN_ADDRESS, f'new URL("{address}", {_OWN_ADDRESS}).href')
