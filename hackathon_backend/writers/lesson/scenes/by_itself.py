"""Figures that come by themselves: what is said names a known subject, countries, quantities, a function, or things."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from ....errors import FormulaError, StoryboardError
from ....lessons import Lesson
from ....storyboard.fields import Fields
from ....storyboard.kinds import KINDS, Scene
from ....storyboard.kinds.icon import Icon
from ....storyboard.kinds.map.data import continents
from ....storyboard.kinds.map.names import known_place
from ....storyboard.kinds.plot.maths.formula import read_formula
from ....storyboard.reading.figure import figure_scene
from ..matter import heading_in
from ..named import named_things
from ..plan import ToldBeat
from .dates import date_in, year_of
from .icons import icons_in
from .labels import cue_at, heading, parted
from .statements import statement
from .subjects import subject
from .told_order import told_parts, told_process

_Builder = Callable[[ToldBeat, Lesson], Fields | None]

_FEWEST = 2
"""Parts, lands or things that are worth a picture."""
_MOST_LANDS, _MOST_THINGS = 10, 6
_FEWEST_EVENTS, _MOST_EVENTS = 3, 8
_END = " .;。।"
"""What an item may end with."""
_LATEST = 12
"""Words that may be said before the first land of a map is shown."""
_NAME_WORDS = 4
"""Words of a label."""
_BRANCH, _BESIDE = 40, 110
"""Characters of what hangs on a section, and of what stands beside another."""
_QUANTITY = re.compile(
    r"(?:~|ca\. ?|about |around )?(\d[\d,\u202f ]*(?:\.\d+)?)\s?([^\W\d_][^\s,;.]{0,12}|%|°C|°|€|\$)?\Z"
)
_WIDEST_SPREAD = 500.0
"""The greatest amount over the smallest, above which bars show nothing."""
_ROW = re.compile(r"-?\d+(?:[.,]\d+)?(?:[;,]?\s+-?\d+(?:[.,]\d+)?)+")
_BETWEEN = re.compile(r"[;,]?\s+")
"""Numbers in a row, and what stands between them."""
_FUNCTION = re.compile(r"(?:\by|\bf\(x\))\s*=\s*([^,;=]{3,60}?)(?=[.,;]?(?:\s[a-z]{2,}|\s*\Z)|[,;])")
_SURE_NAME, _BEGINS = 6, re.compile(r"(?:\A|[.!?:;…»\"“”)]|[-–—•])\s*\Z")
"""Letters of a name that is no other word with the capital of a sentence, and what stands before such a word."""
_NAMES = re.compile(r"[^\W\d_a-zß-ÿ][\w'’-]*(?:\s(?:of\s|and\s)?[^\W\d_a-zß-ÿ][\w'’-]*){0,2}")
"""Runs of words with capitals."""


def figure_by_itself(told: ToldBeat, lesson: Lesson) -> Scene | None:
    """The picture of a beat that no kind of block asks for; None if nothing in it is sure to be one."""
    # Whoever writes a lesson as one puts into a table what is to stand side by side.
    return _first_made((*_BUILDERS, _side_by_side) if lesson.document else _BUILDERS, told, lesson)


def _countries(told: ToldBeat, _lesson: Lesson) -> Fields | None:
    """A map of the countries that are named."""
    said = told.narration
    places = {
        code: name
        for found in _NAMES.finditer(said)
        for code, name in _places(found[0])
        if len(name) >= _SURE_NAME or not _BEGINS.search(said, 0, found.start() + found[0].find(name))
    }
    if not _FEWEST <= len(places) <= _MOST_LANDS:
        return None
    fills = [{"country": name, "cue": name} for name in places.values()]
    if len(said[: said.find(fills[0]["country"])].split()) > _LATEST:
        # A map must not stand empty through a whole introduction.
        fills[0]["cue"] = cue_at(said)
    # Russia alone would make a map of the world of one of Europe.
    region = "Europe" if "RU" in places and places.keys() <= continents()["150"] else ""
    return {"type": "map", "region": region, "fills": fills}


def _places(name: str) -> Iterator[tuple[str, str]]:
    """The countries in a run of words with capitals, each with the words that name it."""
    runs = [[name]] if known_place(name) else [[part, *part.split()] for part in name.split(" and ")]
    for run in runs:
        # Continents and the world are no countries.
        codes = ((known_place(each), each) for each in run if len(each) > 3)
        yield from islice(((code, each) for code, each in codes if code.isalpha()), 1)


def _pairs(told: ToldBeat) -> list[tuple[str, str]]:
    """For each item of a list what is named, and what is said of it."""
    return [parted(item.rstrip(_END)) for item in told.items]


def _quantities(told: ToldBeat, _lesson: Lesson) -> Fields | None:
    """Bars for a list of things with an amount each, all in one unit."""
    pairs = _pairs(told)
    found = [_QUANTITY.match(amount) if name else None for name, amount in pairs]
    read = [(name, match) for (name, _), match in zip(pairs, found, strict=True) if match]
    if len(read) < max(_FEWEST, len(pairs)) or len({match[2] for _, match in read}) > 1:
        return None
    values = [float(re.sub(r"[,\u202f ]", "", match[1])) for _, match in read]
    if min(values) <= 0 or max(values) / min(values) > _WIDEST_SPREAD:
        return None
    labels = [name for name, _ in read]
    focus = [{"label": name, "cue": cue_at(item)} for name, item in zip(labels, told.items, strict=True)]
    return {
        "type": "chart",
        "kind": "bar",
        "unit": read[0][1][2] or "",
        "labels": labels,
        "series": [{"values": values}],
        "focus": focus,
    }


def _measured(told: ToldBeat, _lesson: Lesson) -> Fields | None:
    """Points in a plane for two rows of as many numbers: "U in V: 2, 4, 6" above "I in A: 0.1, 0.2, 0.3"."""
    pairs = _pairs(told)
    if len(pairs) != 2 or not all(name and _ROW.fullmatch(row) for name, row in pairs):
        return None
    xs, ys = ([float(each.replace(",", ".")) for each in _BETWEEN.split(row)] for _, row in pairs)
    if len(xs) != len(ys) or len(xs) < _FEWEST_EVENTS or xs != sorted(set(xs)):
        return None
    axes = {axis: {"name": name} for axis, (name, _) in zip("xy", pairs, strict=True)}
    return {"type": "plot", "data": [{"xs": xs, "ys": ys, "cue": cue_at(told.items[1])}]} | axes


def _function(told: ToldBeat, _lesson: Lesson) -> Fields | None:
    """The curves of formulas in x that are spoken of."""
    curves = []
    for found in _FUNCTION.finditer(told.narration):
        try:
            letters = read_formula(found[1]).letters()
        except FormulaError:
            continue
        if letters == {"x"}:
            curves.append({"formula": found[1].strip()})
    return {"type": "plot", "curves": curves[:4]} if curves else None


def _things(told: ToldBeat, lesson: Lesson) -> Fields | None:
    """Drawings of the things of a list, if each of them has one of its own."""
    names = [parted(item)[0] or item.rstrip(_END) for item in told.items]
    if "cast" not in KINDS or not _FEWEST <= len(names) <= _MOST_THINGS:
        return None
    if any(len(name.split()) > _NAME_WORDS or len(name) > 40 for name in names):
        return None
    drawings = icons_in(lesson, names)
    if Icon.none in drawings:
        return None
    return {
        "type": "cast",
        "arrangement": "row" if len(names) <= _NAME_WORDS else "grid",
        "actors": [
            {"id": name, "art": art, "label": name, "cue": cue_at(item)}
            for name, art, item in zip(names, drawings, told.items, strict=True)
        ],
    }


def _dated(told: ToldBeat, lesson: Lesson) -> Fields | None:
    """Events on a line: most of what is said has a year, and these come one after the other."""
    dates = [(date_in(line), line) for line in told.lines]
    dated = [(date, line) for date, line in dates if date]
    years = [year_of(date) for date, _line in dated]
    if len(dated) < _FEWEST_EVENTS or len(dated) * 2 < len(told.lines) or years != sorted(years):
        return None
    if len(set(years)) < _FEWEST_EVENTS or len(dated) > _MOST_EVENTS:
        return None
    events = [
        {"when": date, "text": statement(line, lesson.language).text, "cue": cue_at(line)} for date, line in dated
    ]
    return {"type": "timeline", "events": events}


_BUILDERS: Sequence[_Builder] = (
    subject,
    _quantities,
    _measured,
    _function,
    told_process,
    _dated,
    told_parts,
    _countries,
    _things,
)


def instead_of_points(told: ToldBeat, lesson: Lesson) -> Scene | None:
    """What a beat shows if a film has statements already: things that are named in it, or what its items hang on."""
    return _first_made((named_things, _side_by_side, _branches), told, lesson)


def _first_made(builders: Sequence[_Builder], told: ToldBeat, lesson: Lesson) -> Scene | None:
    """The scene of the first of `builders` that finds one, and one of its own kind."""
    for fields in filter(None, (build(told, lesson) for build in builders)):
        try:
            head = heading(heading_in(lesson, told.beat.section or lesson.title))
            scene = figure_scene(fields, head, told.narration)
        except StoryboardError:
            continue
        if scene.type == fields["type"]:
            return scene
    return None


def _side_by_side(told: ToldBeat, lesson: Lesson) -> Fields | None:
    """Two or three things that are named, each with what is said of it."""
    pairs = _pairs(told)
    if len(pairs) not in (2, 3) or not all(name for name, _ in pairs):
        return None
    said = [statement(text, lesson.language) for _, text in pairs]
    if not all(each.is_whole and len(each.text) <= _BESIDE for each in said):
        return None
    return {
        "type": "compare",
        "columns": [
            {"title": name, "cue": cue_at(item), "items": [{"text": each.text, "cue": each.cue}]}
            for (name, _), each, item in zip(pairs, said, told.items, strict=True)
        ],
    }


def _branches(told: ToldBeat, lesson: Lesson) -> Fields | None:
    """The items of a list around what they belong to."""
    names = [item.rstrip(_END) for item in told.items]
    section = heading_in(lesson, told.beat.section)
    if not section or not _FEWEST < len(names) <= _MOST_THINGS:
        return None
    # Whole sentences hang on nothing.
    if any(len(name) > _BRANCH or len(name.split()) > _NAME_WORDS + 1 for name in names):
        return None
    nodes = [{"id": "section", "label": section[:60], "cue": cue_at(told.narration)}]
    nodes += [
        {"id": str(number), "label": name, "cue": cue_at(item)}
        for number, (name, item) in enumerate(zip(names, told.items, strict=True))
    ]
    return {
        "type": "graph",
        "nodes": nodes,
        "edges": [{"source": "section", "target": str(number)} for number in range(len(names))],
    }
