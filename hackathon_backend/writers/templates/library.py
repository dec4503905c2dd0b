"""The templates there are: those that come with the package, and those of a folder."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from pathlib import Path

import yaml
from pydantic import ValidationError

from ...errors import NotFound
from ...plain import fault_in_words
from .template import PromptTemplate

log = logging.getLogger(__name__)

CONTENT = Path(__file__).with_name("content")
_ENDINGS = (".yaml", ".yml", ".json")
_LARGEST = 100_000
"""Bytes of a template's file."""
_MOST = 500
"""Templates of one folder."""


class TemplateLibrary:
    """Templates by id. Never changes once it is made. `problems` say which files were left out and why, `replaced` are
    the ids of built-in ones whose place an own one has taken.
    """

    def __init__(
        self, built_in: Iterable[PromptTemplate], own: Iterable[PromptTemplate], problems: Iterable[str]
    ) -> None:
        """Keep both; of two with the same id, the own one."""
        before = {template.id: template for template in built_in}
        after = {template.id: template for template in own}
        self._by_id = before | after
        self.own = frozenset(after)
        self.replaced = tuple(sorted(before.keys() & after.keys()))
        self.problems = tuple(problems)

    @classmethod
    def load(cls, folder: Path | None = None) -> TemplateLibrary:
        """Read the package's templates, then those of `folder`. A file that can't be read is left out; the log says
        so.
        """
        problems: list[str] = []
        library = cls(_built_in(), _read_all(folder, problems) if folder else [], problems)
        for problem in problems:
            log.warning("%s", problem)
        for id in library.replaced:
            log.info("The template %s of %s takes the place of the built-in one.", id, folder)
        return library

    @property
    def templates(self) -> tuple[PromptTemplate, ...]:
        """All of them: by category, own ones first, then by name."""
        return tuple(sorted(self._by_id.values(), key=lambda each: (each.category, each.id not in self.own, each.name)))

    def get(self, id: str) -> PromptTemplate:
        """The template of that id. Raises `NotFound`, with the nearest ids."""
        if (found := self._by_id.get(id)) is not None:
            return found
        near = get_close_matches(id, self._by_id, n=3, cutoff=0.5) or sorted(self._by_id)
        raise NotFound(f"There is no template '{id[:80]}'. Did you mean: {', '.join(near)}?", param="template_id")


@cache
def _built_in() -> tuple[PromptTemplate, ...]:
    """Those of the package, which are read once."""
    problems: list[str] = []
    found = tuple(_read_all(CONTENT, problems))
    if problems:
        raise RuntimeError(problems[0])
    return found


def _read_all(folder: Path, problems: list[str]) -> list[PromptTemplate]:
    if not folder.is_dir():
        problems.append(f"The folder of templates {folder} does not exist.")
        return []
    files = sorted(file for file in folder.iterdir() if file.suffix in _ENDINGS)
    if len(files) > _MOST:
        problems.append(f"Of the templates in {folder} only the first {_MOST} were read.")
    return [found for file in files[:_MOST] if (found := _read(file, problems)) is not None]


def _read(file: Path, problems: list[str]) -> PromptTemplate | None:
    """The template in a file; None, and why: one bad file must not keep the others away."""
    try:
        return PromptTemplate.model_validate(_fields_in(file))
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        why = fault_in_words(first)
        why = f"{place}: {why}" if place else why
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        why = f"it is no {'JSON' if file.suffix == '.json' else 'YAML'}: {_first_line(error)}"
    except OSError as error:
        why = error.strerror or str(error)
    problems.append(f"The template {file} was left out: {why.rstrip('.')}.")
    return None


def _fields_in(file: Path) -> dict[str, object]:
    # Whoever opens a named pipe waits for a writer that never comes.
    if not file.is_file():
        raise OSError("it is no file")
    if file.stat().st_size > _LARGEST:
        raise OSError(f"it is larger than {_LARGEST:,} bytes")
    text = file.read_text("utf-8-sig")
    fields = json.loads(text) if file.suffix == ".json" else yaml.safe_load(text)
    if not isinstance(fields, dict):
        raise OSError("it holds no template: name, description, category, prompt and gaps")
    return {"id": file.stem, **{str(name): value for name, value in fields.items()}}


def _first_line(error: Exception) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        return f"{error.problem} in line {error.problem_mark.line + 1}"
    return (str(error) or type(error).__name__).splitlines()[0]
