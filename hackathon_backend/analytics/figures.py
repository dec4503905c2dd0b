"""ViewFigures that can be added up: of one view, of a day, of all days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import zip_longest

from .outline import FilmOutline
from .seconds import unpacked
from .tables import FilmDay, FilmView

Table = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class ViewFigures:
    """Views of others, with what they came to, and the owner's own views, which are only counted.

    `scenes` has for each scene by how many views it was begun, and watched; `answers` for each question how often each
    option was chosen.
    """

    views: int = 0
    own_views: int = 0
    finished: int = 0
    seconds: int = 0
    scenes: Table = ()
    answers: Table = ()

    def __add__(self, other: ViewFigures) -> ViewFigures:
        return ViewFigures(
            self.views + other.views,
            self.own_views + other.own_views,
            self.finished + other.finished,
            self.seconds + other.seconds,
            _added(self.scenes, other.scenes),
            _added(self.answers, other.answers),
        )


def none_yet(outline: FilmOutline) -> ViewFigures:
    """ViewFigures of a film that nobody has watched: a nought wherever something is counted."""
    return ViewFigures(
        scenes=tuple((0, 0) for _ in outline.scenes),
        answers=tuple((0,) * len(question.options) for question in outline.questions),
    )


def of_views(views: Iterable[FilmView], outline: FilmOutline) -> ViewFigures:
    """What these views come to."""
    found = none_yet(outline)
    scenes = [list(row) for row in found.scenes]
    answers = [list(row) for row in found.answers]
    for view in views:
        if view.own:
            found = replace(found, own_views=found.own_views + 1)
            continue
        found = found + ViewFigures(1, 0, int(view.finished), view.seconds)
        seen = unpacked(view.seen)
        for index, row in enumerate(scenes):
            row[0] += outline.has_begun(index, seen)
            row[1] += outline.has_watched(index, seen)
        for question, option in view.answers.items():
            answers[int(question)][option] += 1
    return replace(found, scenes=_table(scenes), answers=_table(answers))


def of_day(row: FilmDay) -> ViewFigures:
    """What is summed up of a day."""
    return ViewFigures(row.views, row.own_views, row.finished, row.seconds, _table(row.scenes), _table(row.answers))


def _added(one: Table, other: Table) -> Table:
    return tuple(
        tuple(left + right for left, right in zip_longest(first, second, fillvalue=0))
        for first, second in zip_longest(one, other, fillvalue=())
    )


def _table(rows: Iterable[Iterable[int]]) -> Table:
    return tuple(tuple(row) for row in rows)
