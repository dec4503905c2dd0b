"""The parts of a drawing that a narration names, for scenes that name none themselves."""

from __future__ import annotations

from collections.abc import Iterator

from ..mentions import mentions, with_cues
from .drawing import CutawayDrawing
from .library import drawing_of, find_part, find_subject
from .scene import CutawayScene, NamedPart

_MOST, _MAIN = 8, 6
"""How many parts are named that are spoken of, and how many main ones where none is."""


def meant(scene: CutawayScene, language: str) -> CutawayScene:
    """`scene` with the parts that its narration names, each at its word; with the main ones if it names none.

    Of a scene that names parts itself, those without a cue get the word that names them. One that shows all of them is
    as it was; one in which something flows or is seen from near gets no main ones.
    """
    drawing = drawing_of(find_subject(scene.subject))
    if scene.parts:
        parts = with_cues(scene.parts, lambda part: _names_of(part, drawing), scene.narration)
        return scene.model_copy(update={"parts": parts})
    if scene.labels == "all":
        return scene
    said = mentions(scene.narration, _names(drawing))
    found = [(id_, mention.words) for id_, mention in said.items()][:_MOST]
    if not found and not (scene.flows or scene.zoom):
        found = [(id_, "") for id_, part in drawing.parts.items() if not part.within][:_MAIN]
    named = tuple(NamedPart(part=_called(id_, drawing, language), cue=cue) for id_, cue in found)
    return scene.model_copy(update={"parts": named})


def _names_of(part: NamedPart, drawing: CutawayDrawing) -> Iterator[str]:
    """All names of the part that is meant, first that which the writer uses."""
    found = drawing.parts[find_part(drawing, part.part)]
    yield from (part.part, *found.names.values(), *found.synonyms)


def _names(drawing: CutawayDrawing) -> Iterator[tuple[str, str]]:
    for id_, part in drawing.parts.items():
        yield from ((name, id_) for name in (*part.names.values(), *part.synonyms))


def _called(id_: str, drawing: CutawayDrawing, language: str) -> str:
    """The name of a part in a language, unless another part has it too."""
    name = drawing.parts[id_].called(language)
    return name if find_part(drawing, name) == id_ else drawing.parts[id_].names["en"]
