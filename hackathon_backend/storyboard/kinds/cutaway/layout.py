"""Where a drawing and its labels stand: in columns or in bands, whichever leaves more room for the drawing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ...drawing.context import DrawContext
from ...drawing.stage import Box
from ...drawing.text.text import TextBlock, measure
from ...drawing.text.typefaces import REGULAR, SEMIBOLD
from ...theme import Colour
from ...timing.cues import plain
from .bands import Bands
from .columns import Columns
from .drawing import CutawayDrawing, Named, PartOf
from .labels import Arrangement, MeasuredLabel, Place, Size
from .library import find_flow, find_part
from .scene import CutawayScene
from .tints import Palette

_SIZES = (27, 24)
"""Units of type of labels, to be tried one after the other."""
_COLUMN, _BAND, _HALF = 0.25, 0.6, 0.4
"""Parts of the area's width that a label beside, and above or below the drawing may take, alone or as one of two."""
_DEARER = 1.04
"""How much better an arrangement must be than one in larger type."""
_WIDE = 2.0
"""How many times its height a drawing is wide from which labels stand above and below it in wide frames, too."""


@dataclass(frozen=True)
class LabelText:
    """The texts of a label: its name in the colour of the part, and in grey for when it is not spoken of."""

    path: str
    names: tuple[TextBlock, TextBlock]
    note: TextBlock | None
    colour: Colour
    anchors: tuple[Place, ...]

    @property
    def room(self) -> MeasuredLabel:
        """What it takes."""
        name, note = self.names[0], self.note
        return MeasuredLabel(
            Size(name.width, name.height), Size(note.width, note.height) if note else Size(0, 0), self.anchors
        )


@dataclass(frozen=True)
class Plan:
    """The arrangement of a drawing, and the texts of its labels by their numbers in it."""

    arrangement: Arrangement
    texts: tuple[LabelText, ...]


@dataclass(frozen=True)
class LabelContent:
    """What a label is to say: its path, name, note, colour and the places that it may lead to."""

    path: str
    name: str
    note: str
    colour: str
    anchors: tuple[Place, ...]


def planned(scene: CutawayScene, drawing: CutawayDrawing, sheet: Box, context: DrawContext, area: Box) -> Plan:
    """The best arrangement in an area of a drawing, which fills `sheet`, with all the labels of its scene.

    What is not named by the scene itself is left out if there is no room for it, and then the notes are.
    """
    wanted = [*wanted_labels(scene, drawing, context.language)]
    named = [each for each in wanted if not each.path.startswith("all.")]
    bare = [replace(each, note="") for each in named]
    found = _best(wanted, sheet, context, area)
    for fewer in (named, bare):
        if found.arrangement.over > 1:
            found = _best(fewer, sheet, context, area)
    return found


def _best(wanted: Sequence[LabelContent], sheet: Box, context: DrawContext, area: Box) -> Plan:
    found: Plan | None = None
    for size in _SIZES:
        for each in _ways(wanted, sheet, context, area, size):
            if found is None or each.arrangement.cost * _DEARER < found.arrangement.cost:
                found = each
    assert found
    return found


def _ways(wanted: Sequence[LabelContent], sheet: Box, context: DrawContext, area: Box, size: float) -> Iterator[Plan]:
    """The arrangements that suit the area."""
    unit = context.u(1)
    if area.width > 0.8 * area.height:
        texts = _texts(wanted, context, size, area.width * _COLUMN)
        yield Plan(Columns(unit, tuple(text.room for text in texts), sheet, area).best(), texts)
    if area.width < 1.6 * area.height or sheet.width > _WIDE * sheet.height:
        for parted, room in ((False, _BAND), (True, _HALF)):
            texts = _texts(wanted, context, size, area.width * room)
            yield Plan(Bands(unit, tuple(text.room for text in texts), sheet, area, parted).best(), texts)


def _texts(wanted: Sequence[LabelContent], context: DrawContext, size: float, room: float) -> tuple[LabelText, ...]:
    palette = Palette(context.theme)
    return tuple(_text(each, context, palette, size, room) for each in wanted)


def _text(each: LabelContent, context: DrawContext, palette: Palette, size: float, room: float) -> LabelText:
    colour = context.theme.legible(palette.colour(each.colour.partition(" ")[0]))
    tones = (colour, context.theme.muted)
    lit, grey = (_block(context, each.name, size, room, tone, SEMIBOLD) for tone in tones)
    note = _block(context, each.note, size, room, context.theme.ink, REGULAR) if each.note else None
    return LabelText(each.path, (lit, grey), note, colour, each.anchors)


def _block(context: DrawContext, text: str, size: float, room: float, colour: Colour, weight: int) -> TextBlock:
    type_ = context.type(size, weight=weight, colour=colour, leading=1.15)
    block = measure(text, type_, room, balance=True)
    return measure(text, type_, block.longest_word + 1, balance=True) if block.breaks_words else block


def _called(drawn: Named, language: str, label: str) -> tuple[str, str]:
    """What a part is called, and what is said of it, unless that is the name again."""
    name = drawn.called(language)
    return name, "" if plain(label) == plain(name) else label


def wanted_labels(scene: CutawayScene, drawing: CutawayDrawing, language: str) -> Iterator[LabelContent]:
    """All labels of a scene: its parts and flows, and with `all` every other part of the drawing."""
    seen = set()
    for index, each in enumerate(scene.parts):
        id_ = find_part(drawing, each.part)
        if id_ in seen:
            continue
        seen.add(id_)
        part = drawing.parts[id_]
        yield LabelContent(f"parts.{index}", *_called(part, language, each.label), part.colour, part.anchors)
    for index, flow in enumerate(scene.flows):
        if flow.flow:
            known = drawing.flows[find_flow(drawing, flow.flow)]
            yield LabelContent(f"flows.{index}", *_called(known, language, flow.label), known.colour, known.anchors)
        elif flow.label:
            parts = [drawing.parts[find_part(drawing, part)] for part in flow.parts]
            yield LabelContent(f"flows.{index}", flow.label, "", parts[0].colour, (_middle(parts[0], parts[1]),))
    for index, zoom in enumerate(scene.zoom):
        id_ = find_part(drawing, zoom.part)
        if id_ not in seen:
            seen.add(id_)
            part = drawing.parts[id_]
            yield LabelContent(f"zoom.{index}", part.called(language), "", part.colour, part.anchors)
    if scene.labels == "all":
        for id_, part in drawing.parts.items():
            if id_ not in seen:
                yield LabelContent(f"all.{id_}", part.called(language), "", part.colour, part.anchors)


def _middle(one: PartOf, other: PartOf) -> Place:
    """The place half way between two parts."""
    (x, y), (to_x, to_y) = one.anchors[0], other.anchors[0]
    return (x + to_x) / 2, (y + to_y) / 2
