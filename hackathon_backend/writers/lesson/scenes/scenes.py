"""Beats as scenes of a storyboard, in JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from ....lessons import Block, Lesson
from ....storyboard.kinds.base import Icon
from ...cutting import cut_at_word
from ..beats import Beat, refers_back, spoken
from ..phrases import phrase
from ..plan import LessonPlan, SaidSentence, is_timeline
from .icons import icon_of, icons_of
from .labels import Label, cue_at, heading, label, parted, step_label, term_of
from .pictures import path_of
from .quiz import Quiz
from .tables import cue_of, table_scene

Scene = dict[str, Any]

_MOST_POINTS = 5
_SHORT_LINE, _VALUE = 44, 24
"""Characters of a named line, or of the value in it, that are shown beside the name."""
_MOST_FOCUS = 8
_MOST_EQUATIONS = 10
_LATEST_START, _EARLY_WORD = 10, 4
"""Words of a narration after which the first part must have appeared, and the word at which it does then."""
_LISTING = 6000
_LATEX = 400
_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]{2,}")
_FIRST_CLAUSE = re.compile(r"([^,،，、.。।]*)([,،，、]?)\s*(.*)", re.DOTALL)
# What goes round, and not what is ridden, reused or done on two wheels.
_CYCLE = re.compile(
    r"(?<!how to )(?<!to )(?<!can )(?<!motor )(?<!motor-)\b(?:life)?cycles?\b"
    r"(?! (?:lanes?|paths?|routes?|rac\w+|tours?|helmets?|shops?|tracks?|ways?|to|home|safely|through|along|with)\b)"
    r"|\bciclos?\b|\bcicli\b|kreis(?:lauf|läufe)|zyklus|चक्र|دورة|循环|循環|サイクル",
    re.IGNORECASE,
)


class Parts(NamedTuple):
    """What a film has beside the scenes of its beats."""

    title: bool = True
    takeaways: bool = True


ALL_PARTS = Parts()


def storyboard_of(
    lesson: Lesson,
    plan: LessonPlan,
    takeaways: Sequence[str],
    closing: Sequence[str],
    quiz: Quiz | None = None,
    parts: Parts = ALL_PARTS,
) -> dict[str, Any]:
    """The storyboard of a plan: a title, a scene for each beat, a question about them, and the takeaways, of which
    `closing` is said. A film without any beat has a title in any case.
    """
    title = heading(plan.focus or lesson.title, 120)
    subtitle = lesson.title if title != heading(lesson.title, 120) else lesson.summary
    scenes = [scene_of(said, lesson) for said in plan.beats]
    if parts.title or not scenes:
        subtitle = cut_at_word(subtitle, 110).rstrip(".")
        icon = _title_icon(lesson, title)
        scenes.insert(0, _scene("title", plan.opening, title=title, subtitle=subtitle, icon=icon))
    scenes += [quiz.scene()] if quiz else []
    scenes += [_takeaways(lesson, takeaways, closing)] if parts.takeaways else []
    return {"title": title, "language": lesson.language, "scenes": scenes}


def _title_icon(lesson: Lesson, title: str) -> Icon:
    """A drawing for the title: half of the frame is for it."""
    found = (icon_of(text) for text in (title, lesson.title, lesson.summary))
    return next((icon for icon in found if icon != Icon.none), Icon.book)


def scene_of(said: SaidSentence, lesson: Lesson) -> Scene:
    """The scene that shows a beat best; statements if there is no picture for it."""
    fields = _BUILDERS[said.beat.kind](said, lesson) if said.beat.kind in _BUILDERS else None
    fields = fields or _points(said, lesson)
    head = heading(said.beat.section or lesson.title)
    return _scene(fields.pop("type"), said.lines, heading=head, **fields)


def _scene(kind: str, lines: Sequence[str], /, **fields: Any) -> Scene:
    scene = {"type": kind, **fields, "narration": " ".join(lines)}
    for parts in ("points", "steps", "events", "nodes"):
        if isinstance(items := scene.get(parts), list) and items:
            items[0]["cue"] = _soon(str(items[0].get("cue", "")), str(scene["narration"]))
    return scene


def _soon(cue: str, narration: str) -> str:
    """`cue`, or one near the start: a heading over an empty picture must not stand through a whole introduction."""
    starts = [match.start() for match in re.finditer(r"\S+", narration)]
    if len(starts) <= _LATEST_START or narration.find(cue) < starts[_LATEST_START]:
        return cue
    return cue_at(narration, starts[_EARLY_WORD])


def _items(said: SaidSentence) -> list[str]:
    """The items of a list that are said, without what leads up to them."""
    items = {spoken(item) for item in said.beat.items}
    return [line for line in said.lines if line in items]


def _points(said: SaidSentence, lesson: Lesson) -> Scene:
    items = _items(said)
    standing_alone = [line for line in said.lines if not refers_back(line)]
    lines = items or (
        (standing_alone if len(standing_alone) > 1 else said.lines)
        or said.beat.items
        or [said.beat.section or lesson.title]
    )
    labels = [_named(line) or label(line, lesson.language) for line in lines]
    whole = [each for each in labels if each.is_whole and each.text]
    # A line of marks alone leaves nothing to show; the heading is there for that. A list is shown as it is.
    chosen = whole if len(whole) >= 2 and not items else [each for each in labels if each.text]
    chosen = chosen or [Label(heading(lesson.title, 120), "")]
    distinct = {each.text.casefold(): each for each in chosen}.values()
    points = [{"text": each.text, "cue": each.cue} for each in [*distinct][:_MOST_POINTS]]
    return {"type": "points", "points": _with_icons(points, icons_of([point["text"] for point in points]))}


def _named(line: str) -> Label | None:
    """What a line names, with what it says of it if that is short: a name without its measure says nothing."""
    term, rest = parted(line)
    if not term:
        return None
    value = rest.rstrip(" .;,。।")
    is_short = len(term) + len(value) <= _SHORT_LINE or (len(value) <= _VALUE and any(map(str.isdigit, value)))
    return Label(line.rstrip(" .;,。।") if is_short else term, cue_at(line))


def _steps(said: SaidSentence, lesson: Lesson) -> Scene | None:
    items = _items(said)
    if len(items) < 2:
        return None
    if is_timeline(items):
        return {"type": "timeline", "events": [_event(item, lesson.language) for item in items]}
    shape = "cycle" if len(items) > 2 and _goes_round(said.beat, lesson) else "line"
    steps = [_step(item, lesson.language) for item in items[:10]]
    icons = icons_of([step["label"] for step in steps])
    return {"type": "process", "shape": shape, "steps": _with_icons(steps, icons)}


def _goes_round(beat: Beat, lesson: Lesson) -> bool:
    """Whether steps make a ring: their section says so, or the title does and they are the first of the lesson."""
    first = next((block.section for block in lesson.blocks if block.kind == "steps"), "")
    return any(map(_CYCLE.search, (beat.section, lesson.title if beat.section == first else "")))


def _event(item: str, language: str) -> dict[str, str]:
    when, what = parted(item)
    return {"when": when, "text": label(what, language).text, "cue": cue_at(item)}


def _step(item: str, language: str) -> dict[str, str]:
    if term := term_of(item):
        more = label(parted(item)[1], language)
        return {"label": term, "detail": more.text if more.is_whole else "", "cue": cue_at(item)}
    text, detail, cue = step_label(item, language)
    return {"label": text, "detail": detail, "cue": cue}


def _code(said: SaidSentence, _: Lesson) -> Scene:
    block = said.beat.shown[0]
    focus = [{"lines": lines, "cue": cue} for lines, cue in _focus(block, said.lines)]
    return {
        "type": "code",
        "language": block.info[:60],
        "code": block.text[:_LISTING],
        "focus": focus[:_MOST_FOCUS],
    }


def _focus(block: Block, lines: Sequence[str]) -> list[tuple[str, str]]:
    """For each sentence that names something in the code: the lines with the rarest such name."""
    code = block.text.split("\n")[:999]
    found: list[tuple[str, str]] = []
    for line in lines:
        named = [(_lines_with(match[0], code), match.start()) for match in _IDENTIFIER.finditer(line)]
        named = [(numbers, start) for numbers, start in named if numbers]
        if not named:
            continue
        numbers, start = min(named, key=lambda place: len(place[0]))
        if not found or found[-1][0] != _ranges(numbers):
            found.append((_ranges(numbers), cue_at(line, start)))
    return found


def _lines_with(name: str, code: Sequence[str]) -> list[int]:
    pattern = re.compile(rf"\b{re.escape(name)}\b")
    return [number for number, line in enumerate(code, 1) if pattern.search(line)]


def _ranges(numbers: Sequence[int]) -> str:
    """Line numbers as "2-4,7"."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return ",".join(f"{part[0]}-{part[-1]}" if len(part) > 1 else str(part[0]) for part in parts[:6])


def _table(said: SaidSentence, _: Lesson) -> Scene | None:
    return table_scene(said.beat.shown[0], " ".join(said.lines))


def _equation(said: SaidSentence, _: Lesson) -> Scene | None:
    formulas = [" ".join(block.text.split()) for block in said.beat.shown]
    steps = [{"latex": formula, "note": "", "cue": ""} for formula in formulas if 0 < len(formula) <= _LATEX]
    return {"type": "equation", "steps": steps[:_MOST_EQUATIONS]} if steps else None


def _graph(said: SaidSentence, _: Lesson) -> Scene | None:
    relations = said.beat.relations
    if relations is None:
        return None
    narration = " ".join(said.lines)
    icons = icons_of(list(relations.names.values()))
    nodes = [
        {"id": key, "label": name, "icon": icon, "cue": cue_of(name, narration)}
        for (key, name), icon in zip(relations.names.items(), icons, strict=True)
    ]
    edges = [{"source": source, "target": target, "label": text} for source, target, text in relations.edges]
    return {"type": "graph", "nodes": nodes, "edges": edges}


def _array(said: SaidSentence, lesson: Lesson) -> Scene | None:
    run = said.beat.run
    if run is None:
        return None
    steps: list[Scene] = []
    rest = ""
    for deed in run.deeds:
        sentence = phrase(deed.told[0], lesson.language, **deed.told[1]) if deed.told else ""
        what, comma, more = _FIRST_CLAUSE.match(sentence).groups() if sentence else ("", "", "")  # type: ignore[union-attr]
        cue = (cue_at(sentence) if sentence else rest) if not sentence or sentence in said.lines else ""
        rest = cue_at(more) if comma and sentence in said.lines else ""
        steps.append({"action": deed.action, "at": deed.at, "name": deed.name, "note": what[:120], "cue": cue})
    return {"type": "array", "values": list(run.values), "steps": steps}


def _image(said: SaidSentence, _: Lesson) -> Scene:
    picture = said.beat.shown[0]
    return {"type": "image", "source": path_of(picture.info) or picture.info, "caption": heading(picture.text, 110)}


def _takeaways(lesson: Lesson, takeaways: Sequence[str], closing: Sequence[str]) -> Scene:
    shown = [{"text": each, "cue": cue_at(each) if each in closing else ""} for each in takeaways]
    return _scene("takeaways", closing, heading=phrase("takeaways", lesson.language), takeaways=shown)


def _with_icons(parts: Sequence[Scene], icons: Sequence[str]) -> list[Scene]:
    return [part | {"icon": icon} for part, icon in zip(parts, icons, strict=True)]


_Builder = Callable[[SaidSentence, Lesson], Scene | None]
_BUILDERS: dict[str, _Builder] = {
    "steps": _steps,
    "code": _code,
    "table": _table,
    "formula": _equation,
    "graph": _graph,
    "array": _array,
    "image": _image,
}
