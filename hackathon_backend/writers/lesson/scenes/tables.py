"""Tables of a lesson as scenes: numbers as a chart, words side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import ceil
from typing import Literal

from ....lessons import Block
from ....lessons.sentences import is_question
from ....storyboard.kinds.chart.scene import ChartFocus, ChartScene, Series
from ....storyboard.kinds.compare.scene import Column, CompareScene, Item
from .labels import cue_at, heading

_NUMBER = re.compile(r"[-−+]?\d[\d,\u202f\u00a0]*(?:\.\d+)?\s*%?")
_UNIT = re.compile(r"\s*\(([^()]{1,20})\)\s*$")
WIDEST = 9
"""Columns of a table that a scene can show."""
_MOST_ROWS = 8
_CELL = 60
_MOST_SERIES, _MOST_LABELS, _MOST_FOCUS = 3, 40, 6
_MOST_CARDS = 3
"""Things that are shown side by side, each with what there is to say of it."""
_LATEST_START = 10
"""Words of a narration after which the first column must be there."""
_READ_BY = 0.75
"""The part of what is said by which all rows of a table are there, if they are not spoken of one by one."""
_WIDEST_SPREAD = 500.0
"""The greatest value over the smallest, above which bars show nothing."""

Rows = Sequence[Sequence[str]]


def table_scene(head: str, block: Block, narration: str) -> ChartScene | CompareScene | None:
    """The scene below the heading `head` that shows a table best; None if it is too wide for any."""
    rows = _filled([row for row in block.rows if len(row) == len(block.rows[0])])
    if len(rows) < 2 or len(rows[0]) < 2:
        return None
    if chart := _chart(head, rows, narration):
        return chart
    columns = _columns(rows, narration)
    return CompareScene(heading=head, columns=columns, narration=narration) if columns else None


def _filled(rows: Rows) -> Rows:
    """The rows without the columns that have nothing but a heading, as those of icons, if two are left."""
    kept = [at for at in range(len(rows[0])) if any(any(map(str.isalnum, row[at])) for row in rows[1:])]
    return [[row[at] for at in kept] for row in rows] if 1 < len(kept) < len(rows[0]) else rows


def tables_of(block: Block) -> list[Block]:
    """A table in parts, each of which a scene can show whole; [] if it is too wide for any."""
    header, *body = block.rows
    if not body or len(header) > WIDEST:
        return []
    if _numbers(block.rows):
        return [block]
    if turned := _turned(block):
        return turned
    most = _MOST_CARDS if len(header) > _MOST_SERIES and (header[0] or len(header) > 4) else _MOST_ROWS
    count = ceil(len(body) / most)
    ends = [round(len(body) * number / count) for number in range(count + 1)]
    return [replace(block, rows=(header, *body[start:end])) for start, end in pairwise(ends)]


def _turned(block: Block) -> list[Block]:
    """A table of numbers that has more columns than a chart has series: its rows are those, a few at a time; [] if it
    is none.
    """
    header, *body = block.rows
    # An empty corner tells that both ways are names; below one that is filled each column measures something else.
    names = [*header[1:], *(row[0] for row in body)]
    if len(header) <= _MOST_SERIES + 1 or header[0] or any(not any(map(str.isalpha, name)) for name in names):
        return []
    groups = [body[start : start + _MOST_SERIES] for start in range(0, len(body), _MOST_SERIES)]
    tables = [tuple(zip(header, *group, strict=True)) for group in groups]
    return [replace(block, rows=rows) for rows in tables] if all(map(_numbers, tables)) else []


def rows_in_words(rows: Rows) -> list[str]:
    """The rows below the head as they can be said: what two columns tell in words, all that a wider table tells."""
    body = [row for row in rows[1:] if len(row) > 1]
    if len(rows[0]) <= _MOST_SERIES:
        return [f"{row[0]}: {row[1]}" for row in body if " " in row[1]]
    has_words = any(any(map(str.isalpha, cell)) for row in body for cell in row[1:])
    return [f"{row[0]}: {', '.join(filter(None, row[1:]))}" for row in body] if has_words else []


def cue_of(text: str, narration: str) -> str:
    """The place in `narration` that speaks of `text`: its longest word that is said; "" if none is."""
    for word in sorted(re.findall(r"\w{4,}|\d+", text), key=len, reverse=True)[:2]:
        if match := re.search(rf"\b{re.escape(word)}\w*", narration, re.IGNORECASE):
            return match[0]
    return ""


def _numbers(rows: Rows) -> list[list[float]] | None:
    """The columns after the first one as numbers; None if bars or lines of one scale can't show them."""
    header, body = rows[0], rows[1:]
    columns = [[_number(row[place]) for row in body] for place in range(1, len(header))]
    values = [[value for value in column if value is not None] for column in columns]
    if values != columns:
        return None
    flat = [abs(value) for column in values for value in column if value]
    if not flat or max(flat) / min(flat) > _WIDEST_SPREAD or len(body) > _MOST_LABELS:
        return None
    # No scale is that of kilograms and metres.
    units = {_name_and_unit(cell)[1] for cell in header[1:]}
    return values if len(units) == 1 and len(columns) <= _MOST_SERIES else None


def _chart(head: str, rows: Rows, narration: str) -> ChartScene | None:
    header, body = rows[0], rows[1:]
    values = _numbers(rows)
    if values is None:
        return None
    names = [heading(_name_and_unit(cell)[0]) for cell in header[1:]]
    unit = _name_and_unit(header[1])[1]
    labels = tuple(heading(row[0]) or str(number) for number, row in enumerate(body, 1))
    return ChartScene(
        heading=head,
        kind=_kind(body, values, unit),
        unit=unit,
        x_label=heading(header[0]),
        y_label=names[0] if len(names) == 1 else "",
        labels=labels,
        series=tuple(
            Series(name=name if len(names) > 1 else "", values=tuple(column))
            for name, column in zip(names, values, strict=True)
        ),
        focus=_focus(labels, narration),
        narration=narration,
    )


def _kind(body: Rows, values: Sequence[Sequence[float]], unit: str) -> Literal["line", "pie", "bar"]:
    steps = [_number(row[0]) for row in body]
    known = [step for step in steps if step is not None]
    if len(known) == len(steps) >= 3 and known in (sorted(known), sorted(known, reverse=True)):
        return "line"
    is_share = unit == "%" and len(values) == 1 and 99 <= sum(values[0]) <= 101
    return "pie" if is_share and min(values[0]) >= 1 else "bar"


def _focus(labels: Sequence[str], narration: str) -> tuple[ChartFocus, ...]:
    words = {label: re.compile(rf"(?<!\w){re.escape(label)}(?!\w)", re.IGNORECASE) for label in labels}
    found = sorted((match.start(), label) for label in labels if (match := words[label].search(narration)))
    return tuple(ChartFocus(label=label, cue=cue_at(narration, place)) for place, label in found[:_MOST_FOCUS])


def _columns(rows: Rows, narration: str) -> tuple[Column, ...]:
    """The columns of a comparison; () if the table is too wide for one."""
    header, body = rows[0], rows[1 : _MOST_ROWS + 1]
    aspects = not header[0] and len(header) in (3, 4)
    if aspects:
        columns = [(title, [_aspect(row[0], row[place]) for row in body]) for place, title in enumerate(header[1:], 1)]
    elif len(body) in (2, 3) and len(header) > 2:
        columns = [(row[0], list(map(_aspect, header[1:], row[1:]))) for row in body]
    elif len(body) == 1 and len(header) > 3:
        columns = [(row[0], list(row[1:])) for row in rows]
    elif len(header) <= 3:
        return _row_by_row(header, body, narration)
    else:
        return ()
    return _told(columns, narration, may_turn=aspects)


def _row_by_row(header: Sequence[str], body: Rows, narration: str) -> tuple[Column, ...]:
    """A table as it is read: heads first, and then each thing with what there is to say of it."""
    named = [narration.find(cue) if (cue := cue_of(row[0], narration)) else -1 for row in body]
    words = [match.start() for match in re.finditer(r"\S+", narration)]
    if -1 in named or named != sorted(set(named)):
        named = (
            [words[int(_READ_BY * len(words) * (row + 0.5) / len(body))] for row in range(len(body))] if words else []
        )
    cues = [cue_at(narration, place) for place in named] or [""] * len(body)
    first = cue_at(narration, 0)
    return tuple(
        Column(
            title=_cell(title),
            cue=first,
            items=tuple(_item(row[place], cue) for row, cue in zip(body, cues, strict=True)),
        )
        for place, title in enumerate(header)
    )


def _told(columns: Sequence[tuple[str, Sequence[str]]], narration: str, *, may_turn: bool) -> tuple[Column, ...]:
    """The columns as the narration speaks of them: one after the other, if it names them all in turn.

    If it goes back and forth or comes to them late they have no cues, and fill evenly.
    """
    cues = [cue_of(title, narration) for title, _ in columns]
    places = [narration.find(cue) if cue else len(narration) for cue in cues]
    order = sorted(range(len(columns)), key=lambda place: places[place]) if may_turn else list(range(len(columns)))
    starts = [places[place] for place in order]
    in_turn = all(before < after for before, after in pairwise(starts))
    if not in_turn or len(narration[: starts[0]].split()) > _LATEST_START:
        return tuple(_column(title, "", cells, "") for title, cells in columns)
    parts = [narration[start:end] for start, end in zip(starts, [*starts[1:], None], strict=True)]
    told = zip(order, parts, strict=True)
    return tuple(_column(columns[place][0], cues[place], columns[place][1], part) for place, part in told)


def _column(title: str, cue: str, cells: Sequence[str], told: str) -> Column:
    """A column with its items, which come as they are spoken of in `told`, and never before the one above."""
    items = []
    for cell in cells[:_MOST_ROWS]:
        spoken = cue_of(cell, told)
        told = told[told.find(spoken) + len(spoken) :] if spoken else told
        items.append(_item(cell, spoken))
    return Column(title=_cell(title), cue=cue, items=tuple(items))


def _item(text: str, cue: str) -> Item:
    return Item(text=_cell(text), cue=cue)


def _cell(text: str) -> str:
    return heading(text, _CELL) or "–"


def _aspect(name: str, value: str) -> str:
    """A cell with what it is of its row's thing: "Mass: 5 kg"."""
    colon = "" if is_question(name) else ":"
    return f"{name}{colon} {value}" if name and value else name or value


def _name_and_unit(cell: str) -> tuple[str, str]:
    unit = _UNIT.search(cell)
    return (cell[: unit.start()], unit[1]) if unit else (cell, "")


def _number(cell: str) -> float | None:
    text = cell.strip()
    if not _NUMBER.fullmatch(text):
        return None
    return float(re.sub(r"[,\u202f\u00a0%\s]", "", text).replace("−", "-"))
