"""The outline of a film: asked for by a small schema, read with patience."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ValidationError

from ....errors import WriterError
from ....storyboard.kinds import KINDS
from ....storyboard.reading.scene_kind import kind_named
from ...base import Request
from ...cutting import cut_at_sentence, cut_at_word, sentences_of
from ...drafts import Outline, PlannedScene, PlannedThing
from ..brief_fields import takeaways_of, title_of, visual_prompt_of
from ..protocol import JsonObject, JsonSchema
from .exchange import Answered
from .pictures import KIND as PICTURE
from .pictures import NO_PICTURES, ShownPictures
from .prompts import MOST_SCENES, words_wanted

TOKENS = 10_000
"""The most that an outline may have, with what a model thinks before it writes."""
_IDEA, _DRAWN, _LABEL, _NARRATION = 80, 1_200, 40, 2_000
_MOST_THINGS = 12
_TOO_LONG = 1.25
"""How many times as many words as were promised are too many."""
_INSTEAD_OF_POINTS = ("cast", "process")


def _text(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


Text = Annotated[str, BeforeValidator(_text)]


class _ThingAnswer(BaseModel):
    id: Text
    label: Text = ""


class _SceneAnswer(BaseModel):
    idea: Text = ""
    kind: Text = ""
    drawn: Text = ""
    narration: Text
    things: list[_ThingAnswer] = []
    passage: Text = ""
    picture: Text = ""


class _OutlineAnswer(BaseModel):
    """An outline as a language model writes it."""

    title: Text
    visual_prompt: Text
    takeaways: list[Text]
    scenes: list[_SceneAnswer]


def outline_schema(pictures: ShownPictures = NO_PICTURES) -> JsonSchema:
    """The schema of an outline, in the form that structured outputs take. The narration comes last of a scene: by then
    it is known what there is to see. Without pictures there is nothing to choose one by.
    """
    text: JsonSchema = {"type": "string"}
    kinds = [kind.name for kind in KINDS.values() if kind.written]
    picture: JsonSchema = {"picture": {"type": "string", "enum": ["", *pictures.known]}} if pictures.known else {}
    if pictures.known:
        kinds.append(PICTURE)
    thing = _object({"id": text, "label": text})
    scene = _object(
        {
            "idea": text,
            "kind": {"type": "string", "enum": kinds},
            "drawn": text,
            "things": {"type": "array", "items": thing},
            "passage": text,
            **picture,
            "narration": text,
        }
    )
    return _object(
        {
            "title": text,
            "scenes": {"type": "array", "items": scene},
            "takeaways": {"type": "array", "items": text},
            "visual_prompt": text,
        }
    )


def read_outline(reply: JsonObject, request: Request, pictures: ShownPictures = NO_PICTURES) -> Answered[Outline]:
    """The outline that an answer holds, within what a film may have, and what is wrong with it.

    Raises `WriterError` if there are no scenes, takeaways or titles in it.
    """
    try:
        answer = _OutlineAnswer.model_validate(reply)
    except ValidationError as error:
        place = ".".join(str(step) for step in error.errors()[0]["loc"])
        raise WriterError(f"The language model's outline makes no sense at {place!r}.") from error
    given = [scene for scene in answer.scenes if scene.narration]
    if not any(_kind(scene) not in {"title", "takeaways"} for scene in given):
        raise WriterError("The language model's outline has no scenes.")
    complaints = tuple(_complaints(given, request, pictures))
    takeaways = takeaways_of(answer.takeaways)
    scenes = _framed([_planned(scene, pictures) for scene in given], answer.title, takeaways)
    scenes = _short_enough(_with_few_points(scenes), words_wanted(request))
    return Answered(
        Outline(title_of(answer.title), visual_prompt_of(answer.visual_prompt), takeaways, tuple(scenes)), complaints
    )


def _complaints(given: Sequence[_SceneAnswer], request: Request, pictures: ShownPictures) -> Iterator[str]:
    words, wanted = sum(len(scene.narration.split()) for scene in given), words_wanted(request)
    if words > _TOO_LONG * wanted:
        yield f"The narrations have {words} words together; the film has time for {wanted}."
    if len(given) > MOST_SCENES:
        yield f"There are {len(given)} scenes; at most {MOST_SCENES} can be made."
    if (points := sum(_kind(scene) == "points" for scene in given)) > 1:
        yield f"{points} scenes are of the kind points: one at most. Choose kinds that draw for the others."
    for number, scene in enumerate(given, 1):
        if scene.picture and _picture(scene) not in pictures:
            yield f"scenes {number}: there is no picture {scene.picture[:40]!r}; {_choice(pictures)}."
        elif _kind(scene) is None and _picture(scene) not in pictures:
            yield f"scenes {number}: {scene.kind[:40]!r} is no kind of scene."


def _kind(scene: _SceneAnswer) -> str | None:
    found = kind_named(scene.kind)
    return found.name if found and found.written else None


def _picture(scene: _SceneAnswer) -> str:
    return scene.picture.strip("[] ")[:_LABEL]


def _choice(pictures: ShownPictures) -> str:
    return f"there are {', '.join(pictures.known)}" if pictures.known else "the lesson has none"


def _planned(scene: _SceneAnswer, pictures: ShownPictures) -> PlannedScene:
    things = {
        _id(thing.id): PlannedThing(_id(thing.id), cut_at_word(thing.label or thing.id, _LABEL))
        for thing in scene.things[:_MOST_THINGS]
        if _id(thing.id)
    }
    return PlannedScene(
        idea=cut_at_word(scene.idea, _IDEA) or cut_at_word(scene.narration, _IDEA),
        kind=PICTURE if _picture(scene) in pictures else _kind(scene) or "points",
        drawn=cut_at_word(scene.drawn, _DRAWN),
        narration=cut_at_word(scene.narration, _NARRATION),
        things=tuple(things.values()),
        passage=scene.passage.strip("[] ")[:_LABEL],
        picture=_picture(scene),
    )


def _id(text: str) -> str:
    return "_".join(text.split())[:_LABEL]


def _framed(scenes: list[PlannedScene], title: str, takeaways: tuple[str, str, str]) -> list[PlannedScene]:
    """The scenes with one that opens the film and one that closes it, and no more than a film may have."""
    inner = [scene for scene in scenes if scene.kind != "takeaways"]
    closing = [scene for scene in scenes if scene.kind == "takeaways"][-1:]
    if inner[0].kind != "title":
        inner.insert(0, PlannedScene(cut_at_word(title, _IDEA), "title", "", cut_at_word(title, _IDEA)))
    closing = closing or [PlannedScene(takeaways[0], "takeaways", "", " ".join(takeaways))]
    return [*inner[: MOST_SCENES - 1], *closing]


def _with_few_points(scenes: Sequence[PlannedScene]) -> list[PlannedScene]:
    """The scenes with one of words alone at most; what else was to be one is drawn in the nearest way."""
    instead = next(name for name in _INSTEAD_OF_POINTS if name in KINDS)
    kept: list[PlannedScene] = []
    for scene in scenes:
        again = scene.kind == "points" and any(other.kind == "points" for other in kept)
        kept.append(replace(scene, kind=instead) if again else scene)
    return kept


def _short_enough(scenes: Sequence[PlannedScene], most: int) -> list[PlannedScene]:
    """The scenes with whole sentences left out of each that says too much, if all together do."""
    words = [len(scene.narration.split()) for scene in scenes]
    if sum(words) <= _TOO_LONG * most:
        return list(scenes)
    shares = [max(1, round(count * most / sum(words))) for count in words]
    return [replace(scene, narration=_cut(scene.narration, share)) for scene, share in zip(scenes, shares, strict=True)]


def _cut(narration: str, words: int) -> str:
    """As many whole sentences as have so many words together, and the first one in any case."""
    first = next(iter(sentences_of(narration)), narration)
    return cut_at_sentence(narration, max(words, len(first.split())))


def _object(properties: JsonSchema) -> JsonSchema:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
